"""The ready questionnaire: its text as data, as plain text to paste, and as a page to print. No Streamlit in here."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import Any

import typst

_HERE = Path(__file__).parent
_WIDTH = 100
PROGRAM = _HERE / "questionnaire.typ"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its column's name, its words, its answers and what each is stored as."""

    id: str
    text: str
    answers: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that belong together. `stem` leads them all; `in_grid` says that they share their answers."""

    id: str
    name: str
    stem: str
    credit: str
    items: tuple[Asked, ...]
    in_grid: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An instrument that is scored here but whose words we may not print."""

    name: str
    ids: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The whole. Notices are (heading, text), with [organisation], [contact], [closes] and [k] as blanks."""

    title: str
    minutes: int
    notices: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]

    def filled(self, *, organisation: str, contact: str, closes: str, k: int) -> Questionnaire:
        """With the blanks of the notice filled in; a line to write on where nothing is given."""
        blanks = {"[organisation]": organisation, "[contact]": contact, "[closes]": closes, "[k]": str(k)}
        return replace(self, notices=tuple((heading, _fill(text, blanks)) for heading, text in self.notices))

    def only(self, parts: Sequence[str]) -> Questionnaire:
        """With these parts only."""
        return replace(self, parts=tuple(part for part in self.parts if part.id in parts))


@cache
def load() -> Questionnaire:
    """Read questionnaire.toml."""
    table = tomllib.loads((_HERE / "questionnaire.toml").read_text(encoding="utf-8"))
    return Questionnaire(
        table["title"],
        table["minutes"],
        tuple((notice["heading"], notice["text"]) for notice in table["notice"]),
        tuple(_part(part) for part in table["part"]),
        tuple(LeftOut(entry["name"], tuple(entry["ids"]), entry["where"]) for entry in table["left_out"]),
    )


def as_text(questionnaire: Questionnaire) -> str:
    """To paste into a survey tool: each question with its column's name, each answer with what it is stored as."""
    lines = [questionnaire.title, ""]
    for heading, text in questionnaire.notices:
        lines += [heading, *wrap(text, _WIDTH), ""]
    for part in questionnaire.parts:
        lines += [part.name.upper(), *wrap(part.stem, _WIDTH)]
        for item in part.items:
            lines += ["", f"[{item.id}]", *wrap(item.text, _WIDTH)]
            lines += [f"  ( ) {answer} = {code}" for answer, code in zip(item.answers, item.codes, strict=False)]
            lines += [f"  {answer}" for answer in item.answers[len(item.codes) :]]
        lines += ["", *wrap(part.credit, _WIDTH), ""]
    return "\n".join(lines)


def as_pdf(questionnaire: Questionnaire) -> bytes:
    """To print: A4, tagged for screen readers."""
    given = {
        "title": questionnaire.title,
        "minutes": questionnaire.minutes,
        "notices": questionnaire.notices,
        "parts": [
            {
                "name": part.name, "stem": part.stem, "credit": part.credit, "grid": part.in_grid,
                "items": [{"text": item.text, "answers": item.answers} for item in part.items],
            }
            for part in questionnaire.parts
        ],
    }  # fmt: skip
    return bytes(typst.compile(str(PROGRAM), sys_inputs={"given": json.dumps(given)}, pdf_standards="ua-1"))


def _fill(text: str, blanks: dict[str, str]) -> str:
    for blank, given in blanks.items():
        text = text.replace(blank, given.strip() or "________________")
    return text


def _part(table: dict[str, Any]) -> Part:
    shared, codes = table.get("answers", []), table.get("codes", [])
    items = tuple(
        Asked(item["id"], item["text"], tuple(item.get("answers", shared)), tuple(map(str, item.get("codes", codes))))
        for item in table["item"]
    )
    return Part(table["id"], table["name"], table["stem"], table["credit"], items, in_grid=bool(shared))
