"""Which points of a series may be compared with one another: one place, a printed number, one era."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dashboard.statistics.arrays import Flags, Floats, Ints, Objects

Scalar = TypeVar("Scalar", bound=np.generic)

USUAL_WINDOW = 12


def comparable(value: Floats, leaf_units: Objects) -> Flags:
    """Mark the points of each series that limits and rules may use (S by T).

    A point counts if it has a printed number (open-ended and withheld ones have none) and was shown for the
    same leaf units as the series usually is: a pulse in which a block was merged is drawn, but not judged.
    """
    return np.isfinite(value) & same_block(leaf_units)


def same_block(leaf_units: Objects, *, window: int = USUAL_WINDOW) -> Flags:
    """Mark the pulses at which each series was shown for its usual block (S by T).

    Usual is the block shown most often at the last `window` pulses; of two equally frequent, the later one.
    `leaf_units` holds the members of each point's block as text, '' where there is none.
    """
    codes = _codes(leaf_units)
    recent = codes[:, -window:][:, ::-1]  # newest first, so that argmax prefers the later block
    times = (recent[:, :, None] == recent[:, None, :]).sum(axis=2) * (recent > 0)
    usual = np.take_along_axis(recent, times.argmax(axis=1, keepdims=True), axis=1)
    same: Flags = (codes == usual) & (codes > 0)
    return same


def _codes(texts: Objects) -> Ints:
    """Equal texts as equal numbers, '' as 0."""
    number = {"": 0}
    flat = [number.setdefault(text, len(number)) for text in texts.ravel().tolist()]
    return np.array(flat, dtype=np.int_).reshape(texts.shape)


def eras(*, rebase_at: Sequence[Sequence[int]], pulses: int) -> Ints:
    """The era of each pulse of each series, counted from 0 (S by T).

    `rebase_at` gives each series the pulses (column numbers) at which an annotation starts a new usual range.
    """
    starts = np.zeros((len(rebase_at), pulses), dtype=np.int_)
    for series, columns in enumerate(rebase_at):
        starts[series, [column for column in columns if 0 < column < pulses]] = 1
    return starts.cumsum(axis=1)


@dataclass(frozen=True, eq=False)
class Compressed:
    """The counted points of each series and era as one of R rows, moved together to the left."""

    row_of: Ints  # the row of every cell, S by T
    points: Ints  # how many points each row has, R
    cells: Ints  # the flat place of every counted cell among S by T ...
    places: Ints  # ... and here, among R by T

    def take(self, values: Floats) -> Floats:
        """The counted cells of `values` (S by T) as rows without gaps (R by T), NaN behind the last one."""
        out = np.full(self.points.size * self.row_of.shape[1], np.nan)
        out[self.places] = values.ravel()[self.cells]
        return out.reshape(self.points.size, -1)

    def give(self, values: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
        """Values of R by T back in their cells (S by T): NaN, 0 or False where a cell was not counted."""
        empty = np.nan if values.dtype.kind == "f" else 0
        out = np.full(self.row_of.size, empty, dtype=values.dtype)
        out[self.cells] = values.ravel()[self.places]
        return out.reshape(self.row_of.shape)


def compress(counted: Flags, era: Ints) -> Compressed:
    """Give each series and era a row of its own."""
    rows = era.max(axis=1, initial=0) + 1
    row_of = (np.cumsum(rows) - rows)[:, None] + era
    cells = np.flatnonzero(counted)
    row = row_of.ravel()[cells]
    points = np.bincount(row, minlength=int(rows.sum()))
    # Cells come in order of series and pulse, hence of row: the place within a row is a running number.
    column = np.arange(row.size) - (np.cumsum(points) - points)[row]
    return Compressed(row_of=row_of, points=points, cells=cells, places=row * counted.shape[1] + column)
