"""Who: which roles are shown together, from counts alone (DESIGN 2.5).

People are the edges of a graph between blocks and classes. Figures by block and by class, added and subtracted in any
way, can single out exactly those sets of people whose removal would part a connected piece of that graph: so classes
are merged until every such cut weighs k people or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from dashboard.disclosure.organisation import Whole

MOST_CLASSES = 12
"""Beyond so many roles the rarest are merged first: every way to part the classes in two is looked at."""

Class = frozenset[int]
"""Numbers of the roles shown together."""


@dataclass(frozen=True)
class Crossing:
    """People by block (rows) and role (columns): the fewest that are sure to be there, and whether anybody is."""

    people: Whole
    present: npt.NDArray[np.bool_]

    @cached_property
    def roles(self) -> tuple[int, ...]:
        """Roles that anybody has, by number."""
        return tuple(np.flatnonzero(self.present.any(axis=0)).tolist())

    def rows(self, wanted: npt.NDArray[np.bool_]) -> Crossing:
        """Only these blocks."""
        return Crossing(self.people[wanted], self.present[wanted])

    def by_class(self, classes: Sequence[Class]) -> Crossing:
        """Roles added up by class."""
        columns = [sorted(one) for one in classes]
        people = np.stack([self.people[:, roles].sum(axis=1) for roles in columns], axis=1)
        return Crossing(people, np.stack([self.present[:, roles].any(axis=1) for roles in columns], axis=1))


@dataclass(frozen=True, slots=True)
class Area:
    """Divisions that share no block with any other: `leaves` all together, `blocks` the rows of its crossing."""

    divisions: tuple[str, ...]
    leaves: tuple[int, ...]
    blocks: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Classes:
    """Role classes of the organisation, and of the areas that have their own: theirs lie within the organisation's."""

    whole: tuple[Class, ...]
    areas: tuple[tuple[Area, tuple[Class, ...]], ...] = ()


def choose(crossing: Crossing, areas: Sequence[Area], *, k: int, start: Classes | None = None) -> Classes:
    """The finest classes found that are safe together; `start` may only be coarsened (families lie on the answers').

    A role too rare to be a class in most areas costs them their tables, since theirs must lie within the
    organisation's: so the organisation's smallest class is merged for as long as that shows the role of more people.
    """
    best = _with_areas(crossing, areas, merged(crossing, start.whole if start else singles(crossing), k=k), start, k)
    while start is None and len(best.whole) > 2:
        smallest = min(best.whole, key=lambda one: (int(crossing.people[:, sorted(one)].sum()), min(one)))
        options = [_joined(best.whole, (smallest, other)) for other in best.whole if other != smallest]
        found = [_with_areas(crossing, areas, option, start, k) for option in options]
        better = max(found, key=lambda option: _shown(crossing, option))
        if _shown(crossing, better) <= _shown(crossing, best):
            break
        best = better
    return best


def _shown(crossing: Crossing, classes: Classes) -> int:
    """People whose role has figures of its own, counted once in the organisation's table and once in their area's."""
    tables = [(crossing, classes.whole), *((crossing.rows(area.blocks), own) for area, own in classes.areas)]
    return sum(int(people.people[:, sorted(one)].sum()) for people, own in tables for one in own if len(one) == 1)


def _with_areas(
    crossing: Crossing, areas: Sequence[Area], whole: tuple[Class, ...], start: Classes | None, k: int
) -> Classes:
    """Classes for as many areas as can have their own within the organisation's, the largest first.

    What no area's own table covers counts as one more table, since it can be worked out by subtraction.
    """
    if len(whole) < 2:
        return Classes(whole)
    rest = np.ones(len(crossing.people), dtype=bool)
    found: list[tuple[Area, tuple[Class, ...]]] = []
    for area in sorted(areas, key=lambda area: (-int(crossing.people[area.blocks].sum()), area.leaves)):
        finest = _finest(area, start, crossing)
        own = merged(crossing.rows(area.blocks), finest, k=k, within=whole) if finest else ()
        if len(own) > 1 and safe(crossing.rows(rest & ~area.blocks), whole, k=k):
            rest &= ~area.blocks
            found.append((area, own))
    return Classes(whole, tuple(found))


