"""Answers older than the setting are in no file that is left behind, and everything else goes on."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard import __main__ as commands
from dashboard.disclosure import publish
from dashboard.disclosure.audit import audit
from dashboard.settings import Settings
from dashboard.surveys import retention, store, undo
from dashboard.terms import BadInputError
from tests.operations.conftest import KEY, import_sample

FIRST, SECOND, THIRD = "2026-08", "2026-09", "2026-10"
TODAY = date(2026, 11, 22)
WORDS = (b"zzmarkerrole", b"zzmarkerprogramme")
ENCRYPTED = pytest.param(
    KEY, marks=pytest.mark.skipif(duckdb.__version__ != "1.5.5", reason="the extension is for the locked DuckDB")
)
_FORK = multiprocessing.get_context("fork")  # a child that has everything loaded


@pytest.mark.parametrize(
    ("months", "today", "oldest"),
    [
        (1, date(2026, 11, 22), "2026-10-22"),
        (11, date(2026, 11, 22), "2025-12-22"),
        (12, date(2026, 12, 31), "2025-12-31"),
        (1, date(2026, 3, 31), "2026-02-31"),
        (24, date(2026, 1, 1), "2024-01-01"),
    ],
)
def test_the_oldest_day_that_is_kept(months: int, today: date, oldest: str) -> None:
    assert retention.oldest_kept(months, today) == oldest


@pytest.mark.parametrize(
    ("pulse", "older"),
    [("2026-09", True), ("2026-10", False), ("2026-10-21", True), ("2026-10-22", False), ("2025-12-31", True)],
)
def test_a_pulse_is_older_when_all_of_it_is(pulse: str, *, older: bool) -> None:
    assert retention.is_older(pulse, "2026-10-22") is older


@pytest.fixture(scope="module")
def marked(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a role and a programme that occur at its first pulse only."""
    folder = tmp_path_factory.mktemp("marked")
    shutil.copytree(files, folder, dirs_exist_ok=True)
    header, *rows = (files / "survey.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("pulse,unit,role,respondent_key,programmes,")
    for place, row in enumerate(rows):
        cells = row.split(",")
        if cells[0] == FIRST:
            cells[2] = WORDS[0].decode() if cells[2] == "doctor" else cells[2]
            cells[4] = WORDS[1].decode() if place % 3 else ""
        rows[place] = ",".join(cells)
    (folder / "survey.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", key_secret="a secret for respondent keys, long", retention_months=2)


def counts(settings: Settings) -> dict[str, int]:
    with store.connect(settings) as database:
        return dict(database.execute("select pulse, count(*) from scores group by all order by all").fetchall())


def enter_in_ledger(settings: Settings, *pulses: str) -> None:
    """As `release` does, for what does not depend on figures."""
    with store.connect(settings, read_only=False) as database:
        for pulse in pulses:
            database.execute("insert into releases values ($pulse, 1, 10, '2026-11-01', '', null)", {"pulse": pulse})


def marks(settings: Settings, pulse: str) -> tuple[bytes, ...]:
    """What only the rows of a pulse hold: the words, and keys of people."""
    query = "select respondent from responses where pulse = $pulse"
    with store.connect(settings) as database:
        keys = [key for (key,) in database.execute(query, {"pulse": pulse}).fetchall()]
    return (*WORDS, *keys) if pulse == FIRST else tuple(keys)


def found(folder: Path, searched: tuple[bytes, ...]) -> set[bytes]:
    """Which of `searched` stand in some file below `folder`."""
    held = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return {mark for mark in searched if mark in held}


def test_what_is_purged_is_in_no_file_left_behind(marked: Path, settings: Settings) -> None:
    with undo.kept(settings):
        import_sample(marked, settings)
    with undo.kept(settings), store.connect(settings, read_only=False) as database:  # an import that keeps a copy
        database.execute("insert into imports select import_id + 1, imported_at, files, 'x', '', '' from imports")
        database.execute("insert into corrections select * from responses where pulse = '2026-08'")
    enter_in_ledger(settings, FIRST, SECOND)
    gone, stay, before = marks(settings, FIRST), marks(settings, SECOND), counts(settings)
    folder = settings.responses_folder
    for left in ("responses.new", "responses.new.wal"):  # by a command that was killed
        shutil.copyfile(store.file_of(settings), folder / left)
    assert found(folder / "before_last_import", gone) == set(gone)  # the search can find
    with store.connect(settings, read_only=False) as database:
        database.execute("delete from corrections")
        database.execute("checkpoint")
    assert found(folder, WORDS) == set(WORDS)

    said = retention.purge(settings, today=TODAY)
    assert f"answers of {FIRST} are gone" in said
    assert [file.name for file in folder.rglob("*") if file.is_file()] == ["responses.duckdb"]
    assert found(folder, gone) == set()
    assert found(folder, stay) == set(stay)
    assert counts(settings) == {pulse: count for pulse, count in before.items() if pulse != FIRST}
    assert undo.last_import(settings) is None


def test_rows_that_only_the_log_beside_the_store_holds_go_too(marked: Path, settings: Settings) -> None:
    import_sample(marked, settings)
    enter_in_ledger(settings, FIRST)

    def killed_while_writing() -> None:
        database = store.connect(settings, read_only=False)
        database.execute("set wal_autocheckpoint = '1GB'")
        database.execute("update responses set role = 'zzmarkerlate' where pulse = '2026-08'")
        os._exit(9)

    run(killed_while_writing)
    assert found(settings.responses_folder, (b"zzmarkerlate",))
    assert list(settings.responses_folder.glob("*.wal"))
    retention.purge(settings, today=TODAY)
    assert not found(settings.responses_folder, (b"zzmarkerlate", *WORDS))
    assert not list(settings.responses_folder.glob("*.wal"))


@pytest.mark.parametrize("key", ["", ENCRYPTED])
def test_everything_but_the_answers_stays(marked: Path, settings: Settings, key: str) -> None:
    settings = replace(settings, responses_key=key)
    import_sample(marked, settings)
    enter_in_ledger(settings, FIRST)

    def others() -> dict[str, list[tuple[object, ...]]]:
        with store.connect(settings) as database:
            tables = ("units", "training", "annotations", "imports", "releases")
            kept = {table: database.table(table).fetchall() for table in tables}
            return kept | {"kept": database.execute("select * from responses where pulse <> '2026-08'").fetchall()}

    before = others()
    retention.purge(settings, today=TODAY)
    assert others() == before
    assert set(counts(settings)) == {SECOND, THIRD}
    if key:
        assert not found(settings.responses_folder, (b"cbi_work_worn_out", b"headcount"))
    assert "No released pulse" in retention.purge(settings, today=TODAY)


def test_a_pulse_never_released_is_kept_and_named(marked: Path, settings: Settings) -> None:
    import_sample(marked, settings)
    before = counts(settings)
    assert FIRST in retention.purge(settings, today=TODAY)
    assert counts(settings) == before
    assert retention.reminder(settings, today=TODAY) == ""
    enter_in_ledger(settings, FIRST)
    assert FIRST in retention.reminder(settings, today=TODAY)
    assert retention.reminder(replace(settings, retention_months=0), today=TODAY) == ""
    with pytest.raises(BadInputError, match="is 0: answers are kept"):
        retention.purge(replace(settings, retention_months=0), today=TODAY)
    assert counts(settings) == before


def test_a_purged_pulse_cannot_be_imported_again(marked: Path, files: Path, settings: Settings) -> None:
    import_sample(marked, settings)
    enter_in_ledger(settings, FIRST)
    retention.purge(settings, today=TODAY)
    after = counts(settings)
    with pytest.raises(BadInputError, match=f"{FIRST} is released"):
        import_sample(files, settings)
    assert counts(settings) == after


def run(work: Callable[[], None]) -> None:
    process = _FORK.Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == 9


@pytest.mark.parametrize("key", ["", ENCRYPTED])
@pytest.mark.parametrize("moment", ["before the copy", "while copying", "before the swap", "after the swap"])
def test_killed_at_any_moment_the_store_is_the_old_or_the_new_one(
    marked: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, moment: str, key: str
) -> None:
    settings = replace(settings, responses_key=key)
    import_sample(marked, settings)
    enter_in_ledger(settings, FIRST)
    before = counts(settings)

    def killed() -> None:
        if moment == "before the copy":
            monkeypatch.setattr(retention, "_write_without", lambda *_, **__: os._exit(9))
        elif moment == "while copying":
            create = store.create_tables
            monkeypatch.setattr(store, "create_tables", lambda *args: (create(*args), os._exit(9)))
        else:
            last = Path.is_file if moment == "before the swap" else Path.is_dir
            monkeypatch.setattr(retention, "_flush", lambda path: os._exit(9) if last(path) else None)
        retention.purge(settings, today=TODAY)

    run(killed)
    after = {pulse: count for pulse, count in before.items() if pulse != FIRST}
    assert counts(settings) == (after if moment == "after the swap" else before)
    retention.purge(settings, today=TODAY)
    assert counts(settings) == after
    assert [file.name for file in settings.responses_folder.rglob("*") if file.is_file()] == ["responses.duckdb"]
    assert not found(settings.responses_folder, WORDS)


@pytest.mark.slow
def test_release_and_audit_go_on_without_the_answers(
    marked: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import_sample(marked, settings)
    data = ["--data", str(settings.data)]
    publish.release(settings=settings, pulses=[FIRST])
    retention.purge(settings, today=TODAY)
    publish.release(settings=settings, pulses=[SECOND])
    outcomes = {check.pulse: check.outcome for check in audit(settings=settings).checks}
    assert outcomes == {FIRST: "stored", SECOND: "safe"}
    assert commands.main(["audit", *data]) == 0
    assert f"{FIRST}  stored  differences: safe when checked on" in capsys.readouterr().out
    assert commands.main(["purge", *data]) == 2
    monkeypatch.setenv("DASHBOARD_RETENTION_MONTHS", "1200")
    assert commands.main(["purge", *data]) == 0
    assert "No released pulse has answers from before 19" in capsys.readouterr().out
    monkeypatch.setattr(retention, "reminder", lambda _: "some are due")
    assert commands.main(["release", *data]) == 0  # the third
    assert "some are due" in capsys.readouterr().out
    assert set(counts(settings)) == {SECOND, THIRD}
