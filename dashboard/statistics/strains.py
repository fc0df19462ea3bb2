"""What strains people: a unit's demands against all units, and which demands go with a measure across blocks.

Nothing here says what causes what: blocks with more of a demand may differ in other ways, and the same people
answered both questions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from dashboard.statistics.arrays import Codes, Flags, Floats
from dashboard.statistics.intervals import CONFIDENCE, Interval, effective_number, mean_interval

FEWEST_BLOCKS = 8


@dataclass(frozen=True, eq=False)
class Strains:
    """D demands of one unit: how sure each is, and whether all of its range lies above (1) or below (-1) all units."""

    interval: Interval
    differs: Codes


def compare(*, low: Floats, high: Floats, n: Floats, spread: Floats, everyone: Floats) -> Strains:
    """Compare a unit's printed demands (bands `low..high` of `n` respondents, D each) with those of all units.

    `spread` is each demand's SD in the organisation, `everyone` its printed value there.
    """
    interval = mean_interval(low, high, n, spread=spread)
    differs = (interval.low > everyone).astype(np.int8) - (interval.high < everyone).astype(np.int8)
    return Strains(interval, differs)


@dataclass(frozen=True, eq=False)
class Association:
    """How D demands go with a measure over `blocks` blocks of the organisation; each D, NaN where it cannot be said.

    `correlation` is weighted by respondents, -1 to 1; `slope` is points of the measure per 10 points of the demand.
    `clear` marks those whose interval of the correlation leaves out 0.
    """

    blocks: int
    correlation: Floats
    correlation_interval: tuple[Floats, Floats]
    slope: Floats
    slope_interval: tuple[Floats, Floats]
    clear: Flags


def association(*, demands: Floats, measure: Floats, n: Floats) -> Association:
    """Weighted correlation and slope of each demand (D by B) with `measure` (B) over B blocks of `n` respondents.

    One row a block (units shown together count once), one pulse, or averages over pulses. Blocks with a gap in any
    of them are left out; under 8 blocks everything is NaN. The correlation's interval is Fisher's z with Kish's
    effective number of blocks in place of their count; the slope's is Student's t with B - 2 degrees of freedom and
    variances that hold where blocks scatter unequally (HC3: MacKinnon and White, J Econometrics 1985;29:305).
    """
    whole = np.isfinite(demands).all(axis=0) & np.isfinite(measure) & (n > 0)
    x, y, weight = demands[:, whole], measure[whole], n[whole]
    blocks = int(whole.sum())
    if blocks < FEWEST_BLOCKS:
        gap = np.full(demands.shape[0], np.nan)
        return Association(blocks, gap, (gap, gap), gap, (gap, gap), np.zeros(gap.shape, dtype=bool))
    share = weight / weight.sum()
    x = x - (x @ share)[:, None]
    y = y - y @ share
    sxx, sxy, syy = (x * x) @ share, (x * y) @ share, float((y * y) @ share)
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = sxy / np.sqrt(sxx * syy)
        slope = sxy / sxx
        slope_sd = _slope_sd(x, y, share, slope, sxx)
    low, high = _fisher(correlation, effective_number(weight))
    reach = float(stdtrit(blocks - 2, 0.5 + CONFIDENCE / 2)) * slope_sd
    return Association(
        blocks,
        correlation,
        (low, high),
        10 * slope,
        (10 * (slope - reach), 10 * (slope + reach)),
        (low > 0) | (high < 0),
    )


def _fisher(correlation: Floats, number: float) -> tuple[Floats, Floats]:
    reach = float(ndtri(0.5 + CONFIDENCE / 2)) / np.sqrt(max(number - 3, 1.0))
    middle = np.arctanh(np.clip(correlation, -1 + 1e-12, 1 - 1e-12))
    return np.tanh(middle - reach), np.tanh(middle + reach)


def _slope_sd(x: Floats, y: Floats, share: Floats, slope: Floats, sxx: Floats) -> Floats:
    leverage = share * (1 + x * x / sxx[:, None])
    residual = (y - slope[:, None] * x) / (1 - leverage)
    sd: Floats = np.sqrt(((share * x * residual) ** 2).sum(axis=1)) / sxx
    return sd
