"""The store of responses, `responses/responses.duckdb`: opening it, its tables, the view `scores`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

import queries
from dashboard import instruments
from dashboard.settings import Settings
from dashboard.surveys import encryption
from dashboard.terms import BadInputError, Item, Measure, Problem

FILE = "responses.duckdb"
_FIXED_COLUMNS = ("pulse", "unit", "role", "respondent", "programmes", "import_id")
TABLES = ("responses", "corrections", "units", "training", "annotations", "imports", "releases", "superseded")


def file_of(settings: Settings) -> Path:
    """Where the responses are kept."""
    return settings.responses_folder / FILE


def instruments_folder(settings: Settings) -> Path:
    """Where a user's own instruments are kept."""
    return settings.data / "instruments"


def connect(settings: Settings, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """Open the store, with its tables and the view `scores` over the measures that have been asked.

    Raises BadInputError when nothing has been imported, or another command is writing at this moment.
    """
    path = file_of(settings)
    if not path.is_file():
        raise BadInputError(Problem(str(path), "nothing has been imported here.", "Run `import` first."))
    connection = encryption.connect(path, key=settings.responses_key, read_only=read_only)
    connection.execute("set enable_progress_bar = false")
    try:
        create_scores(connection, measures_asked(connection, settings))
    except duckdb.CatalogException as error:  # a first import that was killed before it had finished
        connection.close()
        raise BadInputError(Problem(str(path), "nothing has been imported here.", "Run `import` first.")) from error
    if not read_only:
        create_tables(connection, ())  # a store of an earlier version may lack one
    return connection


def encrypt(settings: Settings) -> str:
    """Encrypt a store that was made without a key; a sentence about it. Raises BadInputError.

    Killed at any moment, the store is the plain or the encrypted one, and whole.
    """
    path, key = file_of(settings), settings.responses_key
    if not key or not path.is_file():
        fix = "Set DASHBOARD_RESPONSES_KEY, and --data to where the responses are."
        raise BadInputError(Problem(str(path), "there is nothing to encrypt, or no key to encrypt with.", fix))
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with encryption.connect(beside, key=key, read_only=False) as new:
        try:
            # To write, so that nobody else does meanwhile.
            new.execute(queries.read("build/attach_store", file=path))
        except duckdb.Error as error:
            beside.unlink()
            raise encryption.problem(path, error) from error
        new.execute("use store")
        create_tables(new, ())  # one of an earlier version may lack one
        new.execute("use responses")
        parameters = {"database": "store"}
        columns = new.execute(queries.read("build/columns_of_responses"), parameters).fetchall()
        create_tables(new, items_among([column for (column,) in columns]))
        for table in TABLES:
            new.execute(queries.read("build/copy_plain", table=table))
        new.execute(queries.read("build/checkpoint"))
        beside.replace(path)
    return f"{path} is encrypted. Delete earlier copies and backups of it: they are still plain."


def items_among(columns: Iterable[str]) -> list[str]:
    """Which columns of the table `responses` are items."""
    return [column for column in columns if column not in _FIXED_COLUMNS]


def create_tables(connection: duckdb.DuckDBPyConnection, items: Iterable[str]) -> None:
    """Make every table of the store that is not there yet, and a column for each of `items`."""
    for table in TABLES:
        connection.execute(queries.read(f"build/create_{table}"))
    for item in items:
        for table in ("responses", "corrections"):
            connection.execute(queries.read("build/add_item", table=table, item=item))


def measures_asked(connection: duckdb.DuckDBPyConnection, settings: Settings) -> tuple[Measure, ...]:
    """The measures whose items have been imported, in the order pages show them."""
    columns = set(_columns(connection))
    known = instruments.measures(instruments_folder(settings)).values()
    return tuple(measure for measure in known if columns.issuperset(item.id for item in measure.items))


def create_scores(connection: duckdb.DuckDBPyConnection, measures: Sequence[Measure]) -> None:
    """Make the view `scores` (docs/architecture.md) over the table `responses`, for as long as `connection` lives."""
    scales = scale_holes([measure for measure in measures if not measure.bands])
    distributions = [_distribution(measure) for measure in measures if measure.bands]
    connection.execute(queries.read("score/scores_by_response", scales=scales, distributions=distributions))


def _columns(connection: duckdb.DuckDBPyConnection) -> list[str]:
    parameters = {"database": connection.execute(queries.read("build/name_of_store")).fetchall()[0][0]}
    return [row[0] for row in connection.execute(queries.read("build/columns_of_responses"), parameters).fetchall()]


def scale_holes(measures: Iterable[Measure]) -> list[dict[str, Any]]:
    """The holes `scales` of the queries that score."""
    return [_scale(measure) for measure in measures]


def _scale(measure: Measure) -> dict[str, Any]:
    lowest, highest = measure.items[0].codes[0], measure.items[0].codes[-1]
    return {
        "id": measure.id,
        "questions": [_hole(item) for item in measure.items],
        "least_answered": measure.least_answered,
        "range": highest - lowest,
        "step": step_of(measure),
    }


def step_of(measure: Measure) -> int:
    """The largest step from the lowest code that meets every other code."""
    codes = measure.items[0].codes
    return math.gcd(*(code - codes[0] for code in codes))


def _hole(item: Item) -> dict[str, Any]:
    return {"id": item.id, "lowest": item.codes[0], "highest": item.codes[-1], "reversed": item.reversed}


def _distribution(measure: Measure) -> dict[str, Any]:
    bands = [{"code": place, "id": band.id} for place, band in enumerate(measure.bands)]
    return {"id": measure.id, "item": measure.items[0].id, "bands": bands}
