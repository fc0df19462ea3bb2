"""Figures by role and by training status: sums over cells of people who share a place and a trait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.disclosure import slack
from dashboard.disclosure.atoms import Sums
from dashboard.disclosure.figures import Group, Print, Spreads, all_or_none, cell_of, figure, print_statistic
from dashboard.disclosure.organisation import Whole
from dashboard.disclosure.places import Place
from dashboard.disclosure.slack import Leaves, Span
from dashboard.disclosure.tally import Tally
from dashboard.terms import Figure

Tells = Mapping[tuple[str, str], Mapping[Leaves, Span]]
"""What figures by unit tell, by measure and statistic."""

TOO_TELLING = "Not shown: beside the figures of units it would tell what single people answered."


@dataclass(frozen=True)
class Table:
    """A breakdown at one place. `groups` are its traits' values, by number, that are shown together.

    Empty `groups`: nothing can be shown here, and `reason` says why. `values` are those that occur here.
    """

    place: Place
    groups: tuple[tuple[int, ...], ...]
    values: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True)
class Trait:
    """What people are broken down by: the names of its values, and the value of each cell (-1: none)."""

    breakdown: str
    names: tuple[str, ...]
    of_cell: Whole
    together: str  # the reason printed where values are shown together, with a hole for the others


@dataclass(frozen=True)
class _Draft:
    """A table filled in for statistics that are published together: `prints` by statistic, by group."""

    table: Table
    groups: tuple[tuple[int, ...], ...]
    people: tuple[int, ...]
    prints: tuple[tuple[Print, ...], ...]

    def cells(self, number: int, sums: Sums) -> list[slack.Cell]:
        """What is printed of one statistic, as `slack` sees it."""
        return [cell_of(sums, cell, n) for cell, n in zip(self.prints[number], self.people, strict=True)]

    def withheld(self) -> _Draft:
        return replace(self, prints=tuple(tuple(cell.withheld(TOO_TELLING) for cell in cells) for cells in self.prints))


def by_trait(
    tally: Tally, trait: Trait, family: str, tables: Sequence[Table], *, known: Tells, spreads: Spreads
) -> Iterator[Figure]:
    """The figures of one family by one trait, at every place; the first of `tables` is the organisation's."""
    members = [_members(tally, trait, table) for table in tables]
    statistics = [sums for sums in tally.atoms.sums if sums.family == family]
    for together in all_or_none(statistics):
        drafts = [_filled(tally, table, cells, together, spreads) for table, cells in zip(tables, members, strict=True)]
        drafts = [draft if _leaves_room(draft, together, known) else draft.withheld() for draft in drafts]
        if not _nest(drafts, together):
            drafts = [drafts[0], *(draft.withheld() for draft in drafts[1:])]
        for draft in drafts:
            yield from _rows(tally, trait, draft, together)


def _groups(table: Table) -> tuple[tuple[int, ...], ...]:
    return table.groups or tuple((value,) for value in table.values)


def _members(tally: Tally, trait: Trait, table: Table) -> list[Whole]:
    """The cells of each group."""
    here = np.isin(tally.leaf, table.place.leaves)
    return [np.flatnonzero(here & np.isin(trait.of_cell, values)) for values in _groups(table)]


def _filled(tally: Tally, table: Table, members: Sequence[Whole], together: Sequence[Sums], spreads: Spreads) -> _Draft:
    people = _added(tally.atoms.people[together[0].family], members)
    prints = []
    for sums in together:
        amounts = _added(sums.amounts, members)
        prints.append(tuple(print_statistic(sums, a, n, spreads) for a, n in zip(amounts, people, strict=True)))
    return _Draft(table, _groups(table), tuple(people), tuple(prints))


def _added(amounts: Whole, members: Sequence[Whole]) -> list[int]:
    return [int(amounts[cells].sum()) for cells in members]


def _leaves_room(draft: _Draft, together: Sequence[Sums], known: Tells) -> bool:
    """Whether the groups' figures and those of the units within leave each other room."""
    for number, sums in enumerate(together):
        beside = known.get((sums.measure, sums.statistic), {}).get(draft.table.place.leaves)
        spans = [slack.span(cell) for cell in draft.cells(number, sums)]
        if draft.table.groups and beside is not None and not slack.cross(slack.total(spans), beside):
            return False
    return True


def _nest(drafts: Sequence[_Draft], together: Sequence[Sums]) -> bool:
    """Whether each group of the organisation leaves room for the divisions' groups within it, and for the rest."""
    whole, *others = drafts
    distinct = {draft.table.place.leaves: draft for draft in others if draft.table.groups}.values()
    for number, sums in enumerate(together):
        for group, cell in zip(whole.groups, whole.cells(number, sums), strict=True):
            inside = [
                part
                for draft in distinct
                for values, part in zip(draft.groups, draft.cells(number, sums), strict=True)
                if set(values) <= set(group)
            ]
            rest = cell.people - sum(part.people for part in inside)
            inside += [slack.Cell(rest, None, cell.counted)] if rest else []
            if len(inside) > 1 and not slack.fits(cell, inside):
                return False
    return True


def _rows(tally: Tally, trait: Trait, draft: _Draft, together: Sequence[Sums]) -> Iterator[Figure]:
    """One row for each value of each group, so that each can be looked up."""
    for values, *cells in zip(draft.groups, *draft.prints, strict=True):
        names = tuple(trait.names[value] for value in values)
        for name in names:
            place = _place(trait, draft.table, name, names)
            group = Group(trait.breakdown, name, names)
            for sums, cell in zip(together, cells, strict=True):
                yield figure(tally.atoms.pulse, place, sums.measure, sums.statistic, cell, group=group)


def _place(trait: Trait, table: Table, name: str, names: Sequence[str]) -> Place:
    """The place, with the status and reason of one value's row."""
    place = table.place
    if place.status == "withheld":
        return place
    if not table.groups:
        return replace(place, status="withheld", reason=table.reason)
    if len(names) == 1:
        return place
    others = " and ".join(other for other in names if other != name)
    reason = f"{place.reason} {trait.together.format(others)}".strip()
    return replace(place, status="combined", reason=reason)
