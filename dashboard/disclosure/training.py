"""Where figures by training status may be shown: a third way to part people, which only the joint audit can allow.

Blocks, roles and training status together can single out a person though each two of them are safe (DESIGN 2.5).
So the organisation's table, then each division's, is offered to a certifier beside everything else on the family.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure import roles
from dashboard.disclosure.atoms import ANSWERS
from dashboard.disclosure.classes import Classes
from dashboard.disclosure.organisation import Whole
from dashboard.disclosure.places import Blocks, Place
from dashboard.disclosure.tally import Tally

Certifier = Callable[[Sequence[int], Sequence[Sequence[Whole]]], bool]
"""Whether sums over all groups of all tables may be published together: (people by cell, tables of cell numbers)."""

STATUSES = ("trained", "untrained")


@dataclass(frozen=True)
class _Offer:
    """Everything published on one family but training, as groups of the cells that hold anybody."""

    people: Whole
    leaf: Whole
    status: Whole
    tables: tuple[list[Whole], ...]

    def certified(self, places: Sequence[Place], certify: Certifier) -> bool:
        """Whether training status may be shown at all of `places`."""
        here = [np.isin(self.leaf, place.leaves) for place in places]
        offered = [np.flatnonzero(inside & (self.status == value)) for inside in here for value in (0, 1)]
        return certify(self.people.tolist(), [*self.tables, [group for group in offered if len(group)]])


def statuses_of(tally: Tally) -> Whole:
    """The training status of each cell, by its number in STATUSES."""
    return np.array([0 if trained else 1 for trained in tally.atoms.trained], dtype=np.int64)


def is_known(tally: Tally, blocks: Blocks) -> bool:
    """Whether everybody's status is known, some are trained, and no unit has more answers than staff."""
    trained = tally.atoms.trained
    return None not in trained and True in trained and not (tally.answers(ANSWERS) > blocks.people).any()


def certified_places(
    tally: Tally, blocks: Mapping[str, Blocks], classes: Mapping[str, Classes], certify: Certifier
) -> dict[str, list[Place]]:
    """The places where each family may be shown by training status; none that the answers themselves do not allow."""
    if not is_known(tally, blocks[ANSWERS]):
        return {family: [] for family in blocks}
    found = {ANSWERS: _as_many_as_can_be(*_offer(tally, ANSWERS, blocks, classes), certify)}
    allowed = {place.unit.id for place in found[ANSWERS]}
    for family in blocks:
        if family != ANSWERS:
            offer, places = _offer(tally, family, blocks, classes)
            wanted = [place for place in places if place.unit.id in allowed]
            options = (wanted, wanted[:1])
            found[family] = next((some for some in options if some and offer.certified(some, certify)), [])
    return found


def _offer(
    tally: Tally, family: str, blocks: Mapping[str, Blocks], classes: Mapping[str, Classes]
) -> tuple[_Offer, list[Place]]:
    """What is shown of a family by unit and role, and the places where training might be added, the whole first."""
    tables = roles.role_tables(tally, blocks[family], classes[family])
    kept = np.flatnonzero(tally.atoms.people[family])
    leaf, role = tally.leaf[kept], roles.columns_of(tally)[kept]
    block = blocks[family].family[leaf]
    by_block = [np.flatnonzero(block == number) for number in np.unique(block)]
    by_role = [
        np.flatnonzero(np.isin(leaf, table.place.leaves) & np.isin(role, sorted(one)))
        for table in tables
        for one in table.classes
    ]
    shown = by_block, [group for group in by_role if len(group)]
    offer = _Offer(tally.atoms.people[family][kept], leaf, statuses_of(tally)[kept], shown)
    return offer, [table.place for table in tables if table.place.status != "withheld"]


def _as_many_as_can_be(offer: _Offer, places: Sequence[Place], certify: Certifier) -> list[Place]:
    """The organisation, then each division that can be added, the largest first."""
    chosen: list[Place] = []
    for place in sorted(places, key=lambda place: -int(offer.people[np.isin(offer.leaf, place.leaves)].sum())):
        if offer.certified([*chosen, place], certify):
            chosen.append(place)
        elif not chosen:
            break
    return chosen
