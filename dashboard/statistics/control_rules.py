"""The four rules that tell a real change from ups and downs, exactly as the NHS's *Making Data Count* applies them.

Source: NHSRplotthedots 0.2.2. Rows are series, columns their points in order of time, without gaps: whatever is
left out of a chart has been moved to the right, as NaN, which no rule flags.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from dashboard.statistics.arrays import TOLERANCE, Codes, Flags, Floats

RUN = 7
NEAR = 2 / 3


class Rule(IntEnum):
    """Why a point is flagged; the higher one names it where several apply."""

    NONE = 0
    SHIFT = 1
    TWO_OF_THREE = 2
    TREND = 3
    OUTSIDE = 4


@dataclass(frozen=True, eq=False)
class Signals:
    """The rule that flags each point, and to which side: 1 above or rising, -1 below or falling, 0 not flagged."""

    rule: Codes
    side: Codes


def signals(*, y: Floats, center: Floats, reach: Floats) -> Signals:
    """Judge points `y` against `center` +- `reach` (all S by T, already without gaps)."""
    distance = y - center
    above, below = distance > TOLERANCE, distance < -TOLERANCE
    size = np.abs(distance)
    outside = size > reach + TOLERANCE
    close = (size > NEAR * reach + TOLERANCE) & ~outside
    steps = np.diff(y, axis=1)
    up, down = steps > TOLERANCE, steps < -TOLERANCE  # a tie is neither, and breaks a trend
    in_trend = _points_of(_run(up, RUN - 1) | _run(down, RUN - 1))

    rule = np.zeros(y.shape, dtype=np.int8)
    rule[_run(above, RUN) | _run(below, RUN)] = Rule.SHIFT
    rule[_two_of_three(close, above) | _two_of_three(close, below)] = Rule.TWO_OF_THREE
    rule[in_trend] = Rule.TREND
    rule[outside] = Rule.OUTSIDE

    side = above.astype(np.int8) - below.astype(np.int8)
    trend = rule == Rule.TREND
    side[trend] = _trend_side(up.astype(np.int8) - down.astype(np.int8), in_trend)[trend]
    side[rule == Rule.NONE] = 0
    return Signals(rule=rule, side=side)


def _run(flag: Flags, length: int) -> Flags:
    """Mark every member of each run of at least `length` marks."""
    complete = _windows(flag, length)
    members = np.zeros_like(flag)
    width = complete.shape[1]
    for offset in range(length):
        members[:, offset : offset + width] |= complete
    return members


def _windows(flag: Flags, length: int) -> Flags:
    """Whether all `length` marks from each place on are set: S by T - length + 1 (nothing where T is shorter)."""
    width = max(flag.shape[1] - length + 1, 0)
    complete = np.ones((flag.shape[0], width), dtype=bool)
    for offset in range(length):
        complete &= flag[:, offset : offset + width]
    return complete


def _points_of(steps: Flags) -> Flags:
    """A step belongs to the point before it and to the one after it."""
    points = np.zeros((steps.shape[0], steps.shape[1] + 1), dtype=bool)
    points[:, :-1] |= steps
    points[:, 1:] |= steps
    return points


def _trend_side(steps: Codes, in_trend: Flags) -> Codes:
    """The direction of the step to the next point if that is in a trend too, else of the step to this point."""
    side = np.zeros(in_trend.shape, dtype=np.int8)
    side[:, 1:] = steps
    side[:, :-1] = np.where(in_trend[:, 1:], steps, side[:, :-1])
    return side


def _two_of_three(close: Flags, one_side: Flags) -> Flags:
    """Close points of each window of three that lies on one side and has at least two of them."""
    width = max(close.shape[1] - 2, 0)
    count = sum(close[:, offset : offset + width].astype(np.int8) for offset in range(3))
    complete = _windows(one_side, 3) & (np.asarray(count) >= 2)
    members = np.zeros_like(close)
    for offset in range(3):
        members[:, offset : offset + width] |= complete
    return members & close
