"""The last import can be taken back, exactly, until something is published."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from dashboard.disclosure import publish
from dashboard.settings import Settings
from dashboard.steward import sample, work
from dashboard.surveys import store, undo
from dashboard.terms import BadInputError
from tests.steward.conftest import Written, survey


def imported(settings: Settings, written: Written, text: str) -> None:
    work.imported(written.paths(text), None, settings)


def held(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the store that a person or a release could see."""
    with store.connect(settings) as database:
        tables = ("responses", "corrections", "units", "training", "annotations", "imports", "releases")
        return {table: sorted(database.table(table).fetchall(), key=repr) for table in tables}


def test_the_first_import_leaves_nothing_behind(settings: Settings, written: Written) -> None:
    imported(settings, written, survey())
    work.undone(settings)
    assert undo.newest(settings) is None
    assert not store.file_of(settings).exists()
    assert [file for file in settings.responses_folder.rglob("*") if file.is_file()] == []


def test_a_later_import_is_taken_back_to_the_row(settings: Settings, written: Written) -> None:
    imported(settings, written, survey(("2026-08", "2026-09")))
    before = held(settings)
    imported(settings, written, survey(("2026-08", "2026-10"), seed=2))  # adds to August, too
    assert held(settings) != before
    work.undone(settings)
    assert held(settings) == before
    assert undo.last_import(settings) is None  # only the last one


def test_what_was_undone_can_be_imported_again(settings: Settings, written: Written) -> None:
    imported(settings, written, survey())
    work.undone(settings)
    imported(settings, written, survey())
    last = undo.last_import(settings)
    assert last is not None
    assert last.files == ("survey.csv",)


def test_importing_the_same_again_does_not_spend_the_undo(settings: Settings, written: Written) -> None:
    imported(settings, written, survey())
    imported(settings, written, survey())
    work.undone(settings)
    assert undo.newest(settings) is None


def test_a_failed_import_does_not_spend_it_either(settings: Settings, written: Written) -> None:
    imported(settings, written, survey())
    with pytest.raises(BadInputError):
        imported(settings, written, survey().replace(",A,", ",Z,"))
    assert undo.last_import(settings) is not None


def test_nothing_can_be_undone_after_publishing(settings: Settings, written: Written) -> None:
    imported(settings, written, survey())
    publish.release(settings=settings)  # as the command does it, which leaves the copy
    assert undo.last_import(settings) is None
    with pytest.raises(BadInputError, match="no import that can be undone"):
        work.undone(settings)


def test_publishing_here_lets_the_copy_go(settings: Settings, written: Written) -> None:
    imported(settings, written, survey())
    work.published(["2026-10"], settings)
    assert [file.name for file in settings.responses_folder.rglob("*") if file.is_file()] == ["responses.duckdb"]


def test_an_import_by_the_command_in_between_ends_it(settings: Settings, written: Written) -> None:
    imported(settings, written, survey(("2026-08",)))
    copy = settings.responses_folder / "before_last_import"
    kept = copy.with_name("kept")
    shutil.copytree(copy, kept)
    imported(settings, written, survey(("2026-09",), seed=2))
    shutil.rmtree(copy)
    kept.rename(copy)  # the copy now is two imports old
    assert undo.last_import(settings) is None


def test_a_killed_import_leaves_no_undo_that_fits(settings: Settings, written: Written) -> None:
    imported(settings, written, survey(("2026-08",)))
    with pytest.raises(KeyboardInterrupt), undo.kept(settings):
        raise KeyboardInterrupt
    last = undo.last_import(settings)
    assert last is not None
    assert last.number == 1


def test_the_sample_goes_only_while_it_is_all_there_is(settings: Settings, written: Written) -> None:
    assert sample.may_open(settings)
    imported(settings, written, survey())
    assert not sample.may_open(settings)
    assert not sample.is_all(settings)
    sample.clear(settings)
    assert undo.newest(settings) is not None
