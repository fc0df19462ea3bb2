"""Releasing and withdrawing pulses: choose, tabulate, write beside, audit, enter in the ledger, point at.

The order makes a kill harmless at any moment: a release is whole, audited and on disk before the ledger names it, and
in the ledger before a reader can see it. The next command finishes or clears away what was left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

import queries
from dashboard.disclosure import carried, contents, ledger
from dashboard.disclosure.atoms import DatabaseAtoms
from dashboard.disclosure.audit import Verdict, audit
from dashboard.disclosure.carried import Carried
from dashboard.disclosure.contents import Described
from dashboard.disclosure.organisation import ListedUnit
from dashboard.disclosure.register import RegisterRow
from dashboard.disclosure.release_file import Draft, ReleaseFolder
from dashboard.disclosure.tables import Lists, Memory, PulseTables, tabulate
from dashboard.settings import Settings
from dashboard.surveys import store
from dashboard.terms import BadInputError, CheckFailedError, Problem

Effects = Callable[[Path], Iterable[tuple[str, str, str]]]
"""(programme, measure, detail as JSON) of each training effect, computed from the figures of a release file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a command did, in sentences."""

    text: str


@dataclass(frozen=True)
class Prepared:
    """All that a release needs from the answers, read at one moment."""

    tables: tuple[PulseTables, ...]
    has_keys: Mapping[str, bool]
    described: Described
    spreads: Mapping[str, int]
    seen_import: int


def release(
    *, settings: Settings, pulses: Sequence[str] = (), correct: str | None = None, effects: Effects | None = None
) -> Report:
    """Publish every imported, unreleased pulse, or those named in `pulses`.

    Raises BadInputError for a pulse that was never imported or has been published otherwise before, CheckFailedError
    when the audit finds that somebody could be picked out. Either way the current release stays as it is.
    """
    folder = _settled(settings)
    before = carried.read(folder.current())
    prepared = _prepare(settings, before, pulses)
    if not prepared.tables:
        return Report("There is nothing to release: every imported pulse has been released.")
    number = folder.next_number()
    _write(folder.draft(number), before, prepared, settings, earlier=folder.current())
    verdict = _checked(folder.draft(number), settings, [tables.pulse for tables in prepared.tables])
    _complete(folder.draft(number), verdict, effects)
    folder.seal(number)
    said = {tables.pulse: ledger.fingerprint(tables.figures) for tables in prepared.tables}
    ledger.enter(settings, number=number, fingerprints=said, seen_import=prepared.seen_import)
    folder.point_at(number)
    folder.tidy(floor=before.floor)
    return Report("\n".join([*map(_sentence, prepared.tables), verdict.text]))


def withdraw(*, settings: Settings, pulse: str) -> Report:
    """Take a released pulse back: its figures leave every file in the release folder. Always allowed."""
    folder = _settled(settings)
    earlier, before = folder.current(), carried.read(folder.current())
    if earlier is None or pulse not in before.pulses:
        what = f"'{pulse}' has not been released."
        raise BadInputError(Problem("--pulse", what, f"Released are: {', '.join(before.pulses) or 'none'}."))
    row = before.pulses[pulse]
    if row.withdrawn_at is not None:
        return Report(f"{pulse} was withdrawn before, on {row.withdrawn_at[:10]}.")
    number, at = folder.next_number(), ledger.now()
    with Draft(folder.draft(number)) as draft:
        draft.create()
        draft.carry_on(earlier, without=[pulse], tables=("measures", "annotations"))
        draft.add("pulses", [row.withdrawn(at)])
        draft.add("about", list((before.facts | {"made_at": at, "oldest_file": str(number)}).items()))
    folder.seal(number)
    folder.point_at(number)
    folder.tidy(floor=number)  # earlier files still hold what is withdrawn
    ledger.withdraw(settings, pulse=pulse, at=at)
    return Report(f"{pulse} is withdrawn: its figures are gone from the dashboard and from the release folder.")


def _settled(settings: Settings) -> ReleaseFolder:
    """The release folder, after finishing what an earlier command was killed in."""
    folder = ReleaseFolder(settings.release_folder)
    entered = ledger.newest(settings)
    if entered > folder.number() and folder.file(entered).is_file():
        folder.point_at(entered)
    before = carried.read(folder.current())
    for row in before.pulses.values():
        if row.withdrawn_at is not None:
            ledger.withdraw(settings, pulse=row.pulse, at=row.withdrawn_at)
    folder.tidy(floor=before.floor)
    return folder


def _prepare(settings: Settings, before: Carried, pulses: Sequence[str]) -> Prepared:
    with store.connect(settings) as database:
        imported = dict(database.execute(queries.read("publish/pulses_imported")).fetchall())
        described = contents.described(database, settings)
        source = DatabaseAtoms(database, described.measures, settings.k)
        memory = before.memory(settings.k)
        tables = tuple(
            tabulate(source, _lists(database, pulse), pulse, memory, k=settings.k)
            for pulse in _wanted(imported, before, pulses)
        )
        _refuse_other_figures(tables, ledger.entries(database), settings)
        return Prepared(tables, imported, described, _spreads(before, memory), ledger.latest_import(database))


def _wanted(imported: Iterable[str], before: Carried, named: Sequence[str]) -> list[str]:
    """The pulses to release, oldest first. One that was withdrawn must be named."""
    unknown = [pulse for pulse in named if pulse not in imported]
    if unknown:
        fix = f"Imported are: {', '.join(imported) or 'none'}."
        raise BadInputError(*(Problem("--pulse", f"'{pulse}' has not been imported.", fix) for pulse in unknown))
    if named:
        out = {pulse for pulse, row in before.pulses.items() if row.withdrawn_at is None}
        return sorted(set(named) - out)
    return sorted(set(imported) - set(before.pulses))


def _lists(database: duckdb.DuckDBPyConnection, pulse: str) -> Lists:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return database.execute(queries.read(f"publish/{query}"), {"pulse": pulse}).fetchall()

    units = [ListedUnit(*row) for row in rows("listed_units_by_pulse")]
    return Lists(units, [RegisterRow(*row) for row in rows("register_by_unit")])


def _refuse_other_figures(
    tables: Iterable[PulseTables], entries: Mapping[str, ledger.Entry], settings: Settings
) -> None:
    """A pulse that was public once may come back only number for number: the difference would be about a few people."""
    for table in tables:
        entry = entries.get(table.pulse)
        if entry and (entry.k != settings.k or entry.fingerprint != ledger.fingerprint(table.figures)):
            what = (
                f"{table.pulse} was released before with other figures, and the difference could be about a few people."
            )
            raise BadInputError(Problem("--pulse", what, "Leave it withdrawn."))


def _spreads(before: Carried, memory: Memory) -> dict[str, int]:
    return before.spreads | memory.spreads


def _write(file: Path, before: Carried, prepared: Prepared, settings: Settings, *, earlier: Path | None) -> None:
    file.unlink(missing_ok=True)
    at, series = ledger.now(), before.series(settings.k)
    with Draft(file) as draft:
        draft.create()
        if earlier is not None:
            draft.carry_on(earlier, without=[tables.pulse for tables in prepared.tables])
        for tables in prepared.tables:
            row = (tables.respondents, tables.headcount, at, prepared.has_keys[tables.pulse], None, settings.k, series)
            draft.add("pulses", [(tables.pulse, *row)])
            draft.add("units", list(tables.unit_rows()))
            draft.add("blocks", list(tables.block_rows()))
            draft.add_figures(tables.figures)
        described = prepared.described
        measures = contents.measure_rows(described, published=draft.measures(), spreads=prepared.spreads)
        draft.add("measures", list(measures))
        draft.add("annotations", described.annotations)
        name = prepared.tables[-1].organisation.nodes[0].unit.name
        facts = contents.fact_rows(described, settings, organisation=name, series=series, floor=before.floor)
        draft.add("about", facts)


def _checked(draft: Path, settings: Settings, pulses: Sequence[str]) -> Verdict:
    """Audit a draft; raises CheckFailedError, and deletes it, if anybody could be picked out."""
    verdict = audit(settings=settings, candidate=draft, pulses=pulses)
    if not verdict.safe:
        draft.unlink()
        raise CheckFailedError(f"{verdict.text}\nNothing was published.")
    return verdict


def _complete(file: Path, verdict: Verdict, effects: Effects | None) -> None:
    """Add what can only be known of a finished draft: the certificates, and what training is linked to."""
    at = ledger.now()
    found = [(programme, measure, at, detail) for programme, measure, detail in (effects(file) if effects else ())]
    with Draft(file) as draft:
        draft.add("certificates", [(c.pulse, at, c.name, c.outcome, c.detail) for c in verdict.checks])
        draft.add("effects", found)


def _sentence(tables: PulseTables) -> str:
    own = sum(f.status == "published" for f in tables.figures if f.measure == "response" and f.level == "unit")
    together = sum(f.status == "combined" for f in tables.figures if f.measure == "response" and f.level == "unit")
    return (
        f"{tables.pulse}: {len(tables.figures):,} figures from {tables.respondents:,} answers; "
        f"{own} units by themselves, {together} shown together."
    )
