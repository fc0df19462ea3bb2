"""Opening a file, whatever it is: its columns by name, its cells as text. What they mean is the mapping's business."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import queries
from dashboard.surveys.rows import Layout, parquet_errors, rows_of
from dashboard.terms import BadInputError, Problem

_RAGGED = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
_LINE = re.compile(r"CSV Error on Line: (\d+)")


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
    header = tuple(islice(rows_of(path, layout), max(layout.header_rows, 1)))
    if layout.format == "parquet":
        return SurveyFile(path, layout, header[0], ())
    written = _joined(header[0], header[1]) if layout.names == "joined" and len(header) > 1 else header[0]
    names = tuple(" ".join(name.split()) for name in written)
    while names and not names[-1] and not any(len(row) >= len(names) and row[len(names) - 1] for row in header):
        names = names[:-1] if layout.format == "sheet" else (*names[:-1], "(no name)")
    return SurveyFile(path, layout, _numbered(names), header)


def first_rows(path: Path, layout: Layout, *, count: int) -> list[tuple[str, ...]]:
    """The first `count` rows as written, header rows included; what a person would see on opening the file."""
    return list(islice(rows_of(path, layout), count))


def read_rows(file: SurveyFile) -> Iterator[tuple[str, ...]]:
    """The rows under the header, as wide as it. Raises BadInputError at a row that is wider or narrower."""
    start = file.layout.header_rows
    for number, row in enumerate(islice(rows_of(file.path, file.layout), start, None), start=start + 1):
        if len(row) != len(file.columns) and file.layout.format == "csv" and row:
            what = f"the row has {len(row)} columns where the header has {len(file.columns)}."
            raise BadInputError(file.problem(what, "Export the file again, or mend this row.", row=number))
        yield row


def cells(file: SurveyFile, *, most: int) -> Iterator[tuple[str | None, ...]]:
    """The first rows under the header, `most` of them, in whatever format; ragged rows as they are."""
    if file.layout.format == "parquet":
        with parquet_errors(file.path):
            first = next(pq.ParquetFile(file.path).iter_batches(batch_size=most), None)
            texts = [column.cast(pa.string()).to_pylist() for column in first.columns] if first else []
        yield from zip(*texts, strict=True)
        return
    yield from islice(rows_of(file.path, file.layout), file.layout.header_rows, file.layout.header_rows + most)


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
        header, found = map(int, ragged.groups())  # DuckDB counts no further than one cell too many
        cells = f"more than the {header} cells of" if found > header else f"{found} cells where there are {header} in"
        what = f"the row has {cells} the header."
        return file.problem(what, "Export the file again, or mend this row.", row=row)
    if "unicode" in text or "utf-8" in text.lower():
        return file.problem("this is not UTF-8 text.", "Save it as CSV UTF-8, or say `encoding` in a mapping.", row=row)
    if "quote" in text:
        return file.problem("a quotation mark is never closed.", "The file may be cut off: export it again.", row=row)
    return file.problem("the file cannot be read as CSV from here.", "Export it again as CSV UTF-8.", row=row)


def _frame(file: SurveyFile, columns: Sequence[int]) -> pa.Table:
    names = [f"c{column}" for column in columns]
    if file.layout.format == "parquet":
        with parquet_errors(file.path):
            table = pq.read_table(file.path, columns=[file.columns[column] for column in columns])
            return pa.table([column.cast(pa.string()) for column in table.columns], names=names)
    cells: list[list[str | None]] = [[] for _ in columns]
    for row in (*file.header[: file.layout.header_rows], *read_rows(file)):
        for cell, column in zip(cells, columns, strict=True):
            cell.append(row[column] if column < len(row) else None)
    return pa.table([pa.array(cell, pa.string()) for cell in cells], names=names)


def _joined(questions: Sequence[str], rows: Sequence[str]) -> list[str]:
    names, question = [], ""
    for place, text in enumerate(questions):
        question = text.strip() or question
        row = rows[place].strip() if place < len(rows) else ""
        names.append(question if row in ("", "Response") else f"{question} [{row}]")
    return names


def _numbered(names: Sequence[str]) -> tuple[str, ...]:
    total, seen = Counter(names), Counter[str]()
    result = []
    for name in names:
        seen[name] += 1
        result.append(name if total[name] == 1 else f"{name} ({seen[name]})")
    return tuple(result)
