"""A published figure as what it is: a sum over cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.disclosure.audit.cells import Cells
from dashboard.disclosure.audit.partitions import Groups, Whole
from dashboard.terms import MICRO, Figure


@dataclass(frozen=True, eq=False)
class Line:
    """A figure with numbers, and the people behind it: `people` in `cells` add up to `total`.

    `whole` is the total if every answer were the highest possible: 100 points each, or everybody counted.
    """

    figure: Figure
    cells: Whole
    people: int
    total: int

    @property
    def variable(self) -> tuple[str, str]:
        """Measure and statistic; the bands of a distribution are one variable."""
        return self.figure.measure, self.figure.statistic.split(":")[0]

    @property
    def whole(self) -> int:
        return self.people * (100 * MICRO if self.figure.statistic == "mean" else 1)

    @property
    def exact(self) -> float:
        """The figure as it would be without rounding, 0-100."""
        return 100 * self.total / self.whole


def name(figure: Figure) -> str:
    """A figure in words: what, where, who."""
    statistic = figure.statistic.replace("_", " ")
    who = f", {figure.breakdown} {figure.group or ' + '.join(figure.group_values)}" if figure.breakdown else ""
    return f"{figure.measure} ({statistic}) of {figure.unit_name}{who}"


def lines(figures: Iterable[Figure], cells: Cells) -> tuple[list[Line], list[str]]:
    """Each figure's people, found again from the answers; and the figures whose respondents do not match.

    Respondents are those with a score on every measure of the family or, failing that, on the figure's own.
    """
    found, problems = [], []
    everyone: dict[tuple[object, ...], Whole] = {}
    for figure in figures:
        key = figure.leaf_units, figure.breakdown, figure.group_values
        if key not in everyone:
            everyone[key] = cells.everyone(figure)
        line = _line(figure, everyone[key], cells)
        if line is None:
            problems.append(f"{name(figure)} says {figure.respondents} respondents, which the answers do not bear out")
        else:
            found.append(line)
    return found, problems


def _line(figure: Figure, everyone: Whole, cells: Cells) -> Line | None:
    totals = cells.totals.get((figure.measure, figure.statistic))
    own = (figure.measure,) if figure.measure in cells.measures else ()
    for base in (cells.measures, own):
        members = cells.answering(everyone, base)
        people = int(cells.people[members].sum())
        if people and people == figure.respondents:
            return Line(figure, members, people, people if totals is None else int(totals[members].sum()))
    return None


def tables(lines: Sequence[Line]) -> list[Groups]:
    """The groups of people behind the lines, a table for each breakdown."""
    breakdowns = sorted({line.figure.breakdown for line in lines})
    return [[line.cells for line in lines if line.figure.breakdown == breakdown] for breakdown in breakdowns]
