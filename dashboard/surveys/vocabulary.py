"""The words of surveys in each language: answers from least to most, answers that are none, names of columns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "vocabularies"


@dataclass(frozen=True, slots=True)
class Wording:
    """The answers of one kind of question in one language, from least to most; each step has its spellings."""

    kind: str
    language: str
    steps: tuple[tuple[str, ...], ...]

    def place(self, answer: str) -> int | None:
        """Which step `answer` is, from 0."""
        return next((number for number, spellings in enumerate(self.steps) if answer in spellings), None)


@dataclass(frozen=True, slots=True)
class Language:
    """One language's words, all in small letters."""

    name: str
    wordings: tuple[Wording, ...]
    missing: frozenset[str]
    negations: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]


@cache
def languages() -> tuple[Language, ...]:
    """Every language there is a file for."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def plain(text: str) -> str:
    """`text` as the vocabularies write it: small letters, single spaces, straight apostrophes."""
    return " ".join(text.lower().replace("’", "'").split())


def missing_answers() -> frozenset[str]:
    """Answers that are none, in any language."""
    return frozenset(answer for language in languages() for answer in language.missing)


def recognise(answers: Iterable[str]) -> Wording | None:
    """The shortest wording that has all of `answers` at different steps; None if none has, or there are none."""
    wanted = {plain(answer) for answer in answers}
    fitting = []
    for wording in (wording for language in languages() for wording in language.wordings):
        places = {wording.place(answer) for answer in wanted}
        if wanted and None not in places and len(places) == len(wanted):
            fitting.append(wording)
    return min(fitting, key=lambda wording: len(wording.steps), default=None)


def field_of(column: str) -> str | None:
    """What a column of this name would hold (unit, role ...), going by its words; None if they do not say."""
    name = plain(column).replace("_", " ").rstrip("?:. ")
    for language in languages():
        for field, names in language.columns.items():
            if name in (known.replace("_", " ") for known in names):
                return field
    return None


def is_negated(question: str) -> bool:
    """Whether the wording of a question denies something, so that its direction needs a person's eye."""
    words = set(plain(question).replace("?", " ").replace(",", " ").split())
    endings = tuple(word for language in languages() for word in language.negations if word.startswith("n'"))
    return any(words & language.negations for language in languages()) or any(word.endswith(endings) for word in words)


def _read(path: Path) -> Language:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    name = table["language"]
    wordings = tuple(
        Wording(scale["kind"], name, tuple(tuple(step) for step in scale["answers"])) for scale in table["scale"]
    )
    columns = {field: tuple(names) for field, names in table["columns"].items()}
    return Language(name, wordings, frozenset(table["missing"]), frozenset(table["negations"]), columns)
