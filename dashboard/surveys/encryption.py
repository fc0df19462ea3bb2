"""Encryption at rest: with DASHBOARD_RESPONSES_KEY set, no answer reaches the disk in plain, spilled rows included.

DuckDB encrypts with AES-GCM. Reading needs nothing else; writing needs OpenSSL, which comes with the extension
httpfs, installed as a package and never fetched from anywhere.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

import queries
from dashboard.terms import BadInputError, Problem

_PACKAGE = "duckdb_extension_httpfs"
_REASONS = {
    "Wrong encryption key": (
        "the key does not fit.",
        "Set DASHBOARD_RESPONSES_KEY to the key these responses were encrypted with.",
    ),
    "without a key": ("the responses are encrypted.", "Set DASHBOARD_RESPONSES_KEY (or DASHBOARD_RESPONSES_KEY_FILE)."),
    "is not encrypted": (
        "the responses are not encrypted yet, although DASHBOARD_RESPONSES_KEY is set.",
        "Run `encrypt` once.",
    ),
}
_BUSY = (
    "the responses cannot be opened: another command is using them, or the file is damaged.",
    "Wait for it to end, then try again.",
)


def connect(path: Path, *, key: str, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a store, encrypted if there is a `key`, as the connection's default database. Raises BadInputError."""
    try:
        if not key:
            return duckdb.connect(str(path), read_only=read_only)
        connection = duckdb.connect(":memory:", config={"temp_directory": str(path.with_suffix(".spill"))})
        attach(connection, path, name="responses", key=key, read_only=read_only)
    except duckdb.Error as error:
        raise problem(path, error) from error
    connection.execute("use responses")
    return connection


def attach(connection: duckdb.DuckDBPyConnection, path: Path, *, name: str, key: str, read_only: bool) -> None:
    """Attach a store to `connection` under `name`. Raises duckdb.Error, for `problem` to put in words."""
    way = "_read_only" if read_only else ""
    if key:
        protect(connection, key=key)
        statement = queries.read(f"build/attach_encrypted{way}", file=path, catalog=name)
        connection.execute(statement, {"key": key})
    else:
        connection.execute(queries.read(f"build/attach_store{way}", file=path))


def protect(connection: duckdb.DuckDBPyConnection, *, key: str) -> None:
    """Make `connection` able to write encrypted files, and encrypt what does not fit in memory; nothing without `key`.

    Raises BadInputError where the extension for this DuckDB is not installed.
    """
    if not key:
        return
    package = find_spec(_PACKAGE)
    folders = list(package.submodule_search_locations or ()) if package else []
    inside = Path("extensions", f"v{duckdb.__version__}", "httpfs.duckdb_extension")
    found = [Path(folder, inside) for folder in folders if Path(folder, inside).is_file()]
    if not found:
        what = f"encryption needs the package duckdb-extension-httpfs {duckdb.__version__}, which is not installed."
        raise BadInputError(Problem("DASHBOARD_RESPONSES_KEY", what, "Install requirements.lock."))
    connection.execute(queries.read("build/load_extension", file=found[0]))
    connection.execute(queries.read("build/encrypt_spill"))


def problem(path: Path, error: duckdb.Error) -> BadInputError:
    """Why a store could not be opened, without the key."""
    what, fix = next((words for part, words in _REASONS.items() if part in str(error)), _BUSY)
    return BadInputError(Problem(str(path), what, fix))
