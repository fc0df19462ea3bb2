"""With a key set, the disk holds no answer in plain, and nobody without the key reads any."""

import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboard.disclosure import publish
from dashboard.disclosure.audit import audit
from dashboard.settings import Settings
from dashboard.surveys import encryption, store, undo
from dashboard.terms import BadInputError
from tests.operations.conftest import KEY, import_sample

if duckdb.__version__ != "1.5.5":
    pytest.skip("the extension exists for the locked DuckDB only", allow_module_level=True)


pytestmark = pytest.mark.slow


@pytest.fixture
def plain(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", key_secret="a secret for respondent keys, long")


@pytest.fixture
def secret(plain: Settings) -> Settings:
    return replace(plain, responses_key=KEY)


def in_plain(folder: Path) -> set[str]:
    """Which words that stand in every store can be read in a file under `folder`."""
    words = (b"cbi_work_worn_out", b"headcount", b"imported_at", b"Ward", b"responses")
    held = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return {word.decode() for word in words if word in held}


def counts(settings: Settings) -> list[tuple[str, int]]:
    with store.connect(settings) as database:
        return database.execute("select pulse, count(*) from scores group by all order by all").fetchall()


def test_nothing_can_be_read_on_the_disk(files: Path, plain: Settings, secret: Settings) -> None:
    import_sample(files, secret)
    assert in_plain(secret.responses_folder) == set()
    other = replace(plain, data=plain.data / "other")
    import_sample(files, other)
    assert {"cbi_work_worn_out", "headcount", "responses"} <= in_plain(other.responses_folder)  # the search can find
    assert counts(secret) == counts(other)


def test_import_release_audit_and_undo_work_as_ever(files: Path, secret: Settings) -> None:
    with undo.kept(secret):
        import_sample(files, secret)
    undo.undo(secret)
    import_sample(files, secret)
    publish.release(settings=secret)
    assert audit(settings=secret).safe
    assert in_plain(secret.responses_folder) == set()


@pytest.mark.parametrize(
    ("key", "said"),
    [(KEY.upper(), "the key does not fit"), ("", "the responses are encrypted. Set DASHBOARD_RESPONSES_KEY")],
)
def test_a_wrong_key_and_no_key_are_refused(files: Path, secret: Settings, key: str, said: str) -> None:
    import_sample(files, secret)
    before = store.file_of(secret).read_bytes()
    wrong = replace(secret, responses_key=key)
    for use in (
        lambda: store.connect(wrong),
        lambda: import_sample(files, wrong),
        lambda: publish.release(settings=wrong),
    ):
        with pytest.raises(BadInputError, match=re.escape(said)) as error:
            use()
        assert KEY not in str(error.value)
        assert KEY.upper() not in str(error.value)
    assert store.file_of(secret).read_bytes() == before


def test_plain_responses_are_encrypted_only_when_asked(files: Path, plain: Settings, secret: Settings) -> None:
    import_sample(files, plain)
    before = counts(plain)
    with pytest.raises(BadInputError, match="Run `encrypt` once"):
        store.connect(secret)
    assert "is encrypted" in store.encrypt(secret)
    assert counts(secret) == before
    with pytest.raises(BadInputError):
        store.encrypt(secret)  # twice
    with pytest.raises(BadInputError, match="no key"):
        store.encrypt(plain)
    assert counts(secret) == before
    assert in_plain(secret.responses_folder) == set()


def test_rows_that_do_not_fit_in_memory_are_spilled_in_cipher(tmp_path: Path) -> None:
    def spilled(*, key: str) -> bytes:
        folder = tmp_path / (key or "plain")
        with duckdb.connect(
            ":memory:", config={"temp_directory": str(folder), "memory_limit": "40MB", "threads": 1}
        ) as c:
            encryption.protect(c, key=key)
            c.execute(
                "create table t as select 'PLAIN' || hash(i)::varchar || hash(i+1)::varchar from range(1500000) r(i)"
            )
            return b"".join(file.read_bytes() for file in folder.rglob("*"))

    assert b"PLAIN" in spilled(key="")
    assert spilled(key=KEY) != b""
    assert b"PLAIN" not in spilled(key=KEY)


def test_a_missing_extension_is_named(monkeypatch: pytest.MonkeyPatch, secret: Settings) -> None:
    monkeypatch.setattr(encryption, "_PACKAGE", "no_such_package")
    with duckdb.connect(":memory:") as connection, pytest.raises(BadInputError, match="duckdb-extension-httpfs"):
        encryption.protect(connection, key=secret.responses_key)


def test_the_key_is_in_no_text_of_the_settings(secret: Settings) -> None:
    assert KEY not in repr(secret)
    assert "a secret for respondent keys" not in repr(secret)
