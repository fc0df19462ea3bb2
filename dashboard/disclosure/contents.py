"""The tables of a release that describe it: facts, measures, notes on the trend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

import queries
from dashboard import instruments
from dashboard.disclosure.ledger import now
from dashboard.settings import Settings
from dashboard.surveys import store
from dashboard.terms import Instrument, Measure

SCHEMA_VERSION = "1"
SAMPLE_MARK = "truth.json"
"""An import that lists this file among its own came from `sample`: what it planted lies beside units.csv."""

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Described:
    """What the answers' side knows about itself."""

    instruments: tuple[Instrument, ...]
    measures: tuple[Measure, ...]
    annotations: Rows
    is_sample: bool


def described(database: duckdb.DuckDBPyConnection, settings: Settings) -> Described:
    """Read it from the store of responses."""
    imports = database.execute(queries.read("publish/files_imported")).fetchall()
    return Described(
        instruments.load(store.instruments_folder(settings)),
        store.measures_asked(database, settings),
        database.execute(queries.read("publish/annotations_by_date")).fetchall(),
        any(SAMPLE_MARK in names.split(";") for (names,) in imports),
    )


def measure_rows(what: Described, *, published: Iterable[str], spreads: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    """Rows of the table `measures`: those that some pulse has figures of, in the order pages show them."""
    wanted = set(published)
    every = [(instrument, measure) for instrument in what.instruments for measure in instrument.measures]
    for position, (instrument, measure) in enumerate(every):
        if measure.id in wanted:
            yield _measure_row(position, instrument, measure, spreads.get(measure.id))


def _measure_row(position: int, instrument: Instrument, measure: Measure, spread: int | None) -> tuple[Any, ...]:
    cut_off = measure.cut_off
    return (
        position,
        measure.id,
        measure.name,
        measure.better,
        measure.family,
        cut_off.at_least if cut_off else None,
        cut_off.label if cut_off else "",
        ";".join(band.id for band in measure.bands),
        ";".join(band.name for band in measure.bands),
        instrument.source,
        instrument.licence,
        spread,
    )


def fact_rows(what: Described, settings: Settings, *, organisation: str, series: int, floor: int) -> Rows:
    """Rows of the table `about`. No release file older than number `floor` may stay in the folder."""
    facts = {
        "schema_version": SCHEMA_VERSION,
        "k": str(settings.k),
        "series": str(series),
        "sample": "yes" if what.is_sample else "no",
        "made_at": now(),
        "organisation": settings.organisation or organisation,
        "oldest_file": str(floor),
    }
    return list(facts.items())
