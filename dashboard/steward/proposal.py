"""What a survey file seems to be: in words, as a mapping (TOML), and with the columns a person may choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.surveys import detection, identifiers, inspection, reader, vocabulary
from dashboard.terms import Item

_ROWS_LOOKED_AT = 20_000
_MOST_ANSWERS = 12
UNKNOWN = "?"
"""What `inspect` writes where only a person can know."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """As `inspect` proposes it; `mapping` is "" where the file needs none."""

    description: str
    mapping: str
    columns: tuple[str, ...]
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The answers of each column that has a few, none of which tells who somebody is."""


def propose(path: Path) -> Proposal:
    """Look at a file. Raises BadInputError when it cannot be opened."""
    found = inspection.propose(path)
    file = reader.open_file(path, detection.detect(path).layout)
    seen: dict[str, set[str]] = {column: set() for column in file.columns}
    for row in reader.cells(file, most=_ROWS_LOOKED_AT) if found.mapping else ():
        for column, cell in zip(file.columns, row, strict=False):
            if cell and cell.strip() and len(seen[column]) <= _MOST_ANSWERS:
                seen[column].add(cell.strip())
    few = {column: tuple(sorted(answers)) for column, answers in seen.items() if _may_be_shown(answers)}
    return Proposal(found.description, found.mapping, file.columns, few)


def codes(answers: Sequence[str], item: Item, bands: Sequence[str]) -> str:
    """What these answers stand for ('Never = 0; Always = 100'): by the built-in vocabularies, UNKNOWN where they fail.

    "" where the answers are the item's own codes.
    """
    own = [*bands] or [str(code) for code in item.codes]
    none = vocabulary.missing_answers()
    given = [answer for answer in answers if vocabulary.plain(answer) not in none]
    if {vocabulary.plain(answer) for answer in given} <= set(own):
        return ""
    known = None if bands else vocabulary.recognise(given)
    fits = known if known and len(known.steps) == len(own) else None
    places = [fits.place(vocabulary.plain(answer)) if fits else None for answer in given]
    pairs = [(UNKNOWN if place is None else own[place], answer) for place, answer in zip(places, given, strict=True)]
    return "; ".join(f"{answer} = {code}" for code, answer in sorted(pairs, key=lambda pair: _order(pair[0], own)))


def _order(code: str, own: Sequence[str]) -> int:
    return own.index(code) if code in own else len(own)


def _may_be_shown(answers: set[str]) -> bool:
    return 0 < len(answers) <= _MOST_ANSWERS and not any(identifiers.looks_like(answer) for answer in answers)
