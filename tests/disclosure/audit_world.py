"""A small organisation with its answers and an honest release, written row by row so that tests can spoil it.

The rounding here is a second implementation on purpose: slow, in fractions, straight from DESIGN 2.7.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import Any

import duckdb
from scipy.stats import t as student

import queries
from dashboard.settings import Settings
from dashboard.surveys import store
from dashboard.terms import Figure, Unit

PULSE = "2026-03"
SPREAD = 25
PAIR = """
id = "pair"
name = "Two questions with one base"
source = "tests"
licence = "tests"
confidence = "own"
[[measure]]
id = "pair_one"
name = "One"
family = "pair"
items = ["pair_one"]
codes = [0, 1, 2, 3, 4]
better = "lower"
[[measure]]
id = "pair_two"
name = "Two"
family = "pair"
items = ["pair_two"]
codes = [0, 1, 2, 3, 4]
better = "lower"
"""
ITEMS = ("moral_distress", "burnout_single", "compassion_change", "pair_one", "pair_two")
RANGES = {"moral_distress": (0, 10), "burnout_single": (1, 5), "pair_one": (0, 4), "pair_two": (0, 4)}
BANDS = ("less", "same", "more")
TABLES = ("about", "annotations", "blocks", "certificates", "effects", "figures", "measures", "pulses", "units")


@dataclass(frozen=True)
class Person:
    unit: str
    role: str | None = None
    trained: bool = False
    answers: dict[str, int] = field(default_factory=dict)

    def score(self, measure: str) -> Fraction | None:
        """Percent of range."""
        if measure not in self.answers:
            return None
        low, high = RANGES[measure]
        return Fraction(100 * (self.answers[measure] - low), high - low)


def staff(unit: str, count: int, *, role: str | None = None, trained: bool = False, seed: int = 1) -> list[Person]:
    """People who answered every question, somehow."""
    draw = random.Random(f"{seed}{unit}{role}{trained}")  # noqa: S311
    return [
        Person(
            unit,
            role,
            trained,
            {name: draw.randint(*RANGES[name]) for name in RANGES} | {"compassion_change": draw.randint(0, 2)},
        )
        for _ in range(count)
    ]


@dataclass(frozen=True)
class Group:
    """A published group: where, and optionally which roles or training status."""

    unit: str
    leaves: tuple[str, ...]
    breakdown: str = ""
    values: tuple[str, ...] = ()

    def holds(self, person: Person) -> bool:
        trait = (person.role or "not stated") if self.breakdown == "role" else _training(person)
        return person.unit in self.leaves and (not self.breakdown or trait in self.values)


def _training(person: Person) -> str:
    return "trained" if person.trained else "untrained"


@dataclass
class World:
    """Everything a test may spoil before `write`: the people who answered, the groups, and the rows made of them."""

    people: list[Person]
    divisions: Mapping[str, tuple[str, ...]]
    groups: list[Group]
    rows: list[Figure] = field(default_factory=list)
    certificates: list[tuple[str, str, str]] = field(default_factory=list)
    withdrawn: bool = False
    headcounts: dict[str, int] = field(default_factory=dict)

    def publish(self, measures: Iterable[str] = ("moral_distress",)) -> World:
        """Add the rows of an honest release, one a group, measure and statistic."""
        for measure in measures:
            for group in self.groups:
                self.rows += self.figures(group, measure)
        return self

    def figures(self, group: Group, measure: str, base: Sequence[str] = ()) -> list[Figure]:
        wanted = base or (("pair_one", "pair_two") if measure.startswith("pair") else (measure,))
        people = [
            person for person in self.people if group.holds(person) and all(name in person.answers for name in wanted)
        ]
        if measure == "compassion_change":
            counts = [sum(person.answers[measure] == band for person in people) for band in range(3)]
            made = [
                (f"share:{name}", shown_share(count, len(people))) for name, count in zip(BANDS, counts, strict=True)
            ]
        else:
            scores = [person.score(measure) or Fraction(0) for person in people]
            made = [("mean", shown_mean(sum(scores, Fraction(0)), len(people)))]
            if measure == "burnout_single":
                made.append(("share_high", shown_share(sum(score >= 50 for score in scores), len(people))))
        return [self._figure(group, measure, len(people), *numbers) for numbers in made]

    def _figure(self, group: Group, measure: str, n: int, statistic: str, shown: Shown) -> Figure:
        level = "organisation" if group.unit == "org" else "division" if group.unit in self.divisions else "unit"
        value, band_low, band_high, interval_low, interval_high = shown
        return Figure(
            pulse=PULSE,
            level=level,
            unit=group.unit,
            unit_name=group.unit,
            leaf_units=group.leaves,
            breakdown=group.breakdown,
            group=";".join(group.values),
            group_values=group.values,
            measure=measure,
            statistic=statistic,
            respondents=n,
            headcount=None if group.breakdown else sum(self.headcount(leaf) for leaf in group.leaves),
            value=value,
            band_low=band_low,
            band_high=band_high,
            interval_low=interval_low,
            interval_high=interval_high,
            status="published",
            reason="",
        )

    def headcount(self, leaf: str) -> int:
        return self.headcounts.get(leaf, max(sum(person.unit == leaf for person in self.people), 1))

    def change(self, wanted: Callable[[Figure], bool], **new: object) -> World:
        """Spoil the rows that are wanted; fails if there are none."""
        assert any(map(wanted, self.rows))
        self.rows = [replace(row, **new) if wanted(row) else row for row in self.rows]  # type: ignore[arg-type]
        return self

    def tree(self) -> list[Unit]:
        units = [Unit("org", "org", None, "organisation", 0, is_leaf=False, level="organisation")]
        for division, leaves in self.divisions.items():
            units.append(Unit(division, division, "org", "division", 1, is_leaf=False, level="division"))
            units += [Unit(leaf, leaf, division, "unit", 2, is_leaf=True) for leaf in leaves]
        return units

    def write(self, data: Path) -> Settings:
        """Put answers and release where `audit` finds them."""
        settings = Settings(data=data)
        for folder in (settings.responses_folder, settings.release_folder, store.instruments_folder(settings)):
            folder.mkdir(parents=True, exist_ok=True)
        (store.instruments_folder(settings) / "pair.toml").write_text(PAIR, encoding="utf-8")
        self._write_responses(store.file_of(settings))
        self.write_release(settings.release_folder / "release_1.duckdb")
        (settings.release_folder / "current").write_text("release_1.duckdb", encoding="utf-8")
        return settings

    def _write_responses(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        with duckdb.connect(str(file)) as connection:
            store.create_tables(connection, ITEMS)
            _append_people(connection, "responses", self.people)
            for place, unit in enumerate(self.tree()):
                headcount = self.headcount(unit.id) if unit.is_leaf else None
                _append(connection, "units", {**_unit(unit, place, UNIT), "headcount": headcount})

    def write_corrections(self, people: Iterable[Person], settings: Settings) -> None:
        """Keep `people` as the other side of a correction."""
        with duckdb.connect(str(store.file_of(settings))) as connection:
            _append_people(connection, "corrections", people)

    def write_release(self, file: Path) -> Path:
        file.unlink(missing_ok=True)
        with duckdb.connect(str(file)) as connection:
            for table in TABLES:
                connection.execute(queries.read(f"publish/create_{table}"))
            pulse: dict[str, Any] = {
                "pulse": PULSE,
                "respondents": len(self.people),
                "headcount": len(self.people),
                "k": 10,
            }
            pulse |= {"withdrawn_at": "2026-05-01" if self.withdrawn else None}
            _append(connection, "pulses", pulse | {"released_at": "2026-04-01", "has_keys": True, "series": 1})
            for check in self.certificates:
                proof = dict(zip(("check_name", "outcome", "detail"), check, strict=True))
                _append(connection, "certificates", {"pulse": PULSE, "checked_at": "2026-04-01"} | proof)
            for place, name in enumerate(ITEMS):
                texts = dict.fromkeys(("high_label", "band_ids", "band_names", "source", "licence"), "")
                measure = {"position": place, "measure": name, "name": name, "family": name, "better": "lower"}
                _append(connection, "measures", measure | texts | {"spread": SPREAD})
            for place, unit in enumerate(self.tree()):
                _append(connection, "units", _unit(unit, place, (*UNIT, "depth", "is_leaf", "level")))
            for row in self.rows:
                _append(connection, "figures", _row(row))
        return file


UNIT = ("name", "parent", "kind")


def _append(connection: duckdb.DuckDBPyConnection, table: str, values: dict[str, Any]) -> None:
    names, places = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    connection.execute(f"insert into {table} ({names}) values ({places})", list(values.values()))


def _append_people(connection: duckdb.DuckDBPyConnection, table: str, people: Iterable[Person]) -> None:
    for one in people:
        programmes = ["course"] if one.trained else []
        person = {"pulse": PULSE, "unit": one.unit, "role": one.role, "programmes": programmes, "import_id": 1}
        _append(connection, table, person | one.answers)


def _unit(unit: Unit, place: int, columns: Sequence[str]) -> dict[str, Any]:
    return {"pulse": PULSE, "position": place, "unit": unit.id} | {name: getattr(unit, name) for name in columns}


def _row(figure: Figure) -> dict[str, Any]:
    values = asdict(figure)
    return values | {name: ";".join(values[name]) for name in ("leaf_units", "group_values")}


Shown = tuple[float | None, float, float, float, float]  # value, band low and high, interval low and high


def shown_mean(total: Fraction, n: int) -> Shown:
    """DESIGN 2.7: a step of 1, 0.1 or 0.01; open outside 100/n from either end; intervals from what is printed."""
    step = Fraction(1) if n < 200 else Fraction(1, 10) if n < 20_000 else Fraction(1, 100)
    value = (total / n / step + Fraction(1, 2)).__floor__() * step
    edge = -(-Fraction(100, n) // step) * step + step / 2
    printed: float | None = float(value)
    low, high = value - step / 2, value + step / 2
    if low < Fraction(100, n):
        printed, low, high = None, Fraction(0), max(high, edge)
    elif high > 100 - Fraction(100, n):
        printed, low, high = None, min(low, 100 - edge), Fraction(100)
    reach = float(student.ppf(0.975, n - 1)) * SPREAD / sqrt(n)
    return printed, float(low), float(high), max(float(low) - reach, 0.0), min(float(high) + reach, 100.0)


def shown_share(count: int, n: int) -> Shown:
    """DESIGN 2.7: the nearest multiple of a step; the lowest printed cell is 0 to 1.5 steps, the top mirrors it."""
    step = next(step for least, step in ((200, 1), (100, 2), (40, 5), (20, 10), (0, 20)) if n >= least)
    value = (Fraction(100 * count, n) / step + Fraction(1, 2)).__floor__() * step
    printed: float | None = float(value)
    low, high = value - Fraction(step, 2), value + Fraction(step, 2)
    if value <= step:
        printed, low, high = None, Fraction(0), Fraction(3 * step, 2)
    elif value >= 100 - step:
        printed, low, high = None, 100 - Fraction(3 * step, 2), Fraction(100)
    return printed, float(low), float(high), wilson(float(low), n)[0], wilson(float(high), n)[1]


def wilson(share: float, n: int) -> tuple[float, float]:
    z, p = 1.959963984540054, share / 100
    middle, reach = p + z * z / 2 / n, z * sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    return 100 * max((middle - reach) / (1 + z * z / n), 0), 100 * min((middle + reach) / (1 + z * z / n), 1)


def small_world(people: list[Person] | None = None, divisions: dict[str, tuple[str, ...]] | None = None) -> World:
    """Two divisions of two units, every unit large enough; who-tables left to the test."""
    divisions = divisions or {"north": ("n1", "n2"), "south": ("s1", "s2")}
    leaves = tuple(leaf for inside in divisions.values() for leaf in inside)
    people = people if people is not None else [one for leaf in leaves for one in staff(leaf, 15)]
    groups = [Group("org", leaves)]
    groups += [Group(division, inside) for division, inside in divisions.items()]
    groups += [Group(leaf, (leaf,)) for leaf in leaves]
    return World(people, divisions, groups)
