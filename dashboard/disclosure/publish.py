"""Releasing and withdrawing pulses: choose, tabulate, write beside, audit, enter in the ledger, point at.

The order makes a kill harmless at any moment: a release is whole, audited and on disk before the ledger names it, and
in the ledger before a reader can see it. The next command finishes or clears away what was left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.disclosure import carried, contents, correcting, ledger, preparing
from dashboard.disclosure.audit import Check, Verdict, audit
from dashboard.disclosure.carried import Carried
from dashboard.disclosure.preparing import Prepared
from dashboard.disclosure.release_file import Draft, ReleaseFolder
from dashboard.disclosure.tables import Caution, PulseTables
from dashboard.settings import Settings
from dashboard.terms import BadInputError, CheckFailedError, Problem

Effects = Callable[[Path], Iterable[tuple[str, str, str]]]
"""(programme, measure, detail as JSON) of each training effect, computed from the figures of a release file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a command did, in sentences."""

    text: str


def release(
    *, settings: Settings, pulses: Sequence[str] = (), correct: str | None = None, effects: Effects | None = None
) -> Report:
    """Publish every imported, unreleased pulse, or those named in `pulses`; or the correction of pulse `correct`.

    Raises BadInputError for a pulse that was never imported or has been published otherwise before, CheckFailedError
    when somebody could be picked out. Either way the current release stays as it is.
    """
    folder = _settled(settings)
    before = carried.read(folder.current())
    number = folder.next_number()
    prepared, checks = _proved(settings, folder, before, pulses, correct)
    if not prepared.tables:
        return Report("There is nothing to release: every imported pulse has been released.")
    _complete(folder.draft(number), checks, effects)
    folder.seal(number)
    said = {tables.pulse: ledger.fingerprint(tables.figures) for tables in prepared.tables}
    ledger.enter(
        settings,
        number=number,
        fingerprints=said,
        seen_import=prepared.seen_import,
        corrected=correct,
        earlier=folder.current(),
    )
    folder.point_at(number)
    folder.tidy(floor=before.floor)
    return Report("\n".join([*map(_sentence, prepared.tables), Verdict(checks).text]))


def _proved(
    settings: Settings, folder: ReleaseFolder, before: Carried, pulses: Sequence[str], correct: str | None
) -> tuple[Prepared, tuple[Check, ...]]:
    """A draft of the next release that the audit passes.

    Where it does not, the pulses concerned are drawn up once more without figures by training, then without those by
    role: what is left rests on blocks alone.
    """
    draft, caution, safe = folder.draft(folder.next_number()), dict[str, Caution](), list[Check]()
    while True:
        if correct is None:
            prepared = preparing.prepare(settings, before, pulses, caution)
        else:
            prepared = correcting.prepare(settings, before, correct, caution)
        if not prepared.tables:
            return prepared, ()
        _write(draft, before, prepared, settings, earlier=folder.current())
        open_cases = [pulse for pulse in prepared.pulses if pulse not in {check.pulse for check in safe}]
        verdict = audit(settings=settings, candidate=draft, pulses=open_cases, corrected=correct)
        unsafe = {check.pulse for check in verdict.checks if check.outcome == "unsafe"}
        safe += [check for check in verdict.checks if check.pulse not in unsafe]
        if not unsafe:
            return prepared, tuple(sorted(safe, key=lambda check: check.pulse))
        if any(caution.get(pulse) == "units only" for pulse in unsafe):
            draft.unlink()
            raise CheckFailedError(f"{verdict.text}\nNothing was published.")
        caution |= {pulse: "units only" if pulse in caution else "no training" for pulse in unsafe}


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


def _complete(file: Path, checks: Iterable[Check], effects: Effects | None) -> None:
    """Add what can only be known of a finished draft: the certificates, and what training is linked to."""
    at = ledger.now()
    found = [(programme, measure, at, detail) for programme, measure, detail in (effects(file) if effects else ())]
    with Draft(file) as draft:
        draft.add("certificates", [(c.pulse, at, c.name, c.outcome, c.detail) for c in checks])
        draft.add("effects", found)


def _sentence(tables: PulseTables) -> str:
    own = sum(f.status == "published" for f in tables.figures if f.measure == "response" and f.level == "unit")
    together = sum(f.status == "combined" for f in tables.figures if f.measure == "response" and f.level == "unit")
    shown = f"{own} unit{'' if own == 1 else 's'} by themselves, {together} shown together"
    if not own + together:
        shown = "the organisation as a whole"
    return f"{tables.pulse}: {len(tables.figures):,} figures from {tables.respondents:,} answers; {shown}."
