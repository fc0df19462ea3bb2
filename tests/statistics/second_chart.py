"""A second opinion on control charts: one series at a time, in plain loops, sharing no code with the first."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt

Point = tuple[str, int]  # rule and side
EPS = 1e-9


def limits(
    kind: str, y: Sequence[float], n: Sequence[float], *, fixed_on: int, screened: bool
) -> list[tuple[float, float]]:
    """(center, reach) of each point; reach is NaN where the base does not vary."""
    base = min(fixed_on, len(y))
    center = sum(n[i] * y[i] for i in range(base)) / sum(n[:base])
    if kind == "mean":
        one = [sqrt(pi / 2) * abs(y[i] - y[i - 1]) / sqrt(1 / n[i - 1] + 1 / n[i]) for i in range(1, base)]
        return [(center, 3 * _average(one, screened=screened) / sqrt(people)) for people in n]
    sd = [sqrt(center * (100 - center) / people) for people in n]
    if center in (0, 100):
        return [(center, float("nan"))] * len(y)
    z = [(value - center) / s for value, s in zip(y, sd, strict=True)]
    sigma = _average([abs(z[i] - z[i - 1]) for i in range(1, base)], screened=screened) / 1.128
    return [(center, 3 * s * sigma) for s in sd]


def _average(ranges: list[float], *, screened: bool) -> float:
    average = sum(ranges) / len(ranges) if ranges else float("nan")
    if not screened:
        return average
    kept = [r for r in ranges if r < 3.267 * average]
    average = sum(kept) / len(kept) if kept else float("nan")
    return average if average > EPS else float("nan")


def judge(y: Sequence[float], lines: Sequence[tuple[float, float]]) -> list[Point]:
    """The rule and side that flag each point, ('', 0) where none does."""
    found = [_outside(y, lines, i) or _trend(y, i) or _near(y, lines, i) or _shift(y, lines, i) for i in range(len(y))]
    return [point or ("", 0) for point in found]


def _side(value: float) -> int:
    return (value > EPS) - (value < -EPS)


def _outside(y: Sequence[float], lines: Sequence[tuple[float, float]], i: int) -> Point | None:
    center, reach = lines[i]
    return ("outside", _side(y[i] - center)) if abs(y[i] - center) > reach + EPS else None


def _trends(y: Sequence[float]) -> set[int]:
    """Points within seven that all rise or all fall."""
    found = set()
    for first in range(len(y) - 6):
        steps = {_side(y[i + 1] - y[i]) for i in range(first, first + 6)}
        if steps in ({1}, {-1}):
            found |= set(range(first, first + 7))
    return found


def _trend(y: Sequence[float], i: int) -> Point | None:
    trends = _trends(y)
    if i not in trends:
        return None
    return ("trend", _side(y[i + 1] - y[i]) if i + 1 in trends else _side(y[i] - y[i - 1]))


def _near(y: Sequence[float], lines: Sequence[tuple[float, float]], i: int) -> Point | None:
    def close(j: int) -> bool:
        center, reach = lines[j]
        return 2 / 3 * reach + EPS < abs(y[j] - center) <= reach + EPS

    for first in range(max(0, i - 2), min(i, len(y) - 3) + 1):
        window = range(first, first + 3)
        sides = {_side(y[j] - lines[j][0]) for j in window}
        if sides in ({1}, {-1}) and sum(map(close, window)) >= 2 and close(i):
            return "two_of_three", sides.pop()
    return None


def _shift(y: Sequence[float], lines: Sequence[tuple[float, float]], i: int) -> Point | None:
    for first in range(max(0, i - 6), min(i, len(y) - 7) + 1):
        sides = {_side(y[j] - lines[j][0]) for j in range(first, first + 7)}
        if sides in ({1}, {-1}):
            return "shift", sides.pop()
    return None
