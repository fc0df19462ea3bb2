"""What the training register says, block by block: completions, hours, satisfaction (DESIGN 2.8).

Few completions, or few people without one, would say of everybody in a block what they did; so a count within k of
either end is printed as a band. What a larger unit's count leaves over, once the exact counts of its parts are taken
off, is held to the same rule: else it would be printed, in effect, all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure import rounding, slack
from dashboard.disclosure.figures import TOO_TELLING, Print, figure
from dashboard.disclosure.organisation import UNKNOWN, Organisation, Whole
from dashboard.disclosure.places import Place
from dashboard.disclosure.slack import Leaves
from dashboard.disclosure.where import NO_HEADCOUNT
from dashboard.terms import MICRO, Figure

TOO_FEW_STAFF = "Too few staff to say how many took part without telling who."
TOO_FEW_COMPLETIONS = "Too few people took part, or said how it was, to show this."


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One programme in one unit up to a pulse. `hours`, `satisfaction`: sums over the people counted beside them."""

    programme: str
    unit: str
    completed: int
    hours_n: int
    hours: float
    satisfaction_n: int
    satisfaction: float


@dataclass(frozen=True)
class Programme:
    """One programme by leaf."""

    id: str
    completed: Whole
    hours_n: Whole
    hours: Whole  # hundredths
    satisfaction_n: Whole
    satisfaction: Whole  # millionths of a point


@dataclass(frozen=True, slots=True)
class Count:
    """What is printed of a set of people: `low` to `high` of them; exactly so many where both are the same."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        return self.low == self.high


def programmes(rows: Sequence[RegisterRow], organisation: Organisation) -> list[Programme]:
    """The register by leaf. Nobody completes more often than there are staff; units unknown today are left out."""
    ids = dict.fromkeys(row.programme for row in rows)
    return [_programme(name, [row for row in rows if row.programme == name], organisation) for name in ids]


def _programme(name: str, rows: Sequence[RegisterRow], organisation: Organisation) -> Programme:
    found = np.zeros((5, len(organisation.leaves)), dtype=np.int64)
    for row in rows:
        leaf = organisation.leaf_number.get(row.unit)
        if leaf is not None:
            sums = round(100 * row.hours), row.satisfaction_n, round(MICRO * row.satisfaction)
            found[:, leaf] += (row.completed, row.hours_n, *sums)
    completed, *others = found
    heads = organisation.headcount
    return Programme(name, np.where(heads == UNKNOWN, completed, np.minimum(completed, heads)), *others)


def by_register(
    pulse: str, found: Sequence[Place], organisation: Organisation, rows: Sequence[RegisterRow], *, k: int
) -> Iterator[Figure]:
    """Uptake, hours and satisfaction of every programme at every place."""
    within = slack.parts(place.leaves for place in found if place.status != "withheld")
    heads = organisation.headcount
    for programme in programmes(rows, organisation):
        done = _completions(within, programme.completed, heads, k=k)
        liked = _satisfaction(within, programme, k=k)
        for place in found:
            known = bool((heads[list(place.leaves)] != UNKNOWN).all())
            count = done.get(place.leaves)
            uptake = _uptake(count, int(heads[list(place.leaves)].sum())) if known else _none(NO_HEADCOUNT)
            yield figure(pulse, place, f"uptake:{programme.id}", "uptake", uptake)
            yield figure(pulse, place, f"hours:{programme.id}", "mean", _hours(programme, place, count))
            rated = liked.get(place.leaves, _none(TOO_FEW_COMPLETIONS))
            yield figure(pulse, place, f"satisfaction:{programme.id}", "mean", rated)


def _completions(within: Mapping[Leaves, Sequence[Leaves]], count: Whole, of: Whole, *, k: int) -> dict[Leaves, Count]:
    """What is printed of each set: its parts' bands hold for its own, and stay as wide as they are beside it."""
    found: dict[Leaves, Count] = {}
    for one, inside in within.items():
        parts = [found[part] for part in inside] or [Count(0, int(of[list(one)].sum()))]
        low, high = sum(part.low for part in parts), sum(part.high for part in parts)
        found[one] = _printed(int(count[list(one)].sum()), low, high, k=k)
    return found


def _printed(count: int, low: int, high: int, *, k: int) -> Count:
    """A count known to be `low..high`: itself if it is `k` from either end, else the end it is near to."""
    if low == high or low + k <= count <= high - k:
        return Count(count, count)
    if high - low < 2 * k:
        return Count(low, high)
    return Count(low, low + k) if count < low + k else Count(high - k, high)


def _ratings(within: Mapping[Leaves, Sequence[Leaves]], count: Whole, *, k: int) -> dict[Leaves, int]:
    """How many people's satisfaction is printed for each set: none where a few are left beside those of its parts."""
    shown: dict[Leaves, int] = {}
    settled: dict[Leaves, int] = {}
    for one, inside in within.items():
        parts = sum(settled[part] for part in inside)
        n = int(count[list(one)].sum())
        shown[one] = n if n == parts or n - parts >= k else 0
        settled[one] = shown[one] or parts
    return shown


def _uptake(count: Count | None, staff: int) -> Print:
    if count is None or not staff:
        return _none("")
    if count.high - count.low >= staff:
        return _none(TOO_FEW_STAFF)
    if count.exact:
        return Print(rounding.rate(count=count.low, of=staff), staff, staff)
    return Print(rounding.band(low=count.low, high=count.high, of=staff), staff, staff)


def _hours(programme: Programme, place: Place, count: Count | None) -> Print:
    """Hours that one participant spent, on average: printed where the completions are."""
    n = int(programme.hours_n[list(place.leaves)].sum())
    if count is None or not count.exact or n < max(1, count.low):
        return _none(TOO_FEW_COMPLETIONS)
    return Print(rounding.amount(hundredths=int(programme.hours[list(place.leaves)].sum()), n=n), count.low)


def _satisfaction(within: Mapping[Leaves, Sequence[Leaves]], programme: Programme, *, k: int) -> dict[Leaves, Print]:
    """The print of each set's satisfaction; none where it would narrow down what single people said."""
    found: dict[Leaves, Print] = {}
    cells: dict[Leaves, slack.Cell] = {}
    for one, n in _ratings(within, programme.satisfaction_n, k=k).items():
        people, total = (int(counts[list(one)].sum()) for counts in (programme.satisfaction_n, programme.satisfaction))
        printed = rounding.mean(total=total, n=n, spread=None) if n else None
        found[one] = Print(printed, n) if n else _none(TOO_FEW_COMPLETIONS)
        cells[one] = slack.Cell(people, printed, counted=False)
    telling, _ = slack.too_telling(within, cells)
    return found | {one: found[one].withheld(TOO_TELLING) for one in telling}


def _none(reason: str) -> Print:
    return Print(None, None, None, reason)
