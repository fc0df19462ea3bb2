"""How often the charts cry wolf, and how soon they notice: run it to get the numbers that docs/statistics.md quotes.

    python -m tests.statistics.measure_charts

Series are drawn as published: means of n respondents rounded to the printed grid, one pulse after the other.
"""

from __future__ import annotations

import sys

import numpy as np

from dashboard.statistics.arrays import Flags, Floats
from dashboard.statistics.control_chart import BASELINE, ControlChart, control_chart

SPREAD = 20.0
SERIES = 20_000


def printed(mean: Floats, n: Floats) -> Floats:
    """A mean on its grid: whole points below n = 200, tenths from there."""
    return np.where(n < 200, mean.round(), mean.round(1))


def stable(*, n: float, pulses: int, series: int = SERIES, seed: int = 1, wobble: float = 0.0) -> tuple[Floats, Floats]:
    """Means of a unit in which nothing happens (S by T), before rounding, and respondents, which vary by a tenth."""
    rng = np.random.default_rng(seed)
    people = np.maximum(10, rng.normal(n, n / 10, (series, pulses)).round())
    return 50 + rng.normal(0, np.hypot(SPREAD / np.sqrt(people), wobble)), people


def chart(mean: Floats, n: Floats) -> ControlChart:
    value = printed(mean, n)
    return control_chart(value=value, n=n, counted=np.isfinite(value), kind="mean")


def flagged(found: ControlChart) -> Flags:
    """Series whose newest point is flagged."""
    return np.isin(found.state, ["worse", "better"])


def false_flags(*, n: float, pulses: int, wobble: float = 0.0) -> float:
    """Share of stable series whose newest pulse is flagged."""
    return float(flagged(chart(*stable(n=n, pulses=pulses, wobble=wobble))).mean())


def noticed(*, change: float, within: int, n: float = 36, series: int = SERIES, seed: int = 2) -> float:
    """Share of series flagged as worse at one of the first `within` pulses after a lasting `change`.

    The change is in standard deviations of one point and comes after 12 stable pulses.
    """
    mean, people = stable(n=n, pulses=BASELINE + within, series=series, seed=seed)
    mean[:, BASELINE:] += change * SPREAD / np.sqrt(n)
    seen = np.zeros(series, dtype=bool)
    for pulses in range(BASELINE + 1, BASELINE + within + 1):
        seen |= chart(mean[:, :pulses], people[:, :pulses]).state == "worse"
    return float(seen.mean())


def smallest_noticed(*, within: int, power: float = 0.8, n: float = 36) -> float:
    """The lasting change, in standard deviations of one point, noticed with this probability within so many pulses."""
    sizes = np.arange(0.5, 5.01, 0.25)
    found = [noticed(change=size, within=within, n=n, series=4000) for size in sizes]
    return float(np.interp(power, found, sizes))


def main() -> None:
    """Print both tables."""
    out = sys.stdout.write
    out("false flags at the newest pulse, %\npulses      n=12     33     66    110    500\n")
    for pulses in (8, 12, 13, 18, 24, 36):
        shares = (100 * false_flags(n=n, pulses=pulses) for n in (12, 33, 66, 110, 500))
        out(f"{pulses:6} " + "".join(f"{share:7.1f}" for share in shares) + "\n")
    out("\na lasting change is noticed 4 times in 5, in standard deviations of one point\n")
    for within in (1, 3, 7):
        out(f"within {within} pulses: {smallest_noticed(within=within):.2f}\n")


if __name__ == "__main__":
    main()
