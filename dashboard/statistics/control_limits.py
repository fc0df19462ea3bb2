"""Where ordinary ups and downs end: limits of XmR, I' (means of varying n) and p' (shares of varying n) charts.

Rows are series, columns their points in order of time, without gaps; `base` marks the points that set the limits.
Each function gives the center and the reach (half the usual range) of every point, S by T; the reach is NaN where
the base does not vary at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np

from dashboard.statistics.arrays import TOLERANCE, Flags, Floats

XMR_REACH = 2.66
"""Limits in mean moving ranges: 3 / 1.128, rounded as everybody does."""

SCREEN = 3.267
"""Moving ranges of at least so many mean moving ranges do not count: outliers must not widen the limits."""

SIGMAS = 3
RANGE_TO_SD = 1.128  # the mean range of two normal observations, in standard deviations


@dataclass(frozen=True, eq=False)
class Limits:
    """The middle of the usual range and how far it reaches to either side, S by T."""

    center: Floats
    reach: Floats


def xmr(y: Floats, *, base: Flags, screened: bool = True) -> Limits:
    """Mean +- 2.66 mean moving range, as NHSRplotthedots draws single values."""
    center = _weighted_center(y, np.ones_like(y), base)
    average = _mean_range(np.abs(np.diff(y, axis=1)), base, screened=screened)
    return Limits(center, np.broadcast_to(XMR_REACH * average, y.shape))


def mean_limits(y: Floats, n: Floats, *, base: Flags, screened: bool = True) -> Limits:
    """Limits I': sum(n y) / sum(n) +- 3 mean(s) / sqrt(n).

    Each s is sqrt(pi/2) |y_i - y_(i-1)| / sqrt(1/n_(i-1) + 1/n_i): a moving range as the SD of one respondent.
    With equal n this is the XmR chart. Source: Taylor, "Normalized individuals (IN) chart", 2017; qicharts2's I'.
    """
    per_point = 1 / n
    s = sqrt(pi / 2) * np.abs(np.diff(y, axis=1)) / np.sqrt(per_point[:, :-1] + per_point[:, 1:])
    sd = _mean_range(s, base, screened=screened) * np.sqrt(per_point)
    return Limits(_weighted_center(y, n, base), SIGMAS * sd)


def share_limits(y: Floats, n: Floats, *, base: Flags, screened: bool = True) -> Limits:
    """Laney's p': the binomial limits CL +- 3 sqrt(CL (100 - CL) / n), times how much more the z-scores really vary.

    Source: Laney, Quality Engineering 2002;14:531.
    """
    center = _weighted_center(y, n, base)
    sd = np.sqrt(center * (100 - center) / n)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (y - center) / sd
    sigma_z = _mean_range(np.abs(np.diff(z, axis=1)), base, screened=screened) / RANGE_TO_SD
    return Limits(center, SIGMAS * sd * sigma_z)


def _weighted_center(y: Floats, n: Floats, base: Flags) -> Floats:
    weight = np.where(base, n, 0.0)
    total = weight.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        center = (weight * np.where(base, y, 0.0)).sum(axis=1, keepdims=True) / total
    return np.broadcast_to(center, y.shape)


def _mean_range(ranges: Floats, base: Flags, *, screened: bool) -> Floats:
    """The mean of the moving ranges within the base, S by 1; screened once where asked. NaN where none is left."""
    counts = base[:, :-1] & base[:, 1:]
    average = _mean_where(ranges, counts)
    if screened:
        average = _mean_where(ranges, counts & (ranges < SCREEN * average))
    return np.where(average > TOLERANCE, average, np.nan if screened else average)


def _mean_where(values: Floats, where: Flags) -> Floats:
    with np.errstate(invalid="ignore"):
        mean: Floats = np.where(where, values, 0.0).sum(axis=1, keepdims=True) / where.sum(axis=1, keepdims=True)
    return mean
