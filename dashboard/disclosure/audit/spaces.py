"""The smallest support in three or more families of groups, where no graph helps: linear algebra and HiGHS.

A column a cell, a row a part, 1 where the cell is in the part. A set of cells holds somebody whom a combination
of rows leaves alone in it if, and only if, the other columns have a lower rank: the set must meet every *basis*,
every largest independent choice of columns. So the lightest set that meets all bases found so far is a lower
bound, whichever bases they are; and as many bases as a threshold, no cell used oftener than it has people, prove
that every support reaches it.

Arithmetic is modulo a prime. Up to rank 39 that is exact: a determinant of columns with at most three ones is
smaller than the prime (Hadamard); above, a false proof would need the prime to divide one by chance.
"""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

Whole = npt.NDArray[np.int64]

PRIME = 2**31 - 1
_UNLIMITED = 1 << 40


class OutOfTimeError(Exception):
    """The search was stopped before it could prove anything."""


def smallest_support(*, columns: Whole, weights: Whole, below: int, deadline: float) -> tuple[int, Whole] | None:
    """The lightest non-zero support of a combination of rows, lighter than `below`: (weight, columns), or None.

    `columns` is (rows, cells); `deadline` on the clock of time.monotonic. Raises OutOfTimeError.
    """
    found: tuple[int, Whole] | None = None
    rows, cells, cell_weights = _reduced(columns, weights, below, deadline)
    for part in _components(rows):
        best = _search(rows[:, part], cell_weights[part], below, deadline)
        if best is not None:
            below = best[0]
            found = below, np.concatenate([cells[number] for number in part[best[1]]])
    return found


def _reduced(columns: Whole, weights: Whole, below: int, deadline: float) -> tuple[Whole, list[Whole], Whole]:
    """The same question without what is settled: (rows in reduced form, columns drawn together, their weights).

    A support lighter than `below` leaves out every cell of that weight, and takes in proportional columns
    together or not at all.
    """
    rows, kept = columns % PRIME, [np.array([number]) for number in range(columns.shape[1])]
    while True:
        _check(deadline)
        rows, _ = echelon(rows)
        rows, kept, weights = _together(rows, kept, weights)
        heavy = np.flatnonzero(weights >= below)
        if not len(heavy):
            return rows, kept, weights
        order = np.concatenate([heavy, np.flatnonzero(weights < below)])
        rows, pivots = echelon(rows[:, order])
        rows = rows[np.searchsorted(pivots, len(heavy)) :, len(heavy) :]
        light = order[len(heavy) :]
        kept, weights = [kept[number] for number in light], weights[light]


def _together(rows: Whole, kept: list[Whole], weights: Whole) -> tuple[Whole, list[Whole], Whole]:
    some = np.flatnonzero(rows.any(axis=0))
    if not len(some):
        return rows[:0, :0], [], weights[:0]
    lead = rows[(rows[:, some] != 0).argmax(axis=0), some]
    scaled = rows[:, some] * _inverses(lead) % PRIME
    unlike, number = np.unique(scaled, axis=1, return_inverse=True)
    groups = [some[number.reshape(-1) == group] for group in range(unlike.shape[1])]
    drawn = [np.concatenate([kept[place] for place in group]) for group in groups]
    return unlike, drawn, np.array([weights[group].sum() for group in groups])


def _inverses(values: Whole) -> Whole:
    return np.array([pow(int(value), PRIME - 2, PRIME) for value in values], dtype=np.int64)


def echelon(rows: Whole) -> tuple[Whole, Whole]:
    """Reduced row echelon form modulo PRIME: (its non-zero rows, the pivot column of each)."""
    rows = rows.copy()
    pivots: list[int] = []
    for column in range(rows.shape[1]):
        rank = len(pivots)
        if rank == len(rows):
            break
        candidates = np.flatnonzero(rows[rank:, column])
        if not len(candidates):
            continue
        rows[[rank, rank + candidates[0]]] = rows[[rank + candidates[0], rank]]
        rows[rank] = rows[rank] * pow(int(rows[rank, column]), PRIME - 2, PRIME) % PRIME
        others = np.flatnonzero(rows[:, column])
        others = others[others != rank]
        rows[others] = (rows[others] - rows[others, column, None] * rows[rank] % PRIME) % PRIME
        pivots.append(column)
    return rows[: len(pivots)], np.array(pivots, dtype=np.int64)


def _components(rows: Whole) -> list[Whole]:
    """Columns that no row of the reduced form connects are separate questions."""
    unseen = set(range(rows.shape[1]))
    found = []
    while unseen:
        part = np.zeros(rows.shape[1], dtype=bool)
        part[min(unseen)] = True
        while True:
            grown = (rows[rows[:, part].any(axis=1)] != 0).any(axis=0) | part
            if (grown == part).all():
                break
            part = grown
        found.append(np.flatnonzero(part))
        unseen -= set(found[-1].tolist())
    return found


def _search(columns: Whole, weights: Whole, below: int, deadline: float) -> tuple[int, Whole] | None:
    columns, _ = echelon(columns)
    bases = _disjoint_bases(columns, weights, below, deadline)
    if len(bases) >= below:
        return None
    while True:
        bound, chosen = _lightest_meeting(bases, weights, deadline)
        if bound >= below:
            return None
        missed = _disjoint_bases(columns, np.where(chosen, 0, 1), _UNLIMITED, deadline)
        if not missed:
            return int(weights[chosen].sum()), np.flatnonzero(chosen)
        bases += missed


def _disjoint_bases(columns: Whole, uses: Whole, enough: int, deadline: float) -> list[Whole]:
    """Bases of the columns, up to `enough`, no column in more of them than its `uses`; greedy, so not all there are."""
    left = uses.copy()
    found: list[Whole] = []
    while len(found) < enough:
        _check(deadline)
        order = np.argsort(-left, kind="stable")
        order = order[left[order] > 0]
        _, pivots = echelon(columns[:, order])
        if len(pivots) < len(columns):
            break
        found.append(order[pivots])
        left[found[-1]] -= 1
    return found


def _lightest_meeting(bases: list[Whole], weights: Whole, deadline: float) -> tuple[int, npt.NDArray[np.bool_]]:
    """The lightest set of columns that meets every basis: (its weight, proved least; the set)."""
    _check(deadline)
    meets = np.zeros((len(bases), len(weights)))
    for row, basis in enumerate(bases):
        meets[row, basis] = 1
    result = milp(
        weights,
        integrality=np.ones(len(weights), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(meets, lb=1) if bases else (),
        options={"time_limit": deadline - time.monotonic(), "mip_rel_gap": 0.0},
    )
    if result.status != 0:
        raise OutOfTimeError
    return round(result.fun), result.x > 0.5


def _check(deadline: float) -> None:
    if time.monotonic() >= deadline:
        raise OutOfTimeError