def singles(crossing: Crossing) -> tuple[Class, ...]:
    """Every role by itself, the rarest together where there are too many."""
    classes = [frozenset({role}) for role in crossing.roles]
    while len(classes) > MOST_CLASSES:
        classes.sort(key=lambda one: (-int(crossing.people[:, sorted(one)].sum()), min(one)))
        classes[-2:] = [classes[-2] | classes[-1]]
    return tuple(sorted(classes, key=min))


def merged(crossing: Crossing, start: Sequence[Class], *, k: int, within: Sequence[Class] = ()) -> tuple[Class, ...]:
    """Coarsen `start` until safe, each step by the merger that gets furthest and moves fewest people.

    With `within`, only inside these classes. Empty if no merging makes it safe.
    """
    classes = _present(crossing, start)
    while not safe(crossing, classes, k=k):
        options = [
            pair for pair in combinations(classes, 2) if not within or any(pair[0] | pair[1] <= w for w in within)
        ]
        if not options:
            return ()
        classes = max((_joined(classes, pair) for pair in options), key=lambda option: _merit(crossing, option, k))
    return classes


def safe(crossing: Crossing, classes: Sequence[Class], *, k: int) -> bool:
    """Whether every cut of every connected piece of the graph of blocks and classes weighs k or more."""
    here = _present(crossing, classes)
    return not here or smallest_cut(crossing.by_class(here)) >= k


def smallest_cut(graph: Crossing) -> int:
    """The fewest people whose removal parts a connected piece of blocks (rows) and classes (columns)."""
    anybody = graph.present.any(axis=1)
    smallest = int(graph.people[anybody].sum(axis=1).min(initial=np.iinfo(np.int64).max))
    for piece in _pieces(graph.present):
        people = graph.people[:, piece]
        for half in _halves(len(piece)):
            one_side = people @ half
            cut = np.minimum(one_side, people.sum(axis=1)[:, None] - one_side).sum(axis=0)
            smallest = min(smallest, int(cut.min()))
    return smallest


def _halves(classes: int) -> Iterable[Whole]:
    """Every way to part classes in two, as columns of 0 and 1, some at a time."""
    ways = np.arange(1, 2 ** (classes - 1))
    for some in np.array_split(ways, max(1, len(ways) // 512)):
        if len(some):
            yield (some[None, :] >> np.arange(classes)[:, None]) & 1


def _pieces(present: npt.NDArray[np.bool_]) -> list[list[int]]:
    """Classes that are connected through blocks."""
    meet = (present.T.astype(np.int64) @ present) > 0
    unseen, pieces = set(range(present.shape[1])), []
    while unseen:
        piece, frontier = set[int](), {min(unseen)}
        while frontier:
            piece |= frontier
            frontier = set(np.flatnonzero(meet[sorted(frontier)].any(axis=0)).tolist()) - piece
        unseen -= piece
        pieces.append(sorted(piece))
    return pieces


def _present(crossing: Crossing, classes: Sequence[Class]) -> tuple[Class, ...]:
    here = set(crossing.roles)
    return tuple(one for one in classes if one & here)


def _joined(classes: Sequence[Class], pair: tuple[Class, Class]) -> tuple[Class, ...]:
    return tuple(sorted([*(one for one in classes if one not in pair), pair[0] | pair[1]], key=min))


def _merit(crossing: Crossing, classes: Sequence[Class], k: int) -> tuple[int, int]:
    """How near to safe, then how few people stand in a class that is not one role."""
    moved = sum(int(crossing.people[:, sorted(one)].sum()) for one in classes if len(one) > 1)
    return min(k, smallest_cut(crossing.by_class(classes))), -moved


def _finest(area: Area, start: Classes | None, crossing: Crossing) -> tuple[Class, ...]:
    """What an area's classes start from: its roles, or what the answers' classes were in each of its divisions."""
    if start is None:
        return singles(crossing.rows(area.blocks))
    own = [classes for known, classes in start.areas if set(known.leaves) <= set(area.leaves)]
    covered = {leaf for known, _ in start.areas if set(known.leaves) <= set(area.leaves) for leaf in known.leaves}
    return _coarsest(own) if covered == set(area.leaves) else ()


def _coarsest(partitions: Iterable[Sequence[Class]]) -> tuple[Class, ...]:
    """The finest partition that every class of every one of `partitions` lies in."""
    found: list[Class] = []
    for one in (one for classes in partitions for one in classes):
        touching = [other for other in found if other & one]
        found = [other for other in found if not other & one]
        found.append(one.union(*touching))
    return tuple(sorted(found, key=min))
