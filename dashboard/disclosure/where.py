"""Where: every unit's figures of every measure, and how many of its staff answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from dashboard.disclosure import rounding, slack
from dashboard.disclosure.atoms import ANSWERS, Sums
from dashboard.disclosure.figures import TOO_TELLING, Print, Spreads, all_or_none, cell_of, figure, print_statistic
from dashboard.disclosure.organisation import UNKNOWN, Organisation, Whole
from dashboard.disclosure.places import Blocks, Place, places
from dashboard.disclosure.slack import Leaves, Span
from dashboard.disclosure.tally import Tally
from dashboard.terms import Figure

NO_HEADCOUNT = "No headcount was given."
MORE_THAN_STAFF = "More answers than staff on the list: check the headcount."


@dataclass(frozen=True)
class Units:
    """Every unit's place for one family, its headcount (None where some unit's is not known), and how places nest."""

    places: tuple[Place, ...]
    headcounts: tuple[int | None, ...]
    within: Mapping[Leaves, Sequence[Leaves]]
    leaves: csr_array  # places by leaves, 1 where a leaf stands behind a place

    @classmethod
    def of(cls, organisation: Organisation, blocks: Blocks) -> Units:
        found = tuple(places(organisation, blocks))
        starts = np.cumsum([0, *(len(place.leaves) for place in found)])
        members = np.concatenate([place.leaves for place in found])
        shape = (len(found), len(organisation.leaves))
        leaves = csr_array((np.ones(len(members), dtype=np.int64), members, starts), shape=shape)
        unknown = leaves @ (organisation.headcount == UNKNOWN).astype(np.int64)
        staff = leaves @ np.maximum(organisation.headcount, 0)
        headcounts = tuple(
            None if some else heads for some, heads in zip(unknown.tolist(), staff.tolist(), strict=True)
        )
        within = slack.parts(place.leaves for place in found if place.status != "withheld")
        return cls(found, headcounts, within, leaves)

    def added(self, amounts: Whole) -> list[int]:
        """Amounts by leaf, added up by place."""
        return [int(amount) for amount in self.leaves @ amounts]


@dataclass(frozen=True)
class ByUnit:
    """The figures by unit; and what they tell, by measure and statistic, of each set of leaves that has figures."""

    figures: tuple[Figure, ...]
    tells: Mapping[tuple[str, str], Mapping[Leaves, Span]]


def by_unit(tally: Tally, blocks: Mapping[str, Blocks], spreads: Spreads) -> ByUnit:
    """Every unit's figures of every measure, and its response rate."""
    figures: list[Figure] = []
    tells: dict[tuple[str, str], Mapping[Leaves, Span]] = {}
    for family, partition in blocks.items():
        found = Units.of(tally.organisation, partition)
        if family == ANSWERS:
            figures += response_rates(tally, found)
        for together in all_or_none([sums for sums in tally.atoms.sums if sums.family == family]):
            rows, spans = _together(tally, together, found, spreads)
            figures += rows
            tells |= {(sums.measure, sums.statistic): told for sums, told in zip(together, spans, strict=True)}
    return ByUnit(tuple(figures), tells)


def _together(
    tally: Tally, together: Sequence[Sums], found: Units, spreads: Spreads
) -> tuple[list[Figure], list[dict[Leaves, Span]]]:
    """The rows of statistics that are published together, and what each tells."""
    people = found.added(tally.answers(together[0].family))
    prints = [_prints(sums, found, found.added(tally.by_leaf(sums.amounts)), people, spreads) for sums in together]
    examined = []
    for sums, cells in zip(together, prints, strict=True):
        by_leaves = {place.leaves: at for at, place in enumerate(found.places)}
        known = {leaves: cell_of(sums, cells[at], people[at]) for leaves, at in by_leaves.items()}
        examined.append(slack.too_telling(found.within, known))
    telling = set().union(*(sets for sets, _ in examined))
    rows = []
    for sums, cells in zip(together, prints, strict=True):
        for place, cell in zip(found.places, cells, strict=True):
            shown = cell.withheld(TOO_TELLING) if place.leaves in telling else cell
            rows.append(figure(tally.atoms.pulse, place, sums.measure, sums.statistic, shown))
    return rows, [spans for _, spans in examined]


def _prints(sums: Sums, found: Units, amounts: Sequence[int], people: Sequence[int], spreads: Spreads) -> list[Print]:
    return [
        print_statistic(sums, amount, n, spreads, headcount=headcount)
        for amount, n, headcount in zip(amounts, people, found.headcounts, strict=True)
    ]


def response_rates(tally: Tally, found: Units) -> Iterator[Figure]:
    """How many of each place's staff answered."""
    for place, n, headcount in zip(found.places, found.added(tally.answers(ANSWERS)), found.headcounts, strict=True):
        if not headcount:
            cell = Print(None, None, None, NO_HEADCOUNT)
        else:
            warning = MORE_THAN_STAFF if n > headcount else ""
            cell = Print(rounding.rate(count=n, of=headcount), n, headcount, warning)
        yield figure(tally.atoms.pulse, place, "response", "response_rate", cell)
