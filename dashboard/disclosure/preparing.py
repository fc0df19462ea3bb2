"""From the answers to the tables of the pulses that are to be released, or of one that is to be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

import queries
from dashboard.disclosure import contents, ledger
from dashboard.disclosure.atoms import DatabaseAtoms
from dashboard.disclosure.audit import certify
from dashboard.disclosure.carried import Carried
from dashboard.disclosure.contents import Described
from dashboard.disclosure.organisation import ListedUnit, Whole
from dashboard.disclosure.register import RegisterRow
from dashboard.disclosure.tables import Caution, Lists, PulseTables, Rules, tabulate
from dashboard.disclosure.training import Certifier
from dashboard.settings import Settings
from dashboard.surveys import store
from dashboard.terms import BadInputError, Problem

SECONDS_TO_CERTIFY = 5.0


@dataclass(frozen=True)
class Prepared:
    """All that a release needs from the answers, read at one moment."""

    tables: tuple[PulseTables, ...]
    has_keys: Mapping[str, bool]
    described: Described
    spreads: Mapping[str, int]
    seen_import: int

    @property
    def pulses(self) -> tuple[str, ...]:
        return tuple(tables.pulse for tables in self.tables)


def prepare(settings: Settings, before: Carried, named: Sequence[str], caution: Mapping[str, Caution]) -> Prepared:
    """The tables of every imported, unreleased pulse, or of those named. Raises BadInputError."""
    with store.connect(settings) as database:
        imported = [pulse for pulse, _ in _imported(database)]
        prepared = tabulated(database, settings, before, wanted(imported, before, named), caution)
        _refuse_other_figures(prepared.tables, ledger.entries(database), settings)
        return prepared


def tabulated(
    database: duckdb.DuckDBPyConnection,
    settings: Settings,
    before: Carried,
    pulses: Sequence[str],
    caution: Mapping[str, Caution],
) -> Prepared:
    """The tables of `pulses`, made from what `database` shows as `scores`."""
    described = contents.described(database, settings)
    source = DatabaseAtoms(database, described.measures, settings.k)
    memory = before.memory(settings.k)
    rules = Rules(settings.k, _certifier(settings.k))
    tables = tuple(
        tabulate(source, _lists(database, pulse), pulse, memory, rules.with_caution(caution.get(pulse)))
        for pulse in pulses
    )
    spreads = before.spreads | memory.spreads
    return Prepared(tables, dict(_imported(database)), described, spreads, ledger.latest_import(database))


def _imported(database: duckdb.DuckDBPyConnection) -> list[tuple[str, bool]]:
    """Each pulse that has answers, and whether all of them have respondent keys."""
    return database.execute(queries.read("publish/pulses_imported")).fetchall()


def _certifier(k: int) -> Certifier:
    """The audit's own judgement of a set of tables, before they are published; one it cannot finish refuses."""

    def certified(people: Sequence[int], tables: Sequence[Sequence[Whole]]) -> bool:
        return certify(cells=people, tables=tables, k=k, time_limit=SECONDS_TO_CERTIFY).certified

    return certified


def wanted(imported: Sequence[str], before: Carried, named: Sequence[str]) -> list[str]:
    """The pulses to release, oldest first. One that was withdrawn must be named."""
    unknown = [pulse for pulse in named if pulse not in imported]
    if unknown:
        fix = f"Imported are: {', '.join(imported) or 'none'}."
        raise BadInputError(*(Problem("--pulse", f"'{pulse}' has not been imported.", fix) for pulse in unknown))
    if named:
        return sorted(set(named) - set(before.shown))
    return sorted(set(imported) - set(before.pulses))


def _lists(database: duckdb.DuckDBPyConnection, pulse: str) -> Lists:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return database.execute(queries.read(f"publish/{query}"), {"pulse": pulse}).fetchall()

    units = [ListedUnit(*row) for row in rows("listed_units_by_pulse")]
    return Lists(units, [RegisterRow(*row) for row in rows("register_by_unit")])


def _refuse_other_figures(
    tables: Iterable[PulseTables], entries: Mapping[str, ledger.Entry], settings: Settings
) -> None:
    """A pulse that was public once may come back only number for number: a difference could be about a few people."""
    for table in tables:
        entry = entries.get(table.pulse)
        if entry and (entry.k != settings.k or entry.fingerprint != ledger.fingerprint(table.figures)):
            what = f"{table.pulse} was public before, with other figures: the difference could be about a few people."
            raise BadInputError(Problem("--pulse", what, "Leave it out, or restore the release folder from a backup."))
