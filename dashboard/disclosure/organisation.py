"""The unit tree at one pulse, as disclosure control needs it: leaves depth first, headcounts, "(other)" leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from dashboard.terms import Unit

Whole = npt.NDArray[np.int64]

UNKNOWN = -1
"""The headcount of a unit for which none was given."""


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A line of the unit list; a parent's `headcount` includes everyone below it."""

    id: str
    name: str
    parent: str | None
    kind: str
    headcount: int | None


@dataclass(frozen=True, slots=True)
class Node:
    """A unit and where its leaves stand: `Organisation.leaves[first:last]`. `parent` is its number, -1 for the root."""

    unit: Unit
    first: int
    last: int
    parent: int

    def holds(self, other: Node) -> bool:
        """Whether all leaves of `other` are among its own."""
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True)
class Organisation:
    """Units at one pulse, depth first, so that a unit's leaves are neighbours. `headcount` is by leaf."""

    nodes: tuple[Node, ...]
    headcount: Whole

    @cached_property
    def leaves(self) -> tuple[Unit, ...]:
        return tuple(node.unit for node in self.nodes if node.unit.is_leaf)

    @cached_property
    def leaf_number(self) -> dict[str, int]:
        """Where each unit's people are counted: a leaf's own number, for a parent that of its "(other)" leaf."""
        numbers = {unit.id: number for number, unit in enumerate(self.leaves)}
        others = {unit.parent: numbers[unit.id] for unit in self.leaves if unit.kind == OTHER and unit.parent}
        return others | numbers

    @cached_property
    def nodes_from(self) -> list[list[Node]]:
        """By leaf: the units that start with it, the largest first."""
        found: list[list[Node]] = [[] for _ in self.leaves]
        for node in self.nodes:
            found[node.first].append(node)
        return found

    @cached_property
    def node_number(self) -> dict[str, int]:
        return {node.unit.id: number for number, node in enumerate(self.nodes)}


OTHER = "(other)"
"""The kind of a leaf that stands for staff placed on its parent itself."""


def organisation(listed: Sequence[ListedUnit], *, answers: Mapping[str, int], k: int) -> Organisation:
    """The organisation at a pulse. `listed` has one root; `answers` counts responses by unit as imported.

    Staff placed on a parent form a leaf "(other)": where somebody answered there, or where the parent's headcount
    exceeds that of its units by `k` or more. A smaller difference without answers is left out, or it would
    cost a neighbour its own figure for nobody's sake.
    """
    units = [*listed, *_others(listed, _totals(listed), answers=answers, k=k)]
    headcount = {unit.id: UNKNOWN if unit.headcount is None else unit.headcount for unit in units}
    described = list(_depth_first(_children(units)))
    heads = [headcount[unit.id] for unit in described if unit.is_leaf]
    return Organisation(_nodes(described), np.array(heads, dtype=np.int64))


def from_units(units: Sequence[Unit]) -> Organisation:
    """The organisation as a release describes it, depth first; headcounts are not known."""
    leaves = sum(unit.is_leaf for unit in units)
    return Organisation(_nodes(units), np.full(leaves, UNKNOWN, dtype=np.int64))


def _nodes(units: Sequence[Unit]) -> tuple[Node, ...]:
    number = {unit.id: place for place, unit in enumerate(units)}
    parents = [-1 if unit.parent is None else number[unit.parent] for unit in units]
    before = [0, *accumulate(int(unit.is_leaf) for unit in units)]
    last = list(before[1:])
    for place in range(len(units) - 1, 0, -1):
        last[parents[place]] = max(last[parents[place]], last[place])
    return tuple(map(Node, units, before, last, parents))


def _children(units: Sequence[ListedUnit]) -> dict[str | None, list[ListedUnit]]:
    children: dict[str | None, list[ListedUnit]] = defaultdict(list)
    for unit in units:
        children[unit.parent].append(unit)
    return children


def _totals(listed: Sequence[ListedUnit]) -> dict[str, int | None]:
    """Headcount of each unit with all below it: as given, else the sum, None if that is not known either."""
    children = _children(listed)
    totals: dict[str, int | None] = {}
    for unit in reversed(listed):  # parents are listed before their children
        below = [totals[child.id] for child in children[unit.id]]
        known = [head for head in below if head is not None]
        totals[unit.id] = unit.headcount
        if unit.headcount is None and below and len(known) == len(below):
            totals[unit.id] = sum(known)
    return totals


def _others(
    listed: Sequence[ListedUnit], totals: Mapping[str, int | None], *, answers: Mapping[str, int], k: int
) -> Iterator[ListedUnit]:
    children = _children(listed)
    taken = {unit.id for unit in listed}
    for unit in listed:
        if not children[unit.id]:
            continue
        left = _left_over(unit, [totals[child.id] for child in children[unit.id]])
        if answers.get(unit.id, 0) > 0 or (left is not None and left >= k):
            yield ListedUnit(_free_id(unit.id, taken), f"{unit.name} (other)", unit.id, OTHER, left)


def _left_over(parent: ListedUnit, below: Collection[int | None]) -> int | None:
    known = [head for head in below if head is not None]
    if parent.headcount is None or len(known) < len(below):
        return None
    return max(0, parent.headcount - sum(known))


def _free_id(parent: str, taken: Collection[str]) -> str:
    wanted = f"{parent} (other)"
    while wanted in taken:
        wanted += "*"
    return wanted


def _depth_first(children: Mapping[str | None, Sequence[ListedUnit]]) -> Iterator[Unit]:
    """Every unit right after its parent's earlier children and all below them."""
    waiting = [(unit, 0) for unit in reversed(children[None])]
    while waiting:
        unit, depth = waiting.pop()
        below = children.get(unit.id, ())
        is_leaf = not below
        level = _level(unit, depth, is_leaf=is_leaf)
        yield Unit(unit.id, unit.name, unit.parent, unit.kind, depth, is_leaf, level)
        waiting += [(child, depth + 1) for child in reversed(below)]


def _level(unit: ListedUnit, depth: int, *, is_leaf: bool) -> str:
    if depth == 0:
        return "organisation"
    if is_leaf:
        return "unit"
    return "division" if depth == 1 else unit.kind
