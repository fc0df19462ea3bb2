"""Atoms: counts and sums of people who cannot be told apart. The only code that looks at scores.

This is the seam for another engine (Spark, a warehouse): whatever can fill an `AtomSource` can be released. Every
number is a whole number, so that engines agree to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

import queries
from dashboard.disclosure.organisation import Whole
from dashboard.terms import Measure

NOT_STATED = "not stated"
"""The role of those who gave none."""

ANSWERS = ""
"""The family of all who answered anything; other families are people with a score on each of its measures."""

PROGRAMMES = "programmes"
"""The family of those who were asked which programmes they took part in: everybody."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added up for one statistic of a measure, by cell: millionths of a point for `mean`, else people."""

    family: str
    measure: str
    statistic: str
    amounts: Whole


@dataclass(frozen=True, eq=False)
class Atoms:
    """One pulse. `units`, `roles` and `trained` describe each cell; `people` counts by family, by cell."""

    pulse: str
    units: tuple[str, ...]
    roles: tuple[str, ...]
    trained: tuple[bool | None, ...]
    people: Mapping[str, Whole]
    sums: tuple[Sums, ...]

    @property
    def families(self) -> tuple[str, ...]:
        return tuple(self.people)

    def answers(self) -> dict[str, int]:
        """Responses by unit as imported."""
        found: dict[str, int] = {}
        for unit, people in zip(self.units, self.people[ANSWERS].tolist(), strict=True):
            found[unit] = found.get(unit, 0) + people
        return found


@dataclass(frozen=True, slots=True)
class Spread:
    """A scale's answers in the whole organisation: how many, their sum and the sum of their squares."""

    measure: str
    people: int
    total: int
    squares: int


class AtomSource(Protocol):
    """Where atoms come from."""

    def atoms(self, pulse: str) -> Atoms: ...

    def spreads(self, pulse: str) -> tuple[Spread, ...]: ...

    def counts(self, until: str) -> Mapping[str, Mapping[str, int]]:
        """Responses by pulse and unit, for pulses up to and including `until`."""


class Database(Protocol):
    """What atoms need of a connection that has `scores`."""

    def execute(self, query: str, parameters: Mapping[str, Any]) -> Any: ...


@dataclass(frozen=True, slots=True)
class Family:
    """Measures that share items, and therefore one base: those who have a score on all of them."""

    id: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class DatabaseAtoms:
    """Atoms counted by DuckDB from the view `scores`. A measure that fewer than `k` answered is left out."""

    database: Database
    measures: tuple[Measure, ...]
    k: int

    def atoms(self, pulse: str) -> Atoms:
        families = _families(self._asked(pulse))
        columns = self._columns("atoms_by_cell", pulse, families=families)
        units = tuple(map(str, columns["unit"]))
        roles = tuple(role or NOT_STATED for role in _optional(columns["role"]))
        trained = tuple(None if status is None else bool(status) for status in _optional(columns["trained"]))
        everybody = np.asarray(columns["people"], dtype=np.int64)
        people = {ANSWERS: everybody, **{f.id: np.asarray(columns[f"{f.id}__people"], np.int64) for f in families}}
        sums = tuple(_sums(families, columns))
        mentions = self._mentions(pulse, list(zip(units, roles, trained, strict=True)))
        if mentions:
            people[PROGRAMMES] = everybody
        return Atoms(pulse, units, roles, trained, people, (*sums, *mentions))

    def _asked(self, pulse: str) -> list[Measure]:
        counts = self._columns("counts_by_measure", pulse, measures=self.measures)
        return [measure for measure in self.measures if counts[measure.id][0] >= self.k]

    def _mentions(self, pulse: str, cells: Sequence[tuple[str, str, bool | None]]) -> list[Sums]:
        number = {cell: place for place, cell in enumerate(cells)}
        found: dict[str, Whole] = {}
        for unit, role, trained, programme, people in self._rows("programmes_by_cell", pulse):
            amounts = found.setdefault(programme, np.zeros(len(cells), dtype=np.int64))
            amounts[number[unit, role or NOT_STATED, trained]] += people
        return [
            Sums(PROGRAMMES, f"uptake:{programme}", "share:self_reported", amounts)
            for programme, amounts in found.items()
        ]

    def spreads(self, pulse: str) -> tuple[Spread, ...]:
        scales = [measure for measure in self._asked(pulse) if not measure.bands]
        if not scales:
            return ()
        rows = self._rows("spread_by_measure", pulse, scales=scales)
        return tuple(Spread(measure, people, int(total), int(squares)) for measure, people, total, squares in rows)

    def counts(self, until: str) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for pulse, unit, people in self._rows("counts_by_unit", until):
            found.setdefault(pulse, {})[unit] = people
        return found

    def _rows(self, query: str, pulse: str, **holes: Any) -> list[tuple[Any, ...]]:
        text = queries.read(f"publish/{query}", **holes)
        return list(self.database.execute(text, {"pulse": pulse}).fetchall())

    def _columns(self, query: str, pulse: str, **holes: Any) -> dict[str, Any]:
        text = queries.read(f"publish/{query}", **holes)
        return dict(self.database.execute(text, {"pulse": pulse}).fetchnumpy())


def _families(measures: Sequence[Measure]) -> tuple[Family, ...]:
    ids = dict.fromkeys(measure.family for measure in measures)
    return tuple(Family(family, tuple(m for m in measures if m.family == family)) for family in ids)


def _optional(column: Any) -> list[Any]:
    """A column with None where the database has null."""
    return [None if value is np.ma.masked else value for value in column]


def _sums(families: Sequence[Family], columns: Mapping[str, Any]) -> Iterator[Sums]:
    for measure in (measure for family in families for measure in family.measures):
        wanted = [(f"share:{band.id}", f"{measure.id}__is__{band.id}") for band in measure.bands]
        if not measure.bands:
            wanted.append(("mean", f"{measure.id}__total"))
        if measure.cut_off:
            wanted.append(("share_high", f"{measure.id}__high"))
        for statistic, column in wanted:
            yield Sums(measure.family, measure.id, statistic, np.asarray(columns[column], dtype=np.int64))
