"""What is known besides the answers: the unit tree at each pulse, the training register, what happened when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.surveys.table_files import Row, Table, read_table
from dashboard.terms import BadInputError, Problem

PULSE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
"""YYYY-MM or YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of units.csv. `headcount` counts everyone at or under the unit; None where it is not known."""

    unit: str
    name: str
    parent: str | None
    kind: str
    headcount: int | None


@dataclass(frozen=True, slots=True)
class Training:
    """One line of the training register. `satisfaction` is 0-100."""

    unit: str
    programme: str
    date: str
    completed: int
    hours: float | None
    satisfaction: float | None
    satisfaction_n: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of annotations.csv."""

    date: str
    unit: str
    what: str
    rebase: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """The unit trees by the pulse they hold from ('' holds for every pulse without one of its own)."""

    trees: dict[str, tuple[UnitRow, ...]]
    training: tuple[Training, ...] = ()
    events: tuple[Event, ...] = ()

    def at(self, pulse: str) -> tuple[UnitRow, ...]:
        """The tree at `pulse`, parents first: its own, else the undated one, else the latest before it, else none."""
        if pulse in self.trees or "" in self.trees:
            return self.trees.get(pulse, self.trees.get("", ()))
        earlier = [known for known in self.trees if known < pulse]
        return self.trees[max(earlier)] if earlier else ()


def read_organisation(units: Path, training: Path | None, annotations: Path | None) -> Organisation:
    """Read and check the three files. Raises BadInputError with everything that is wrong with them."""
    table = read_table(units, required=("unit", "name", "parent", "kind", "headcount"), optional=("pulse",))
    trees = {pulse: _tree(rows, table) for pulse, rows in _by_pulse(table).items()}
    known = {unit.unit for tree in trees.values() for unit in tree}
    register = _read_training(training, known) if training else ()
    return Organisation(trees, register, _read_events(annotations, known) if annotations else ())


def _by_pulse(table: Table) -> dict[str, list[Row]]:
    result: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        pulse = row.text("pulse")
        if pulse and not PULSE.fullmatch(pulse):
            row.note("pulse", "this is not a pulse.", "Write YYYY-MM or YYYY-MM-DD.")
        for column in ("unit", "name", "kind"):
            row.required(column)
        row.identifier("unit")
        result[pulse].append(row)
    table.raise_problems()
    return result


def _tree(rows: Sequence[Row], table: Table) -> tuple[UnitRow, ...]:
    by_id: dict[str, Row] = {}
    for row in rows:
        if row.text("unit") in by_id:
            row.note("unit", f"the unit '{row.text('unit')}' occurs twice.", "List each unit once a pulse.")
        by_id.setdefault(row.text("unit"), row)
    for row in rows:
        if row.text("parent") and row.text("parent") not in by_id:
            row.note("parent", f"'{row.text('parent')}' is not a unit.", "Name a unit of this file, or leave it empty.")
    table.raise_problems()
    ordered = _parents_first(rows)
    _check_shape(rows, ordered, table)
    tree = tuple(_unit_row(row) for row in ordered)
    _check_headcounts(tree, by_id)
    table.raise_problems()
    return tree


def _parents_first(rows: Sequence[Row]) -> list[Row]:
    """Rows reachable from a root, each after its parent, otherwise in file order."""
    children: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        children[row.text("parent")].append(row)
    ordered: list[Row] = []
    waiting = list(reversed(children[""]))
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(reversed(children[row.text("unit")]))
    return ordered


def _check_shape(rows: Sequence[Row], ordered: Sequence[Row], table: Table) -> None:
    roots = [row for row in rows if not row.text("parent")]
    for row in roots[1:]:
        row.note("parent", "there is a second unit without a parent.", "Only the organisation itself has no parent.")
    reached = {row.number for row in ordered}
    for row in rows:
        if row.number not in reached:
            row.note("parent", "the unit is its own ancestor, or hangs under one that is.", "Mend the parents.")
    table.raise_problems()


def _unit_row(row: Row) -> UnitRow:
    return UnitRow(
        row.text("unit"), row.text("name"), row.text("parent") or None, row.text("kind"), row.count("headcount")
    )


def _check_headcounts(tree: Iterable[UnitRow], rows: dict[str, Row]) -> None:
    """A parent's headcount includes everyone below it, so it is at least the sum of its children's."""
    below: dict[str, int] = defaultdict(int)
    for unit in reversed(tuple(tree)):
        if unit.headcount is not None and unit.headcount < below[unit.unit]:
            what = f"the headcount is {unit.headcount}, but the units below it add up to {below[unit.unit]}."
            rows[unit.unit].note("headcount", what, "A parent's headcount includes everyone below it.")
        if unit.parent:
            below[unit.parent] += below[unit.unit] if unit.headcount is None else unit.headcount


def _read_training(path: Path, known: set[str]) -> tuple[Training, ...]:
    optional = ("hours", "satisfaction", "satisfaction_n")
    table = read_table(path, required=("unit", "programme", "date", "completed"), optional=optional)
    seen: set[tuple[str, str, str]] = set()
    result = []
    for row in table.rows:
        _check_unit(row, known)
        _check_date(row)
        row.required("programme")
        row.identifier("programme")
        key = row.text("unit"), row.text("programme"), row.text("date")
        if key in seen:
            row.note("date", "the unit, programme and date occur twice.", "Add the two rows up.")
        seen.add(key)
        satisfaction = row.amount("satisfaction", at_most=100)
        numbers = row.count("completed", required=True) or 0, row.amount("hours"), satisfaction
        result.append(Training(*key, *numbers, row.count("satisfaction_n")))
    table.raise_problems()
    return tuple(result)


def _read_events(path: Path, known: set[str]) -> tuple[Event, ...]:
    table = read_table(path, required=("date", "unit", "what", "rebase"), optional=())
    result = []
    for row in table.rows:
        _check_date(row)
        row.required("what")
        if row.text("unit"):
            _check_unit(row, known)
        if row.text("rebase").lower() not in ("yes", "no"):
            row.note("rebase", "this is neither yes nor no.", "Write yes or no.")
        result.append(Event(row.text("date"), row.text("unit"), row.text("what"), row.text("rebase").lower() == "yes"))
    table.raise_problems()
    return tuple(dict.fromkeys(result))


def _check_unit(row: Row, known: set[str]) -> None:
    row.required("unit")
    if row.text("unit") and row.text("unit") not in known:
        row.note("unit", f"'{row.text('unit')}' is not in units.csv.", "Add the unit there, or mend the id.")


def _check_date(row: Row) -> None:
    if not PULSE.fullmatch(row.text("date")):
        row.note("date", "this is not a date.", "Write YYYY-MM or YYYY-MM-DD.")


def unknown_unit(file: str, unit: str, *, row: int) -> Problem:
    """The problem of an answer from a unit that units.csv does not have."""
    what = f"the unit '{unit}' is not in units.csv."
    return Problem(file, what, "Add the unit there, or mend the id.", row=row, column="unit")


__all__ = ["BadInputError", "Event", "Organisation", "Training", "UnitRow", "read_organisation", "unknown_unit"]
