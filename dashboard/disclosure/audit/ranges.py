"""What can be said of one person's answer from every printed band together: it must be nothing at all.

Amounts are in people: a cell's amount is the sum of its answers if the highest answer is 1, so each person adds
0 to 1, and the printed figures bound sums of amounts. One answer of a cell can be the highest if the cell's amount
can reach 1, and the lowest if it can fall to 1 under its number of people. What was really answered shows that
for most cells; for the others HiGHS looks for answers that would have been printed the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from dashboard.disclosure.audit.cells import Cells
from dashboard.disclosure.audit.lines import Line, name, tables
from dashboard.disclosure.audit.partitions import Whole, labels, merged
from dashboard.terms import MICRO

TOLERANCE = 1e-4
"""An answer counts as free if it can come this close to each end of the scale, as a part of the scale."""
TIME_LIMIT = 20.0  # seconds for one question to HiGHS; what it cannot settle counts as narrowed down

Real = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Printed:
    """What is printed about one variable: `low <= sums @ amounts <= high`, each amount from 0 to `people`.

    A distribution has its bands side by side: (bands x cells) amounts, and `together @ amounts` must be each
    cell's people. `actual`: the amounts as answered. `cell`: one of the cells merged into each amount.
    """

    sums: csr_array
    low: Real
    high: Real
    people: Real
    actual: Real
    cell: Whole
    together: csr_array | None
    whole: bool
    """Amounts must be asked for in whole people: shares, unless two families of groups make them come out so."""


def bounded_answers(lines: Sequence[Line], cells: Cells) -> list[str]:
    """Single answers that the figures on one variable narrow down: one statistic, or all bands of a distribution."""
    printed = _printed(lines, cells)
    found = []
    for amount, upward, reach in _unattained(printed):
        limit = f"at most {100 * reach:.4g}" if upward else f"at least {100 - 100 * reach:.4g}"
        about = _smallest_figures(lines, int(printed.cell[amount]))
        found.append(f"every answer behind {about} ({printed.people[amount]:g} people) is {limit} of 100")
    return found


def _smallest_figures(lines: Sequence[Line], cell: int) -> str:
    """The smallest figure of each table that the cell is in."""
    smallest: dict[str, Line] = {}
    for line in sorted((line for line in lines if cell in line.cells), key=lambda line: -line.people):
        smallest[line.figure.breakdown] = line
    return " and ".join(name(line.figure) for line in smallest.values())


def _printed(lines: Sequence[Line], cells: Cells) -> Printed:
    statistics = sorted({line.figure.statistic for line in lines})
    families = labels(cells=len(cells.people), tables=tables(lines))
    parts, people, place = merged(people=cells.people, labels=families)
    count, bands = parts.shape[1], len(statistics)
    members = [np.unique(place[line.cells]) + count * statistics.index(line.figure.statistic) for line in lines]
    starts = np.cumsum([0, *map(len, members)])
    bounds = np.array([_bounds(line) for line in lines])
    inside = place >= 0
    unit = 100 * MICRO if statistics == ["mean"] else 1
    totals = [cells.totals[lines[0].figure.measure, statistic][inside] / unit for statistic in statistics]
    return Printed(
        sums=csr_array((np.ones(starts[-1]), np.concatenate(members), starts), shape=(len(lines), count * bands)),
        low=bounds[:, 0],
        high=bounds[:, 1],
        people=np.tile(people.astype(float), bands),
        actual=np.concatenate([np.bincount(place[inside], weights=total, minlength=count) for total in totals]),
        cell=np.tile(np.unique(place, return_index=True)[1][-count:], bands),
        together=hstack([eye_array(count)] * bands, format="csr") if bands > 1 else None,
        whole=statistics != ["mean"] and (bands > 1 or len(families) > 2),
    )


def _bounds(line: Line) -> tuple[float, float]:
    """The amounts a printed band stands for; a share is of whole people."""
    low, high = line.figure.band_low or 0.0, 100.0 if line.figure.band_high is None else line.figure.band_high
    least, most = line.people * low / 100, line.people * high / 100
    if line.figure.statistic == "mean":
        if line.figure.value is None:
            return least, most
        # a printed value was not left open: the total is one whole answer away from either end
        return max(least, min(1.0, most)), min(most, max(line.people - 1.0, least))
    return ceil(least - 1e-6), floor(most + 1e-6)


def _unattained(printed: Printed) -> Iterator[tuple[int, bool, float]]:
    """Amounts that cannot leave room for one answer at the top (True) or the bottom: (amount, side, reach in 0-1)."""
    for upward in (True, False):
        room = printed.actual if upward else printed.people - printed.actual
        open_cases = np.flatnonzero(room < 1 - TOLERANCE)
        while len(open_cases):
            reached = _stretch(printed, open_cases, upward=upward)
            settled = reached >= 1 - TOLERANCE
            if not settled.any():
                settled[0] = True
                reach = _stretch(printed, open_cases[:1], upward=upward)[0]
                if reach < 1 - TOLERANCE:
                    yield int(open_cases[0]), upward, float(reach)
            open_cases = open_cases[~settled]


def _stretch(printed: Printed, wanted: Whole, *, upward: bool) -> Real:
    """How much room, up to 1, each wanted amount has when together they have the most that the figures allow."""
    size, count = len(printed.people), len(wanted)
    nobody = csr_array((len(printed.low), count))
    picked = csr_array((np.full(count, -1 if upward else 1), (np.arange(count), wanted)), shape=(count, size))
    ends = np.zeros(count) if upward else printed.people[wanted]
    constraints = [
        LinearConstraint(hstack([printed.sums, nobody]), printed.low, printed.high),
        LinearConstraint(hstack([picked, eye_array(count)]), ub=ends),
    ]
    if printed.together is not None:
        cells = printed.together.shape[0]
        each = hstack([printed.together, csr_array((cells, count))])
        constraints.append(LinearConstraint(each, printed.people[:cells], printed.people[:cells]))
    solved = milp(
        np.concatenate([np.zeros(size), -np.ones(count)]),
        integrality=np.full(size + count, int(printed.whole)),
        bounds=Bounds(0, np.concatenate([printed.people, np.ones(count)])),
        constraints=constraints,
        options={"time_limit": TIME_LIMIT},
    )
    return np.zeros(count) if solved.x is None else np.asarray(solved.x[size:], dtype=np.float64)
