"""Where: the rows of a release by unit, each printed, with its status and the reason for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.disclosure import rounding, slack
from dashboard.disclosure.atoms import ANSWERS, Sums
from dashboard.disclosure.organisation import UNKNOWN, Organisation, Whole
from dashboard.disclosure.places import Blocks, Place, places
from dashboard.disclosure.rounding import FEWEST_FOR_BANDS, FEWEST_FOR_SHARES, Printed
from dashboard.disclosure.slack import Leaves
from dashboard.disclosure.tally import Tally
from dashboard.terms import Figure, Status

SELF_REPORTED = "share:self_reported"
TOO_FEW_FOR_BANDS = f"Shown from {FEWEST_FOR_BANDS} answers on."
TOO_FEW_FOR_SHARES = f"Shown from {FEWEST_FOR_SHARES} answers on."
NO_HEADCOUNT = "No headcount was given."
TOO_TELLING = "Not shown: beside the figures of its parts it would tell what single people answered."
MORE_THAN_STAFF = "More answers than staff on the list: check the headcount."

Spreads = Mapping[str, int]
"""The one standard deviation of each scale, whole points."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a breakdown within a place; the default is everybody there."""

    breakdown: str = ""
    name: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Print:
    """What stands in a row: the numbers, or none and the reason why not."""

    printed: Printed | None
    respondents: int | None
    headcount: int | None
    reason: str = ""


EVERYBODY = Group()


def by_place(tally: Tally, blocks: Mapping[str, Blocks], spreads: Spreads) -> Iterator[Figure]:
    """Every unit's figures of every measure, and its response rate."""
    for family, partition in blocks.items():
        found = tuple(places(tally.organisation, partition))
        if family == ANSWERS:
            yield from response_rates(tally, found)
        yield from _statistics(tally, family, found, spreads)


def _statistics(tally: Tally, family: str, found: Sequence[Place], spreads: Spreads) -> Iterator[Figure]:
    answers = tally.answers(family)
    statistics = [sums for sums in tally.atoms.sums if sums.family == family]
    printed = {id(sums): _prints(tally, sums, found, answers, spreads) for sums in statistics}
    within = slack.parts(place.leaves for place in found if place.status != "withheld")
    for together in all_or_none(statistics):
        telling = set().union(*(_too_telling(within, sums, printed[id(sums)]) for sums in together))
        for sums in together:
            for place in found:
                cell = printed[id(sums)][place.leaves]
                if place.leaves in telling and cell.printed:
                    cell = replace(cell, printed=None, reason=TOO_TELLING)
                yield figure(tally.atoms.pulse, place, sums.measure, sums.statistic, cell)


def all_or_none(statistics: Sequence[Sums]) -> list[list[Sums]]:
    """Statistics that are published together: all bands of a distribution; any other by itself."""
    found: dict[tuple[str, str], list[Sums]] = {}
    for sums in statistics:
        found.setdefault((sums.measure, "bands" if is_band(sums.statistic) else sums.statistic), []).append(sums)
    return list(found.values())


def is_band(statistic: str) -> bool:
    """Whether it is one share of a distribution."""
    return statistic.startswith("share:") and statistic != SELF_REPORTED


def _prints(tally: Tally, sums: Sums, found: Sequence[Place], answers: Whole, spreads: Spreads) -> dict[Leaves, Print]:
    amounts = tally.by_leaf(sums.amounts)
    cells = {}
    for place in found:
        leaves = list(place.leaves)
        n = int(answers[leaves].sum())
        printed, reason = print_statistic(sums, int(amounts[leaves].sum()), n, spreads)
        cells[place.leaves] = Print(printed, n, headcount_of(tally.organisation, place), reason)
    return cells


def _too_telling(within: Mapping[Leaves, Sequence[Leaves]], sums: Sums, cells: Mapping[Leaves, Print]) -> set[Leaves]:
    counted = sums.statistic != "mean"
    known = {leaves: slack.Cell(cells[leaves].respondents or 0, cells[leaves].printed, counted) for leaves in within}
    return slack.too_telling(within, known)


def response_rates(tally: Tally, found: Sequence[Place]) -> Iterator[Figure]:
    """How many of each place's staff answered."""
    answers = tally.answers(ANSWERS)
    for place in found:
        n, headcount = int(answers[list(place.leaves)].sum()), headcount_of(tally.organisation, place)
        if not headcount:
            cell = Print(None, None, None, NO_HEADCOUNT)
        else:
            printed = rounding.rate(count=n, of=headcount)
            cell = Print(printed, n, headcount, MORE_THAN_STAFF if n > headcount else "")
        yield figure(tally.atoms.pulse, place, "response", "response_rate", cell)


def print_statistic(sums: Sums, amount: int, n: int, spreads: Spreads) -> tuple[Printed | None, str]:
    """What is printed, or None and the reason why nothing is."""
    if n == 0:
        return None, ""
    if sums.statistic == "mean":
        return rounding.mean(total=amount, n=n, spread=spreads.get(sums.measure)), ""
    if is_band(sums.statistic) and n < FEWEST_FOR_BANDS:
        return None, TOO_FEW_FOR_BANDS
    if n < FEWEST_FOR_SHARES:
        return None, TOO_FEW_FOR_SHARES
    return rounding.share(count=amount, n=n), ""


def headcount_of(organisation: Organisation, place: Place) -> int | None:
    """Staff behind a place; None where any unit's is not known."""
    heads = organisation.headcount[list(place.leaves)]
    return None if (heads == UNKNOWN).any() else int(heads.sum())


def figure(pulse: str, place: Place, measure: str, statistic: str, cell: Print, *, group: Group = EVERYBODY) -> Figure:
    """One row; without numbers where the place or the print is withheld."""
    shown = cell.printed if place.status != "withheld" else None
    status: Status = "withheld" if shown is None else place.status
    reason = " ".join(part for part in (place.reason, cell.reason) if part)
    return Figure(
        pulse=pulse,
        level=place.unit.level,
        unit=place.unit.id,
        unit_name=place.name,
        leaf_units=place.leaf_ids,
        breakdown=group.breakdown,
        group=group.name,
        group_values=group.values,
        measure=measure,
        statistic=statistic,
        respondents=cell.respondents if shown else None,
        headcount=cell.headcount if shown else None,
        value=shown.value if shown else None,
        band_low=shown.band_low if shown else None,
        band_high=shown.band_high if shown else None,
        interval_low=shown.interval_low if shown else None,
        interval_high=shown.interval_high if shown else None,
        status=status,
        reason=reason,
    )
