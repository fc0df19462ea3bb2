"""What is planted: which units change, which programme starts where and what it does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.sample.catalogue import Template
from dashboard.sample.chance import FloatArray, IntArray

NEVER = 1_000_000
"""A start that never comes: past every pulse."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes of what is planted, in points of exhaustion (0-100), and how much units differ without it.

    `high` is the distance of one unit from the typical one. `worsens_at` and `improves_at` say when, as a share of the
    pulses. `unit_spread` is the standard deviation between units, `wobble` that of a unit's own weather from pulse to
    pulse, `season` the swing of winter and summer.
    """

    typical: float = 40.0
    worsens: float = 12.0
    worsens_at: float = 0.72
    improves: float = -12.0
    improves_at: float = 0.67
    high: float = 22.0
    helps: float = -6.0
    does_nothing: float = 0.0
    too_little: float = -4.0
    unit_spread: float = 3.5
    wobble: float = 0.8
    season: float = 0.6

    @property
    def programme_points(self) -> tuple[float, float, float]:
        """What each of PROGRAMMES does to a unit from its start."""
        return self.helps, self.does_nothing, self.too_little


NOTHING = Plan(worsens=0, improves=0, high=0, helps=0, too_little=0)
"""A plan in which nothing happens, for false-alarm rates."""


def starts(templates: tuple[Template, ...], hosts: IntArray, *, pulses: int, rng: np.random.Generator) -> IntArray:
    """First pulse (index, NEVER if none) of each programme in each unit: programmes (3) by units (U).

    Drawn by lot among larger units without a part of their own; `hosts` names the unit whose start each unit shares.
    Half of all larger ones run the first programme; the second is as common among those, early and late, as among the
    others, so that neither explains the other.
    """
    eligible = [u for u, template in enumerate(templates) if not template.part and not template.is_small]
    lots = rng.permutation(eligible or range(len(templates)))
    # More than half of them: the units with a part stay untrained and are compared with as well.
    circles, rest = np.split(lots, [(len(lots) + 3) // 2])
    first, last = _at(0.33, pulses), _at(0.67, pulses)
    begun = np.full((3, len(templates)), NEVER)
    begun[0, circles] = _staggered(len(circles), first=first, last=last)
    in_both = circles[1::3]
    listening = np.concatenate([in_both, rest[: len(in_both) + 1]])
    begun[1, listening] = rng.permutation(_staggered(len(listening), first=_at(0.22, pulses), last=_at(0.61, pulses)))
    begun[2, rest[-1:]] = _at(0.89, pulses)
    return begun[:, hosts]


def _staggered(units: int, *, first: int, last: int) -> IntArray:
    return np.asarray(np.rint(np.linspace(first, last, units)), dtype=np.int64)


def _at(share: float, pulses: int) -> int:
    """The pulse (index) after that share of them, with three before it where there are so many."""
    return min(max(3, round(share * pulses)), pulses - 1)


def cumulative_uptake(begun: IntArray, *, pulses: int) -> FloatArray:
    """Share of the headcount that completed each programme by each pulse: programmes by units by pulses (R, U, T).

    It jumps to 36 % at the start, well past the 20 % that count as started, and grows to 64 % in four more pulses.
    """
    since = np.arange(pulses) - begun[..., None]
    return np.where(since < 0, 0.0, 0.36 + 0.07 * np.clip(since, 0, 4))


def planted_points(plan: Plan, templates: tuple[Template, ...], begun: IntArray, *, pulses: int) -> FloatArray:
    """Points of exhaustion that parts and programmes add: units by pulses (U, T)."""
    parts = np.array([template.part for template in templates])[:, None]
    t = np.arange(pulses)
    points = plan.high * (parts == "high") * np.ones(pulses)
    points = points + plan.worsens * ((parts == "worsens") & (t >= changes_at(plan.worsens_at, pulses)))
    points = points + plan.improves * ((parts == "improves") & (t >= changes_at(plan.improves_at, pulses)))
    started = t >= begun[..., None]
    return np.asarray(points + np.tensordot(np.array(plan.programme_points), started, axes=1))


def changes_at(share: float, pulses: int) -> int:
    """The pulse (index) at which a part begins to show."""
    return round(share * pulses)
