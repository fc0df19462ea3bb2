"""What can be said of one person's answer from every printed band together: it must be nothing at all.

Amounts are in people: a cell's amount is the sum of its answers if the highest answer is 1, so each person adds
0 to 1, and the printed figures bound sums of amounts. One answer of a cell can be the highest if the cell's amount
can reach 1, and the lowest if it can fall to 1 under its number of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import numpy as np
from scipy.sparse import csr_array

from dashboard.disclosure.audit.cells import Cells
from dashboard.disclosure.audit.lines import Line, name, tables
from dashboard.disclosure.audit.partitions import labels, merged
from dashboard.disclosure.audit.room import Printed, unattained
from dashboard.terms import MICRO


def bounded_answers(lines: Sequence[Line], cells: Cells) -> list[str]:
    """Single answers that the figures on one variable narrow down: one statistic, or all bands of a distribution."""
    printed = _printed(lines, cells)
    found = []
    for amount, upward, reach in unattained(printed):
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
        bands=bands,
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
