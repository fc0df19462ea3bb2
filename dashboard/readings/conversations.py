"""Where to start a conversation: which units to name on the first page, and why; the rule is `statistics.flags`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.readings.places import Place
from dashboard.readings.reading import Reading
from dashboard.statistics.flags import Listing, listing

Group = Literal["worse", "high", "better", "watch"]
GROUPS: tuple[Group, ...] = ("worse", "high", "better", "watch")


@dataclass(frozen=True, slots=True)
class Conversation:
    """A unit to talk to, and the readings that say so (lead measure first)."""

    place: Place
    group: Group
    reasons: tuple[Reading, ...]
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
            found.append(Conversation(reading.place, group, reasons, reading.respondents))
    return Conversations(tuple(found), result.expected_by_chance)


def _same_place(place: Place, readings: Sequence[Reading]) -> Reading | None:
    return next((r for r in readings if r.place.leaves == place.leaves and not r.place.withheld), None)


def _grid(rows: Sequence[Sequence[Reading | None]], name: str) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    return np.array([[0 if r is None else getattr(r, name) for r in row] for row in rows], dtype=np.int8)


def _group(result: Listing, column: int) -> Group | None:
    marks = (result.worse, result.steady, result.better, result.watch)
    return next((group for group, mark in zip(GROUPS, marks, strict=True) if mark[column]), None)


def _speaks(reading: Reading, group: Group) -> bool:
    return reading.level_is_bad if group == "high" else reading.state in ("worse", "better", "different")
