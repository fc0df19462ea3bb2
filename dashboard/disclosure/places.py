"""What each unit's row is about, given the blocks: which leaves, under which name, and why, in a manager's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.blocks import members
from dashboard.disclosure.organisation import Node, Organisation, Whole
from dashboard.terms import Status, Unit

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One unit's row: `leaves` (numbers) stand behind it, more than the unit's own where it is combined."""

    unit: Unit
    name: str
    leaves: tuple[int, ...]
    leaf_ids: tuple[str, ...]
    status: Status
    reason: str


@dataclass(frozen=True)
class Blocks:
    """Who is shown together for one family at one pulse, and the steps that led there.

    `people` is min(answers, headcount) by leaf; `family` lies on `pulse`, which lies on `base`.
    """

    base: Whole
    pulse: Whole
    family: Whole
    people: Whole
    k: int

    def enough(self) -> set[int]:
        """The blocks of `family` that may be shown."""
        sums = np.bincount(self.family, weights=self.people, minlength=len(self.family))
        return set(np.flatnonzero(sums >= self.k).tolist())


def places(organisation: Organisation, blocks: Blocks) -> Iterator[Place]:
    """Every unit's place, in tree order."""
    shown = blocks.enough()
    lists = members(blocks.family)
    for node in organisation.nodes:
        touched = set(blocks.family[node.first : node.last].tolist())
        leaves = tuple(sorted(leaf for block in touched for leaf in lists[block]))
        if shown.isdisjoint(touched):
            leaves = tuple(range(node.first, node.last))
            yield _place(organisation, node, leaves, "withheld", _withheld(blocks, leaves))
        else:
            yield place_of(organisation, blocks, node, leaves)


def place_of(organisation: Organisation, blocks: Blocks, node: Node, leaves: tuple[int, ...]) -> Place:
    """The place of a unit whose figures are about `leaves`: its own, or more."""
    if len(leaves) == node.last - node.first:
        return _place(organisation, node, leaves, "published", "")
    return _place(organisation, node, leaves, "combined", _together(organisation, blocks, node, leaves))


def _place(organisation: Organisation, node: Node, leaves: tuple[int, ...], status: Status, reason: str) -> Place:
    name = node.unit.name
    if status == "combined":
        name = f"{' + '.join(_names(organisation, leaves, without=node))} (combined)"
    return Place(node.unit, name, leaves, tuple(organisation.leaves[leaf].id for leaf in leaves), status, reason)


def _withheld(blocks: Blocks, leaves: Sequence[int]) -> str:
    if not blocks.people[list(leaves)].any():
        return "Nobody answered."
    return f"Fewer than {blocks.k} answers."


def _together(organisation: Organisation, blocks: Blocks, node: Node, leaves: Sequence[int]) -> str:
    others = [leaf for leaf in leaves if not node.first <= leaf < node.last]
    with_whom = f"Shown together with {_and(_names(organisation, others))}"
    few = f"fewer than {blocks.k} answers"
    if _shares(blocks.base, node):
        return f"{with_whom} all year, so that the trend stays comparable: apart, one would often have {few}."
    if _shares(blocks.pulse, node):
        return f"{with_whom} this time: apart, one would have {few}."
    return f"{with_whom} here: apart, one would have {few} to this question."


def _shares(partition: Whole, node: Node) -> bool:
    """Whether a block reaches beyond the unit."""
    inside = np.bincount(partition[node.first : node.last], minlength=len(partition))
    return bool(((inside > 0) & (inside < np.bincount(partition, minlength=len(partition)))).any())


def _names(organisation: Organisation, leaves: Sequence[int], *, without: Node | None = None) -> list[str]:
    """The largest units that make up `leaves` (sorted), by name; past three how many more. None holds `without`."""
    run_ends: dict[int, int] = {}
    for leaf in reversed(leaves):
        run_ends[leaf] = run_ends.get(leaf + 1, leaf + 1)
    names, leaf = [], leaves[0]
    while leaf in run_ends:
        node = next(
            node
            for node in organisation.nodes_from[leaf]
            if node.last <= run_ends[leaf] and not (without is not None and node is not without and node.holds(without))
        )
        names.append(node.unit.name)
        leaf = next((later for later in leaves if later >= node.last), -1)
    if len(names) > _NAMED + 1:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} more"]
    return names


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
