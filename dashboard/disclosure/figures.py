"""One figure as a row: what is printed for it, its status, and the reason for it in a manager's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.disclosure import rounding, slack
from dashboard.disclosure.atoms import Sums
from dashboard.disclosure.places import Place
from dashboard.disclosure.rounding import FEWEST_FOR_BANDS, FEWEST_FOR_SHARES, Printed
from dashboard.terms import Figure, Status

SELF_REPORTED = "share:self_reported"
TOO_FEW_FOR_BANDS = f"Shown from {FEWEST_FOR_BANDS} answers on."
TOO_FEW_FOR_SHARES = f"Shown from {FEWEST_FOR_SHARES} answers on."
TOO_TELLING = "Not shown: beside the figures of its parts it would tell what single people answered."

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
    headcount: int | None = None
    reason: str = ""

    def withheld(self, reason: str) -> Print:
        """Without numbers, unless there were none before."""
        return self if self.printed is None else Print(None, None, None, reason)


EVERYBODY = Group()


def print_statistic(sums: Sums, amount: int, n: int, spreads: Spreads, *, headcount: int | None = None) -> Print:
    """The print of one statistic over `n` people who add up to `amount`."""
    if n == 0:
        return Print(None, None)
    if sums.statistic == "mean":
        return Print(rounding.mean(total=amount, n=n, spread=spreads.get(sums.measure)), n, headcount)
    if is_band(sums.statistic) and n < FEWEST_FOR_BANDS:
        return Print(None, n, headcount, TOO_FEW_FOR_BANDS)
    if n < FEWEST_FOR_SHARES:
        return Print(None, n, headcount, TOO_FEW_FOR_SHARES)
    return Print(rounding.share(count=amount, n=n), n, headcount)


def is_band(statistic: str) -> bool:
    """Whether it is one share of a distribution."""
    return statistic.startswith("share:") and statistic != SELF_REPORTED


def all_or_none(statistics: Sequence[Sums]) -> list[list[Sums]]:
    """Statistics that are published together: all bands of a distribution; any other by itself."""
    found: dict[tuple[str, str], list[Sums]] = {}
    for sums in statistics:
        key = (sums.measure, "bands" if is_band(sums.statistic) else sums.statistic)
        found.setdefault(key, []).append(sums)
    return list(found.values())


def cell_of(sums: Sums, cell: Print, people: int) -> slack.Cell:
    """A print as `slack` sees it."""
    return slack.Cell(people, cell.printed, counted=sums.statistic != "mean")


def figure(pulse: str, place: Place, measure: str, statistic: str, cell: Print, *, group: Group = EVERYBODY) -> Figure:
    """One row; without numbers where the place or the print is withheld."""
    shown = cell.printed if place.status != "withheld" else None
    status: Status = "withheld" if shown is None else place.status
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
        reason=" ".join(part for part in (place.reason, cell.reason) if part),
    )
