"""The small hand-made CSV files (units, training, annotations): read whole, with every mistake named at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.surveys.reader import open_file, read_rows
from dashboard.surveys.rows import Layout, sniff_delimiter
from dashboard.terms import BadInputError, Problem

MOST_PROBLEMS = 20
_LARGEST_COUNT = 10_000_000


@dataclass(slots=True)
class Table:
    """A CSV file in memory and the problems found in it so far."""

    file: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def raise_problems(self) -> None:
        """Raise BadInputError if anything is wrong, with no more problems than a person reads."""
        if self.problems:
            raise BadInputError(*self.problems[:MOST_PROBLEMS])


@dataclass(frozen=True, slots=True)
class Row:
    """One line: cells by column name, stripped; "" where the file has no such column."""

    table: Table = field(repr=False, compare=False)
    number: int
    cells: dict[str, str]

    def note(self, column: str, what: str, fix: str) -> None:
        """Remember a problem with this row."""
        self.table.problems.append(Problem(self.table.file, what, fix, row=self.number, column=column))

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def required(self, column: str) -> None:
        if not self.text(column):
            self.note(column, "the cell is empty.", "Fill it in.")

    def identifier(self, column: str) -> None:
        if ";" in self.text(column):
            self.note(column, "an id holds a semicolon.", "Choose an id without ';'.")

    def count(self, column: str, *, required: bool = False) -> int | None:
        """A whole number from 0; None where the cell is empty."""
        text = self.text(column)
        if not text and not required:
            return None
        if not (text.isascii() and text.isdecimal()) or int(text) > _LARGEST_COUNT:
            self.note(column, "this is not a whole number.", "Write a number of people, such as 42.")
            return None
        return int(text)

    def amount(self, column: str, *, at_most: float = math.inf) -> float | None:
        """A number from 0 to `at_most`; None where the cell is empty."""
        if not self.text(column):
            return None
        try:
            number = float(self.text(column))
        except ValueError:
            number = math.nan
        if not 0 <= number <= at_most or math.isinf(number):
            span = "0 or more" if math.isinf(at_most) else f"0 to {at_most:g}"
            self.note(column, "the number cannot be used.", f"Write a number of {span}, with a decimal point.")
            return None
        return number


def read_table(path: Path, *, required: Sequence[str], optional: Sequence[str]) -> Table:
    """Read a CSV file with these columns (others are passed over). Raises BadInputError."""
    layout = Layout(delimiter=sniff_delimiter(path))
    file = open_file(path, layout)
    table = Table(file.name)
    fix = f"The columns are {', '.join((*required, *optional))}."
    for name in required:
        if name not in file.columns:
            table.problems.append(file.problem("the column is missing.", fix, row=1, column=name))
    for name in (*required, *optional):
        if f"{name} (1)" in file.columns:
            table.problems.append(file.problem("the column occurs more than once.", fix, row=1, column=name))
    table.raise_problems()
    wanted = [(place, name) for place, name in enumerate(file.columns) if name in (*required, *optional)]
    for number, cells in enumerate(read_rows(file), start=2):
        if any(cells):
            table.rows.append(Row(table, number, {name: cells[place].strip() for place, name in wanted}))
    if not table.rows:
        raise BadInputError(file.problem("there is nothing under the header.", "Fill in the file.", row=2))
    return table
