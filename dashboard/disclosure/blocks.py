"""Where: which units are shown together. Counts go in, a partition comes out; no answer is looked at (DESIGN 2.4, 2.6).

A partition is an array by leaf: the number of the first leaf of its block. Every step only merges, so that blocks of a
family lie on blocks of the pulse, and those on the base blocks of the year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.disclosure.organisation import Organisation, Whole

Enough = Callable[[Whole], bool]
"""Whether a block with these counts, one a pulse, may stand by itself. Adding people never makes it false."""


@dataclass(frozen=True, slots=True)
class Block:
    """Leaves shown together (numbers, sorted), their people at each pulse, and the lowest unit (node) holding all."""

    leaves: tuple[int, ...]
    people: Whole
    home: int
    anybody: bool

    @property
    def order(self) -> int:
        return self.leaves[0]


def apart(organisation: Organisation) -> Whole:
    """Every leaf by itself."""
    return np.arange(len(organisation.leaves))


def merged(
    organisation: Organisation, start: Whole, *, people: Whole, present: npt.NDArray[np.bool_], enough: Enough
) -> Whole:
    """Coarsen `start` until every block is `enough`, keeping as many units' own figures as can be.

    `people` is (leaves,) or (leaves, pulses): min(answers, headcount). Leaves that are not `present` (nobody
    answered) stay by themselves: there is nothing to protect, and joining them would cost a neighbour its figure.
    What is not enough even at the root comes back as one block that is not enough: it must be withheld.
    """
    people = people.reshape(len(people), -1)
    large: list[list[Block]] = [[] for _ in organisation.nodes]
    small: list[list[Block]] = [[] for _ in organisation.nodes]
    for block in _blocks(organisation, start, people, present):
        (small if block.anybody and not enough(block.people) else large)[block.home].append(block)
    for number in range(len(organisation.nodes) - 1, -1, -1):  # children come after their parents
        _settle(organisation, number, large[number], small[number], enough)
        above = organisation.nodes[number].parent
        if above >= 0:
            large[above] += large[number]
            small[above] += small[number]
    return partition(len(start), (block.leaves for block in [*large[0], *small[0]]))


def partition(leaves: int, blocks: Iterable[Sequence[int]]) -> Whole:
    """The array form of a list of blocks."""
    found = np.empty(leaves, dtype=np.int64)
    for block in blocks:
        found[list(block)] = min(block)
    return found


def members(blocks: Whole) -> dict[int, tuple[int, ...]]:
    """The leaves of each block, by block."""
    found: dict[int, list[int]] = {}
    for leaf, block in enumerate(blocks.tolist()):
        found.setdefault(block, []).append(leaf)
    return {block: tuple(leaves) for block, leaves in found.items()}


def _blocks(organisation: Organisation, start: Whole, people: Whole, present: npt.NDArray[np.bool_]) -> Iterator[Block]:
    for leaves in members(start).values():
        rows = list(leaves)
        yield Block(leaves, people[rows].sum(axis=0), home(organisation, leaves), bool(present[rows].any()))


def home(organisation: Organisation, leaves: Sequence[int]) -> int:
    """The number of the lowest parent that holds all `leaves` (of a leaf: its parent; of a lone root: itself)."""
    number = organisation.node_number[organisation.leaves[leaves[0]].id]
    number = max(0, organisation.nodes[number].parent)
    while organisation.nodes[number].parent >= 0 and not _holds(organisation, number, leaves):
        number = organisation.nodes[number].parent
    return number


def _holds(organisation: Organisation, number: int, leaves: Sequence[int]) -> bool:
    node = organisation.nodes[number]
    return node.first <= min(leaves) and max(leaves) < node.last


def _settle(organisation: Organisation, number: int, large: list[Block], small: list[Block], enough: Enough) -> None:
    """Merge what is too small within unit `number`: with one another in tree order, the rest into a neighbour.

    If all of the unit is too small, it goes on to the next level as one block.
    """
    waiting: list[Block] = []
    for block in sorted(small, key=lambda block: block.order):
        waiting.append(block)
        if len(waiting) > 1 and enough(sum(b.people for b in waiting)):  # type: ignore[arg-type]
            large.append(_joined(waiting, number))
            waiting = []
    small.clear()
    able = [block for block in large if block.anybody]
    if not waiting:
        return
    if not able:
        small.append(_joined(waiting, number))
        return
    neighbour = min(able, key=lambda block: _loss(organisation, number, block))
    large.remove(neighbour)
    large.append(_joined([neighbour, *waiting], number))


def _joined(blocks: Sequence[Block], number: int) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    leaves = tuple(sorted(leaf for block in blocks for leaf in block.leaves))
    return Block(leaves, np.sum([block.people for block in blocks], axis=0), number, anybody=True)


def _loss(organisation: Organisation, number: int, block: Block) -> tuple[int, int, int]:
    """What joining `block` would cost: units that lose their own figure, then people, then a fixed order.

    A block of one leaf loses that leaf's figure, and every unit between it and `number` loses its own.
    """
    between = 0
    above = block.home
    while above != number:
        between += 1
        above = organisation.nodes[above].parent
    return between + (len(block.leaves) == 1), int(block.people.sum()), block.order
