"""What is printed lies on its grid, stands for what was answered, and its interval gives nothing back (rule 7)."""

from __future__ import annotations

from collections.abc import Iterable
from math import isclose, sqrt

from scipy.stats import t as student

from dashboard.disclosure.audit.lines import Line, name
from dashboard.terms import Figure

TOLERANCE = 1e-4  # figures are kept to four decimals
LEAST_SHARE = 10
LEAST_DISTRIBUTION = 30
Z = 1.959963984540054


def mean_step(people: int) -> float:
    """The step, in points, of a mean of so many people."""
    return 1.0 if people < 200 else 0.1 if people < 20_000 else 0.01


def share_step(people: int) -> float:
    """The step, in per cent, of a share of so many people."""
    return next(step for least, step in ((200, 1.0), (100, 2.0), (40, 5.0), (20, 10.0), (0, 20.0)) if people >= least)


def wrong_values(lines: Iterable[Line], *, spreads: dict[str, float | None]) -> list[str]:
    """Each figure that says more, or other, than it may. `spreads`: the printed standard deviation by measure."""
    found = []
    for line in lines:
        fault = _fault(line, spreads.get(line.figure.measure))
        if fault:
            found.append(f"{name(line.figure)} ({line.people} people) {fault}")
    return found


def _fault(line: Line, spread: float | None) -> str:
    figure = line.figure
    if figure.band_low is None or figure.band_high is None:
        return "has no band"
    if not figure.band_low - TOLERANCE <= line.exact <= figure.band_high + TOLERANCE:
        return "is not what the answers give"
    is_mean = figure.statistic == "mean"
    if not is_mean and line.people < LEAST_SHARE:
        return f"is a share of fewer than {LEAST_SHARE}"
    if _is_band(figure) and line.people < LEAST_DISTRIBUTION:
        return f"is a distribution over fewer than {LEAST_DISTRIBUTION}"
    if not any(_same(figure, allowed) for allowed in (_mean_bands(line) if is_mean else _share_bands(line))):
        return "is off the grid that so few people allow"
    return _interval_fault(figure, line.people, spread)


def _is_band(figure: Figure) -> bool:
    return figure.statistic.startswith("share:") and figure.statistic != "share:self_reported"


Printed = tuple[float | None, float, float]  # value, band low, band high


def _same(figure: Figure, allowed: Printed) -> bool:
    value, low, high = allowed
    if (figure.value is None) != (value is None) or figure.band_low is None or figure.band_high is None:
        return False
    pairs = [(figure.band_low, low), (figure.band_high, high), (figure.value or 0.0, value or 0.0)]
    return all(isclose(one, other, abs_tol=TOLERANCE) for one, other in pairs)


def _mean_bands(line: Line) -> list[Printed]:
    """What a mean of so many people may look like: half a step around a multiple of the step, or open at an end."""
    step, figure, least = mean_step(line.people), line.figure, 100 / line.people
    if figure.value is not None:
        value = round(figure.value / step) * step
        low, high = value - step / 2, value + step / 2
        # at an end the reader knows that it was not left open, and the band may say so
        return [(value, max(low, end), min(high, 100 - end)) for end in (0.0, least)]
    edges = [round(edge / step * 2) * step / 2 for edge in (figure.band_high or 0.0, 100 - (figure.band_low or 0.0))]
    wide = [edge for edge in edges if edge >= least - TOLERANCE]
    ends: list[Printed] = []
    for edge in (least, *wide):
        ends += [(None, 0.0, edge), (None, 100 - edge, 100.0)]
    return ends


def _share_bands(line: Line) -> list[Printed]:
    """What a share of so many people may look like: a multiple of the step, the two lowest and highest as one."""
    step = share_step(line.people)
    inner = [step * number for number in range(2, round(100 / step) - 1)]
    ends: list[Printed] = [(None, 0.0, 1.5 * step), (None, 100 - 1.5 * step, 100.0)]
    return ends + [(value, value - step / 2, value + step / 2) for value in inner]


def _interval_fault(figure: Figure, people: int, spread: float | None) -> str:
    printed = figure.interval_low, figure.interval_high
    if printed == (None, None):
        return ""
    if figure.statistic == "mean" and spread is None:
        return "has an interval, but no spread is printed that it could come from"
    low, high = figure.band_low or 0.0, 100.0 if figure.band_high is None else figure.band_high
    if figure.statistic == "mean":
        reach = float(student.ppf(0.975, people - 1)) * (spread or 0.0) / sqrt(people)
        expected = max(low - reach, 0.0), min(high + reach, 100.0)
    else:
        expected = _wilson(low, people)[0], _wilson(high, people)[1]
    if all(_prints(one, other) for one, other in zip(printed, expected, strict=True)):
        return ""
    return "has an interval that does not come from what is printed"


def _wilson(share: float, people: int) -> tuple[float, float]:
    """Wilson's interval around a share in per cent, in per cent."""
    p = share / 100
    middle = (p + Z * Z / (2 * people)) / (1 + Z * Z / people)
    reach = Z / (1 + Z * Z / people) * sqrt(p * (1 - p) / people + Z * Z / (4 * people * people))
    return 100 * max(middle - reach, 0.0), 100 * min(middle + reach, 1.0)


def _prints(printed: float | None, expected: float) -> bool:
    return printed is not None and isclose(printed, expected, abs_tol=TOLERANCE)
