"""The door: the only reader of the release. Everything on a page comes through here, one method a published table."""

from __future__ import annotations

import csv
import re
import weakref
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import count
from pathlib import Path
from threading import Lock
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
    Seen,
    Unit,
    UnitTree,
)

__all__ = ["POINTER", "SCHEMA_VERSION", "Panel", "Release", "ReleaseFolder", "Row", "export"]

POINTER = "current"
SCHEMA_VERSION = "1"


_OPEN_TABLES = ("about", "pulses", "measures", "certificates")
"""What concerns the organisation as a whole."""
_LIMITED_TABLES = ("units", "figures", "blocks", "annotations", "effects")
_RELEASE_FILE = re.compile(r"release_(\d{1,9})\.duckdb")
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
        columns = {name: [getattr(place, name) for place in seen] for name in ("pulse", "unit", "parent", "own")}
        with self._root.cursor() as cursor:
            cursor.execute(queries.read("report/limit_schema", sight=sight))
            cursor.execute(queries.read("report/limit_seen", sight=sight), columns)
            for query in ("limit_units", "limit_figures", "limit_blocks", "limit_annotations", "limit_effects"):
                cursor.execute(queries.read(f"report/{query}", sight=sight))
            for table in _OPEN_TABLES:
                cursor.execute(queries.read("report/limit_shared", sight=sight, open_table=table))
        share = Release(self.file, root=self._root, schema=f"memory.{sight}")
        weakref.finalize(share, _forget, self._root, sight)
        return share

    def close(self) -> None:
        """Let go of the file, so that this process may write it."""
        self._root.close()

    def _rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        cursor = self._root.cursor()
        try:
            cursor.execute(f"use {self._schema}")
            return cursor.execute(queries.read(f"report/{query}"), parameters or None).fetchall()
        finally:
            cursor.close()

    @property
    def number(self) -> int | None:
        """Which release of this organisation it is, counted from 1."""
        name = _RELEASE_FILE.fullmatch(self.file.name)
        return int(name[1]) if name else None

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
        units = tuple(Unit(*row) for row in self._rows("units_by_pulse", pulse=pulse))
        return UnitTree(units, neighbours=tuple(self._rows("limit_neighbours", pulse=pulse)))

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
    """Follows the pointer `current`: the newest release that can be opened, noticed without a restart.

    A newer file that is broken leaves the last good release open; `trouble` then says so, else it is ''.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: Release | None = None
        self._looked_at: tuple[str, int, int, int] | None = None
        self._looking = Lock()
        self.trouble = ""

    def current(self) -> Release | None:
        """The release to read now; None while nothing has been released, or nothing that can be opened."""
        if self._open is not None and self._looking.locked():
            return self._open  # while somebody else opens a newer one
        with self._looking:
            self._look()
        return self._open

    def _look(self) -> None:
        try:
            name = _pointed_at(self._folder)
            if name is None:
                return
            found = (self._folder / name).stat()
            looks = (name, found.st_ino, found.st_size, found.st_mtime_ns)
            if looks != self._looked_at:
                self._looked_at = looks
                self._open = Release(self._folder / name)
                self.trouble = ""
        except (duckdb.Error, OSError, ValueError):
            self.trouble = "The newest release cannot be opened; what is shown is the one before it."


def _pointed_at(folder: Path) -> str | None:
    """The name in the pointer, None if there is no pointer. Raises ValueError if it is not the name of a release."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    if not _RELEASE_FILE.fullmatch(name):
        raise ValueError("the pointer names no release")
    return name


def _forget(root: duckdb.DuckDBPyConnection, sight: str) -> None:
    with root.cursor() as cursor:
        cursor.execute(queries.read("report/limit_forget", sight=sight))


def _locked_connection(file: Path) -> duckdb.DuckDBPyConnection:
    root = duckdb.connect(":memory:")
    root.execute(queries.read("report/attach_release", file=file))
    for name in ("report/forbid_external_access", "report/lock_configuration"):
        root.execute(queries.read(name))
    # Every block is read and its checksum tested now, so that a broken file is found here and not by a reader,
    # and what is read stays in memory should the file be damaged later.
    for table in (*_OPEN_TABLES, *_LIMITED_TABLES):
        root.execute(queries.read("report/read_through", table=table)).fetchall()
    (version,) = root.execute(queries.read("report/schema_version")).fetchone() or ("none",)
    if version != SCHEMA_VERSION:
        raise ValueError(f"{file.name} has schema version {version}; this program reads {SCHEMA_VERSION}")
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
