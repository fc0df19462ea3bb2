"""The door: the only reader of the release. Everything on a page comes through here, one method a published table."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

import queries
from dashboard.terms import (
    Annotation,
    Band,
    BadInputError,
    Figure,
    Problem,
    PublishedMeasure,
    Pulse,
    Unit,
    UnitTree,
)

POINTER = "current"
SCHEMA_VERSION = "1"

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


class Release:
    """One release file, opened read-only with external access off and the configuration locked. Never changes."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._root = _locked_connection(file)
        self.panel = lru_cache(maxsize=512)(self._panel)
        self.tree = lru_cache(maxsize=64)(self._tree)

    def _rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        cursor = self._root.cursor()
        try:
            cursor.execute("use release")
            return cursor.execute(queries.read(f"report/{query}"), parameters or None).fetchall()
        finally:
            cursor.close()

    @cached_property
    def facts(self) -> dict[str, str]:
        """Facts about the release as a whole: k, sample (yes/no), series, made_at, schema_version."""
        return dict(self._rows("facts"))

    @cached_property
    def pulses(self) -> tuple[Pulse, ...]:
        """Pulses that can be read, oldest first."""
        return tuple(Pulse(*row) for row in self._rows("pulses_in_order"))

    @cached_property
    def measures(self) -> dict[str, PublishedMeasure]:
        """What is measured, by id, in the order pages show it."""
        return {row[0]: _measure(*row) for row in self._rows("measures_in_order")}

    @cached_property
    def annotations(self) -> tuple[Annotation, ...]:
        """What happened, oldest first."""
        return tuple(Annotation(*row) for row in self._rows("annotations_by_date"))

    @cached_property
    def blocks(self) -> tuple[tuple[str, str, str, str, str], ...]:
        """(pulse, family, unit, block, base block) of every leaf; family '' is answers to anything."""
        return tuple(self._rows("blocks_by_unit"))

    @cached_property
    def certificates(self) -> tuple[tuple[str, str, str, str, str], ...]:
        """(pulse, checked at, check, outcome, detail) of every proof made at release."""
        return tuple(self._rows("certificates_by_pulse"))

    @cached_property
    def effects(self) -> tuple[tuple[str, str, str, str], ...]:
        """(programme, measure, computed at, detail as JSON) of every training effect computed at release."""
        return tuple(self._rows("effects_by_programme"))

    def _tree(self, pulse: str) -> UnitTree:
        return UnitTree(tuple(Unit(*row) for row in self._rows("units_by_pulse", pulse=pulse)))

    def figures_of(self, unit: str, pulse: str) -> tuple[Figure, ...]:
        """Every figure published on `unit` at `pulse`; empty when there is none."""
        return tuple(map(_figure, self._rows("figures_by_unit", unit=unit, pulse=pulse)))

    def figures_on(self, measure: str) -> tuple[Figure, ...]:
        """Every figure published on `measure`, all units, groups, statistics and pulses."""
        return tuple(map(_figure, self._rows("figures_by_pulse", measure=measure)))

    def _panel(self, measure: str, statistic: str = "mean", breakdown: str = "") -> Panel:
        found = [f for f in self.figures_on(measure) if f.statistic == statistic and f.breakdown == breakdown]
        pulses = tuple(pulse.id for pulse in self.pulses)
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

    def export(self, out: Path) -> int:
        """Write every published figure to `out` (CSV, the contract's columns) and return how many there are."""
        rows = self._rows("export_by_figure")
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(Figure.__dataclass_fields__)
            writer.writerows(rows)
        return len(rows)


def export(folder: Path, out: Path) -> str:
    """Write every published figure of the current release as CSV; a sentence about what was written.

    Raises BadInputError when nothing has been released, or `out` cannot be written.
    """
    release = ReleaseFolder(folder).current()
    if release is None:
        raise BadInputError(Problem(str(folder), "nothing has been released here.", "Run `release` first."))
    try:
        count = release.export(out)
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise BadInputError(Problem(str(out), f"{reason}.", "Name a file in a folder that exists.")) from error
    return f"{count:,} published figures written to {out}."


class ReleaseFolder:
    """Follows the pointer `current`: the newest release that can be opened, noticed without a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: Release | None = None

    def current(self) -> Release | None:
        """The release to read now; None while nothing has been released. A broken newer file keeps the last good one."""
        name = _pointed_at(self._folder)
        if name is None or (self._open is not None and self._open.file.name == name):
            return self._open
        try:
            self._open = Release(self._folder / name)
        except duckdb.Error:
            if self._open is None:
                raise
        return self._open


def _pointed_at(folder: Path) -> str | None:
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return Path(name).name or None


def _locked_connection(file: Path) -> duckdb.DuckDBPyConnection:
    root = duckdb.connect(":memory:")
    root.execute(queries.read("report/attach_release", file=file))
    for name in ("report/forbid_external_access", "report/lock_configuration"):
        root.execute(queries.read(name))
    return root


def _measure(*row: Any) -> PublishedMeasure:
    measure, name, better, family, high, label, band_ids, band_names, source, licence, spread = row
    bands = tuple(Band(*pair) for pair in zip(band_ids.split(";"), band_names.split(";"), strict=True) if pair[0])
    return PublishedMeasure(measure, name, better, family, high, label, bands, source, licence, spread)


def _figure(row: tuple[Any, ...]) -> Figure:
    values = list(row)
    for place in (4, 7):
        values[place] = tuple(part for part in values[place].split(";") if part)
    return Figure(*values)
