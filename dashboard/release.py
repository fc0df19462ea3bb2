"""The door: the only reader of the release. Everything on a page comes through here, one method a published table."""

from __future__ import annotations

import csv
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

import queries
from dashboard.panel import Panel, Row, panel_of
from dashboard.terms import (
    Annotation,
    BadInputError,
    Band,
    Figure,
    Problem,
    PublishedMeasure,
    Pulse,
    Unit,
    UnitTree,
)

__all__ = ["POINTER", "SCHEMA_VERSION", "Panel", "Release", "ReleaseFolder", "Row", "Seen", "export"]

POINTER = "current"
SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Seen:
    """A unit that one reader may see at one pulse.

    `parent` is the nearest unit above it that the reader may see, too; `own` says that it is not only
    a total which the reader's own units are part of.
    """

    pulse: str
    unit: str
    parent: str | None
    own: bool


_OPEN_TABLES = ("about", "pulses", "measures", "certificates", "effects")
"""What concerns the organisation as a whole."""
_sights = count(1)


class Release:
    """One release file, opened read-only with external access off and the configuration locked. Never changes."""

    def __init__(self, file: Path, *, root: duckdb.DuckDBPyConnection | None = None, schema: str = "release") -> None:
        self.file = file
        self._root = root or _locked_connection(file)
        self._schema = schema
        self.panel = lru_cache(maxsize=512)(self._panel)
        self.tree = lru_cache(maxsize=64)(self._tree)

    def limited(self, seen: Sequence[Seen]) -> Release:
        """The same release as if no other units existed: the database itself knows no rows of them.

        Who may see what is decided in `dashboard.access`; this is how the decision is kept.
        """
        sight = f"sight_{next(_sights)}"
        columns = {
            "pulses": [place.pulse for place in seen],
            "units": [place.unit for place in seen],
            "parents": [place.parent for place in seen],
            "own": [place.own for place in seen],
        }
        with self._root.cursor() as cursor:
            cursor.execute(queries.read("report/limit_schema", sight=sight))
            cursor.execute(queries.read("report/limit_seen", sight=sight), columns)
            for query in ("limit_units", "limit_figures", "limit_blocks", "limit_annotations"):
                cursor.execute(queries.read(f"report/{query}", sight=sight))
            for table in _OPEN_TABLES:
                cursor.execute(queries.read("report/limit_shared", sight=sight, open_table=table))
        share = Release(self.file, root=self._root, schema=f"memory.{sight}")
        weakref.finalize(share, _forget, self._root, sight)
        return share

    def _rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        cursor = self._root.cursor()
        try:
            cursor.execute(f"use {self._schema}")
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
        pulses = tuple(pulse.id for pulse in self.pulses)
        figures = self.figures_on(measure)
        return panel_of(figures, measure=measure, statistic=statistic, breakdown=breakdown, pulses=pulses)

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
        """The release to read now; None while nothing has been released.

        A broken newer file keeps the last good one.
        """
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


def _forget(root: duckdb.DuckDBPyConnection, sight: str) -> None:
    with root.cursor() as cursor:
        cursor.execute(queries.read("report/limit_forget", sight=sight))


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
