"""The fewest people whom published sums, added and subtracted in any way, can leave alone in a figure."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.audit import cuts, spaces
from dashboard.disclosure.audit.partitions import OUTSIDE, Groups, Whole, labels, merged
from dashboard.disclosure.audit.spaces import OutOfTimeError

__all__ = ["Certificate", "OutOfTimeError", "Support", "certify", "smallest_support"]


@dataclass(frozen=True, eq=False)
class Support:
    """Whom some combination of published sums is about: how many people, in which cells."""

    people: int
    cells: Whole


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whether a set of tables may be published: no combination of its sums is about fewer than k people."""

    certified: bool
    reason: str


def certify(*, cells: Sequence[int], tables: Sequence[Groups], k: int, time_limit: float = 30.0) -> Certificate:
    """Decide whether sums over all groups of all tables may be published together.

    `cells`: people in each cell, at least one. `tables`: each a list of groups, a group being an array of cell
    numbers; groups of one table best nest or share nobody. `time_limit` in seconds: a search that cannot finish
    refuses.
    """
    try:
        found = smallest_support(people=np.asarray(cells), tables=tables, below=k, time_limit=time_limit)
    except OutOfTimeError:
        return Certificate(certified=False, reason=f"the proof was not finished in {time_limit:g} seconds")
    if found is None:
        return Certificate(certified=True, reason=f"no combination is about fewer than {k} people")
    return Certificate(certified=False, reason=f"a combination of the figures is about {found.people} people only")


def smallest_support(*, people: Whole, tables: Sequence[Groups], below: int, time_limit: float) -> Support | None:
    """The smallest non-empty support under `below` people, or None as a proof that there is none.

    Raises OutOfTimeError, only ever with three or more crossing families of groups.
    """
    families = labels(cells=len(people), tables=tables)
    if not len(families):
        return None
    parts, weights, place = merged(people=people, labels=families)
    if len(parts) <= 2:
        found = cuts.smallest_cut(ends=_ends(parts), weights=weights, below=below)
    else:
        found = _in_components(parts, weights, below, time.monotonic() + time_limit)
    return None if found is None else Support(found[0], np.flatnonzero(np.isin(place, found[1])))


def _ends(parts: Whole) -> Whole:
    """Each cell as an edge between its two parts; OUTSIDE is a node too, on which every combination is zero."""
    if len(parts) == 1:
        parts = np.vstack([parts, np.full_like(parts, OUTSIDE)])
    return parts + 1


def _in_components(parts: Whole, weights: Whole, below: int, deadline: float) -> tuple[int, Whole] | None:
    found: tuple[int, Whole] | None = None
    for inside in _connected(parts):
        rows = np.unique(parts[:, inside])
        columns = (rows[rows != OUTSIDE, None, None] == parts[:, inside]).any(axis=1).astype(np.int64)
        best = spaces.smallest_support(columns=columns, weights=weights[inside], below=below, deadline=deadline)
        if best is not None:
            below = best[0]
            found = below, inside[best[1]]
    return found


def _connected(parts: Whole) -> list[Whole]:
    """Cells that share a part, directly or through others, together."""
    group = np.arange(parts.shape[1])
    while True:
        before = group.copy()
        for family in parts:
            inside = np.flatnonzero(family != OUTSIDE)
            if len(inside):
                least = np.full(family.max() + 1, len(group))
                np.minimum.at(least, family[inside], group[inside])
                group[inside] = least[family[inside]]
        if (group == before).all():
            return [np.flatnonzero(group == number) for number in np.unique(group)]
