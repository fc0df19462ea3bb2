"""Retention: answers older than DASHBOARD_RETENTION_MONTHS leave the disk, once their pulse has been released.

DuckDB's `delete` leaves text behind in the file, so what stays is written to a new one that takes the old one's place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

import queries
from dashboard.settings import Settings
from dashboard.surveys import encryption, store, undo
from dashboard.terms import BadInputError, Problem

_ANSWERS = ("responses", "corrections")


@dataclass(frozen=True, slots=True)
class Due:
    """Pulses with answers from before `oldest_kept` (a date), by whether they have ever been released."""

    oldest_kept: str
    released: tuple[str, ...] = ()
    unreleased: tuple[str, ...] = ()


def oldest_kept(months: int, today: date) -> str:
    """The day `months` before `today` as YYYY-MM-DD, to compare as text: it need not be in the calendar."""
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return f"{years:04}-{month + 1:02}-{today.day:02}"


def is_older(pulse: str, oldest: str) -> bool:
    """Whether all of a pulse (YYYY-MM or YYYY-MM-DD) lies before the day `oldest`."""
    return pulse < oldest[: len(pulse)]


def reminder(settings: Settings, *, today: date | None = None) -> str:
    """A sentence if `purge` has something to remove; else nothing."""
    if not settings.retention_months or not store.file_of(settings).is_file():
        return ""
    with store.connect(settings) as database:
        due = _due(database, settings, today)
    if not due.released:
        return ""
    return f"Answers from before {due.oldest_kept} are still kept ({', '.join(due.released)}): run `purge`."


def purge(settings: Settings, *, today: date | None = None) -> str:
    """Remove the answers of released pulses that are older than the setting; sentences about it. Raises BadInputError.

    Killed at any moment, the store is the old or the new one, and whole. What could hold removed answers beside it
    goes too: the copy for `undo`, and whatever a killed command left.
    """
    if not settings.retention_months:
        what = "is 0: answers are kept for as long as you like."
        raise BadInputError(Problem("DASHBOARD_RETENTION_MONTHS", what, "Set it to a number of months, then run this."))
    path = store.file_of(settings)
    with store.connect(settings, read_only=False) as database:  # open to the end, so that nobody else writes
        due = _due(database, settings, today)
        database.execute(queries.read("build/checkpoint"))
        undo.forget(settings)
        _clear_beside(path)
        if due.released:
            beside = path.with_suffix(".new")
            _write_without(database, beside, due.released, key=settings.responses_key)
            _flush(beside)
            beside.replace(path)
            _flush(path.parent)
    return "\n".join(_sentences(due))


def _due(database: duckdb.DuckDBPyConnection, settings: Settings, today: date | None) -> Due:
    oldest = oldest_kept(settings.retention_months, today or datetime.now(UTC).date())
    held = database.execute(queries.read("build/pulses_held")).fetchall()
    old = [(pulse, released) for pulse, released in held if is_older(pulse, oldest)]
    released = tuple(pulse for pulse, was in old if was)
    return Due(oldest, released, tuple(pulse for pulse, was in old if not was))


def _clear_beside(path: Path) -> None:
    """Delete what commands that were killed left beside the store: half-written copies, spilled rows."""
    kept = {path.name, f"{path.name}.wal"}
    for left in path.parent.glob(f"{path.stem}.*"):
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name not in kept:
            left.unlink()


def _write_without(database: duckdb.DuckDBPyConnection, file: Path, purged: Sequence[str], *, key: str) -> None:
    """Write everything to the new store `file`, but for the answers of the pulses `purged`."""
    parameters = {"database": "responses"}
    columns = [name for (name,) in database.execute(queries.read("build/columns_of_responses"), parameters).fetchall()]
    encryption.attach(database, file, name="store", key=key, read_only=False)
    database.execute("use store")
    store.create_tables(database, store.items_among(columns))
    for table in store.TABLES:
        if table in _ANSWERS:
            database.execute(queries.read("build/copy_unpurged", table=table), {"purged": list(purged)})
        else:
            database.execute(queries.read("build/copy_whole", table=table))
    database.execute(queries.read("build/checkpoint"))
    database.execute("use responses")
    database.execute("detach store")


def _sentences(due: Due) -> list[str]:
    said = [f"No released pulse has answers from before {due.oldest_kept}."]
    if due.released:
        said = [f"The answers of {', '.join(due.released)} are gone; their figures and certificates stay."]
        said.append("Delete earlier copies and backups of the responses: they still hold them.")
    if due.unreleased:
        said.append(f"Kept, though as old, because never released: {', '.join(due.unreleased)}.")
    return said


def _flush(path: Path) -> None:
    """Wait until the file, or the folder's list of names, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
