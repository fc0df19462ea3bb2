"""What the audit reads: the release as a reader has it, and the answers behind it as counts of kinds of people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import duckdb

import queries
from dashboard.disclosure.audit.cells import NOT_STATED, Answers, Cells, Kind, cells_from
from dashboard.disclosure.audit.places import Places
from dashboard.disclosure.audit.register import Entry
from dashboard.settings import FLOOR_K, Settings
from dashboard.surveys import store as responses_store
from dashboard.terms import MICRO, BadInputError, Figure, Measure, Problem, Unit

POINTER = "current"


@dataclass(frozen=True, slots=True)
class ReleasedPulse:
    """A pulse of a release, and the fewest people a figure of it may rest on."""

    id: str
    withdrawn: bool
    k: int


@dataclass(frozen=True, slots=True)
class ReleaseStore:
    """One release file, opened read-only; a context that closes it."""

    file: Path
    connection: duckdb.DuckDBPyConnection

    def _rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        return self.connection.cursor().execute(queries.read(query), parameters or None).fetchall()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def pulses(self) -> tuple[ReleasedPulse, ...]:
        """Every pulse the release knows, oldest first."""
        return tuple(
            ReleasedPulse(pulse, gone, max(k, FLOOR_K)) for pulse, gone, k in self._rows("audit/pulses_by_release")
        )

    def spreads(self) -> dict[str, float | None]:
        """The printed standard deviation of each measure."""
        return {row[0]: row[-1] for row in self._rows("report/measures_in_order")}

    def units(self, pulse: str) -> tuple[Unit, ...]:
        return tuple(Unit(*row) for row in self._rows("report/units_by_pulse", pulse=pulse))

    def figures(self, pulse: str) -> tuple[Figure, ...]:
        return _figures(self.connection, "figures", pulse)

    def certificates(self, pulse: str) -> tuple[tuple[str, str, str, str], ...]:
        """(checked at, check, outcome, detail) of what was proved when the pulse was released."""
        return tuple(row[1:] for row in self._rows("report/certificates_by_pulse") if row[0] == pulse)


def _figures(connection: duckdb.DuckDBPyConnection, table: str, pulse: str) -> tuple[Figure, ...]:
    text = queries.read("audit/figures_by_pulse", table=table)
    return tuple(map(_figure, connection.cursor().execute(text, {"pulse": pulse}).fetchall()))


def _figure(row: tuple[Any, ...]) -> Figure:
    values = list(row)
    for place in (4, 7):
        values[place] = tuple(part for part in row[place].split(";") if part)
    return Figure(*values)


def open_release(settings: Settings, candidate: Path | None) -> ReleaseStore:
    """The release file to audit: the candidate, or the one `current` points at. Raises BadInputError if none."""
    folder = settings.release_folder
    file = candidate
    if file is None:
        try:
            file = folder / Path((folder / POINTER).read_text(encoding="utf-8").strip()).name
        except FileNotFoundError:
            file = folder
    if not file.is_file():
        raise BadInputError(Problem(str(file), "nothing has been released here.", "Run `release` first."))
    return ReleaseStore(file, _open(file))


def earlier_releases(release: ReleaseStore) -> tuple[ReleaseStore, ...]:
    """Every other release file beside this one: somebody may have kept what they said."""
    others = sorted(set(release.file.parent.glob("release_*.duckdb")) - {release.file})
    return tuple(ReleaseStore(file, _open(file)) for file in others)


def _open(file: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(file), read_only=True)
    connection.execute("set enable_progress_bar = false")
    return connection


@dataclass(frozen=True, slots=True)
class ResponseStore:
    """The answers, opened read-only. No row of one person ever leaves the database."""

    connection: duckdb.DuckDBPyConnection
    measures: tuple[Measure, ...]
    corrections: duckdb.DuckDBPyConnection
    """The same store seen as if the other side of each correction were what was answered."""

    def other_side(self) -> ResponseStore:
        """The answers as they are on the other side of a correction."""
        return replace(self, connection=self.corrections, corrections=self.connection)

    def has(self, pulse: str) -> bool:
        """Whether answers to the pulse are still kept."""
        return bool(self._rows("responses_by_cell", pulse))

    def superseded(self, pulse: str) -> tuple[Figure, ...]:
        """What the pulse said before it was corrected, whatever release files are left."""
        try:
            return _figures(self.connection, "superseded", pulse)
        except duckdb.CatalogException:  # a store of an earlier version, which kept none
            return ()

    def answers(self, pulse: str, measure: str, places: Places) -> tuple[Answers, Answers]:
        """People by kind and answer to one measure: (as answered, on the other side of a correction)."""
        text = queries.read("audit/answers_by_cell", measure=measure, family=[measure])
        sides = []
        for connection in (self.connection, self.corrections):
            found: Answers = Counter()
            for unit, role, trained, _, answer, people in connection.execute(text, {"pulse": pulse}).fetchall():
                found[_kind(places, unit, role, trained, ""), answer] += people
            sides.append(found)
        return sides[0], sides[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self.corrections.close()

    def _rows(self, query: str, pulse: str, **holes: Any) -> list[tuple[Any, ...]]:
        text = queries.read(f"audit/{query}", **holes)
        return self.connection.execute(text, {"pulse": pulse}).fetchall()

    def register(self, pulse: str) -> list[Entry]:
        """What the training register says up to the pulse."""
        return [Entry(*row) for row in self._rows("register_by_unit", pulse)]

    def headcounts(self, pulse: str) -> dict[str, tuple[str | None, int | None]]:
        """(parent, headcount) of every unit."""
        return {unit: (parent, count) for unit, parent, count in self._rows("headcounts_by_unit", pulse)}

    def responses(self, pulse: str, places: Places) -> Cells:
        """Everybody who responded; totals are people by programme they say they took part in."""
        counts: dict[Kind, int] = defaultdict(int)
        totals: dict[tuple[str, str], dict[Kind, int]] = defaultdict(lambda: defaultdict(int))
        for unit, role, trained, people in self._rows("responses_by_cell", pulse):
            counts[_kind(places, unit, role, trained, "")] += people
        for unit, role, trained, programme, people in self._rows("programmes_by_cell", pulse):
            totals[f"uptake:{programme}", "share:self_reported"][_kind(places, unit, role, trained, "")] += people
        return cells_from(measures=(), counts=counts, totals=totals)

    def family(self, pulse: str, measures: Sequence[Measure], places: Places) -> Cells:
        """Everybody who responded, with the totals of the family's `measures`."""
        names = tuple(measure.id for measure in measures)
        counts: dict[Kind, int] = {}
        totals: dict[tuple[str, str], dict[Kind, int]] = defaultdict(lambda: defaultdict(int))
        for measure in measures:
            counts = defaultdict(int)
            rows = self._rows("answers_by_cell", pulse, measure=measure.id, family=names)
            for unit, role, trained, answered, answer, people in rows:
                kind = _kind(places, unit, role, trained, answered)
                counts[kind] += people
                for statistic, amount in _amounts(measure, answer):
                    totals[measure.id, statistic][kind] += amount * people
        return cells_from(measures=names, counts=counts, totals=totals)


def _kind(places: Places, unit: str, role: str | None, trained: bool | None, answered: str) -> Kind:  # noqa: FBT001
    return Kind(places.leaf(unit), role or NOT_STATED, "trained" if trained else "untrained", answered)


def _amounts(measure: Measure, answer: str | None) -> list[tuple[str, int]]:
    """What one person with this answer adds to each statistic of the measure."""
    if measure.bands:
        return [(f"share:{band.id}", int(band.id == answer)) for band in measure.bands]
    score = 0 if answer is None else int(answer)
    if measure.cut_off is None:
        return [("mean", score)]
    high = answer is not None and score >= measure.cut_off.at_least * MICRO
    return [("mean", score), ("share_high", int(high))]


def open_responses(settings: Settings) -> ResponseStore | None:
    """The answers, or None if the steward no longer keeps any. Raises BadInputError if they cannot be opened."""
    if not responses_store.file_of(settings).is_file():
        return None
    connection, corrections = responses_store.connect(settings), responses_store.connect(settings)
    measures = responses_store.measures_asked(connection, settings)
    corrections.execute(queries.read("audit/corrections_as_responses"))
    responses_store.create_scores(corrections, measures)
    return ResponseStore(connection, measures, corrections)
