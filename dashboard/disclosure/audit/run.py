"""Go through a release, pulse by pulse, and prove each of its promises or say which figures break it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from dashboard.disclosure.audit import groups, values
from dashboard.disclosure.audit.cells import Cells
from dashboard.disclosure.audit.differences import small_difference
from dashboard.disclosure.audit.lines import lines
from dashboard.disclosure.audit.store import ReleaseStore, ResponseStore, open_release, open_responses
from dashboard.disclosure.audit.verdict import Check, Verdict
from dashboard.settings import Settings
from dashboard.terms import Figure, PublishedMeasure, Unit

REGISTER = ("response_rate", "uptake")


def audit(*, settings: Settings, candidate: Path | None = None, pulses: Sequence[str] = ()) -> Verdict:
    """Prove the release on disk, or `candidate`, from the answers it was made from.

    `pulses`: only these; otherwise all of the release. Neither file may be open for writing. Raises BadInputError
    when there is no release.
    """
    release = open_release(settings, candidate)
    responses = open_responses(settings)
    k = int(release.facts().get("k", settings.k))
    checks: list[Check] = []
    try:
        known = release.pulses()
        for pulse in [pulse for pulse in known if not pulses or pulse in pulses]:
            _progress(f"audit: {pulse}")
            checks += _PulseAudit(release, responses, pulse, k).checks(withdrawn=known[pulse])
    finally:
        release.connection.close()
        if responses is not None:
            responses.connection.close()
    return Verdict(tuple(checks))


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)  # noqa: T201


@dataclass(frozen=True, slots=True)
class _PulseAudit:
    release: ReleaseStore
    responses: ResponseStore | None
    pulse: str
    k: int

    def checks(self, *, withdrawn: bool) -> list[Check]:
        figures = self.release.figures(self.pulse)
        if withdrawn or not figures:
            return [self._check("withdrawn", [] if not figures else ["withdrawn, and figures are left"], "no figures")]
        headcounts = {} if self.responses is None else self.responses.headcounts(self.pulse)
        units = self.release.units(self.pulse)
        leaf = _leaf_of(units)
        everyone = None if self.responses is None else self.responses.responses(self.pulse, leaf)
        if everyone is None or not len(everyone.people):
            return self._stored()
        promises = groups.broken_promises(
            figures, units=units, headcounts=_leaf_headcounts(units, headcounts), k=self.k
        )
        found = [self._check("groups", promises, f"{len(figures):,} figures rest on {self.k} people or more")]
        return found + self._of_answers(figures, leaf, everyone)

    def _of_answers(self, figures: Sequence[Figure], leaf: dict[str, str], everyone: Cells) -> list[Check]:
        measures = self.release.measures()
        wrong: list[str] = []
        small: list[str] = []
        spread = {measure.id: measure.spread for measure in measures.values()}
        for family in _families(measures.values()):
            _progress(f"audit: {self.pulse}, {family[0].family}")
            cells = self._cells(family, leaf)
            ids = {measure.id for measure in family}
            shown = [figure for figure in figures if figure.measure in ids and groups.has_numbers(figure)]
            found, mismatched = lines(shown, cells)
            wrong += mismatched + values.wrong_values(found, spread=spread)
            small += small_difference(found, cells, self.k)
        shown = [figure for figure in figures if figure.measure not in measures and groups.has_numbers(figure)]
        found, mismatched = lines([figure for figure in shown if figure.statistic not in REGISTER], everyone)
        wrong += mismatched + values.wrong_values(
            [line for line in found if line.figure.statistic == "share:self_reported"], spread={}
        )
        small += small_difference(found, everyone, self.k)
        return [
            self._check("values", wrong, "every figure is what the answers give, no more exact than allowed"),
            self._check("differences", small, f"no combination of figures is about fewer than {self.k} people"),
        ]

    def _cells(self, family: tuple[PublishedMeasure, ...], leaf: dict[str, str]) -> Cells:
        if self.responses is None:
            raise AssertionError("only called with responses")
        return self.responses.family(self.pulse, family, leaf)

    def _stored(self) -> list[Check]:
        stored = self.release.certificates(self.pulse)
        if not stored:
            problem = ["the answers are gone and no certificate was stored with the release"]
            return [self._check("stored", problem, "")]
        return [
            Check(self.pulse, name, "stored", f"{outcome} when checked at {at}: {detail}")
            for at, name, outcome, detail in stored
        ]

    def _check(self, name: str, problems: Sequence[str], fine: str) -> Check:
        if not problems:
            return Check(self.pulse, name, "safe", fine)
        more = f"; and {len(problems) - 5:,} more" if len(problems) > 5 else ""
        return Check(self.pulse, name, "unsafe", "; ".join(problems[:5]) + more)


def _families(measures: Iterable[PublishedMeasure]) -> Iterator[tuple[PublishedMeasure, ...]]:
    for _, family in groupby(sorted(measures, key=lambda one: one.family), key=lambda one: one.family):
        yield tuple(family)


def _leaf_of(units: Sequence[Unit]) -> dict[str, str]:
    """Where staff placed on a parent are counted: on its leaf "(other)"."""
    named = {unit.id: unit.name for unit in units}
    others = [unit for unit in units if unit.is_leaf and unit.parent is not None]
    return {unit.parent: unit.id for unit in others if unit.parent and unit.name == f"{named.get(unit.parent)} (other)"}


def _leaf_headcounts(units: Sequence[Unit], given: dict[str, tuple[str | None, int | None]]) -> dict[str, int | None]:
    """Headcount of each leaf; of "(other)", what the parent's total leaves over."""
    below: dict[str, int] = {}
    for parent, count in given.values():
        if parent is not None and count is not None:
            below[parent] = below.get(parent, 0) + count
    leaf_of = {leaf: parent for parent, leaf in _leaf_of(units).items()}
    counts: dict[str, int | None] = {}
    for unit in units:
        if unit.is_leaf and unit.id in given:
            counts[unit.id] = given[unit.id][1]
        elif unit.is_leaf and unit.id in leaf_of:
            total = given.get(leaf_of[unit.id], (None, None))[1]
            counts[unit.id] = None if total is None else total - below.get(leaf_of[unit.id], 0)
    return counts
