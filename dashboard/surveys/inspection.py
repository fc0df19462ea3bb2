"""Looking at a file: what it is, and the mapping a person would only have to confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard import instruments
from dashboard.surveys import detection, identifiers, mapping, matching, proposal, reader, vocabulary
from dashboard.surveys.detection import Guess
from dashboard.surveys.proposal import Column, Facts
from dashboard.surveys.reader import SurveyFile

_ROWS_LOOKED_AT = 20_000
_MOST_ANSWERS = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file is, in sentences, and a mapping for it as TOML (empty for a canonical file, which needs none)."""

    description: str
    mapping: str


def propose(path: Path) -> Proposal:
    """Look at `path`. Raises BadInputError when it cannot be read at all."""
    guess = detection.detect(path)
    file = reader.open_file(path, guess.layout)
    items = instruments.items()
    if {"pulse", "unit"} <= set(file.columns) and set(items) & set(file.columns):
        mapping.canonical(file.columns, items, layout=file.layout, file=file.name)
        lines = [*_opening(file, guess, rows=None), "It is written in this project's own words and needs no mapping."]
        return Proposal("\n".join(lines), "")
    facts = _facts(file, guess)
    lines = [*_opening(file, guess, rows=facts.rows), *proposal.findings(facts)]
    return Proposal("\n".join(lines), proposal.toml(facts))


def _opening(file: SurveyFile, guess: Guess, *, rows: int | None) -> list[str]:
    layout = guess.layout
    format_words = {"csv": "text (CSV)", "sheet": "a spreadsheet", "parquet": "Parquet"}[layout.format]
    if layout.format == "csv":
        delimiter = {"\t": "tab"}.get(layout.delimiter, layout.delimiter)
        format_words += f", {layout.encoding}, delimiter {delimiter}"
    size = f"{len(file.columns)} columns"
    if rows is not None:
        header = "1 header row" if layout.header_rows == 1 else f"{layout.header_rows} header rows"
        size += f", {rows:,}{' or more' if rows == _ROWS_LOOKED_AT else ''} rows under {header}"
    tool = "" if guess.tool.name.startswith("no ") else f" It looks like an export of {guess.tool.name}."
    return [f"{file.name}: {format_words}; {size}.{tool}"]


def _facts(file: SurveyFile, guess: Guess) -> Facts:
    seen: list[Counter[str]] = [Counter() for _ in file.columns]
    rows = 0
    for row in reader.cells(file, most=_ROWS_LOOKED_AT):
        rows += 1
        for counter, cell in zip(seen, row, strict=False):
            if text := (cell or "").strip():
                counter[text] += 1
    texts = _texts(file)
    columns = tuple(
        Column(name, texts[name], counter, _identifying(name, counter, rows))
        for name, counter in zip(file.columns, seen, strict=True)
    )
    by_name = {column.name: column for column in columns}
    safe = [column.name for column in columns if not column.identifying]
    found = matching.match(safe, texts, instruments.load())
    return Facts(file, guess, rows, by_name, found)


def _texts(file: SurveyFile) -> dict[str, str]:
    """The question of each column as people read it: the second header row of Qualtrics, else the name itself."""
    second: Sequence[str] = file.header[1] if len(file.header) > 1 and file.layout.names == "first" else ()
    return {name: (second[place] if place < len(second) else name) for place, name in enumerate(file.columns)}


def _identifying(name: str, counter: Counter[str], rows: int) -> str:
    """Why a column must not be read, in a few words; "" if nothing speaks against it."""
    if vocabulary.field_of(name) == "identity":
        return "by its name"
    for value in list(counter)[:_MOST_ANSWERS]:
        if kind := identifiers.looks_like(value):
            return kind
    words = sum(count for value, count in counter.items() if " " in value and vocabulary.recognise([value]) is None)
    if rows >= identifiers.FEWEST_ROWS and len(counter) > identifiers.NEARLY_ONE_EACH * rows and words > rows / 2:
        return "free text"
    return ""
