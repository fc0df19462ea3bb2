"""What a file is, going by its bytes: format, encoding, delimiter, the tool that wrote it, how it writes dates."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dashboard.surveys import reader, rows, tools
from dashboard.surveys.rows import Layout
from dashboard.surveys.tools import Tool

_PIECE = 1 << 20
_ROWS_LOOKED_AT = 50
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%m/%d/%y")
_TIMES = ("", " %H:%M:%S", " %H:%M", "T%H:%M:%S", " %I:%M:%S %p", " %I:%M %p", "T%H:%M:%SZ")
DATE_FORMATS = tuple(day + time for day in _DAYS for time in _TIMES)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file seems to be."""

    layout: Layout
    tool: Tool


def detect(path: Path) -> Guess:
    """Look at a file and say what it is. Raises BadInputError when it is not a file or holds nothing."""
    rows.check_is_file(path)
    kind = rows.format_of(path)
    layout = Layout(format=kind, header_rows=0 if kind == "parquet" else 1)
    if kind == "csv":
        encoding = detect_encoding(path)
        layout = replace(layout, encoding=encoding, delimiter=detect_delimiter(path, encoding))
    tool = tools.recognise(reader.first_rows(path, layout, count=3))
    if kind != "parquet":
        layout = replace(layout, header_rows=tool.header_rows, names=tool.names)
    return Guess(layout, tool)


def detect_encoding(path: Path) -> str:
    """utf-8 where all of the file is, else utf-16 by its mark, else the Windows code page, else Latin-1."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark) and _decodes(path, encoding):
            return encoding
    return next((encoding for encoding in ("utf-8", "cp1252") if _decodes(path, encoding)), "latin-1")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def detect_delimiter(path: Path, encoding: str) -> str:
    """The delimiter that splits the first rows into most columns of one and the same number."""
    with path.open(encoding=encoding, newline="") as file:
        text = file.read(_PIECE)
    return max(",;\t|", key=lambda delimiter: _columns(text, delimiter))


def _columns(text: str, delimiter: str) -> int:
    """The commonest number of columns, where several rows have more than one; 0 otherwise."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            widths[len(row)] += 1
            if widths.total() == _ROWS_LOOKED_AT:
                break
    except csv.Error:
        return 0
    return widths.most_common(1)[0][0] if widths else 0


def date_formats(values: Iterable[str]) -> list[str]:
    """The formats that all of `values` fit; two of them mean that day and month cannot be told apart."""
    fitting = list(DATE_FORMATS)
    for value in values:
        fitting = [known for known in fitting if _fits(value, known)]
    return fitting


def _fits(value: str, known: str) -> bool:
    try:
        datetime.strptime(value, known)  # noqa: DTZ007 - survey exports name no time zone
    except ValueError:
        return False
    return True


def months(values: Sequence[str], known: str) -> Counter[str]:
    """How many of `values` fall in each month, YYYY-MM."""
    return Counter(datetime.strptime(value, known).strftime("%Y-%m") for value in values)  # noqa: DTZ007 - likewise
