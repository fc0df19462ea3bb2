"""Taking the last import back, as long as nothing was published after it: the store as it was waits beside the new one."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

import queries
from dashboard.settings import Settings
from dashboard.surveys import store
from dashboard.terms import BadInputError, Problem


@dataclass(frozen=True, slots=True)
class LastImport:
    """The import that `undo` would take back."""

    number: int
    imported_at: str
    files: tuple[str, ...]


def keep(settings: Settings) -> None:
    """Keep a copy of the store as it is now; called before an import writes. An unfinished copy is never looked at."""
    copy = store.file_of(_kept(settings))
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = copy.with_suffix(".new")
    now = store.file_of(settings)
    if _is_filled(settings):
        _rest(settings)
        shutil.copyfile(now, beside)
    else:
        beside.write_bytes(b"")
    beside.replace(copy)


def last_import(settings: Settings) -> LastImport | None:
    """The import that can be taken back; None where there is none, no copy was kept, or a pulse was published since."""
    copy = store.file_of(_kept(settings))
    if not copy.is_file() or not _is_filled(settings):
        return None
    newest, published = _state(settings)
    before, published_before = _state(_kept(settings)) if copy.stat().st_size else (None, [])
    follows = newest is not None and newest.number == (before.number if before else 0) + 1
    return newest if follows and published == published_before else None


def undo(settings: Settings) -> LastImport:
    """Take the last import back: the store is as it was before, to the byte. Raises BadInputError if that cannot be."""
    last = last_import(settings)
    if last is None:
        what = "there is no import that can be undone."
        fix = "Only the last one can, until a pulse is published. Withdraw the pulse instead."
        raise BadInputError(Problem("undo", what, fix))
    _rest(settings)
    copy, now = store.file_of(_kept(settings)), store.file_of(settings)
    if copy.stat().st_size:
        copy.replace(now)
    else:
        now.unlink()
        copy.unlink()
    _flush(now.parent)
    return last


def forget(settings: Settings) -> None:
    """Delete the copy, with all the answers in it."""
    shutil.rmtree(_kept(settings).data, ignore_errors=True)


def _kept(settings: Settings) -> Settings:
    """Settings whose store is the copy."""
    return replace(settings, data=settings.responses_folder / "before_last_import")


def _is_filled(settings: Settings) -> bool:
    """Whether there is a store with tables in it."""
    if not store.file_of(settings).is_file():
        return False
    try:
        store.connect(settings).close()
    except BadInputError as error:
        if isinstance(error.__cause__, duckdb.CatalogException):  # a first import that was killed
            return False
        raise
    return True


def _rest(settings: Settings) -> None:
    """Bring everything into the file itself: opening it to write takes over what a killed command left beside it."""
    with store.connect(settings, read_only=False) as database:
        database.execute(queries.read("build/checkpoint"))


def _state(settings: Settings) -> tuple[LastImport | None, list[tuple[Any, ...]]]:
    """The last import of a store, and its ledger of releases."""
    with store.connect(settings) as database:
        rows = database.execute(queries.read("build/newest_import")).fetchall()
        ledger = database.execute(queries.read("publish/ledger_by_pulse")).fetchall()
    newest = next((LastImport(number, at, tuple(files.split(";"))) for number, at, files in rows), None)
    return newest, ledger


def _flush(folder: Path) -> None:
    """Wait until the folder's list of names is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
