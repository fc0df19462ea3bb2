"""A mapping as a table that a person can edit: one line a column of the file. Between TOML and lines, nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.steward import toml_text
from dashboard.steward.proposal import UNKNOWN, Proposal, codes
from dashboard.terms import Item, Measure

NOT_USED = "Not used"
FIELDS = {
    "Pulse (month of the survey)": "pulse",
    "Unit": "unit",
    "Role": "role",
    "Respondent key": "respondent_key",
    "Programmes": "programmes",
    "Finished": "finished",
    "Long file: respondent": "long.respondent",
    "Long file: question": "long.question",
    "Long file: answer": "long.answer",
}
"""What a column can hold besides an item, and the mapping's key for it."""
_FIELD_OF = {key: name for name, key in FIELDS.items()}
_TICK = "Programme: "


@dataclass(frozen=True, slots=True)
class Line:
    """One column of the file: what it holds, and what its answers stand for ('Never = 0; Always = 100')."""

    column: str
    holds: str = NOT_USED
    answers: str = ""


@dataclass(frozen=True)
class Form:
    """A mapping on the screen. `rest` is what the table does not show, kept as it is."""

    lines: tuple[Line, ...]
    pulse: str = ""
    unit: str = ""
    directions: Mapping[str, str] = field(default_factory=dict)
    """By item: as_published or already_reversed, or UNKNOWN."""
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """An item whose direction only a person can know, with the answer at its high end as the file writes it."""

    column: str
    item: str
    highest: str


def choices(measures: Mapping[str, Measure]) -> dict[str, str]:
    """What a column can hold: label to key. Items are named with their measure."""
    items = {f"{measure.name}: {item.id}": item.id for measure in measures.values() for item in measure.items}
    first = {item: label for label, item in reversed(items.items())}
    return {NOT_USED: "", **FIELDS, **{label: item for label, item in items.items() if first[item] == label}}


def form_of(proposal: Proposal, measures: Mapping[str, Measure]) -> Form:
    """The form that shows a proposed mapping."""
    table = tomllib.loads(proposal.mapping)
    tables = table.get("codes", {})
    labels = {key: label for label, key in choices(measures).items()}
    found = {line.column: line for line in _lines(table, tables, labels)}
    order = [*proposal.columns, *(column for column in found if column not in proposal.columns)]
    kept = {key: value for key, value in table.items() if key in ("version", "missing", "file")}
    options = {key: {k: v for k, v in part.items() if k in ("dates", "split", "is")} for key, part in table.items()
               if key in ("pulse", "programmes", "finished")}  # fmt: skip
    return Form(
        tuple(found.get(column, Line(column)) for column in order),
        pulse=table.get("pulse", {}).get("constant", ""),
        unit=table.get("unit", {}).get("constant", ""),
        directions={key: item["direction"] for key, item in table.get("items", {}).items() if "direction" in item},
        rest={**kept, "options": options},
    )


def understood(form: Form, answers: Mapping[str, Sequence[str]], measures: Mapping[str, Measure]) -> Form:
    """The form with codes for answers that a person left open on a question they chose, where the words are known."""
    keys = choices(measures)
    items = {item.id: (item, measure) for measure in measures.values() for item in measure.items}

    def filled(line: Line) -> Line:
        item, measure = items.get(keys.get(line.holds, ""), (None, None))
        if item is None or measure is None or line.answers.strip() or line.column not in answers:
            return line
        return replace(line, answers=codes(answers[line.column], item, [band.id for band in measure.bands]))

    return replace(form, lines=tuple(map(filled, form.lines)))


