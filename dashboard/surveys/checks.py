"""What must hold before anything is written: pulses, units, roles and programmes that can be used."""

from __future__ import annotations

from datetime import date

from dashboard.surveys import identifiers, rules
from dashboard.surveys.organisation import PULSE, Organisation, UnitRow
from dashboard.surveys.staging import Staging
from dashboard.surveys.table_files import MOST_PROBLEMS
from dashboard.terms import BadInputError, Problem

_REQUIRED = ("pulse", "unit")


def check_values(staging: Staging) -> None:
    """Raise BadInputError for values that are missing, malformed, or tell who somebody is."""
    values = staging.run("staged_values_by_field")
    if not staging.run("staged_units_by_pulse"):
        file = staging.files[0]
        raise BadInputError(file.problem("there is no finished answer in it.", "Check the file, or `finished`.", row=2))
    problems = identifiers.in_staged(staging, values)
    for number, field, written, _, first in values:
        file = staging.files[number - 1]
        if trouble := _trouble(field, written):
            problems.append(file.problem(*trouble, row=first, column=field))
    if problems:
        raise BadInputError(*problems[:MOST_PROBLEMS])


def _trouble(field: str, written: str | None) -> tuple[str, str] | None:
    """(what is wrong, how to mend it) with a value of a field, if anything."""
    if written is None:
        return ("the cell is empty.", "Every answer needs one.") if field in _REQUIRED else None
    if field == "pulse" and not is_pulse(written):
        return "this is not a pulse.", "Write YYYY-MM or YYYY-MM-DD, or say `dates` in a mapping."
    if ";" in written:
        return "an id holds a semicolon.", "Choose an id without ';'."
    return None


def is_pulse(text: str) -> bool:
    """Whether `text` is YYYY-MM or a date that exists."""
    if not PULSE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text if len(text) > len("YYYY-MM") else f"{text}-01")
    except ValueError:
        return False
    return True


def check_units(staging: Staging, place: Organisation) -> dict[str, tuple[UnitRow, ...]]:
    """The unit tree of each pulse that arrives. Raises BadInputError for answers from units it does not have."""
    problems: dict[str, Problem] = {}
    trees: dict[str, tuple[UnitRow, ...]] = {}
    for pulse, unit, _, number, first in staging.run("staged_units_by_pulse"):
        tree = trees.setdefault(pulse, place.at(pulse))
        if unit not in {row.unit for row in tree}:
            file = staging.files[number - 1]
            shown = "" if identifiers.looks_like(unit) or len(unit) > identifiers.LONGEST_ID else f" '{unit}'"
            alike = [row.unit for row in tree if rules.bare(row.unit) == rules.bare(unit)]
            hint = f" Is it '{alike[0]}'?" if alike and shown else ""
            what = f"the unit{shown} is not in units.csv for {pulse}.{hint}"
            problems.setdefault(
                unit, file.problem(what, "Add the unit there, or mend the id.", row=first, column="unit")
            )
    if problems:
        raise BadInputError(*list(problems.values())[:MOST_PROBLEMS])
    return trees


def reading(staging: Staging) -> list[str]:
    """One sentence a file on what was read and what was left out."""
    lines = []
    for number, finished, answered, kept in staging.run("staged_by_file", items=staging.item_columns):
        file = staging.files[number - 1]
        unread = len(file.columns) - len(staging.columns_read[number - 1])
        aside = [
            f"{count:,} {what}"
            for count, what in (
                (finished - answered, "without any answer left out"),
                (answered - kept, "earlier answers of the same respondents left out"),
                (unread, "columns not read"),
            )
            if count
        ]
        lines.append("; ".join([f"{file.name}: {finished:,} finished rows", *aside]) + ".")
    return lines
