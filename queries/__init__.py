"""Every SQL statement of the project, one file a query; this is how the code reads them.

Values always travel as `$named` parameters. What cannot be a parameter - the ids of the items and measures
that instruments define, a file's place - is filled in by a template hole, and only through the `identifier`
filter, which lets nothing pass but a plain name.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

FOLDER = Path(__file__).parent
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def identifier(name: str) -> str:
    """Return `name` if it is a plain lower-case SQL name, else raise ValueError."""
    if not _PLAIN_NAME.fullmatch(name):
        raise ValueError(f"not a plain name: {name!r}")
    return name


def number(value: int) -> str:
    """Return a whole number as SQL text, for the few places (the definition of a view) that take no parameter."""
    return str(int(value))


def literal_path(path: str | Path) -> str:
    """Return a path as a quoted SQL string, for the few statements (attach, copy) that take no parameter."""
    return "'" + str(path).replace("'", "''") + "'"


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
)
_ENVIRONMENT.filters["identifier"] = identifier
_ENVIRONMENT.filters["number"] = number
_ENVIRONMENT.filters["path"] = literal_path


@cache
def _template(name: str) -> Template:
    return _ENVIRONMENT.get_template(f"{name}.sql")


def read(name: str, **holes: Any) -> str:
    """The text of the query `name` (as in "publish/atoms_by_cell"), its template holes filled."""
    return _template(name).render(**holes)
