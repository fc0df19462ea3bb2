"""The questions of the made-up survey, how people answer them, and the exact score that is to be expected.

Every item is answered by a graded response model: a continuous feeling y = mean + loading * trait + noise, with
variance 1 within a unit, is cut at fixed thresholds. So a unit's expected score is a sum of normal probabilities, which
is inverted to plant a change of exactly so many points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import ndtr, ndtri

from dashboard.sample.chance import FloatArray


@dataclass(frozen=True, slots=True)
class Scale:
    """Items that ask for one trait.

    `shares`: how often each answer of an average item is given in a typical unit, from low to high.
    `offsets`: how much more readily an item is agreed to, in standard deviations; one number an item.
    `loading`: correlation of an item's feeling with the trait. `strain`: of the trait with that of exhaustion.
    """

    id: str
    items: tuple[str, ...]
    codes: tuple[str, ...]
    shares: tuple[float, ...]
    offsets: tuple[float, ...]
    loading: float
    strain: float
    reversed: tuple[str, ...] = ()

    @property
    def thresholds(self) -> FloatArray:
        """Where the feeling is cut into answers: one fewer than codes."""
        cumulative: FloatArray = np.cumsum(self.shares)[:-1] / sum(self.shares)
        return np.asarray(ndtri(cumulative))


_CBI = tuple(
    f"cbi_work_{name}"
    for name in ("exhausting", "burnt_out", "frustrates", "worn_out", "morning", "every_hour", "energy")
)
_PROQOL = tuple(f"proqol_{number}" for number in (3, 6, 12, 16, 18, 20, 22, 24, 27, 30))
_0_TO_4 = ("0", "1", "2", "3", "4")
_1_TO_5 = ("1", "2", "3", "4", "5")


def _alone(item: str, codes: tuple[str, ...], shares: tuple[float, ...], *, strain: float) -> Scale:
    """An item that stands by itself."""
    return Scale(item, (item,), codes, shares, (0.0,), loading=0.85, strain=strain)


EXHAUSTION = Scale(
    "exhaustion",
    _CBI,
    ("0", "25", "50", "75", "100"),
    (0.14, 0.33, 0.36, 0.14, 0.03),
    (0.25, -0.20, 0.05, 0.35, -0.10, -0.45, 0.10),
    loading=0.72,
    strain=1.0,
    reversed=("cbi_work_energy",),
)
SCALES = (
    EXHAUSTION,
    _alone("burnout_single", _1_TO_5, (0.16, 0.46, 0.24, 0.11, 0.03), strain=0.85),
    Scale(
        "compassion_satisfaction",
        _PROQOL,
        _1_TO_5,
        (0.03, 0.09, 0.27, 0.38, 0.23),
        (0.30, 0.20, -0.10, -0.15, 0.10, 0.0, -0.30, 0.05, -0.20, 0.10),
        loading=0.66,
        strain=-0.5,
    ),
    Scale(
        "empathic_distress",
        tuple(f"empathic_distress_{number}" for number in (1, 2, 3)),
        _0_TO_4,
        (0.24, 0.33, 0.26, 0.13, 0.04),
        (0.15, 0.0, -0.15),
        loading=0.78,
        strain=0.5,
    ),
    _alone(
        "moral_distress",
        tuple(map(str, range(11))),
        (0.15, 0.17, 0.17, 0.14, 0.10, 0.09, 0.07, 0.05, 0.03, 0.02, 0.01),
        strain=0.45,
    ),
    _alone("demand_workload", _0_TO_4, (0.05, 0.15, 0.30, 0.33, 0.17), strain=0.6),
    _alone("demand_moral", _0_TO_4, (0.18, 0.30, 0.29, 0.17, 0.06), strain=0.5),
    _alone("demand_culture", _0_TO_4, (0.27, 0.33, 0.23, 0.12, 0.05), strain=0.4),
    _alone("demand_insecurity", _0_TO_4, (0.38, 0.31, 0.19, 0.09, 0.03), strain=0.2),
    _alone("demand_money", _0_TO_4, (0.22, 0.28, 0.26, 0.16, 0.08), strain=0.25),
    # In order of strain: people are over-revved before they shut down.
    _alone("state", ("steady", "over_revved", "shut_down"), (0.55, 0.28, 0.17), strain=0.5),
    _alone("compassion_change", ("less", "same", "more"), (0.27, 0.54, 0.19), strain=-0.35),
)
"""In the order of the questionnaire."""

ITEMS = tuple(item for scale in SCALES for item in scale.items)


def expected_score(mean: FloatArray) -> FloatArray:
    """Expected exhaustion, 0-100, where the mean of the feeling is `mean` and its standard deviation 1. Any shape."""
    cuts = np.subtract.outer(EXHAUSTION.thresholds, np.array(EXHAUSTION.offsets)).ravel()
    return np.asarray(100 * ndtr(np.subtract.outer(mean, cuts)).mean(axis=-1))


@cache
def _table() -> tuple[FloatArray, FloatArray]:
    grid = np.linspace(-6, 6, 4801)
    return expected_score(grid), grid


def mean_for(points: FloatArray) -> FloatArray:
    """The mean of the feeling that makes exhaustion `points` (0-100) to be expected: inverse of `expected_score`."""
    scores, grid = _table()
    return np.interp(points, scores, grid)
