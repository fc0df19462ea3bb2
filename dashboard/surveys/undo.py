"""Taking the last import back while nothing was published after it: the store as it was waits beside the new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def kept(settings: Settings) -> Iterator[None]:
    """Keep a copy of the store as it was, if what happens inside the block is an import that changes it.

    An unfinished copy is never looked at, and one that does not fit the store is never put back.
    """
    copy = store.file_of(_kept(settings))
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside, before = copy.with_suffix(".new"), newest(settings)
    if before:
        _rest(settings)
        shutil.copyfile(store.file_of(settings), beside)
    else:
        beside.write_bytes(b"")
    try:
        yield
        if newest(settings) != before:
            beside.replace(copy)
    finally:
        beside.unlink(missing_ok=True)


def last_import(settings: Settings) -> LastImport | None:
    """The import that can be taken back; None where there is none, no copy was kept, or a pulse was published since."""
    copy = store.file_of(_kept(settings))
    last = newest(settings)
    if last is None or not copy.is_file():
        return None
    was_empty, earlier = not copy.stat().st_size, _kept(settings)
    before = None if was_empty else newest(earlier)
    follows = last.number == (before.number if before else 0) + 1
    published_since = _ledger(settings) != ([] if was_empty else _ledger(earlier))
    return last if follows and not published_since else None


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


def newest(settings: Settings) -> LastImport | None:
    """The last import of a store; None where nothing has been imported."""
    if not store.file_of(settings).is_file():
        return None
    try:
        rows = _rows(settings, "build/newest_import")
    except BadInputError as error:
        if isinstance(error.__cause__, duckdb.CatalogException):  # a first import that was killed
            return None
        raise
    return next((LastImport(number, at, tuple(files.split(";"))) for number, at, files in rows), None)


def _ledger(settings: Settings) -> list[tuple[Any, ...]]:
    return _rows(settings, "publish/ledger_by_pulse")


def _rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with store.connect(settings) as database:
        return database.execute(queries.read(query)).fetchall()


def _rest(settings: Settings) -> None:
    """Bring everything into the file itself: opening it to write takes over what a killed command left beside it."""
    with store.connect(settings, read_only=False) as database:
        database.execute(queries.read("build/checkpoint"))


def _flush(folder: Path) -> None:
    """Wait until the folder's list of names is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
