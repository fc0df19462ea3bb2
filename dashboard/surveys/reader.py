"""Opening a file, whatever it is: its columns by name, its cells as text. What they mean is the mapping's business."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

import duckdb
import fastexcel
import pyarrow as pa
import pyarrow.parquet as pq

import queries
from dashboard.terms import BadInputError, Problem

Format = Literal["csv", "sheet", "parquet"]

_SHEET_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_LARGEST_CELL = 10_000_000
_RAGGED = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
_LINE = re.compile(r"CSV Error on Line: (\d+)")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out. `header_rows` are the rows before the first answer; names stand in the first."""

    format: Format = "csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    header_rows: int = 1
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A file that can be opened: its layout, the names of its columns in order, its header rows as written.

    A name that occurs more than once gets its number behind it: "Comment (1)", "Comment (2)".
    """

    path: Path
    layout: Layout
    columns: tuple[str, ...]
    header: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        return self.path.name

    def problem(self, what: str, fix: str, *, row: int | None = None, column: str | None = None) -> Problem:
        return Problem(self.name, what, fix, row=row, column=column)


def open_file(path: Path, layout: Layout) -> SurveyFile:
    """Read the header of `path`. Raises BadInputError when it is not a file, is empty, or is not what `layout` says."""
    header = tuple(islice(_rows(path, layout), max(layout.header_rows, 1)))
    if layout.format == "parquet":
        return SurveyFile(path, layout, header[0], ())
    names = tuple(name.strip() for name in header[0])
    while names and not names[-1] and not any(len(row) >= len(names) and row[len(names) - 1] for row in header):
        names = names[:-1] if layout.format == "sheet" else (*names[:-1], "(no name)")
    return SurveyFile(path, layout, _numbered(names), header)


def first_rows(path: Path, layout: Layout, *, count: int) -> list[tuple[str, ...]]:
    """The first `count` rows as written, header rows included; what a person would see on opening the file."""
    return list(islice(_rows(path, layout), count))


def read_rows(file: SurveyFile) -> Iterator[tuple[str, ...]]:
    """The rows under the header, as wide as it. Raises BadInputError at a row that is wider or narrower."""
    start = file.layout.header_rows
    for number, row in enumerate(islice(_rows(file.path, file.layout), start, None), start=start + 1):
        if len(row) != len(file.columns) and file.layout.format == "csv" and row:
            what = f"the row has {len(row)} columns where the header has {len(file.columns)}."
            raise BadInputError(file.problem(what, "Export the file again, or mend this row.", row=number))
        yield row


def sniff_delimiter(path: Path) -> str:
    """The delimiter that splits the first line into most columns; "," when none does or it cannot be read."""
    try:
        with path.open("rb") as file:
            line = file.readline(_LARGEST_CELL).decode("utf-8", errors="replace")
    except OSError:
        return ","
    return max(",;\t|", key=line.count)


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


def load(connection: duckdb.DuckDBPyConnection, file: SurveyFile, columns: Sequence[int]) -> None:
    """Make the view `source`: one row a row of the file (header included), columns c<number> as text.

    Only `columns` are read. A CSV file is read when the view is; what DuckDB then says, `broken_csv` tells.
    """
    layout = file.layout
    if layout.format == "csv" and layout.encoding == "utf-8":
        every, wanted = range(len(file.columns)), sorted(set(columns))
        holes = {"all_columns": [f"c{number}" for number in every], "columns": [f"c{number}" for number in wanted]}
        source = queries.read("build/source_from_csv", file=file.path, delimiter=layout.delimiter, **holes)
        connection.execute(source)
        return
    connection.register("opened", _frame(file, sorted(set(columns))))
    connection.execute(queries.read("build/source_from_frame"))


def broken_csv(file: SurveyFile, error: duckdb.Error) -> Problem:
    """DuckDB's complaint about a CSV in our words; its own text repeats the line, which may identify someone."""
    text = str(error)
    line = _LINE.search(text)
    row = int(line.group(1)) if line else None
    if ragged := _RAGGED.search(text):
        what = f"the row has {ragged.group(2)} columns where the header has {ragged.group(1)}."
        return file.problem(what, "Export the file again, or mend this row.", row=row)
    if "unicode" in text or "utf-8" in text.lower():
        return file.problem("this is not UTF-8 text.", "Save it as CSV UTF-8, or say `encoding` in a mapping.", row=row)
    if "quote" in text:
        return file.problem("a quotation mark is never closed.", "The file may be cut off: export it again.", row=row)
    return file.problem("the file cannot be read as CSV from here.", "Export it again as CSV UTF-8.", row=row)


def _frame(file: SurveyFile, columns: Sequence[int]) -> pa.Table:
    names = [f"c{column}" for column in columns]
    if file.layout.format == "parquet":
        table = pq.read_table(file.path, columns=[file.columns[column] for column in columns])
        return pa.table([column.cast(pa.string()) for column in table.columns], names=names)
    cells: list[list[str | None]] = [[] for _ in columns]
    for row in (*file.header[: file.layout.header_rows], *read_rows(file)):
        for cell, column in zip(cells, columns, strict=True):
            cell.append(row[column] if column < len(row) else None)
    return pa.table([pa.array(cell, pa.string()) for cell in cells], names=names)


def _rows(path: Path, layout: Layout) -> Iterator[tuple[str, ...]]:
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


_SPOKEN = {"csv": "text (CSV)", "sheet": "a spreadsheet", "parquet": "Parquet"}


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
    try:
        yield tuple(pq.read_schema(path).names)
    except pa.ArrowException as error:
        raise BadInputError(Problem(path.name, "the Parquet file is damaged.", "Write it again.")) from error


def _numbered(names: Sequence[str]) -> tuple[str, ...]:
    total, seen = Counter(names), Counter[str]()
    result = []
    for name in names:
        seen[name] += 1
        result.append(name if total[name] == 1 else f"{name} ({seen[name]})")
    return tuple(result)
