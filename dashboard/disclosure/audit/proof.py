"""One pulse's figures against the people behind them: all that can be wrong, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from dashboard.disclosure.audit import earlier
from dashboard.disclosure.audit.cells import Cells
from dashboard.disclosure.audit.differences import small_difference
from dashboard.disclosure.audit.lines import Line, lines
from dashboard.disclosure.audit.places import Places
from dashboard.disclosure.audit.ranges import bounded_answers
from dashboard.disclosure.audit.register import register_cells, wrong_rates, wrong_register
from dashboard.disclosure.audit.store import ResponseStore
from dashboard.disclosure.audit.values import wrong_values
from dashboard.terms import Figure, Measure

RESPONSE_RATE, SELF_REPORTED = "response_rate", "share:self_reported"
UNBOUNDED = "hours:"  # no highest answer, so nothing to bound


@dataclass(slots=True)
class Proof:
    """Figures with numbers (`shown`), those of earlier releases that read otherwise (`before`), and the answers.

    `prove` fills the lists, each with what is wrong in words; `narrow` holds the variables of `ranges`.
    """

    pulse: str
    k: int
    shown: Sequence[Figure]
    before: Sequence[Figure]
    spreads: dict[str, float | None]
    places: Places
    responses: ResponseStore
    values: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    narrow: list[tuple[str, str]] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)

    def prove(self, progress: Callable[[str], None]) -> None:
        """Go through the families of measures, the responses and the register."""
        measures = sorted(self.responses.measures, key=lambda measure: measure.family)
        for family, group in groupby(measures, key=lambda measure: measure.family):
            progress(f"audit: {self.pulse}, {family}")
            self._family(tuple(group))
        progress(f"audit: {self.pulse}, responses and register")
        self._responses()
        self._register()

    def _family(self, family: tuple[Measure, ...]) -> None:
        """Measures with one base of respondents, as printed now and before."""
        cells = self.responses.family(self.pulse, family, self.places)
        names = {measure.id for measure in family}
        now = [figure for figure in self.shown if figure.measure in names]
        old = [figure for figure in self.before if figure.measure in names]
        found, mismatched = lines(now, cells)
        self._examine(found, mismatched + wrong_values(found, spreads=self.spreads), cells)
        self.earlier += earlier.late_answers(earlier=old, now=found, cells=cells, k=self.k)
        for measure in earlier.corrected(now, old):
            sides = self.responses.answers(self.pulse, measure, self.places)
            both = [figure for figure in (*now, *old) if figure.measure == measure]
            self.earlier += earlier.small_corrections(figures=both, sides=sides, k=self.k)

    def _responses(self) -> None:
        """Who responded at all, and what they say they took part in."""
        cells = self.responses.responses(self.pulse, self.places)
        rates, mismatched = lines([one for one in self.shown if one.statistic == RESPONSE_RATE], cells)
        self.values += mismatched + wrong_rates(rates)
        found, mismatched = lines([one for one in self.shown if one.statistic == SELF_REPORTED], cells)
        self._examine(found, mismatched + wrong_values(found, spreads={}), cells)
        self.differences += small_difference([*rates, *found], cells, self.k)
        old = [one for one in self.before if one.statistic in (RESPONSE_RATE, SELF_REPORTED)]
        self.earlier += earlier.late_answers(earlier=old, now=[*rates, *found], cells=cells, k=self.k)

    def _register(self) -> None:
        for measure, cells in register_cells(self.responses.register(self.pulse), self.places):
            about = [one for one in self.shown if one.measure == measure and one.statistic != SELF_REPORTED]
            found, mismatched = lines(about, cells)
            self._examine(found, mismatched + wrong_register(found, self.k), cells)

    def _examine(self, found: list[Line], wrong: list[str], cells: Cells) -> None:
        """Combine figures on one set of people; `wrong`: what their values have against them."""
        self.values += wrong
        self.differences += small_difference(found, cells, self.k)
        if wrong:
            return  # bands that do not hold what was answered bound nothing
        bounded = [line for line in found if not line.figure.measure.startswith(UNBOUNDED)]
        for variable, group in groupby(sorted(bounded, key=_variable), key=_variable):
            problems = bounded_answers(list(group), cells)
            self.ranges.extend(problems)
            self.narrow.extend([variable] * len(problems))


def _variable(line: Line) -> tuple[str, str]:
    return line.variable
