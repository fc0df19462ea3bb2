"""Organisations of every size in which something is planted at random, so that the truth is known and not arranged."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dashboard.sample import Organisation, Plan, organisation

EFFECTS = (0.0, -3.0, -6.0)
SIZES = (8.0, 12.0, 16.0)
HELPING, IDLE = 0, 1
"""Programmes of the sample by number: one with an effect from EFFECTS, one that does nothing."""

_EARLIEST_CHANGE = 10  # pulses: a usual range needs eight, and a little more to settle
_SMALLEST = 30  # staff of a unit in which a change is planted


@dataclass(frozen=True, slots=True)
class Change:
    """`unit` (its number) moves by `points` at `pulse` (its number) and stays there; `worse` is up."""

    unit: int
    pulse: int
    points: float


@dataclass(frozen=True, eq=False)
class World:
    """An organisation and what was planted in it."""

    organisation: Organisation
    effect: float
    changes: tuple[Change, Change]


def world(seed: int) -> World:
    """16 to 32 units, 14 to 24 pulses, 20 to 60 answers a unit; starts by lot; one unit worsens and one improves."""
    rng = np.random.default_rng([seed, 2026])
    units, pulses = int(rng.integers(16, 33)), int(rng.integers(14, 25))
    effect = float(rng.choice(EFFECTS))
    plan = Plan(worsens=0, improves=0, high=0, helps=effect, does_nothing=0, too_little=0)
    made = organisation(seed=seed, units=units, pulses=pulses, respondents=units * int(rng.integers(20, 61)), plan=plan)
    able = np.flatnonzero(made.headcount >= _SMALLEST)
    up, down = rng.choice(able, 2, replace=False).tolist()
    at = rng.integers(_EARLIEST_CHANGE, pulses - 1, 2).tolist()
    size = rng.choice(SIZES, 2).tolist()
    changes = Change(up, at[0], size[0]), Change(down, at[1], -size[1])
    expected = made.expected.copy()
    for change in changes:
        expected[change.unit, change.pulse :] += change.points
    return World(replace(made, expected=np.clip(expected, 3, 97)), effect, changes)
