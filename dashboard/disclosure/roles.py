"""Who works there: figures by role, for the organisation and for its divisions, where classes of roles can be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.disclosure import slack
from dashboard.disclosure.atoms import ANSWERS, Sums
from dashboard.disclosure.classes import Area, Class, Classes, Crossing, choose
from dashboard.disclosure.figures import TOO_TELLING, Group, Print, Spreads, all_or_none, figure, print_statistic
from dashboard.disclosure.organisation import Whole
from dashboard.disclosure.places import Blocks, Place, place_of, places
from dashboard.disclosure.rounding import Printed
from dashboard.disclosure.tally import Tally
from dashboard.terms import Figure

BREAKDOWN = "role"
NOT_APART = "Roles are not shown here: with so few answers in some, single people could be picked out."


@dataclass(frozen=True)
class RoleTable:
    """The classes shown at one place: at the organisation, or at a division and those it shares blocks with."""

    place: Place
    classes: tuple[Class, ...]


def role_names(tally: Tally) -> tuple[str, ...]:
    """Every role of the pulse, in alphabetical order: what roles are numbered by."""
    return tuple(sorted(set(tally.atoms.roles)))


def crossing_of(tally: Tally, blocks: Blocks, family: str) -> Crossing:
    """People by block and role. Where answers exceed the headcount, the excess is taken off every role."""
    names = role_names(tally)
    column = np.array([names.index(role) for role in tally.atoms.roles], dtype=np.int64)
    by_leaf = np.zeros((len(blocks.family), len(names)), dtype=np.int64)
    np.add.at(by_leaf, (tally.leaf, column), tally.atoms.people[family])
    excess = by_leaf.sum(axis=1) - blocks.people
    sure = np.maximum(by_leaf - excess[:, None], 0)
    _, row = np.unique(blocks.family, return_inverse=True)
    shape = (int(row.max()) + 1, len(names))
    people, present = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    np.add.at(people, row, sure)
    np.add.at(present, row, by_leaf)
    return Crossing(people, present > 0)


def areas_of(tally: Tally, blocks: Blocks) -> list[Area]:
    """Divisions, those that share a block together. Units right below the organisation belong to no area."""
    organisation = tally.organisation
    tops = [node for node in organisation.nodes if node.unit.depth == 1]
    top_of = np.repeat(np.arange(len(tops)), [node.last - node.first for node in tops])
    group = np.arange(len(tops))
    for block in set(blocks.family.tolist()):
        linked = set(group[top_of[blocks.family == block]].tolist())
        group[np.isin(group, list(linked))] = min(linked)
    labels = np.unique(blocks.family)
    found = []
    for number in sorted(set(group.tolist())):
        leaves = np.flatnonzero(np.isin(top_of, np.flatnonzero(group == number)))
        divisions = tuple(tops[top].unit.id for top in np.flatnonzero(group == number) if not tops[top].unit.is_leaf)
        if divisions:
            found.append(Area(divisions, tuple(leaves.tolist()), np.isin(labels, blocks.family[leaves])))
    return found


def classes_by_family(tally: Tally, blocks: Mapping[str, Blocks], *, k: int) -> dict[str, Classes]:
    """The classes of every family; they lie on those of the answers."""
    start: Classes | None = None
    found = {}
    for family in sorted(blocks, key=lambda family: family != ANSWERS):
        crossing, areas = crossing_of(tally, blocks[family], family), areas_of(tally, blocks[family])
        found[family] = choose(crossing, areas, k=k, start=start)
        start = start or found[family]
    return found
