"""Every statistic of every unit at once, timed: 600 units, 36 pulses, 12 measures.

    python -m tests.statistics.benchmark

The floor is one numpy pass over as many numbers (multiply and add), so that the ratio means something on any machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np

from dashboard.statistics.control_chart import control_chart
from dashboard.statistics.flags import listing
from dashboard.statistics.funnel import mean_funnel
from dashboard.statistics.intervals import mean_interval, non_response_bounds
from dashboard.statistics.series import comparable
from dashboard.statistics.shrinkage import shrink
from dashboard.statistics.strains import association

UNITS, PULSES, MEASURES, DEMANDS = 600, 36, 12, 5
REPEATS = 9


def main() -> None:
    """Print milliseconds (best of nine) and the ratio to the floor."""
    rng = np.random.default_rng(1)
    series = UNITS * MEASURES
    n = rng.integers(10, 200, (series, PULSES)).astype(float)
    value = rng.normal(50, 20 / np.sqrt(n)).round()
    members = np.array([[f"unit {unit}"] * PULSES for unit in range(UNITS)], dtype=object)
    counted = np.tile(comparable(value[:UNITS], members), (MEASURES, 1))
    newest, people = value.reshape(MEASURES, UNITS, PULSES)[..., -1], n.reshape(MEASURES, UNITS, PULSES)[..., -1]
    change = rng.integers(-1, 2, (MEASURES, UNITS)).astype(np.int8)
    high = np.zeros(UNITS, dtype=bool)
    parts: dict[str, Callable[[], object]] = {
        "floor": lambda: value * n + value,
        "which points compare": lambda: comparable(value[:UNITS], members),
        "control charts": lambda: control_chart(value=value, n=n, counted=counted),
        "intervals": lambda: mean_interval(value - 0.5, value + 0.5, n, spread=20),
        "non-response bounds": lambda: non_response_bounds(value - 0.5, value + 0.5, n, n * 2),
        "funnels": lambda: [mean_funnel(v, k, spread=20) for v, k in zip(newest, people, strict=True)],
        "shrunken means": lambda: [shrink(v, k, spread=20) for v, k in zip(newest, people, strict=True)],
        "what goes together": lambda: association(demands=newest[1 : 1 + DEMANDS], measure=newest[0], n=people[0]),
        "flags": lambda: listing(now=change, before=change, judged=change == 0, level_is_bad=high),
    }
    times = {name: best(part) for name, part in parts.items()}
    for name, seconds in times.items():
        line(name, seconds, times["floor"])
    line("all together", sum(times.values()) - times["floor"], times["floor"])


def best(part: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs."""
    found = []
    for _ in range(REPEATS):
        began = perf_counter()
        part()
        found.append(perf_counter() - began)
    return min(found)


def line(name: str, seconds: float, floor: float) -> None:
    sys.stdout.write(f"{name:22} {1000 * seconds:8.2f} ms {seconds / floor:8.1f} x floor\n")


if __name__ == "__main__":
    main()
