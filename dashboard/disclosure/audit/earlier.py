"""What earlier releases said of the same pulse counts too: whoever kept them can subtract (rule 2).

A late answer shows as a figure that was about fewer people; a correction as figures that changed. A figure less its
earlier self is about those whose answers changed, so the search for small supports runs over them alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dashboard.disclosure.audit.cells import Answers, Cells, Kind, cells_from
from dashboard.disclosure.audit.differences import TIME_LIMIT, small_difference
from dashboard.disclosure.audit.groups import has_numbers, numbers
from dashboard.disclosure.audit.lines import Line, lines
from dashboard.disclosure.audit.support import OutOfTimeError, smallest_support
from dashboard.terms import Figure


def no_longer_printed(figures: Iterable[Figure], earlier: Iterable[Figure]) -> list[Figure]:
    """Figures with numbers that an earlier release printed and this one does not, or prints differently."""
    now = {_key(figure): numbers(figure) for figure in figures}
    return [one for one in earlier if has_numbers(one) and now.get(_key(one)) != numbers(one)]


def _key(figure: Figure) -> tuple[object, ...]:
    return figure.leaf_units, figure.breakdown, figure.group_values, figure.measure, figure.statistic


def corrected(figures: Iterable[Figure], earlier: Iterable[Figure]) -> set[str]:
    """Measures with a figure that is printed differently now."""
    now = {_key(figure) for figure in figures}
    return {one.measure for one in earlier if _key(one) in now}


def late_answers(*, earlier: Sequence[Figure], now: Sequence[Line], cells: Cells, k: int) -> list[str]:
    """Differences between one family's figures, earlier and now, that are about fewer than `k` people."""
    then, mismatched = lines(earlier, cells)
    late = [
        f"an earlier release: {problem}; less the figure of now, that leaves who came late" for problem in mismatched
    ]
    return late + (small_difference([*now, *then], cells, k) if then else [])


def small_corrections(*, figures: Sequence[Figure], sides: tuple[Answers, Answers], k: int) -> list[str]:
    """Sums of changed answers to one measure that fewer than `k` people changed.

    `figures`: every figure on the measure, earlier and now; `sides`: what was answered on each side of the correction.
    """
    if not sides[0] or not sides[1]:
        return [f"{figures[0].measure}: figures changed, and the answers of one side are not there to prove it safe"]
    changed: Counter[Kind] = Counter()
    for (kind, _), people in (sides[0] - sides[1]).items():
        changed[kind._replace(answered="")] += people
    cells = cells_from(measures=(), counts=changed, totals={})
    breakdowns = sorted({figure.breakdown for figure in figures})
    tables = [[cells.everyone(one) for one in figures if one.breakdown == breakdown] for breakdown in breakdowns]
    try:
        found = smallest_support(people=cells.people, tables=tables, below=k, time_limit=TIME_LIMIT)
    except OutOfTimeError:
        return [f"{figures[0].measure}, earlier and corrected: the proof was not finished in {TIME_LIMIT:g} seconds"]
    if found is None:
        return []
    where = sorted({cells.kinds[cell].unit for cell in found.cells.tolist()})
    about = "one person" if found.people == 1 else f"{found.people} people"
    return [f"{figures[0].measure}: the earlier and the corrected figures differ by {about} in {', '.join(where)}"]
