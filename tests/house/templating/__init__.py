"""What stands in the holes of our query templates while they are linted and tested; sqlfluff reads it by this name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, Self, SupportsIndex

import queries

SQLFLUFF_JINJA_FILTERS = {
    "identifier": queries.identifier,
    "number": queries.number,
    "path": queries.literal_path,
}


class Example(str):
    """Whatever a template wants of a hole: a plain name, a number, two things to loop over, or the fields of one.

    The fields of the first of two count as false and those of the second as true, so that both branches are seen.
    """

    __slots__ = ("_fields_are_true", "_is_true")

    _is_true: bool
    _fields_are_true: bool

    def __new__(cls, name: str, *, is_true: bool = True, fields_are_true: bool = True) -> Self:
        example = super().__new__(cls, name)
        example._is_true, example._fields_are_true = is_true, fields_are_true
        return example

    def __getattr__(self, field: str) -> Any:
        return Example(f"a_{field}", is_true=self._fields_are_true)

    def __iter__(self) -> Iterator[str]:
        return iter([Example(f"{self}_a", fields_are_true=False), Example(f"{self}_b")])

    def __getitem__(self, _: SupportsIndex | slice) -> str:
        return Example(f"{self}_a")

    def __add__(self, other: str) -> Any:
        return list(chain(self, other))

    def __bool__(self) -> bool:
        return self._is_true

    def __int__(self) -> int:
        return 1

    def __index__(self) -> int:
        return 2


def listed(words: str) -> set[str]:
    """The names in "a, b (its, fields (and, theirs))"; none in "none"."""
    while (outer := re.sub(r" ?\([^()]*\)", "", words)) != words:
        words = outer
    return set(words.split(", ")) - {"none"}


def _holes() -> Iterator[str]:
    for file in queries.FOLDER.rglob("*.sql"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("-- holes: "):
                yield from listed(line.removeprefix("-- holes: "))


EXAMPLES = {hole: Example(f"a_{hole}") for hole in _holes()}
vars().update(EXAMPLES)  # sqlfluff takes the names of this module for holes
