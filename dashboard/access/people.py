"""The access file: who may sign in, by e-mail, when the identity provider does not say."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from dashboard.access import ROLES, Access, Role
from dashboard.terms import BadInputError, Problem

FIELDS = ("email", "role", "units")
_ROLES_IN_WORDS = ", ".join(ROLES)


def read(file: Path) -> Mapping[str, Access]:
    """Everybody's access by e-mail in lower case, from CSV (`email,role,units`) or TOML (`[[person]]`).

    Raises BadInputError that names every entry which cannot be used; nobody is let in by half a file.
    """
    entries = list(enumerate(_entries(file), start=2 if file.suffix == ".csv" else 1))
    problems = [problem for row, entry in entries for problem in _problems(file, row, entry)]
    emails = [_email(entry) for _, entry in entries]
    problems += [
        Problem(str(file), f"{email!r} is listed twice.", "Keep one entry a person.", row, "email")
        for place, (email, (row, _)) in enumerate(zip(emails, entries, strict=True))
        if email and email in emails[:place]
    ]
    if problems:
        raise BadInputError(*problems)
    return {_email(entry): _access(entry) for _, entry in entries}


def _entries(file: Path) -> list[dict[str, Any]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(Problem(str(file), f"it cannot be read: {error}.", "Name a UTF-8 text file.")) from error
    if file.suffix == ".csv":
        return _csv_entries(file, text)
    try:
        people = tomllib.loads(text).get("person", [])
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(Problem(str(file), f"it is not TOML: {error}.", "Mend that line.")) from error
    if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
        raise BadInputError(Problem(str(file), "`person` is not a list.", "Begin each entry with [[person]]."))
    return people


def _csv_entries(file: Path, text: str) -> list[dict[str, Any]]:
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != FIELDS:
        heading = ",".join(FIELDS)
        raise BadInputError(Problem(str(file), "the first line names other columns.", f"Write `{heading}` there.", 1))
    return [{**row, "units": [u.strip() for u in (row["units"] or "").split(";") if u.strip()]} for row in reader]


def _problems(file: Path, row: int, entry: Mapping[str, Any]) -> Iterator[Problem]:
    units = entry.get("units", [])
    if "@" not in _email(entry):
        yield Problem(str(file), "there is no e-mail address.", "Write the one the provider knows.", row, "email")
    if entry.get("role") not in ROLES:
        yield Problem(str(file), f"{entry.get('role')!r} is no role.", f"Use one of {_ROLES_IN_WORDS}.", row, "role")
    if not isinstance(units, list) or not all(isinstance(unit, str) for unit in units):
        yield Problem(str(file), "units are not a list of ids.", 'Write them as ["A1", "B2"].', row, "units")
    elif (entry.get("role") == "manager") != bool(units):
        fix = "Name units for managers, and for nobody else."
        yield Problem(str(file), f"{len(units)} units for this role.", fix, row, "units")
    if extra := set(map(str, entry)) - set(FIELDS):
        yield Problem(str(file), f"{sorted(extra)} is not known here.", f"Use only {', '.join(FIELDS)}.", row)


def _email(entry: Mapping[str, Any]) -> str:
    return str(entry.get("email") or "").strip().lower()


def _access(entry: Mapping[str, Any]) -> Access:
    return Access(cast(Role, entry["role"]), frozenset(entry.get("units", [])))
