"""Which units the Overview lists: enough flags that a conversation is worth starting, not every chance flag."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.statistics.arrays import Codes, Flags, Ints, Words
from dashboard.statistics.control_chart import FALSE_FLAGS_PER_PULSE
from dashboard.statistics.control_states import Change

TOGETHER = 2


@dataclass(frozen=True, eq=False)
class Listing:
    """Where to start a conversation: one mark a unit (S), and how many flags chance alone would bring.

    `worse` and `better` are listed; `steady` is outside the funnel on the bad side without a change; `watch` has
    flags, but too few to be listed. `measures_worse` and `measures_better` count the flagged measures.
    """

    worse: Flags
    better: Flags
    steady: Flags
    watch: Flags
    measures_worse: Ints
    measures_better: Ints
    expected_by_chance: float


def listing(*, now: Codes, before: Codes, judged: Flags, level_is_bad: Flags, lead: int = 0) -> Listing:
    """Decide which units to list.

    A direction is listed if the lead measure is flagged, or two measures are, or one is for the second pulse running.

    Args:
        now: Change of the newest pulse by measure and unit (M by S), `ControlChart.change[:, -1]`.
        before: the same a pulse earlier, *as it was then*: from charts of the series without their newest pulse.
        judged: which of them the rules could judge (state not `none` or `early`), M by S.
        level_is_bad: the lead measure lies outside the funnel on the bad side, S (`bad_level`).
        lead: the row of the lead measure.
    """
    worse, better = _listed(now, before, Change.WORSE, lead), _listed(now, before, Change.BETTER, lead)
    return Listing(
        worse=worse,
        better=better & ~worse,
        steady=level_is_bad & ~worse & ~better,
        watch=(now != Change.NONE).any(axis=0) & ~worse & ~better,
        measures_worse=(now == Change.WORSE).sum(axis=0),
        measures_better=(now == Change.BETTER).sum(axis=0),
        expected_by_chance=float(judged.sum() * FALSE_FLAGS_PER_PULSE),
    )


def _listed(now: Codes, before: Codes, change: Change, lead: int) -> Flags:
    flagged = now == change
    again = flagged & (before == change)
    listed: Flags = flagged[lead] | (flagged.sum(axis=0) >= TOGETHER) | again.any(axis=0)
    return listed


def bad_level(level: Words, *, better: str) -> Flags:
    """Mark the units whose funnel level is bad news, given which way is good news."""
    bad = {"lower": "higher", "higher": "lower"}.get(better, "-")
    return np.asarray(level == bad)
