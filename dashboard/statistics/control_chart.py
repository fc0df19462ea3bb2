"""Has it really changed? Control charts of many series at once, by the rules of the NHS's *Making Data Count*.

A flag here is a *change* against a series' own history; whether a unit is high or low is for `funnel`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.statistics.arrays import Codes, Flags, Floats, Ints, Words
from dashboard.statistics.control_limits import Limits, mean_limits, share_limits, xmr
from dashboard.statistics.control_rules import Signals, signals
from dashboard.statistics.control_states import FEWEST_POINTS, change_of, newest_state
from dashboard.statistics.series import Compressed, compress
from dashboard.terms import Direction

Kind = Literal["mean", "share", "single"]

BASELINE = 12
FULL_BASELINE = 13
SHARE_RESPONDENTS = 30

FALSE_FLAGS = {8: 0.02, 12: 0.02, 13: 0.035, 18: 0.06, 24: 0.07, 36: 0.065}
"""Share of series whose newest point is flagged although nothing changes, by points of the series: means of 12 to 500
respondents, rounded as published. Measured by `tests/statistics/measure_charts.py`."""

FALSE_FLAGS_PER_PULSE = 0.06
"""The same in one number, for series of one to three years."""


@dataclass(frozen=True, eq=False)
class ControlChart:
    """Usual ranges and flags of S series over T pulses.

    S by T: `center`, `lower`, `upper` (0-100, NaN where there is no usual range), `counted` (the point took part),
    `baseline` (it set the limits), `rule` (control_rules.Rule), `side` (1 high or rising, -1 low or falling),
    `change` (control_states.Change).
    S: `points` counted in the newest era, `provisional` (fewer than 13 of them), `state` of the newest pulse and
    the `reason` for it:

    | state | reason |
    |---|---|
    | `none` | `not_counted`: the newest pulse has no figure, an open-ended one, or one shown with other units |
    | `early` | `few_points` (under 8 in this era), `few_respondents` (a share of under 30 people at some point) |
    | `worse`, `better`, `different` | `outside`, `trend`, `two_of_three`, `shift` and `_high` or `_low` |
    | `recent` | `was_flagged`: one of the three points before was |
    | `usual` | `within`, or `no_variation`: the points that set the limits were all equal |
    """

    center: Floats
    lower: Floats
    upper: Floats
    counted: Flags
    baseline: Flags
    rule: Codes
    side: Codes
    change: Codes
    points: Ints
    provisional: Flags
    state: Words
    reason: Words


def control_chart(
    *,
    value: Floats,
    n: Floats,
    counted: Flags,
    era: Ints | None = None,
    kind: Kind = "mean",
    better: Direction = "lower",
    fixed_on: int | None = BASELINE,
    screened: bool = True,
) -> ControlChart:
    """Draw usual ranges around S series of T points (percentages) and flag real changes.

    Args:
        value: the printed numbers, S by T; only `counted` cells are read.
        n: respondents of each point, S by T (`single` ignores them).
        counted: which points may be compared (`series.comparable`), S by T.
        era: number of the era of each point, S by T (`series.eras`); none: one era.
        kind: I' for means, p' for shares, XmR for single values.
        better: which way is good news.
        fixed_on: how many points of an era set its limits; None: all of them.
        screened: leave outlying moving ranges out of the limits (NHSRplotthedots does, the Excel tool does not).
    """
    packed = compress(counted, np.zeros(value.shape, dtype=np.int_) if era is None else era)
    y, people = packed.take(value), packed.take(n)
    base = np.arange(value.shape[1]) < np.minimum(packed.points, fixed_on or value.shape[1])[:, None]
    limits = _limits(kind, y, people, base, screened=screened)
    few_people = np.asarray((people < (SHARE_RESPONDENTS if kind == "share" else 0)).any(axis=1))
    drawn = np.isfinite(y) & ~(few_people | (packed.points < FEWEST_POINTS))[:, None]
    center, lower, upper = _lines(packed, limits, drawn, (-np.inf, np.inf) if kind == "single" else (0.0, 100.0))
    rules = signals(y=y, center=limits.center, reach=limits.reach)
    found = Signals(packed.give(np.where(drawn, rules.rule, 0)), packed.give(np.where(drawn, rules.side, 0)))
    change = change_of(found.side, better)
    state, reason = newest_state(
        packed, counted=counted, few_people=few_people, limits=limits, found=found, change=change
    )
    points = packed.points[packed.row_of[:, -1]]
    return ControlChart(
        center, lower, upper, counted, packed.give(base), found.rule, found.side, change,
        points=points, provisional=points < FULL_BASELINE, state=state, reason=reason,
    )  # fmt: skip


def _limits(kind: Kind, y: Floats, n: Floats, base: Flags, *, screened: bool) -> Limits:
    if kind == "single":
        return xmr(y, base=base, screened=screened)
    draw = mean_limits if kind == "mean" else share_limits
    return draw(y, n, base=base, screened=screened)


def _lines(
    packed: Compressed, limits: Limits, drawn: Flags, scale: tuple[float, float]
) -> tuple[Floats, Floats, Floats]:
    """Center, lower and upper limit of every cell (S by T), NaN where not drawn; limits stay on the scale."""
    lines = limits.center, *(np.clip(limits.center + side * limits.reach, *scale) for side in (-1, 1))
    center, lower, upper = (packed.give(np.where(drawn, line, np.nan)) for line in lines)
    return center, lower, upper
