"""Where: every unit's figures of every measure, and how many of its staff answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure import rounding, slack
from dashboard.disclosure.atoms import ANSWERS, Sums
from dashboard.disclosure.figures import TOO_TELLING, Print, Spreads, all_or_none, cell_of, figure, print_statistic
from dashboard.disclosure.organisation import UNKNOWN, Organisation
from dashboard.disclosure.places import Blocks, Place, places
from dashboard.disclosure.slack import Leaves, Span
from dashboard.disclosure.tally import Tally
from dashboard.terms import Figure

NO_HEADCOUNT = "No headcount was given."
MORE_THAN_STAFF = "More answers than staff on the list: check the headcount."


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
        found = tuple(places(tally.organisation, partition))
        if family == ANSWERS:
            figures += response_rates(tally, found)
        for together in all_or_none([sums for sums in tally.atoms.sums if sums.family == family]):
            rows, spans = _together(tally, together, found, spreads)
            figures += rows
            tells |= {(sums.measure, sums.statistic): told for sums, told in zip(together, spans, strict=True)}
    return ByUnit(tuple(figures), tells)


def _together(
    tally: Tally, together: Sequence[Sums], found: Sequence[Place], spreads: Spreads
) -> tuple[list[Figure], list[dict[Leaves, Span]]]:
    """The rows of statistics that are published together, and what each tells."""
    within = slack.parts(place.leaves for place in found if place.status != "withheld")
    prints = [_prints(tally, sums, found, spreads) for sums in together]
    examined = [
        slack.too_telling(within, {leaves: cell_of(sums, *cells[leaves]) for leaves in within})
        for sums, cells in zip(together, prints, strict=True)
    ]
    telling = set().union(*(sets for sets, _ in examined))
    rows = []
    for sums, cells in zip(together, prints, strict=True):
        for place in found:
            cell = cells[place.leaves][0]
            cell = cell.withheld(TOO_TELLING) if place.leaves in telling else cell
            rows.append(figure(tally.atoms.pulse, place, sums.measure, sums.statistic, cell))
    return rows, [spans for _, spans in examined]


def _prints(tally: Tally, sums: Sums, found: Sequence[Place], spreads: Spreads) -> dict[Leaves, tuple[Print, int]]:
    """What each place's print is, and of how many people."""
    answers, amounts = tally.answers(sums.family), tally.by_leaf(sums.amounts)
    prints = {}
    for place in found:
        leaves = list(place.leaves)
        n, heads = int(answers[leaves].sum()), headcount_of(tally.organisation, place)
        prints[place.leaves] = print_statistic(sums, int(amounts[leaves].sum()), n, spreads, headcount=heads), n
    return prints


def response_rates(tally: Tally, found: Sequence[Place]) -> Iterator[Figure]:
    """How many of each place's staff answered."""
    answers = tally.answers(ANSWERS)
    for place in found:
        n, headcount = int(answers[list(place.leaves)].sum()), headcount_of(tally.organisation, place)
        if not headcount:
            cell = Print(None, None, None, NO_HEADCOUNT)
        else:
            warning = MORE_THAN_STAFF if n > headcount else ""
            cell = Print(rounding.rate(count=n, of=headcount), n, headcount, warning)
        yield figure(tally.atoms.pulse, place, "response", "response_rate", cell)


def headcount_of(organisation: Organisation, place: Place) -> int | None:
    """Staff behind a place; None where any unit's is not known."""
    heads = organisation.headcount[list(place.leaves)]
    return None if np.any(heads == UNKNOWN) else int(heads.sum())
