"""Where to start a conversation: which units to name on the first page, and why; the rule is `statistics.flags`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np

from dashboard.readings import trends
from dashboard.readings.places import Place
from dashboard.readings.reading import Reading
from dashboard.release import Release
from dashboard.statistics.flags import Listing, listing

Group = Literal["worse", "high", "better", "watch"]
GROUPS: tuple[Group, ...] = ("worse", "high", "better", "watch")


ENOUGH_UNITS = 2


@dataclass(frozen=True, slots=True)
class Conversation:
    """A unit to talk to, the readings that say so (lead measure first), and the one that says it loudest."""

    place: Place
    group: Group
    reasons: tuple[Reading, ...]
    loudest: Reading
    respondents: int


@dataclass(frozen=True, slots=True)
class Conversations:
    """Every unit with something to say, in tree order, and how many flags chance alone would bring."""

    found: tuple[Conversation, ...]
    expected_by_chance: float

    def of(self, group: Group) -> tuple[Conversation, ...]:
        """Those of one group."""
        return tuple(c for c in self.found if c.group == group)


def conversations(by_measure: Sequence[Sequence[Reading]]) -> Conversations:
    """Decide whom to talk to; `by_measure` holds the units' readings of each measure, the lead measure first.

    A measure may show more units together than another: a unit counts where it has a line of its own.
    """
    lead = [r for r in by_measure[0] if not r.place.withheld] if by_measure else []
    rows = [[_same_place(r.place, others) for r in lead] for others in by_measure]
    result = listing(
        now=_grid(rows, "change"),
        before=_grid(rows, "change_before"),
        judged=np.array(
            [[r is not None and r.state not in ("none", "early") for r in row] for row in rows], dtype=bool
        ),
        level_is_bad=np.array([r.level_is_bad for r in lead], dtype=bool),
    )
    found = []
    for column, reading in enumerate(lead):
        group = _group(result, column)
        if group is not None:
            mine = [row[column] for row in rows]
            reasons = tuple(r for r in mine if r is not None and _speaks(r, group))
            loudest = _loudest(reasons, group, lead=reading.measure.id)
            found.append(Conversation(reading.place, group, reasons, loudest, reading.respondents))
    return Conversations(tuple(found), result.expected_by_chance)


def can_judge(by_measure: Sequence[Sequence[Reading]]) -> bool:
    """Whether there is history enough to say that nothing stands out: of 2 units, or of the only one there is."""
    shown = {r.place.unit for row in by_measure for r in row if not r.place.withheld}
    known = {r.place.unit for row in by_measure for r in row if r.state not in ("early", "none", "withheld")}
    return len(known) >= min(ENOUGH_UNITS, len(shown))


def also_worse(release: Release, reading: Reading) -> tuple[Reading, ...]:
    """The other headline measures of the reading's place that are worse than usual, the most telling first."""
    others = (trends.of_measure(release, m.id) for m in trends.headline(release) if m.id != reading.measure.id)
    found = (_same_place(reading.place, readings) for readings in others)
    return tuple(r for r in found if r is not None and r.state == "worse")


def _loudest(reasons: Sequence[Reading], group: Group, *, lead: str) -> Reading:
    """What the unit's own page should open on, so that it tells the same story: the lead measure if it tells it."""
    way = "better" if group == "better" else "worse"
    telling = [r for r in reasons if group == "high" or r.state == way] or list(reasons)
    return next((r for r in telling if r.measure.id == lead), None) or max(telling, key=_distance)


def _distance(reading: Reading) -> float:
    """How far the score is from its average, in widths of its usual range; 0 where there is none."""
    low, high = reading.usual
    distance = abs(reading.value - float(reading.history.middle[-1])) / (high - low) if high > low else 0.0
    return distance if isfinite(distance) else 0.0


def _same_place(place: Place, readings: Sequence[Reading]) -> Reading | None:
    return next((r for r in readings if r.place.leaves == place.leaves and not r.place.withheld), None)


def _grid(rows: Sequence[Sequence[Reading | None]], name: str) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    return np.array([[0 if r is None else getattr(r, name) for r in row] for row in rows], dtype=np.int8)


def _group(result: Listing, column: int) -> Group | None:
    marks = (result.worse, result.steady, result.better, result.watch)
    return next((group for group, mark in zip(GROUPS, marks, strict=True) if mark[column]), None)


def _speaks(reading: Reading, group: Group) -> bool:
    return reading.level_is_bad if group == "high" else reading.state in ("worse", "better", "different")
