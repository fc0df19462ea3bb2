"""Writing a release: beside the current one, whole, flushed to disk, and only then pointed at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

import duckdb
import pandas as pd

import queries
from dashboard.terms import Figure

POINTER = "current"
KEPT_FILES = 3
"""How many release files stay: readers may still hold an earlier one open."""

_BY_PULSE = ("pulses", "units", "blocks", "figures", "certificates")
_ABOUT_ALL = ("about", "measures", "annotations", "effects")

Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True)
class ReleaseFolder:
    """The folder that readers are given: `release_<n>.duckdb` and the pointer `current`."""

    folder: Path

    def number(self) -> int:
        """The current release's number; 0 where nothing has been released."""
        try:
            name = (self.folder / POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return 0
        return _number(Path(name).name)

    def file(self, number: int) -> Path:
        return self.folder / f"release_{number}.duckdb"

    def draft(self, number: int) -> Path:
        """Where a release is written and audited, under a name that no reader looks for."""
        return self.folder / f"draft_{number}.duckdb"

    def files(self) -> list[Path]:
        """Every release file, the newest last."""
        return sorted(self.folder.glob("release_*.duckdb"), key=lambda file: _number(file.name))

    def current(self) -> Path | None:
        """The release that readers are pointed at; None where nothing has been released."""
        return self.file(self.number()) if self.number() else None

    def next_number(self) -> int:
        """A number that no file has had."""
        return max([self.number(), *(_number(file.name) for file in self.files())]) + 1

    def seal(self, number: int) -> None:
        """Give a draft that is whole and audited its final name. No reader is pointed at it yet."""
        self.draft(number).replace(self.file(number))
        _flush(self.folder)

    def point_at(self, number: int) -> None:
        """Make release `number` the current one. Readers see the old one or the new one, never half of either."""
        beside = self.folder / f"{POINTER}.new"
        beside.write_text(f"{self.file(number).name}\n", encoding="utf-8")
        _flush(beside)
        beside.replace(self.folder / POINTER)
        _flush(self.folder)

    def tidy(self, *, floor: int) -> None:
        """Delete drafts, files never pointed at, those with a number under `floor`, and all but the last few."""
        current = self.number()
        numbers = [_number(file.name) for file in self.files()]
        kept = [number for number in numbers if floor <= number <= current][-KEPT_FILES:]
        for file in [*(self.file(number) for number in set(numbers) - set(kept)), *self.folder.glob("draft_*")]:
            file.unlink(missing_ok=True)


def _number(name: str) -> int:
    return int(name.removeprefix("release_").removesuffix(".duckdb"))


def _flush(path: Path) -> None:
    """Wait until the file, or the folder's list of names, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Draft:
    """A release file being written. Leaving the block closes it and flushes it to disk."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file
        self._database = duckdb.connect(str(file))
        self._database.execute(queries.read("publish/hide_progress"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        _flush(self._file)

    def create(self) -> None:
        """Make every table."""
        for table in (*_BY_PULSE, *_ABOUT_ALL):
            self._database.execute(queries.read(f"publish/create_{table}"))

    def carry_on(self, earlier: Path, *, without: Iterable[str] = (), tables: Iterable[str] = ()) -> None:
        """Take over what `earlier` holds on every pulse not in `without`, and `tables` whole."""
        self._database.execute(queries.read("publish/attach_earlier", file=earlier))
        dropped = {"dropped": list(without)}
        for table in _BY_PULSE:
            self._database.execute(queries.read("publish/keep_rows", table=table), dropped)
        for table in tables:
            self._database.execute(queries.read("publish/keep_table", table=table))

    def measures(self) -> list[str]:
        """The measures that there are figures of."""
        return [row[0] for row in self._database.execute(queries.read("publish/measures_by_figure")).fetchall()]

    def add(self, table: str, rows: Rows) -> None:
        """Add rows in the order of the table's columns."""
        if rows:
            columns = self._database.table(table).columns
            self._insert(table, pd.DataFrame(list(rows), columns=columns))

    def add_figures(self, figures: Sequence[Figure]) -> None:
        columns: dict[str, Any] = {field.name: [getattr(f, field.name) for f in figures] for field in fields(Figure)}
        for name in ("leaf_units", "group_values"):
            columns[name] = [";".join(members) for members in columns[name]]
        for name in ("respondents", "headcount"):
            columns[name] = pd.array(columns[name], dtype="Int64")
        for name in ("value", "band_low", "band_high", "interval_low", "interval_high"):
            columns[name] = pd.array(columns[name], dtype="Float64")
        if figures:
            self._insert("figures", pd.DataFrame(columns))

    def _insert(self, table: str, frame: pd.DataFrame) -> None:
        self._database.register("new_rows", frame)
        self._database.execute(queries.read("publish/insert_rows", table=table))
        self._database.unregister("new_rows")
