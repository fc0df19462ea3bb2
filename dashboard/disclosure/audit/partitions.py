"""Published groups as few partitions: any family of nested groups adds up and subtracts to disjoint parts.

Two groups are nested if one holds the other or they share nobody. All that sums over nested groups can give,
by adding and subtracting, is the sum over each group less the groups inside it: its part. So the parts of a
nested family span what the family spans, and three tables of groups become three labels on a cell.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Groups = Sequence[Whole]  # each group: the numbers of its cells

OUTSIDE = -1


def labels(*, cells: int, tables: Sequence[Groups]) -> Whole:
    """The part each cell is in, by family of nested groups: shape (families, cells), OUTSIDE where in none.

    A group goes to the first family it nests in; one that nests in none opens another. A table whose groups
    nest, the usual case, makes one family at most.
    """
    families: list[Whole] = []
    for fresh, group in enumerate(_larger_first(tables)):
        home = next((family for family in families if _nests(family, group)), None)
        if home is None:
            home = np.full(cells, OUTSIDE, dtype=np.int64)
            families.append(home)
        home[group] = fresh
    return np.array(families, dtype=np.int64).reshape(len(families), cells)


def _larger_first(tables: Sequence[Groups]) -> list[Whole]:
    seen: set[bytes] = set()
    found: list[Whole] = []
    for table in tables:
        for group in sorted((np.unique(group) for group in table), key=len, reverse=True):
            if len(group) and group.tobytes() not in seen:
                seen.add(group.tobytes())
                found.append(group)
    return found


def _nests(family: Whole, group: Whole) -> bool:
    """Within one part, or around nothing: the groups already there are no smaller, so this decides it."""
    inside = family[group]
    return bool((inside == inside[0]).all())


def merged(*, people: Whole, labels: Whole) -> tuple[Whole, Whole, Whole]:
    """Cells that no published group tells apart, as one: (labels, people, number of the merged cell or OUTSIDE).

    Cells outside every group take part in no published figure and are left out.
    """
    inside = (labels != OUTSIDE).any(axis=0)
    kept, number = np.unique(labels[:, inside], axis=1, return_inverse=True)
    place = np.full(labels.shape[1], OUTSIDE, dtype=np.int64)
    place[inside] = number.reshape(-1)
    counts = np.bincount(place[inside], weights=people[inside], minlength=kept.shape[1]).astype(np.int64)
    return kept, counts, place