def toml_of(form: Form, measures: Mapping[str, Measure]) -> str:
    """The mapping that a form says, as TOML."""
    keys = choices(measures)
    rest = dict(form.rest)
    options = rest.pop("options", {})
    table: dict[str, Any] = {"version": 1, **rest}
    items: dict[str, Any] = {}
    for line in form.lines:
        _add(table, items, keys.get(line.holds, line.holds), line)
    for item, direction in form.directions.items():
        if item in items:
            items[item]["direction"] = direction
    for key, constant in (("pulse", form.pulse.strip()), ("unit", form.unit.strip())):
        if constant and key not in table:
            table[key] = {"constant": constant}
    for key, extra in options.items():
        if key in table:
            table[key] = {**table[key], **extra}
    return toml_text.written({**table, "items": items})


def to_confirm(form: Form, measures: Mapping[str, Measure]) -> tuple[Question, ...]:
    """The items whose direction must be confirmed: worded the other way round, as published or as they seem."""
    keys = choices(measures)
    items: dict[str, Item] = {item.id: item for measure in measures.values() for item in measure.items}
    found = [(line, items[key]) for line in form.lines if (key := keys.get(line.holds, "")) in items]
    asked = {item.id: _question(line, item) for line, item in found if item.reversed or item.id in form.directions}
    return tuple(asked.values())


def unknown(form: Form) -> tuple[str, ...]:
    """Columns with an answer whose code is not known yet; "" for the month."""
    columns = [line.column for line in form.lines if UNKNOWN in map(str, _codes(line.answers).values())]
    return (*columns, *([""] if form.pulse.strip() == UNKNOWN else []))


def _question(line: Line, item: Item) -> Question:
    named = {code: answer for answer, code in _codes(line.answers).items()}
    return Question(line.column, item.id, named.get(item.codes[-1], str(item.codes[-1])))


def _lines(table: Mapping[str, Any], tables: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[Line]:
    for key in ("pulse", "unit", "role", "respondent_key", "programmes", "finished"):
        part = table.get(key, {})
        for column in _texts(part.get("from", [])):
            yield Line(column, _FIELD_OF[key], _answers(part.get("codes", {}), tables))
    for column, programme in table.get("programmes", {}).get("ticks", {}).items():
        yield Line(column, f"{_TICK}{programme}")
    for key, column in table.get("long", {}).items():
        yield Line(column, _FIELD_OF[f"long.{key}"])
    for item, part in table.get("items", {}).items():
        for column in _texts(part.get("from", [])):
            yield Line(column, labels.get(item, item), _answers(part.get("codes", {}), tables))


def _add(table: dict[str, Any], items: dict[str, Any], key: str, line: Line) -> None:
    """Write one line into the table it belongs to."""
    codes = _codes(line.answers)
    if not key:
        return
    if key.startswith("long."):
        table.setdefault("long", {})[key.removeprefix("long.")] = line.column
    elif key.startswith(_TICK):
        table.setdefault("programmes", {}).setdefault("ticks", {})[line.column] = key.removeprefix(_TICK)
    elif key in ("programmes", "finished"):
        table.setdefault(key, {})["from"] = line.column
        if codes:
            table[key]["codes"] = codes
    else:
        part = (table if key in FIELDS.values() else items).setdefault(key, {"from": []})
        part["from"].append(line.column)
        if codes:
            part["codes"] = {**part.get("codes", {}), **codes}


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _answers(codes: Any, tables: Mapping[str, Any]) -> str:
    named = tables.get(codes, {}) if isinstance(codes, str) else codes
    ordered = sorted(
        named.items(), key=lambda pair: (not isinstance(pair[1], int), pair[1] if isinstance(pair[1], int) else 0)
    )
    return "; ".join(f"{answer} = {code}" for answer, code in ordered)


def _codes(answers: str) -> dict[str, int | str]:
    """'Never = 0; Always = 100' as a table; the last '=' counts, so that an answer may hold one."""
    pairs = (part.rpartition("=") for part in answers.split(";") if "=" in part)
    return {answer.strip(): _number(code.strip()) for answer, _, code in pairs if answer.strip()}


def _number(code: str) -> int | str:
    return int(code) if code.lstrip("-").isdecimal() else code
