"""Who may see what: one rule, between the release and the pages.

A manager sees the units they are responsible for and everything below them, the totals those units are
part of, and the organisation. A lead and a steward see everything that is published. Whatever somebody
may not see is missing from the release they are given, exactly as if it did not exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from dashboard.release import Release
from dashboard.terms import Seen, UnitTree

Role = Literal["manager", "lead", "steward"]
ROLES: tuple[Role, ...] = get_args(Role)  # from the narrowest view to the widest


@dataclass(frozen=True, slots=True)
class Access:
    """What one person may see: a role and, for managers, the units they are responsible for."""

    role: Role
    units: frozenset[str] = frozenset()


EVERYTHING = Access("lead")
"""What whoever sits at the machine sees while sign-in is not set up."""


@lru_cache(maxsize=256)
def share(release: Release, access: Access) -> Release:
    """What `access` leaves of `release`: the only way to a release that pages may use.

    People with the same access share one share, and with it its caches; nobody else ever meets them.
    """
    if access.role != "manager":
        return release
    trees = {pulse.id: release.tree(pulse.id) for pulse in release.pulses}
    return release.limited(tuple(seen(trees, access.units)))


def seen(trees: Mapping[str, UnitTree], units: frozenset[str]) -> Iterator[Seen]:
    """The units a manager of `units` may see, pulse by pulse; `trees` by pulse, oldest first.

    Responsibility is a matter of today: a unit counts, with its whole history, where the newest pulse that
    knows it puts it. So a unit that moved is seen by its new manager and no longer by its former one.
    """
    parents = _newest_parents(trees)
    own = {unit for unit in parents if units.intersection(_line(unit, parents))}
    above = {parent for unit in units & parents.keys() for parent in _line(unit, parents)}
    for pulse, tree in trees.items():
        visible = own | above | {tree.root.id}
        for unit in tree.units:
            if unit.id in visible:
                yield Seen(pulse, unit.id, _nearest(tree, unit.parent, visible), unit.id in own)


def _newest_parents(trees: Mapping[str, UnitTree]) -> dict[str, str | None]:
    return {unit.id: unit.parent for tree in trees.values() for unit in tree.units}


def _line(unit: str | None, parents: Mapping[str, str | None]) -> Iterator[str]:
    """`unit` and everything above it. It ends, for no parent's newest pulse is older than its child's."""
    while unit is not None:
        yield unit
        unit = parents[unit]


def _nearest(tree: UnitTree, unit: str | None, visible: set[str]) -> str | None:
    """The first of `unit` and everything above it that is visible."""
    while unit is not None and unit not in visible:
        unit = tree.by_id[unit].parent
    return unit
