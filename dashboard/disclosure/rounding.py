"""What is printed for a mean, a share or a count: the grids, the open ends and the intervals of DESIGN 2.7.

Only whole numbers until the last division, so that the same counts give the same print on every machine and engine.
Percentages 0-100; band ends have four decimals, rounded outwards, so that a band always holds the exact value.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from scipy.special import ndtri, stdtrit

from dashboard.terms import MICRO

FEWEST_FOR_SHARES = 10
FEWEST_FOR_BANDS = 30

_PLACES = 10_000
_FULL = 100 * _PLACES
_MEAN_STEPS = ((20_000, _PLACES // 100), (200, _PLACES // 10), (0, _PLACES))  # (from n, step)
_SHARE_STEPS = ((200, 1), (100, 2), (40, 5), (20, 10), (FEWEST_FOR_SHARES, 20))  # (from n, step in points)
_NARROW = 5 * _PLACES
_TAIL = 0.975
_Z = float(ndtri(_TAIL))


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on the page: `value` on its grid (None: open-ended), the band it stands for, its 95 % interval."""

    value: float | None
    band_low: float
    band_high: float
    interval_low: float | None = None
    interval_high: float | None = None


def mean(*, total: int, n: int, spread: int | None) -> Printed:
    """The mean of `n` scores that add up to `total` millionths of a point.

    Steps of 1 below n = 200, 0.1 from 200, 0.01 from 20,000. Under 100/n, or over 100 - 100/n, the print is open:
    there it could tell what nearly everybody answered. `spread` is the measure's one standard deviation.
    """
    step = next(step for least, step in _MEAN_STEPS if n >= least)
    edge_floor, edge_ceiling = _FULL // n, -(-_FULL // n)
    if total < 100 * MICRO:
        return _with_mean_interval(None, 0, edge_ceiling, n, spread)
    if n * 100 * MICRO - total < 100 * MICRO:
        return _with_mean_interval(None, _FULL - edge_ceiling, _FULL, n, spread)
    value = _nearest(total * _PLACES, n * MICRO, step)
    low = max(value - step // 2, edge_floor)
    high = min(value + step // 2, _FULL - edge_floor)
    return _with_mean_interval(value, low, high, n, spread)


def share(*, count: int, n: int) -> Printed:
    """The share `count` of `n` (10 or more) on its grid of 20, 10, 5, 2 or 1 points.

    The lowest cell covers 0 to 1.5 steps and the top mirrors it; both are open. Raises ValueError below n = 10.
    """
    if n < FEWEST_FOR_SHARES:
        raise ValueError(f"no share is published on {n} answers")
    step = _PLACES * next(step for least, step in _SHARE_STEPS if n >= least)
    value = _nearest(count * _FULL, n, step)
    low, high = value - step // 2, value + step // 2
    if value <= step:
        return _with_wilson(None, 0, step + step // 2, n)
    if value >= _FULL - step:
        return _with_wilson(None, _FULL - step - step // 2, _FULL, n)
    return _with_wilson(value, low, high, n)


def rate(*, count: int, of: int) -> Printed:
    """A count that needs no cover, as a whole percentage of `of`; at most 100."""
    value = min(_nearest(count * _FULL, of, _PLACES), _FULL)
    return _printed(value, max(0, value - _PLACES // 2), min(_FULL, value + _PLACES // 2))


def band(*, low: int, high: int, of: int) -> Printed:
    """A count known only to lie in `low..high`, as percentages of `of`; with its middle as value if it is narrow."""
    ends = low * _FULL // of, min(_FULL, -(-high * _FULL // of))
    open_ended = ends[0] == 0 or ends[1] == _FULL or ends[1] - ends[0] > _NARROW
    return _printed(None if open_ended else _nearest(sum(ends), 2, _PLACES), *ends)


def amount(*, hundredths: int, n: int) -> Printed:
    """The mean of `n` amounts that add up to so many hundredths, in tenths: hours a participant spent."""
    value = _nearest(hundredths * _PLACES // 100, n, _PLACES // 10)
    return _printed(value, max(0, value - _PLACES // 20), value + _PLACES // 20)


def _nearest(numerator: int, denominator: int, step: int) -> int:
    """The multiple of `step` nearest to the fraction; half goes up."""
    return (2 * numerator + denominator * step) // (2 * denominator * step) * step


def _printed(value: int | None, low: int, high: int, interval: tuple[float, float] | None = None) -> Printed:
    ends = (None, None) if interval is None else tuple(round(min(max(end, 0.0), 100.0), 4) for end in interval)
    return Printed(None if value is None else value / _PLACES, low / _PLACES, high / _PLACES, *ends)


def _with_mean_interval(value: int | None, low: int, high: int, n: int, spread: int | None) -> Printed:
    """From the band alone: t * SD / sqrt(n) beyond either end (the band holds half a step already)."""
    if spread is None:
        return _printed(value, low, high)
    reach = _t(n) * spread / sqrt(n)
    return _printed(value, low, high, (low / _PLACES - reach, high / _PLACES + reach))


def _with_wilson(value: int | None, low: int, high: int, n: int) -> Printed:
    """Wilson's low end at the band's low end, his high end at its high end (JASA 1927;22:209)."""
    return _printed(value, low, high, (_wilson(low / _FULL, n, -_Z), _wilson(high / _FULL, n, _Z)))


def _wilson(p: float, n: int, z: float) -> float:
    centre, reach = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return 100 * (centre + reach) / (1 + z * z / n)


@lru_cache(maxsize=100_000)
def _t(n: int) -> float:
    return float(stdtrit(n - 1, _TAIL))
