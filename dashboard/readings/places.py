"""Who a figure is about, as readers know it: which units stand behind a line of the release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.release import Panel
from dashboard.terms import UnitTree


@dataclass(frozen=True, slots=True)
class Place:
    """Who a figure is about: a unit, several units shown together, a division or the organisation.

    `unit` is the id whose rows of the release are read; `leaves` and `names` are all units behind the figure.
    """

    unit: str
    name: str
    division: str
    leaves: tuple[str, ...]
    names: tuple[str, ...]
    combined: bool
    withheld: bool
    is_leaf: bool


def under(tree: UnitTree, unit: str) -> set[str]:
    """`unit` and everything below it; empty if the tree does not know it."""
    if unit not in tree.by_id:
        return set()
    found = {unit}
    for other in tree.units:  # parents come before children
        if other.parent in found:
            found.add(other.id)
    return found


def places(panel: Panel, tree: UnitTree) -> Iterator[tuple[Place, int]]:
    """Every place with figures at the newest pulse and its row in `panel`, in tree order; combined units come once."""
    seen = set()
    for unit in tree.units:
        row = panel.index.get((unit.id, ""))
        if row is None or not (status := panel.status[row, -1]):
            continue
        leaves = tuple(panel.leaf_units[row, -1].split(";"))
        if status == "combined" and leaves in seen:
            continue
        seen.add(leaves)
        names = tuple(name for leaf in leaves if (name := tree.name_of(leaf)))
        combined, withheld = status == "combined", status == "withheld"
        division = division_of(tree, unit.id)
        yield Place(unit.id, unit.name, division, leaves, names, combined, withheld, unit.is_leaf), row


def division_of(tree: UnitTree, unit: str) -> str:
    """The name of the division `unit` lies in; '' above divisions."""
    here = tree.by_id[unit]
    while here.depth > 1 and here.parent is not None:
        here = tree.by_id[here.parent]
    return here.name if here.depth == 1 else ""
