"""Published figures as grids: rows by pulses, the shape that charts and statistics work on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dashboard.terms import Figure

FloatGrid = npt.NDArray[np.float64]
TextGrid = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Row:
    """What one line of a panel is about: a unit, or a group of a breakdown within it."""

    unit: str
    unit_name: str
    level: str
    group: str = ""


@dataclass(frozen=True, eq=False)
class Panel:
    """One statistic of one measure as a grid: rows (S) by pulses (T).

    Numbers are 0-100 and NaN where nothing is published (no figure, withheld, or an open-ended `value`);
    `respondents` counts people; `status` and `leaf_units` are '' where the pulse has no figure for the row.
    """

    measure: str
    statistic: str
    breakdown: str
    rows: tuple[Row, ...]
    pulses: tuple[str, ...]
    respondents: FloatGrid
    headcount: FloatGrid
    value: FloatGrid
    band_low: FloatGrid
    band_high: FloatGrid
    interval_low: FloatGrid
    interval_high: FloatGrid
    status: TextGrid
    leaf_units: TextGrid

    @cached_property
    def index(self) -> dict[tuple[str, str], int]:
        """Row number by (unit, group)."""
        return {(row.unit, row.group): number for number, row in enumerate(self.rows)}

    @property
    def level_value(self) -> FloatGrid:
        """`value`, or where it is open-ended the inner edge of its band: what charts draw."""
        low_end, high_end = self.band_low <= 0, self.band_high >= 100
        edge = np.where(low_end, self.band_high, np.where(high_end, self.band_low, np.nan))
        return np.where(np.isnan(self.value), edge, self.value)


_NUMBERS = ("respondents", "headcount", "value", "band_low", "band_high", "interval_low", "interval_high")


def panel_of(
    figures: Iterable[Figure], *, measure: str, statistic: str, breakdown: str, pulses: tuple[str, ...]
) -> Panel:
    """One statistic of one measure as a grid, from all `figures` on that measure."""
    found = [f for f in figures if f.statistic == statistic and f.breakdown == breakdown]
    column = {pulse: number for number, pulse in enumerate(pulses)}
    rows = {(f.unit, f.group): Row(f.unit, f.unit_name, f.level, f.group) for f in found}
    line = {key: number for number, key in enumerate(rows)}
    shape = (len(rows), len(pulses))
    numbers = {name: np.full(shape, np.nan) for name in _NUMBERS}
    texts = {name: np.full(shape, "", dtype=object) for name in ("status", "leaf_units")}
    for f in found:
        place = line[f.unit, f.group], column[f.pulse]
        for name, grid in numbers.items():
            number = getattr(f, name)
            grid[place] = np.nan if number is None else number
        texts["status"][place] = f.status
        texts["leaf_units"][place] = ";".join(f.leaf_units)
    return Panel(measure, statistic, breakdown, tuple(rows.values()), pulses, **numbers, **texts)
