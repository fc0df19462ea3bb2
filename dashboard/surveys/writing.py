"""Writing to the store of responses: compare with what is there, then one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa

from dashboard.settings import Settings
from dashboard.surveys import encryption, store
from dashboard.surveys.arrivals import Fate, Overlap, fate_of
from dashboard.surveys.organisation import Event, Organisation, Training, UnitRow
from dashboard.surveys.staging import Staging
from dashboard.surveys.table_files import MOST_PROBLEMS
from dashboard.terms import BadInputError, Problem

Fates = Sequence[tuple[Overlap, Fate]]
Trees = Mapping[str, tuple[UnitRow, ...]]
Types = dict[str, pa.DataType]

_UNIT_TYPES = {"position": pa.int32(), "headcount": pa.int64()}
_TRAINING_TYPES = {
    "completed": pa.int64(),
    "hours": pa.float64(),
    "satisfaction": pa.float64(),
    "satisfaction_n": pa.int64(),
}
_EVENT_TYPES = {"rebase": pa.bool_()}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the store remembers of an import, besides the answers."""

    files: str
    fingerprint: str
    mapping: str
    report: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import needs to know of the store before it starts: its items, and whether it knows this import."""

    items: tuple[str, ...] = ()
    imported_at: str = ""
    responses: Mapping[str, int] = field(default_factory=dict)
    """How many responses each pulse has."""


def look(staging: Staging, settings: Settings, *, fingerprint: str) -> Stored:
    """Look at the store, if there is one."""
    with _attached(staging, settings, read_only=True) as there:
        if not there:
            return Stored()
        columns = [name for (name,) in staging.run("columns_of_responses", {"database": "store"})]
        same = staging.run("import_by_fingerprint", {"fingerprint": fingerprint})
        items = tuple(name for name in columns if name in staging.items)
        return Stored(items, same[0][0] if same else "", dict(staging.run("stored_by_pulse")))


def compare(staging: Staging, settings: Settings, trees: Trees, stored: Stored) -> Fates:
    """What becomes of each pulse that arrives.

    Raises BadInputError for answers that a released pulse cannot take, and for a unit tree that stored answers
    of the same pulse do not fit.
    """
    arriving = {pulse: (count, keys) for pulse, count, keys in staging.run("arrivals_by_pulse")}
    with _attached(staging, settings, read_only=True) as there:
        if not there:
            new = [Overlap(pulse, count, 0, 0, keys, released=False) for pulse, (count, keys) in arriving.items()]
            return [(overlap, fate_of(overlap)) for overlap in new]
        released = {pulse for (pulse,) in staging.run("pulses_released")}
        rows = staging.run("overlap_by_pulse", items=staging.item_columns, stored_items=stored.items)
        overlaps = [
            Overlap(pulse, count, before, equal, arriving[pulse][1], released=pulse in released)
            for pulse, before, count, equal in rows
        ]
        fates = [(overlap, fate_of(overlap)) for overlap in overlaps]
        _check_corrections(staging, fates)
        _check_stored_units(staging, trees, released)
        return fates


def _check_corrections(staging: Staging, fates: Fates) -> None:
    """A correction may change answers, once, never who answered: it brings the same keys, units and roles."""
    problems = []
    pulses = [overlap.pulse for overlap, fate in fates if fate == "correction"]
    corrected = {pulse for (pulse,) in staging.run("pulses_corrected")} if pulses else set()
    for pulse in pulses:
        if pulse in corrected:
            what = f"{pulse} has been corrected before: more could be told from three versions than can be proved safe."
            fix = "Take the pulse out of the file; `withdraw` it if its figures are wrong."
            problems.append(staging.files[0].problem(what, fix, column="pulse"))
        elif staging.run("membership_changes", {"pulse": pulse})[0][0]:
            what = f"{pulse} is released, and these rows are not the same people: they are refused."
            fix = "Take the pulse out of the file. (A correction needs the respondent keys, units and roles imported.)"
            problems.append(staging.files[0].problem(what, fix, column="pulse"))
    if problems:
        raise BadInputError(*problems)


def _check_stored_units(staging: Staging, trees: Trees, released: set[str]) -> None:
    lost = [
        f"{unit} ({pulse})"
        for pulse, unit in staging.run("stored_units_by_pulse")
        if pulse not in released and unit not in {row.unit for row in trees[pulse]}
    ]
    if lost:
        what = f"units with answers imported before are not in it: {', '.join(lost[:MOST_PROBLEMS])}."
        raise BadInputError(Problem("units.csv", what, "Add them.", column="unit"))


def write(
    staging: Staging, *, place: Organisation, trees: Trees, fates: Fates, entry: Entry, settings: Settings
) -> None:
    """Write everything that arrives in one transaction: killed at any moment, the store is as before or as after."""
    settings.responses_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _attached(staging, settings, read_only=False):
        connection = staging.connection
        connection.begin()
        try:
            _write_all(staging, place=place, trees=trees, fates=fates, entry=entry)
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


def _write_all(staging: Staging, *, place: Organisation, trees: Trees, fates: Fates, entry: Entry) -> None:
    store.create_tables(staging.connection, staging.item_columns)
    number = staging.run("next_import")[0][0]
    for overlap, fate in fates:
        _write_pulse(staging, overlap, fate, number)
        if not overlap.released:
            _write_units(staging, overlap.pulse, trees[overlap.pulse])
    _upsert(staging, "training", place.training, _TRAINING_TYPES)
    _upsert(staging, "annotations", place.events, _EVENT_TYPES)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    staging.run("insert_import", {"import_id": number, "imported_at": now, **asdict(entry)})


@contextmanager
def _attached(staging: Staging, settings: Settings, *, read_only: bool) -> Iterator[bool]:
    """Attach the store as `store`; whether it holds anything. When it is to be written it is also the default."""
    path = store.file_of(settings)
    if read_only and not path.is_file():
        yield False
        return
    try:
        encryption.attach(staging.connection, path, name="store", key=settings.responses_key, read_only=read_only)
    except duckdb.Error as error:
        raise encryption.problem(path, error) from error
    try:
        if not read_only:
            staging.connection.execute("use store")
        yield bool(staging.run("columns_of_responses", {"database": "store"}))
    finally:
        staging.connection.execute("use memory")
        staging.connection.execute("detach store")


def _write_pulse(staging: Staging, overlap: Overlap, fate: Fate, number: int) -> None:
    pulse = {"pulse": overlap.pulse}
    if fate == "unchanged":
        return
    if fate == "correction":
        staging.run("delete_corrections", pulse)
    if fate == "replaced":
        staging.run("delete_pulse", pulse)
    if fate == "merged":
        staging.run("delete_repeated_keys", pulse)
    table = "corrections" if fate == "correction" else "responses"
    staging.run("insert_arrivals", {**pulse, "import_id": number}, table=table)


def _write_units(staging: Staging, pulse: str, tree: Sequence[UnitRow]) -> None:
    rows = [{"position": position, **asdict(unit)} for position, unit in enumerate(tree)]
    _register(staging, "unit_rows", rows, _UNIT_TYPES)
    staging.run("delete_units", {"pulse": pulse})
    staging.run("insert_units", {"pulse": pulse})


def _upsert(staging: Staging, table: str, rows: Sequence[Training] | Sequence[Event], types: Types) -> None:
    if rows:
        _register(staging, f"{table}_rows", [asdict(row) for row in rows], types)
        staging.run(f"upsert_{table}")


def _register(staging: Staging, name: str, rows: Sequence[dict[str, Any]], types: Types) -> None:
    """Let a query read `rows` as the table `name`; columns are text unless `types` says otherwise."""
    columns = {column: pa.array([row[column] for row in rows], types.get(column, pa.string())) for column in rows[0]}
    staging.connection.register(name, pa.table(columns))
