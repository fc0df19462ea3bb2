"""Go through a release, pulse by pulse, and prove each of its promises or say which figures break it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from dashboard.disclosure.audit import groups
from dashboard.disclosure.audit.cells import Cells
from dashboard.disclosure.audit.differences import small_difference
from dashboard.disclosure.audit.lines import lines
from dashboard.disclosure.audit.places import Places
from dashboard.disclosure.audit.ranges import bounded_answers
from dashboard.disclosure.audit.store import ReleasedPulse, ReleaseStore, ResponseStore, open_release, open_responses
from dashboard.disclosure.audit.values import wrong_values
from dashboard.disclosure.audit.verdict import Check, Verdict
from dashboard.settings import Settings
from dashboard.terms import Figure, Measure

NAMED = 5  # problems of one kind, before "and n more"
REGISTER = ("response_rate", "uptake")


def audit(*, settings: Settings, candidate: Path | None = None, pulses: Sequence[str] = ()) -> Verdict:
    """Prove the release on disk, or `candidate`, from the answers it was made from.

    `pulses`: only these; otherwise all of the release. Neither file may be open for writing. Raises BadInputError
    when there is no release.
    """
    release = open_release(settings, candidate)
    responses = open_responses(settings)
    with closing(release.connection):
        wanted = [pulse for pulse in release.pulses() if not pulses or pulse.id in pulses]
        try:
            checks = [check for pulse in wanted for check in _PulseAudit(release, responses, pulse).checks()]
        finally:
            if responses is not None:
                responses.connection.close()
    _progress("")
    return Verdict(tuple(checks))


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)  # noqa: T201


@dataclass(slots=True)
class _Findings:
    """What is wrong with the figures of one pulse, by kind of check."""

    values: list[str]
    differences: list[str]
    ranges: list[str]


@dataclass(frozen=True, slots=True)
class _PulseAudit:
    release: ReleaseStore
    responses: ResponseStore | None
    released: ReleasedPulse

    @property
    def pulse(self) -> str:
        return self.released.id

    @property
    def k(self) -> int:
        return self.released.k

    def checks(self) -> list[Check]:
        figures = self.release.figures(self.pulse)
        if self.released.withdrawn:
            left = ["it was withdrawn, and figures are left"] if figures else []
            return [self._check("withdrawn", left, "no figures are left")]
        places = Places(self.release.units(self.pulse), self._headcounts())
        everyone = None if self.responses is None else self.responses.responses(self.pulse, places)
        if self.responses is None or everyone is None or not len(everyone.people):
            return self._stored()
        promises = groups.broken_promises(figures, places=places, k=self.k)
        findings = _Findings([], [], [])
        shown = [figure for figure in figures if groups.has_numbers(figure)]
        for family in _families(self.responses.measures):
            _progress(f"audit: {self.pulse}, {family[0].family}")
            names = {measure.id for measure in family}
            cells = self.responses.family(self.pulse, family, places)
            self._examine([figure for figure in shown if figure.measure in names], cells, findings)
        asked = {measure.id for measure in self.responses.measures}
        others = [figure for figure in shown if figure.measure not in asked and figure.statistic not in REGISTER]
        self._examine(others, everyone, findings)
        return [
            self._check("groups", promises, f"all {len(shown):,} figures rest on {self.k} people or more"),
            self._check("values", findings.values, "every figure is what was answered, no more exact than allowed"),
            self._check("differences", findings.differences, f"no combination is about fewer than {self.k} people"),
            self._check("single answers", findings.ranges, "nothing printed narrows down anybody's answer"),
        ]

    def _headcounts(self) -> dict[str, tuple[str | None, int | None]]:
        return {} if self.responses is None else self.responses.headcounts(self.pulse)

    def _examine(self, figures: Sequence[Figure], cells: Cells, findings: _Findings) -> None:
        """Check the figures on one family of measures against the people who answered it."""
        found, mismatched = lines(figures, cells)
        wrong = mismatched + wrong_values(found, spreads=self.release.spreads())
        findings.values += wrong
        findings.differences += small_difference(found, cells, self.k)
        if wrong:
            return  # bands that do not hold what was answered bound nothing
        variables = groupby(
            sorted(found, key=lambda line: (line.figure.measure, line.figure.statistic)), key=lambda line: line.variable
        )
        for _, variable in variables:
            findings.ranges += bounded_answers(list(variable), cells)

    def _stored(self) -> list[Check]:
        stored = self.release.certificates(self.pulse)
        if not stored:
            return [self._check("stored", ["the answers are gone, and the release holds no certificate"], "")]
        return [
            Check(self.pulse, name, "stored", f"{outcome} when checked on {at}: {detail}")
            for at, name, outcome, detail in stored
        ]

    def _check(self, name: str, problems: Sequence[str], fine: str) -> Check:
        if not problems:
            return Check(self.pulse, name, "safe", fine)
        more = f"; and {len(problems) - NAMED:,} more" if len(problems) > NAMED else ""
        return Check(self.pulse, name, "unsafe", "; ".join(problems[:NAMED]) + more)


def _families(measures: Iterable[Measure]) -> Iterator[tuple[Measure, ...]]:
    for _, family in groupby(sorted(measures, key=lambda one: one.family), key=lambda one: one.family):
        yield tuple(family)
