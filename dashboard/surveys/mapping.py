"""What the columns of a file mean: from source columns to pulse, unit, role, programmes and items.

The form of the file is described in docs/mapping.md. Only columns that a mapping names are ever read.
"""

from __future__ import annotations

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.surveys.rows import Layout
from dashboard.terms import BadInputError, Item, Measure, Problem

Codes = tuple[tuple[str, str], ...]
"""Pairs of an answer as the file writes it (in small letters) and what it stands for."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: the first of `columns` that is answered, else `constant`; `codes` translate it.

    `flipped`: the file has turned the answers round already, so they are turned back.
    """

    columns: tuple[str, ...] = ()
    constant: str | None = None
    codes: Codes = ()
    flipped: bool = False


@dataclass(frozen=True, slots=True)
class Programmes:
    """Training people say they had: one column of names split at `split`, or one column to tick a programme."""

    column: str = ""
    split: str = ";"
    ticks: tuple[tuple[str, str], ...] = ()
    codes: Codes = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,) if self.column else tuple(column for column, _ in self.ticks)


@dataclass(frozen=True, slots=True)
class Finished:
    """Which rows count: those where `column` is answered, or, with `values`, holds one of them."""

    column: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Long:
    """One answer a row: `question` says which item, `answer` what; rows of one `respondent` make one response."""

    respondent: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """Everything there is to know about one kind of file."""

    layout: Layout
    pulse: Source
    unit: Source
    items: tuple[tuple[str, Source], ...]
    role: Source = Source()
    respondent_key: Source = Source()
    programmes: Programmes = Programmes()
    finished: Finished | None = None
    missing: tuple[str, ...] = ()
    dates: str = ""
    long: Long | None = None
    file: str = ""
    """The mapping's own file name, for messages; empty for canonical files."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, each once; for a long file without the items, which are not columns there."""
        named = [*self.pulse.columns, *self.unit.columns, *self.role.columns, *self.respondent_key.columns]
        named += self.programmes.columns
        if self.finished:
            named.append(self.finished.column)
        if self.long:
            named += [self.long.respondent, self.long.question, self.long.answer]
        else:
            named += [column for _, source in self.items for column in source.columns]
        return tuple(dict.fromkeys(named))


def canonical(columns: Sequence[str], items: Table[str, Item], *, layout: Layout, file: str) -> Mapping:
    """The mapping of a file written in this project's own words (DESIGN 5). Raises BadInputError."""
    problems = [
        Problem(file, "the column is missing.", _CANONICAL_FIX, row=1, column=name)
        for name in ("pulse", "unit")
        if name not in columns
    ]
    problems += _repeated(columns, file=file)
    found = tuple((column, Source((column,))) for column in columns if column in items)
    if not found:
        problems.append(Problem(file, "no column is an item of a known instrument.", _CANONICAL_FIX, row=1))
    if problems:
        raise BadInputError(*problems)
    return Mapping(
        layout,
        pulse=Source(("pulse",)),
        unit=Source(("unit",)),
        items=found,
        role=Source(("role",) if "role" in columns else ()),
        respondent_key=Source(("respondent_key",) if "respondent_key" in columns else ()),
        programmes=Programmes("programmes" if "programmes" in columns else ""),
    )


_CANONICAL_FIX = "Use the columns of docs/mapping.md, or run `inspect` on the file for a mapping."


def _repeated(columns: Sequence[str], *, file: str) -> list[Problem]:
    repeated = dict.fromkeys(name.removesuffix(" (1)") for name in columns if name.endswith(" (1)"))
    fix = "Rename or remove one of them."
    return [Problem(file, "the column occurs more than once.", fix, row=1, column=name) for name in repeated]


def codes_of(item: Item, source: Source, measure: Measure) -> Codes:
    """What each answer to `item` stands for, as pairs of text; without codes of its own, the numbers or band ids."""
    low, high = item.codes[0], item.codes[-1]
    stored = {str(code): str(low + high - code if source.flipped else code) for code in item.codes}
    if measure.bands:
        stored = {band.id: stored[str(place)] for place, band in enumerate(measure.bands)}
    return tuple((answer.lower(), stored[code]) for answer, code in source.codes) or tuple(stored.items())


def check_items(mapping: Mapping, items: Table[str, Item], measures: Table[str, Measure], *, file: str) -> None:
    """Raise BadInputError for items no instrument has, codes they cannot take, or scales that are not whole."""
    where = mapping.file or file
    problems = [
        Problem(where, f"no instrument has an item '{item}'.", "See docs/instruments.md for the ids.", column=item)
        for item, _ in mapping.items
        if item not in items
    ]
    problems += [problem for item, source in mapping.items for problem in _code_problems(item, source, measures, where)]
    problems += _incomplete(frozenset(item for item, _ in mapping.items), measures, where)
    if problems:
        raise BadInputError(*problems)


def check_columns(mapping: Mapping, columns: Sequence[str], *, file: str) -> None:
    """Raise BadInputError for columns the mapping names and the file does not have (or has more than once)."""
    problems = []
    for name in mapping.columns:
        if f"{name} (1)" in columns:
            fix = f'Say which in {mapping.file}: "{name} (1)" is the first.'
            problems.append(Problem(file, "the column occurs more than once.", fix, row=1, column=name))
        elif name not in columns:
            fix = f"Mend the name in {mapping.file}, or run `inspect` on this file."
            problems.append(Problem(file, "the column is missing.", fix, row=1, column=name))
    if problems:
        raise BadInputError(*problems)


def measure_of(item: str, measures: Table[str, Measure]) -> Measure | None:
    """The first measure that uses `item`."""
    return next((m for m in measures.values() if any(item == used.id for used in m.items)), None)


def _code_problems(item: str, source: Source, measures: Table[str, Measure], where: str) -> list[Problem]:
    measure = measure_of(item, measures)
    if measure is None:
        return []
    allowed = [band.id for band in measure.bands] or [str(code) for code in measure.items[0].codes]
    wrong = sorted({code for _, code in source.codes} - set(allowed))
    fix = f"Use {', '.join(allowed)}."
    return [Problem(where, f"the code {code!r} is not one of the item's.", fix, column=item) for code in wrong]


def _incomplete(given: frozenset[str], measures: Table[str, Measure], where: str) -> list[Problem]:
    """Items that are part of no whole scale: a scale scored from fewer questions is another scale."""
    whole = [m for m in measures.values() if given.issuperset(item.id for item in m.items)]
    covered = {item.id for m in whole for item in m.items}
    partial = {m.id: m for item in sorted(given - covered) if (m := measure_of(item, measures))}
    problems = []
    for measure in partial.values():
        lacking = [item.id for item in measure.items if item.id not in given]
        what = f"the scale '{measure.id}' lacks {len(lacking)} of its {len(measure.items)} items: {', '.join(lacking)}."
        fix = "Add the columns (left empty where a question was not asked), or leave the scale out."
        problems.append(Problem(where, what, fix, column=lacking[0]))
    return problems
