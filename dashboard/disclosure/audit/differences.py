"""Which published figures, added and subtracted, would be about too few people - and how to say so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from dashboard.disclosure.audit.cells import Cells
from dashboard.disclosure.audit.lines import Line, name, tables
from dashboard.disclosure.audit.partitions import Whole
from dashboard.disclosure.audit.support import OutOfTimeError, smallest_support

TIME_LIMIT = 60.0  # seconds for one family of measures
NAMED = 6


def small_difference(lines: Sequence[Line], cells: Cells, k: int) -> list[str]:
    """The combination of figures about the fewest people under `k`, in words; empty when there is none.

    The figures of a family count together: they are sums over the same people's answers.
    """
    try:
        found = smallest_support(people=cells.people, tables=tables(lines), below=k, time_limit=TIME_LIMIT)
    except OutOfTimeError:
        return [f"{lines[0].figure.measure}: the proof was not finished in {TIME_LIMIT:g} seconds"]
    if found is None:
        return []
    about = "one person" if found.people == 1 else f"{found.people} people"
    return [f"{_combination(lines, found.cells, len(cells.people))}: together about {about}"]


def _combination(lines: Sequence[Line], cells: Whole, count: int) -> str:
    """The shortest sum and difference of figures that leaves just `cells`."""
    different = list({line.cells.tobytes(): line for line in lines}.values())
    matrix = np.zeros((count, len(different)))
    for column, line in enumerate(different):
        matrix[line.cells, column] = 1
    kept = np.setdiff1d(np.arange(count), cells[1:])
    rows = np.unique(np.hstack([matrix[kept], np.isin(kept, cells[:1])[:, None]]), axis=0)
    system = np.hstack([rows[:, :-1], -rows[:, :-1]])
    solved = linprog(np.ones(system.shape[1]), A_eq=system, b_eq=rows[:, -1])
    if solved.x is None:
        return f"the figures on {lines[0].figure.measure}"
    weights = solved.x[: len(different)] - solved.x[len(different) :]
    order = sorted(np.flatnonzero(np.abs(weights) > 1e-6).tolist(), key=lambda place: -different[place].people)
    words = [f"{_times(weights[place])}{name(different[place].figure)}" for place in order]
    return " ".join(words[:NAMED]).removeprefix("plus ") + (f" and {len(words) - NAMED} more" if words[NAMED:] else "")


def _times(weight: float) -> str:
    sign = "plus " if weight > 0 else "minus "
    return sign if abs(abs(weight) - 1) < 1e-6 else f"{sign}{abs(weight):.3g} times "
