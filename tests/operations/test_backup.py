"""A backup is whole, can be made while people read, and is put back only as it was."""

import io
import multiprocessing
import shutil
import tarfile
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboard import backup
from dashboard.__main__ import main
from dashboard.backup import MANIFEST
from dashboard.disclosure import publish
from dashboard.release import ReleaseFolder
from dashboard.settings import Settings
from dashboard.surveys import store
from dashboard.terms import BadInputError
from tests.operations.conftest import import_sample

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def released(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data=tmp_path_factory.mktemp("data"), key_secret="a secret for respondent keys, long")
    import_sample(files, settings)
    publish.release(settings=settings)
    return settings


@pytest.fixture
def settings(released: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(released.data, tmp_path / "data")
    return replace(released, data=tmp_path / "data")


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, data=tmp_path / "elsewhere")


def stores(settings: Settings) -> dict[str, bytes]:
    files = [f for f in settings.data.rglob("*") if f.is_file() and f.parent.name in ("responses", "release")]
    return {str(file.relative_to(settings.data)): file.read_bytes() for file in files}


def test_what_is_restored_is_what_was_backed_up(settings: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    (settings.data / "instruments").mkdir()
    (settings.data / "instruments" / "own.toml").write_text("# ours", encoding="utf-8")
    out = tmp_path / "backup.tar"
    assert main(["backup", str(out), "--data", str(settings.data)]) == 0
    assert out.stat().st_mode & 0o077 == 0
    assert main(["restore", str(out), "--data", str(elsewhere.data)]) == 0
    assert stores(elsewhere) == stores(settings)
    for here in (settings, elsewhere):
        own = here.data / "instruments" / "own.toml"
        assert own.read_text(encoding="utf-8") == "# ours"
        own.unlink()
    assert (elsewhere.data / "responses" / "responses.duckdb").stat().st_mode & 0o077 == 0
    with store.connect(elsewhere) as one, store.connect(settings) as other:
        query = "select pulse, count(*), sum(exhaustion) from scores group by all order by all"
        assert one.execute(query).fetchall() == other.execute(query).fetchall()


def test_it_can_be_made_while_the_stores_are_read(settings: Settings, tmp_path: Path) -> None:
    reading = ReleaseFolder(settings.release_folder).current()
    with store.connect(settings) as database:
        assert "backed up" in backup.backup(settings, tmp_path / "backup.tar", patience=0)
        assert database.execute("select count(*) > 0 from responses").fetchall() == [(True,)]
    assert reading is not None
    assert reading.pulses


def _write_for(file: Path, seconds: float, started: object) -> None:
    with duckdb.connect(str(file)) as database:
        started.set()  # type: ignore[attr-defined]
        time.sleep(seconds)
        database.execute("create table after_all as select 1 as one")


def test_a_writer_is_waited_for(settings: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    writer = context.Process(target=_write_for, args=(store.file_of(settings), 2.0, started))
    writer.start()
    assert started.wait(20)
    with pytest.raises(BadInputError, match="another command has been writing"):
        backup.backup(settings, tmp_path / "backup.tar", patience=0)
    assert not (tmp_path / "backup.tar").exists()
    backup.backup(settings, tmp_path / "backup.tar", patience=20)
    writer.join()
    backup.restore(elsewhere, tmp_path / "backup.tar")
    with store.connect(elsewhere) as database:
        assert database.execute("from after_all").fetchall() == [(1,)]


def test_stores_are_not_overwritten_unasked(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "backup.tar"
    backup.backup(settings, out)
    with store.connect(settings, read_only=False) as database:
        database.execute("delete from responses")
    changed = stores(settings)
    with pytest.raises(BadInputError, match="--force"):
        backup.restore(settings, out)
    assert stores(settings) == changed
    backup.restore(settings, out, force=True)
    with store.connect(settings) as database:
        assert database.execute("select count(*) > 0 from responses").fetchall() == [(True,)]


def test_readers_notice_a_restored_release_of_the_same_name(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "backup.tar"
    backup.backup(settings, out)
    with duckdb.connect(str(settings.release_folder / "release_1.duckdb")) as database:
        database.execute("delete from figures")
    folder = ReleaseFolder(settings.release_folder)
    emptied = folder.current()
    assert emptied is not None
    assert emptied.figures_on("exhaustion") == ()
    backup.restore(settings, out, force=True)
    restored = folder.current()
    assert restored is not None
    assert restored.figures_on("exhaustion") != ()


def _changed(source: Path, out: Path, *, rename: tuple[str, str] = ("", ""), drop: str = "", flip: str = "") -> Path:
    with tarfile.open(source) as tar, tarfile.open(out, "w") as new:
        for entry in tar:
            content = tar.extractfile(entry)
            assert content is not None
            data = bytearray(content.read())
            if entry.name == flip:
                data[len(data) // 2] ^= 1
            if entry.name != drop:
                entry.name = rename[1] if entry.name == rename[0] else entry.name
                new.addfile(entry, io.BytesIO(bytes(data)))
    return out


RESPONSES = "responses/responses.duckdb"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"flip": RESPONSES}, "is not as it was backed up"),
        ({"drop": RESPONSES}, "is missing"),
        ({"drop": MANIFEST}, "no backup of ours"),
        ({"rename": (RESPONSES, "../../evil")}, "which no backup has"),
        ({"rename": (RESPONSES, "responses/other.duckdb")}, "which no backup has"),
        ({"rename": ("release/current", "/etc/current")}, "which no backup has"),
    ],
)
def test_a_backup_that_is_not_whole_restores_nothing(
    settings: Settings, elsewhere: Settings, tmp_path: Path, change: dict[str, str], said: str
) -> None:
    backup.backup(settings, tmp_path / "backup.tar")
    bad = _changed(tmp_path / "backup.tar", tmp_path / "bad.tar", **change)  # type: ignore[arg-type]
    with pytest.raises(BadInputError, match=said):
        backup.restore(elsewhere, bad)
    assert list(elsewhere.data.iterdir()) == []


@pytest.mark.parametrize("length", [0, 1, 600, 20_000])
def test_a_backup_cut_short_restores_nothing(
    settings: Settings, elsewhere: Settings, tmp_path: Path, length: int
) -> None:
    backup.backup(settings, tmp_path / "backup.tar")
    (tmp_path / "short.tar").write_bytes((tmp_path / "backup.tar").read_bytes()[:length])
    with pytest.raises(BadInputError, match="Nothing was restored"):
        backup.restore(elsewhere, tmp_path / "short.tar")
    assert stores(elsewhere) == {}


def test_an_empty_folder_and_a_place_that_cannot_be_written_are_named(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="nothing to back up"):
        backup.backup(replace(settings, data=tmp_path / "nothing"), tmp_path / "backup.tar")
    with pytest.raises(BadInputError, match="Name a file in a folder"):
        backup.backup(settings, tmp_path / "no such folder" / "backup.tar")
