"""The rows of a file as written, header included: text, a spreadsheet, or the names of a Parquet file's columns."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import fastexcel
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.terms import BadInputError, Problem

Format = Literal["csv", "sheet", "parquet"]
Names = Literal["first", "joined"]

_SHEET_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_LARGEST_CELL = 10_000_000
_SPOKEN: dict[Format, str] = {"csv": "text (CSV)", "sheet": "a spreadsheet", "parquet": "Parquet"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out. `header_rows` are the rows before the first answer.

    Names of columns stand in the `first` of them, or in the first two `joined`: "Question [row]", where an empty
    cell of the first goes on with the question to its left.
    """

    format: Format = "csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    header_rows: int = 1
    sheet: str = ""
    names: Names = "first"


def rows_of(path: Path, layout: Layout) -> Iterator[tuple[str, ...]]:
    """Every row as text, header rows first. Raises BadInputError when the file is not what `layout` says."""
    check_is_file(path)
    found = format_of(path)
    if found != layout.format:
        what = f"this is {_SPOKEN[found]}, not {_SPOKEN[layout.format]}."
        raise BadInputError(Problem(path.name, what, "Run `inspect` on it for a mapping that fits."))
    rows = {"csv": _csv_rows, "sheet": _sheet_rows, "parquet": _parquet_names}[found](path, layout)
    first = next(rows, ())
    if not any(first):
        raise BadInputError(Problem(path.name, "the first row is empty.", "Names of columns belong there.", row=1))
    yield first
    yield from rows


def check_is_file(path: Path) -> None:
    """Raise BadInputError unless `path` is a file with something in it."""
    if path.is_dir():
        raise BadInputError(Problem(path.name, "this is a folder.", "Name a file in it."))
    try:
        size = path.stat().st_size
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror})."
        raise BadInputError(Problem(str(path), what, "Check the name.")) from error
    if not size:
        raise BadInputError(Problem(path.name, "the file is empty.", "Export it again."))


def format_of(path: Path) -> Format:
    """What the file's first bytes, then its name, say that it is."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PAR1"):
        return "parquet"
    zipped_or_ole = start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    return "sheet" if zipped_or_ole or path.suffix.lower() in _SHEET_SUFFIXES else "csv"


def sniff_delimiter(path: Path) -> str:
    """The delimiter that splits the first line into most columns; "," when none does or it cannot be read."""
    try:
        with path.open("rb") as file:
            line = file.readline(_LARGEST_CELL).decode("utf-8", errors="replace")
    except OSError:
        return ","
    return max(",;\t|", key=line.count)


def _csv_rows(path: Path, layout: Layout) -> Iterator[tuple[str, ...]]:
    csv.field_size_limit(_LARGEST_CELL)
    encoding = "utf-8-sig" if codecs.lookup(layout.encoding).name == "utf-8" else layout.encoding
    number = 1
    try:
        with path.open(encoding=encoding, newline="") as file:
            for row in csv.reader(file, delimiter=layout.delimiter, strict=True):
                yield tuple(row)
                number += 1
    except UnicodeError as error:
        number = _undecodable_line(path, encoding)
        fix = "Save it as CSV UTF-8, or say `encoding` in a mapping (`inspect` proposes one)."
        raise BadInputError(Problem(path.name, f"this is not {layout.encoding} text.", fix, row=number)) from error
    except csv.Error as error:
        fix = "The file may be cut off or damaged: export it again."
        raise BadInputError(Problem(path.name, "this cannot be read as CSV.", fix, row=number)) from error


def _undecodable_line(path: Path, encoding: str) -> int:
    """The first line that is not `encoding`; text is decoded in larger pieces than lines."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                decoder.decode(line)
            except UnicodeError:
                return number
    return 1


def _sheet_rows(path: Path, layout: Layout) -> Iterator[tuple[str, ...]]:
    try:
        book = fastexcel.read_excel(path)
        sheet = book.load_sheet(layout.sheet or 0, header_row=None, dtypes="string")
        table = pa.table(sheet.to_arrow())
    except fastexcel.FastExcelError as error:
        fix = "It may be cut off, locked with a password, or lack the sheet: save it again from the spreadsheet."
        raise BadInputError(Problem(path.name, "the spreadsheet cannot be opened.", fix)) from error
    for batch in table.to_batches():
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield tuple(cell or "" for cell in row)


def _parquet_names(path: Path, layout: Layout) -> Iterator[tuple[str, ...]]:
    del layout
    with parquet_errors(path):
        names = tuple(pq.read_schema(path).names)
    yield names


@contextmanager
def parquet_errors(path: Path) -> Iterator[None]:
    """Turn what Arrow says about a file into BadInputError."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        what = "the Parquet file is damaged, or a column in it is not plain."
        raise BadInputError(Problem(path.name, what, "Write it again, with numbers and text only.")) from error
