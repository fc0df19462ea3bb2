"""What is typical of a unit, once its luck is taken off: empirical Bayes means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.statistics.arrays import Floats


@dataclass(frozen=True, eq=False)
class Shrunken:
    """Shrunken means of S units: (1 - `pull`) times the unit's own plus `pull` times `center`, all 0-100.

    `pull` is the weight of the common value (0 to 1; high where few answered), `tau2` the variance between units,
    `q` Cochran's heterogeneity.
    """

    mean: Floats
    pull: Floats
    center: float
    tau2: float
    q: float


def shrink(value: Floats, n: Floats, *, spread: float) -> Shrunken:
    """Shrink S printed means (NaN: no figure) towards their common value; `spread` is the measure's SD.

    tau^2 by DerSimonian and Laird, Controlled Clinical Trials 1986;7:177; the estimate by Morris, JASA 1983;78:47.
    Without any unit all is NaN; with a single one it is pulled all the way.
    """
    usable = np.isfinite(value) & (n > 0)
    variance = np.where(usable, spread**2 / np.where(usable, n, 1.0), np.nan)
    weight = np.where(usable, 1 / variance, 0.0)
    known = np.where(usable, value, 0.0)
    total = weight.sum()
    if total == 0:
        return Shrunken(np.full_like(value, np.nan), variance, float("nan"), float("nan"), float("nan"))
    q = float((weight * (known - (weight * known).sum() / total) ** 2).sum())
    freedom = total - (weight**2).sum() / total
    tau2 = max(0.0, (q - (usable.sum() - 1)) / freedom) if freedom > 0 else 0.0
    weight = np.where(usable, 1 / (variance + tau2), 0.0)
    center = float((weight * known).sum() / weight.sum())
    pull = variance / (variance + tau2)
    return Shrunken(pull * center + (1 - pull) * value, pull, center, float(tau2), q)
