"""Is a unit different from the others? Funnels with limits that allow for real differences between units.

A flag here is a *level* against all units; whether a unit has changed is for `control_chart`. Units truly differ a
little, so plain sampling limits would flag half of a large organisation: the limits add the between-unit variance
(random effects). Source: Spiegelhalter, Statistics in Medicine 2005;24:1185 and Qual Saf Health Care 2005;14:347.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from dashboard.statistics.arrays import Floats, Words
from dashboard.statistics.intervals import Interval
from dashboard.statistics.multiple import benjamini_hochberg

WARNING = 0.95
ALARM = 0.998
WINSORISED = 0.1
FEWEST_UNITS = 5


@dataclass(frozen=True, eq=False)
class Funnel:
    """S units around their common value.

    `center` is the n-weighted value of all units together (0-100). `phi` is how many times the winsorised z-scores
    vary more than sampling explains, `tau` the standard deviation of the true differences, in points.
    S each: `z`, `level` ('higher', 'lower', or '' inside the 99.8 % limits or without a figure) and `chance`, the
    Benjamini-Hochberg adjusted p-value. Under 5 units there is nothing to compare: all '' and NaN.
    """

    kind: Literal["mean", "share"]
    center: float
    phi: float
    tau: float
    z: Floats
    level: Words
    chance: Floats
    _middle: float  # the center, and ...
    _variance: float  # ... the variance of the true differences, on the scale of the z-scores
    _spread: float

    def limits(self, n: npt.ArrayLike, *, confidence: float = ALARM) -> Interval:
        """Between which values a unit of `n` respondents lies with this probability (default 99.8 %), if ordinary."""
        z = float(ndtri(0.5 + confidence / 2))
        reach = z * np.sqrt(self._spread**2 / np.asarray(n, dtype=float) + self._variance)
        return Interval(_back(self.kind, self._middle - reach), _back(self.kind, self._middle + reach))


def mean_funnel(value: Floats, n: Floats, *, spread: float) -> Funnel:
    """A funnel of S printed means with `n` respondents each; `spread` is the measure's SD in the organisation."""
    usable = np.isfinite(value) & (n > 0)
    center = _weighted(value, n, usable)
    return _funnel("mean", center, value=value, n=n, spread=spread, middle=center)


def share_funnel(value: Floats, n: Floats) -> Funnel:
    """A funnel of S printed shares (percent), on the arcsine scale, where the variance is 1 / 4n whatever the share."""
    usable = np.isfinite(value) & (n > 0)
    center = _weighted(value, n, usable)
    return _funnel("share", center, value=_arcsine(value), n=n, spread=0.5, middle=float(_arcsine(center)))


def _weighted(value: Floats, n: Floats, usable: npt.NDArray[np.bool_]) -> float:
    return float(np.average(value[usable], weights=n[usable])) if usable.any() else float("nan")


def _funnel(
    kind: Literal["mean", "share"], center: float, *, value: Floats, n: Floats, spread: float, middle: float
) -> Funnel:
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.where(n > 0, spread / np.sqrt(n), np.nan)
        raw = (value - middle) / error
    phi, variance = overdispersion(raw, error)
    z = (value - middle) / np.sqrt(error**2 + variance)
    edge = float(ndtri(0.5 + ALARM / 2))
    level = np.select([z > edge, z < -edge], [np.asarray("higher"), np.asarray("lower")], default="")
    chance = benjamini_hochberg(2 * ndtr(-np.abs(z)))
    tau = np.sqrt(variance) * (1 if kind == "mean" else 200 * np.sqrt(center / 100 * (1 - center / 100)))
    return Funnel(kind, center, phi, float(tau), z, level, chance, middle, variance, spread)


def overdispersion(z: Floats, error: Floats) -> tuple[float, float]:
    """(phi, tau^2) of z-scores and their standard errors; NaN where there is no unit or under five of them.

    phi is the mean square of the z-scores, winsorised by a tenth at both ends so that the units one looks for do not
    hide themselves; tau^2 is DerSimonian and Laird's with that phi: (I phi - (I - 1)) / (sum w - sum w^2 / sum w).
    """
    found = np.isfinite(z)
    count = int(found.sum())
    if count < FEWEST_UNITS:
        return float("nan"), float("nan")
    low, high = np.quantile(z[found], [WINSORISED, 1 - WINSORISED])
    phi = float(np.mean(np.clip(z[found], low, high) ** 2))
    weight = error[found] ** -2.0
    freedom = weight.sum() - (weight**2).sum() / weight.sum()
    return phi, float(max(0.0, (count * phi - (count - 1)) / freedom))


def _arcsine(share: npt.ArrayLike) -> Floats:
    root: Floats = np.arcsin(np.sqrt(np.asarray(share, dtype=float) / 100))
    return root


def _back(kind: Literal["mean", "share"], value: Floats) -> Floats:
    if kind == "mean":
        return np.clip(value, 0, 100)
    return 100 * np.sin(np.clip(value, 0, np.pi / 2)) ** 2
