"""Chance by lot: what an effect would have been had the starts fallen on other blocks.

The p-value is the share of lots that give at least the effect found; the 95 % interval holds every constant effect
that, taken off the trained cells, leaves nothing remarkable (test inversion). Neither needs a formula for the variance,
and they agree: the interval leaves out 0 exactly where p <= 0.05.
Source: Rosenbaum, Statistical Science 2002;17:286; Fisher, The Design of Experiments, 1935.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.statistics.arrays import TOLERANCE, Floats, Ints
from dashboard.statistics.intervals import CONFIDENCE

LOTS = 999


@dataclass(frozen=True, slots=True)
class Judgement:
    """p-value and 95 % interval of an effect; infinite ends where there are too few different lots to tell."""

    p: float
    low: float
    high: float


def lots(blocks: int, *, count: int = LOTS, seed: int = 1) -> Ints:
    """`count` random orders of the blocks (count by B); the same seed gives the same lots."""
    order = np.tile(np.arange(blocks), (count, 1))
    return np.random.default_rng(seed).permuted(order, axis=1)


def judge(effect: float, *, drawn: Floats, carried: Floats) -> Judgement:
    """Compare an effect with what lots give.

    Args:
        effect: the mean effect of the starts as they were.
        drawn: the same of each lot's starts, R.
        carried: what each lot would find if the effect were exactly 1 in the cells really trained, R.

    With an effect `effect + d` taken off, a lot gives |c - d b| (c = drawn - effect b, b = carried), the true
    starts |d|. For |b| < 1 the lot is at least as large for d between -c / (1 - b) and c / (1 + b), so the ends
    of the interval are order statistics of those. Lots of the same starts (b = 1) are always as large.
    """
    known = np.isfinite(drawn) & np.isfinite(carried)
    drawn, carried = drawn[known], carried[known]
    p = (1 + int((np.abs(drawn) >= abs(effect) - TOLERANCE).sum())) / (1 + drawn.size)
    left = drawn - effect * carried
    inside = np.abs(carried) < 1 - TOLERANCE
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.sort([left / (1 + carried), -left / (1 - carried)], axis=0)
    low, high = np.where(inside, ends, [[-np.inf], [np.inf]])
    allowed = int((1 - CONFIDENCE) * (1 + drawn.size) + TOLERANCE)
    if allowed < 1:
        return Judgement(p, -np.inf, np.inf)
    return Judgement(p, float(effect + np.sort(low)[allowed - 1]), float(effect + np.sort(high)[-allowed]))
