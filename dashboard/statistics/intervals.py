"""How sure a printed figure is: 95 % intervals, bounds for those who did not answer, what a group can show at all.

Everything starts from what is printed, never from exact values, which intervals would otherwise give back (DESIGN 2.7).
All functions take scalars or arrays of one shape, percentages 0-100, and give NaN where an input is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, stdtrit

from dashboard.statistics.arrays import Floats

CONFIDENCE = 0.95

LASTING_CHANGE = {1: 4.1, 3: 2.6, 7: 1.5}
"""Size of a lasting change, in standard deviations of one point, that the control chart notices four times in
five within so many pulses (limits fixed on 12 points). Measured by `tests/statistics/measure_charts.py`."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, percentages 0-100; scalars arrive as arrays of no dimension."""

    low: Floats
    high: Floats


def wilson(low: npt.ArrayLike, high: npt.ArrayLike, n: npt.ArrayLike, *, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's interval for a share printed as the band `low..high` (percent) of `n` respondents.

    The lower end is computed at `low`, the upper at `high`; for an exact share pass it twice.
    Source: Wilson, JASA 1927;22:209.
    """
    z = float(ndtri(0.5 + confidence / 2))
    n = np.asarray(n, dtype=float)
    return Interval(_wilson_end(low, n, -z), _wilson_end(high, n, z))


def _wilson_end(share: npt.ArrayLike, n: Floats, z: float) -> Floats:
    p: Floats = np.asarray(share, dtype=float) / 100
    middle = p + z * z / (2 * n)
    reach = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return np.clip(100 * (middle + reach) / (1 + z * z / n), 0, 100)


def mean_interval(
    low: npt.ArrayLike, high: npt.ArrayLike, n: npt.ArrayLike, *, spread: npt.ArrayLike, confidence: float = CONFIDENCE
) -> Interval:
    """`low` - t SD / sqrt(n) to `high` + t SD / sqrt(n): a mean printed as the band `low..high`, `n` respondents.

    `spread` is the one standard deviation of the measure in the whole organisation: a group's own is never
    published. Student's t with n - 1 degrees of freedom, although SD is known better than that, keeps the
    interval honest where the group varies more than the organisation. The band adds half a rounding step
    at either end. NaN below n = 2. Source: Student, Biometrika 1908;6:1.
    """
    n = np.asarray(n, dtype=float)
    safe = np.where(n >= 2, n, np.nan)
    different, which = np.unique(safe, return_inverse=True)  # Student's quantile is slow, and few n differ
    t = stdtrit(different - 1, 0.5 + confidence / 2)[which]
    reach = t * np.asarray(spread, dtype=float) / np.sqrt(safe)
    return Interval(
        np.clip(np.asarray(low, dtype=float) - reach, 0, 100), np.clip(np.asarray(high, dtype=float) + reach, 0, 100)
    )


def non_response_bounds(
    low: npt.ArrayLike, high: npt.ArrayLike, n: npt.ArrayLike, headcount: npt.ArrayLike
) -> Interval:
    """Where the figure for everybody lies, whatever those who did not answer would have said.

    The worst case: all silent staff at 0, or all at 100. Where answers exceed the headcount nobody is
    counted as silent. Source: Manski, American Economic Review 1990;80:319.
    """
    answered = np.minimum(np.asarray(n, dtype=float) / np.asarray(headcount, dtype=float), 1.0)
    return Interval(
        answered * np.asarray(low, dtype=float), answered * np.asarray(high, dtype=float) + 100 * (1 - answered)
    )


def point_sd(n: npt.ArrayLike, *, spread: npt.ArrayLike) -> Floats:
    """The standard deviation of a group's mean from one pulse to the next by chance alone: SD / sqrt(n)."""
    sd: Floats = np.asarray(spread, dtype=float) / np.sqrt(np.asarray(n, dtype=float))
    return sd


def smallest_lasting_change(sd: npt.ArrayLike, *, pulses: int = 3) -> Floats:
    """The smallest lasting change (points) that a control chart notices 4 times in 5 within `pulses` (1, 3 or 7).

    `sd` is that of one point: the chart's own (a third of the way from its average to a limit) or `point_sd`.
    """
    return LASTING_CHANGE[pulses] * np.asarray(sd, dtype=float)


def smallest_difference(n: npt.ArrayLike, other_n: npt.ArrayLike, *, spread: npt.ArrayLike) -> Floats:
    """The true difference (points) between two means that a comparison at 95 % finds 4 times in 5.

    (1.96 + 0.84) SD sqrt(1/n + 1/m). Source: Armitage, Statistical Methods in Medical Research, chapter 18.
    """
    z = float(ndtri(0.5 + CONFIDENCE / 2) + ndtri(0.8))
    both = 1 / np.asarray(n, dtype=float) + 1 / np.asarray(other_n, dtype=float)
    return z * np.asarray(spread, dtype=float) * np.sqrt(both)


def effective_number(n: npt.ArrayLike) -> float:
    """Kish's effective number of equally weighted groups: (sum n)^2 / sum n^2. Source: Kish, Survey Sampling, 1965."""
    weights = np.asarray(n, dtype=float)
    return float(weights.sum() ** 2 / (weights * weights).sum()) if weights.size else 0.0
