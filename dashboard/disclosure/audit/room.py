"""Whether an amount of answers could have been larger, or smaller, with the same figures printed.

What was really answered shows it for most amounts. For the others HiGHS looks for answers that would have been printed
the same, for many amounts at once as long as that settles any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from dashboard.disclosure.audit.partitions import Whole

TOLERANCE = 1e-4
"""An answer counts as free if it can come this close to each end of the scale, as a part of the scale."""
TIME_LIMIT = 120.0  # seconds for one question to HiGHS; what it cannot settle counts as narrowed down

Real = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Printed:
    """What is printed about one variable: `low <= sums @ amounts <= high`, each amount from 0 to `people`.

    A distribution has its `bands` side by side, (bands x cells) amounts, which add up to each cell's people.
    `actual`: the amounts as answered. `cell`: one of the cells merged into each amount.
    """

    sums: csr_array
    low: Real
    high: Real
    people: Real
    actual: Real
    cell: Whole
    bands: int
    whole: bool
    """Amounts must be asked for in whole people: shares, unless two families of groups make them come out so."""


def unattained(printed: Printed) -> Iterator[tuple[int, bool, float]]:
    """Amounts that leave no room for one answer at the top (True) or the bottom: (amount, side, room in 0-1)."""
    for upward in (True, False):
        room = printed.actual if upward else printed.people - printed.actual
        left = np.flatnonzero(room < 1 - TOLERANCE)
        for amount in _without_room(printed, left, upward=upward).tolist():
            reach = _stretch(printed, np.array([amount]), upward=upward)[0]
            if reach < 1 - TOLERANCE:
                yield amount, upward, float(reach)


def _without_room(printed: Printed, wanted: Whole, *, upward: bool) -> Whole:
    """Those of the wanted amounts for which, however many are asked for together, no room was found."""
    while len(wanted):
        settled = _stretch(printed, wanted, upward=upward) >= 1 - TOLERANCE
        if not settled.any():
            break
        wanted = wanted[~settled]
    return wanted


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
    if printed.bands > 1:
        cells = size // printed.bands
        each = hstack([eye_array(cells)] * printed.bands + [csr_array((cells, count))])
        constraints.append(LinearConstraint(each, printed.people[:cells], printed.people[:cells]))
    solved = milp(
        np.concatenate([np.zeros(size), -np.ones(count)]),
        integrality=np.full(size + count, int(printed.whole)),
        bounds=Bounds(0, np.concatenate([printed.people, np.ones(count)])),
        constraints=constraints,
        options={"time_limit": TIME_LIMIT},
    )
    return np.zeros(count) if solved.x is None else np.asarray(solved.x[size:], dtype=np.float64)
