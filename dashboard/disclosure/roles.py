"""Which roles are shown at the organisation and at each division: classes found for one pulse, family by family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.atoms import ANSWERS
from dashboard.disclosure.classes import Area, Class, Classes, Crossing, choose
from dashboard.disclosure.organisation import Node, Whole
from dashboard.disclosure.places import Blocks, Place, place_of
from dashboard.disclosure.tally import Tally


@dataclass(frozen=True)
class RoleTable:
    """The classes of roles at one place; none where roles cannot be shown there. `column` is the role of each cell."""

    place: Place
    classes: tuple[Class, ...]


def names_of(tally: Tally) -> tuple[str, ...]:
    """Every role of the pulse in alphabetical order: what roles are numbered by."""
    return tuple(sorted(set(tally.atoms.roles)))


def columns_of(tally: Tally) -> Whole:
    """The role of each cell, by number."""
    number = {role: place for place, role in enumerate(names_of(tally))}
    return np.array([number[role] for role in tally.atoms.roles], dtype=np.int64)


def classes_by_family(tally: Tally, blocks: Mapping[str, Blocks], *, k: int) -> dict[str, Classes]:
    """The classes of every family; they lie on those of the answers."""
    answers = _choose(tally, blocks[ANSWERS], ANSWERS, k=k, start=None)
    others = {f: _choose(tally, blocks[f], f, k=k, start=answers) for f in blocks if f != ANSWERS}
    return {ANSWERS: answers, **others}


def _choose(tally: Tally, blocks: Blocks, family: str, *, k: int, start: Classes | None) -> Classes:
    return choose(crossing_of(tally, blocks, family), areas_of(tally, blocks), k=k, start=start)


def crossing_of(tally: Tally, blocks: Blocks, family: str) -> Crossing:
    """People by block and role. Where answers exceed the headcount, the excess is taken off every role."""
    by_leaf = np.zeros((len(blocks.family), len(names_of(tally))), dtype=np.int64)
    np.add.at(by_leaf, (tally.leaf, columns_of(tally)), tally.atoms.people[family])
    excess = by_leaf.sum(axis=1) - blocks.people
    sure = np.maximum(by_leaf - excess[:, None], 0)
    labels, row = np.unique(blocks.family, return_inverse=True)
    people, anybody = (np.zeros((len(labels), by_leaf.shape[1]), dtype=np.int64) for _ in range(2))
    np.add.at(people, row, sure)
    np.add.at(anybody, row, by_leaf)
    return Crossing(people, anybody > 0)


def areas_of(tally: Tally, blocks: Blocks) -> list[Area]:
    """Divisions; those that share a block, with each other or with a unit right below the organisation, as one."""
    tops = [node for node in tally.organisation.nodes if node.unit.depth == 1]
    if not tops:
        return []
    top_of = np.repeat(np.arange(len(tops)), [node.last - node.first for node in tops])
    group = np.arange(len(tops))
    for block in np.unique(blocks.family):
        linked = np.unique(group[top_of[blocks.family == block]])
        group[np.isin(group, linked)] = linked[0]
    found = [_area(tops, top_of, group == number, blocks) for number in np.unique(group)]
    return [area for area in found if area.divisions]


def _area(tops: list[Node], top_of: Whole, here: np.ndarray, blocks: Blocks) -> Area:
    leaves = np.flatnonzero(here[top_of])
    divisions = tuple(top.unit.id for top, inside in zip(tops, here, strict=True) if inside and not top.unit.is_leaf)
    return Area(divisions, tuple(leaves.tolist()), np.isin(np.unique(blocks.family), blocks.family[leaves]))


def role_tables(tally: Tally, blocks: Blocks, classes: Classes) -> list[RoleTable]:
    """One table for the organisation and each division, in tree order; divisions of one area repeat its table."""
    own = {division: (area, found) for area, found in classes.areas for division in area.divisions}
    tables = []
    for node in tally.organisation.nodes:
        everybody = tuple(range(node.first, node.last))
        if node.unit.depth == 0:
            shown = classes.whole if len(classes.whole) > 1 else ()
            tables.append(RoleTable(place_of(tally.organisation, blocks, node, everybody), shown))
        elif node.unit.id in own:
            area, found = own[node.unit.id]
            tables.append(RoleTable(place_of(tally.organisation, blocks, node, area.leaves), found))
        elif node.unit.depth == 1 and not node.unit.is_leaf:
            tables.append(RoleTable(place_of(tally.organisation, blocks, node, everybody), ()))
    return tables


def present(tally: Tally, place: Place) -> frozenset[int]:
    """The roles that anybody has at a place."""
    return frozenset(columns_of(tally)[np.isin(tally.leaf, place.leaves)].tolist())
