"""Values that tell who somebody is are refused, whatever their column is called. Messages never repeat them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dashboard.surveys.staging import Staging
from dashboard.terms import Problem

LONGEST_ID = 60
FEWEST_ROWS = 20
NEARLY_ONE_EACH = 0.8
_KEYS_LOOKED_AT = 1000
_TITLES = "dr|prof|mr|mrs|ms|miss|sir|herr|frau|dott|dottor|dottoressa|dott.ssa|sig|sig.ra|signor|signora"
_SURNAME = r"[^\W\d_a-zß-ÿ][^\W\d_]+(?:['’-][^\W\d_]+)*"
PATTERNS = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "e-mail addresses": r"[^@\s]+@[^@\s]+\.[^@\s]+",
        "IP addresses": r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F:.]+",
        "coordinates": r"-?\d{1,3}\.\d{4,}(?:\s*[,;]\s*-?\d{1,3}\.\d{4,})?",
        "names of people": rf"(?i:{_TITLES.replace('.', '[.]')})\.?\s+{_SURNAME}(?:\s+{_SURNAME})*",
        "phone numbers": r"(?:\+|00)\d[\d\s()./-]{6,}\d|\(?0\d{2,4}\)?[\s./-]\d[\d\s./-]{4,}\d|\(\d{3}\)\s*\d{3}-\d{4}",
        "national numbers": r"\d{3}\s?\d{3}\s?\d{4}|\d{3}-\d{2}-\d{4}|[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]"
        r"|[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]|\d{11}",
    }.items()
}
"""What a whole value looks like that names a person, a place or a machine."""

_OF_KEYS = ("e-mail addresses", "IP addresses", "coordinates", "names of people")


def looks_like(text: str) -> str | None:
    """The kind of identifying value that `text` looks like, or None."""
    return next((kind for kind, pattern in PATTERNS.items() if pattern.fullmatch(text.strip())), None)


def in_staged(staging: Staging, values: list[tuple[int, str, str | None, int, int]]) -> list[Problem]:
    """A problem for each field that holds identifying values, naming the column and the first row.

    `values` are rows (file, field, value, answers, first row) of the fields. Units are not looked at: each must be
    in units.csv. Respondent keys may be numbers, since they are never stored.
    """
    problems: dict[tuple[int, str], Problem] = {}
    for number, field, written, first in _candidates(staging, values):
        kind = looks_like(written)
        if kind and (field != "respondent_key" or kind in _OF_KEYS):
            what = f"this holds what looks like {kind}."
            problems.setdefault((number, field), _problem(staging, number, field, what, first))
    for number, field in _nearly_unique(values):
        what = "nearly every answer has a value of its own: this could tell who somebody is."
        problems.setdefault((number, field), _problem(staging, number, field, what, None))
    return list(problems.values())


def _candidates(
    staging: Staging, values: list[tuple[int, str, str | None, int, int]]
) -> Iterator[tuple[int, str, str, int]]:
    for number, field, written, _, first in values:
        if written is not None and field in ("role", "programmes"):
            yield number, field, written, first
    for number, first, key in staging.run("some_keys_by_file", {"most": _KEYS_LOOKED_AT}):
        yield number, "respondent_key", key, first


def _nearly_unique(values: list[tuple[int, str, str | None, int, int]]) -> list[tuple[int, str]]:
    answers, different = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for number, field, written, count, _ in values:
        if written is not None and field in ("role", "programmes"):
            answers[number, field] += count
            different[number, field] += 1
    return [key for key, total in answers.items() if total >= FEWEST_ROWS and different[key] >= NEARLY_ONE_EACH * total]


def _problem(staging: Staging, number: int, field: str, what: str, row: int | None) -> Problem:
    fix = "Take the column out of the file or the mapping."
    return staging.files[number - 1].problem(what, fix, row=row, column=field)
