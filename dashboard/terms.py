"""The words of this project as types: what every room hands to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["organisation", "division", "unit"]  # or a unit's own `kind` for the levels in between
Status = Literal["published", "combined", "withheld"]
Direction = Literal["lower", "higher", "neither"]  # which way is good news

MICRO = 1_000_000
"""Scores are whole numbers of millionths of a point, so that sums are exact and every engine counts alike."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where it is, what it is, and how to mend it."""

    file: str
    what: str
    fix: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.what} {self.fix}"


class BadInputError(Exception):
    """The input cannot be used as it is (exit status 2). Nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class CheckFailedError(Exception):
    """A check said no (exit status 1): a disclosure, a release that would not be safe."""


@dataclass(frozen=True, slots=True)
class Band:
    """One answer of a measure that is shown as a distribution: the id in data, the words on screen."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """From which score (0-100) a result is called high, in words a manager understands, and who says so."""

    at_least: int
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question of an instrument: its id, the codes its answers may have, from low to high."""

    id: str
    codes: tuple[int, ...]
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What is scored and published: a scale (mean of percent of range) or a distribution over bands.

    `items` share one range. A respondent counts if at least `least_answered` of them are answered.
    Measures of one `family` share items and therefore one respondent base (DESIGN 2.6).
    """

    id: str
    name: str
    family: str
    items: tuple[Item, ...]
    least_answered: int
    better: Direction
    cut_off: CutOff | None = None
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire as data: where it comes from, on what terms, and the measures scored from it."""

    id: str
    name: str
    source: str
    licence: str
    confidence: Literal["verified", "convention", "own"]
    measures: tuple[Measure, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A place in the organisation at one pulse. `parent` is None for the root; leaves have `is_leaf`."""

    id: str
    name: str
    parent: str | None
    kind: str
    depth: int
    is_leaf: bool
    level: str = "unit"


@dataclass(frozen=True, slots=True)
class Pulse:
    """One survey round as released. `id` is kept as the survey wrote it: YYYY-MM or YYYY-MM-DD."""

    id: str
    respondents: int
    headcount: int
    released_at: str
    has_keys: bool  # False: say "answers", not "people"


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure: a row of the release and of `export`, column for column (DESIGN 5).

    `value` lies on its grid and is None where the printed value is open-ended or withheld;
    `band_low..band_high` is what the printed value stands for; `interval_*` is 95 % uncertainty.
    All values are 0-100.
    """

    pulse: str
    level: str
    unit: str
    unit_name: str
    leaf_units: tuple[str, ...]
    breakdown: str
    group: str
    group_values: tuple[str, ...]
    measure: str
    statistic: str
    respondents: int | None
    headcount: int | None
    value: float | None
    band_low: float | None
    band_high: float | None
    interval_low: float | None
    interval_high: float | None
    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class PublishedMeasure:
    """A measure as the release describes it, so that pages need nothing from the surveys' side of the wall."""

    id: str
    name: str
    better: Direction
    family: str
    high_at_least: int | None
    high_label: str
    bands: tuple[Band, ...]
    source: str
    licence: str
    spread: float | None  # one organisation-wide standard deviation, whole points


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something that happened: shown on the trend, and, with `rebase`, the start of new usual ranges."""

    date: str
    unit: str
    text: str
    rebase: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A unit that one reader may see at one pulse.

    `parent` is the nearest unit above it that the reader may see, too; `own` says that it is not only
    a total which the reader's own units are part of.
    """

    pulse: str
    unit: str
    parent: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class UnitTree:
    """The organisation at one pulse, parents before children.

    `neighbours` are (id, name) of units that a reader may not see, but that are shown together with one of theirs.
    """

    units: tuple[Unit, ...]
    neighbours: tuple[tuple[str, str], ...] = ()
    by_id: dict[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {unit.id: unit for unit in self.units})

    def name_of(self, unit: str) -> str | None:
        """What `unit` is called, also if it is only a neighbour; None if nobody here knows it."""
        known = self.by_id.get(unit)
        return known.name if known else dict(self.neighbours).get(unit)

    @property
    def root(self) -> Unit:
        return self.units[0]

    def children(self, unit: str) -> tuple[Unit, ...]:
        return tuple(u for u in self.units if u.parent == unit)

    def leaves(self, unit: str) -> tuple[str, ...]:
        """The ids of all leaves at or under `unit`, in tree order."""
        if self.by_id[unit].is_leaf:
            return (unit,)
        return tuple(leaf for child in self.children(unit) for leaf in self.leaves(child.id))
