"""The steward's ledger: which pulses were ever released, and the fingerprint of what was then said.

It lies beside the answers, so that it outlives the release folder. A pulse may only be said twice in the same words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

import queries
from dashboard.settings import Settings
from dashboard.surveys import store
from dashboard.terms import BadInputError, Figure, Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """One pulse that was released."""

    pulse: str
    release_number: int
    k: int
    fingerprint: str
    withdrawn_at: str | None


def now() -> str:
    """The time as it is written down everywhere: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fingerprint(figures: Iterable[Figure]) -> str:
    """What a pulse says, number for number, whatever words go with it."""
    lines = sorted(
        repr((f.unit, f.leaf_units, f.breakdown, f.group, f.group_values, f.measure, f.statistic, f.respondents,
              f.headcount, f.value, f.band_low, f.band_high))
        for f in figures
    )  # fmt: skip
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def entries(database: duckdb.DuckDBPyConnection) -> dict[str, Entry]:
    """Every pulse ever released, by pulse."""
    rows = database.execute(queries.read("publish/ledger_by_pulse")).fetchall()
    return {row[0]: Entry(*row) for row in rows}


def newest(settings: Settings) -> int:
    """The number of the last release that the ledger names; 0 where there is none."""
    if not store.file_of(settings).is_file():
        return 0
    with store.connect(settings) as database:
        return max((entry.release_number for entry in entries(database).values()), default=0)


def latest_import(database: duckdb.DuckDBPyConnection) -> int:
    """The number of the last import."""
    return int(database.execute(queries.read("publish/latest_import")).fetchall()[0][0])


def enter(
    settings: Settings,
    *,
    number: int,
    fingerprints: Mapping[str, str],
    seen_import: int,
    corrected: str | None,
    earlier: Path | None,
) -> None:
    """Write down that release `number` holds these pulses, and take in the answers of the `corrected` one.

    What the release file `earlier` says of it is kept, for the audit.

    Raises BadInputError if answers came in meanwhile.
    """
    with store.connect(settings, read_only=False) as database:
        if latest_import(database) != seen_import:
            what = "answers were imported while the release was being made; nothing was published."
            raise BadInputError(Problem("release", what, "Run `release` again."))
        if corrected is not None:
            database.execute(queries.read("publish/attach_earlier", file=earlier))
        database.execute("begin")
        for pulse, said in fingerprints.items():
            values: dict[str, Any] = {
                "pulse": pulse, "release_number": number, "k": settings.k, "released_at": now(), "membership": said,
            }  # fmt: skip
            database.execute(queries.read("publish/enter_in_ledger"), values)
        if corrected is not None:
            database.execute(queries.read("publish/keep_superseded"), {"pulse": corrected})
            _swap_answers(database, corrected)
        database.execute("commit")


def _swap_answers(database: duckdb.DuckDBPyConnection, pulse: str) -> None:
    """Put the corrected answers in place of the others, which wait in their stead: the audit needs both."""
    parameters = {"pulse": pulse}
    database.execute(queries.read("publish/responses_of_pulse"), parameters)
    for table, source in (("responses", "corrections"), ("corrections", "answered_before")):
        database.execute(queries.read("publish/clear_pulse", table=table), parameters)
        database.execute(queries.read("publish/move_pulse", table=table, source=source), parameters)


def withdraw(settings: Settings, *, pulse: str, at: str) -> None:
    """Write down that a pulse was withdrawn, unless that is known or the answers are gone."""
    if not store.file_of(settings).is_file():
        return
    with store.connect(settings, read_only=False) as database:
        database.execute(queries.read("publish/withdraw_in_ledger"), {"pulse": pulse, "withdrawn_at": at})
