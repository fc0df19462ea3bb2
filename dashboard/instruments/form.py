"""From a TOML file to an `Instrument`: every key checked, every complaint naming the file and the key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, NoReturn, cast, get_args

from dashboard.terms import BadInputError, Band, CutOff, Direction, Instrument, Item, Measure, Problem

Confidence = Literal["verified", "convention", "own"]

_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_TAKEN = frozenset({"pulse", "unit", "role", "respondent", "respondent_key", "programmes", "import_id", "trained"})
_LARGEST_CODE = 1000
_INSTRUMENT_KEYS = {"id", "name", "source", "licence", "confidence", "note", "order", "measure"}
_MEASURE_KEYS = {
    *("id", "name", "family", "items", "codes", "reversed", "least_answered", "better", "cut_off", "bands"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """One table of a TOML file, with the means to complain about it."""

    file: str
    table: dict[str, Any]
    place: str = ""

    def refuse(self, key: str, what: str, fix: str) -> NoReturn:
        """Raise BadInputError about `key`."""
        raise BadInputError(Problem(self.file, f"{self.place}`{key}` {what}", fix))

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self.table.get(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            self.refuse(key, "is missing or is not text.", f'Write {key} = "...".')
        return value

    def name(self, key: str, *, default: str | None = None) -> str:
        return self.plain(key, self.text(key, default=default))

    def plain(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not _PLAIN_NAME.fullmatch(value) or value in _TAKEN:
            fix = "Use small letters, digits and _, starting with a letter."
            self.refuse(key, f"has an id that cannot be used: {value!r}.", fix)
        return value

    def number(self, key: str, *, default: int | None = None) -> int:
        value = self.table.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(key, "is missing or is not a whole number.", f"Write {key} = 1, for instance.")
        return value

    def sequence(self, key: str, *, default: list[Any] | None = None) -> list[Any]:
        value = self.table.get(key, default)
        if not isinstance(value, list) or (not value and default is None):
            self.refuse(key, "is missing or is not a list.", f"Write {key} = [...].")
        return value

    def one_of(self, key: str, choices: tuple[str, ...], *, default: str | None = None) -> str:
        value = self.table.get(key, default)
        if value not in choices:
            self.refuse(key, f"is {value!r}.", f"Use one of: {', '.join(choices)}.")
        return cast(str, value)

    def only(self, keys: set[str]) -> None:
        """Refuse keys that mean nothing here: a misspelt key must not be passed over."""
        for key in sorted(self.table.keys() - keys):
            self.refuse(key, "is not a key of this table.", f"Use: {', '.join(sorted(keys))}.")

    def inside(self, table: object, *, place: str) -> Form:
        if not isinstance(table, dict):
            self.refuse(place, "is not a table.", "See docs/instruments.md.")
        return Form(self.file, table, f"{self.place}{place}, ")


def instrument_from(form: Form) -> Instrument:
    """The instrument a file describes. Raises BadInputError."""
    form.only(_INSTRUMENT_KEYS)
    tables = form.sequence("measure")
    return Instrument(
        id=form.name("id"),
        name=form.text("name"),
        source=form.text("source"),
        licence=form.text("licence"),
        confidence=cast(Confidence, form.one_of("confidence", get_args(Confidence))),
        measures=tuple(
            _measure(form.inside(table, place=f"measure {number}")) for number, table in enumerate(tables, start=1)
        ),
        note=form.text("note", default=""),
    )


def _measure(form: Form) -> Measure:
    form.only(_MEASURE_KEYS)
    bands = _bands(form)
    items = _items(form, codes=tuple(range(len(bands))) if bands else _codes(form))
    if bands and len(items) != 1:
        form.refuse("bands", "needs exactly one item.", "A distribution is the answers to one question.")
    least = form.number("least_answered", default=len(items))
    if not 1 <= least <= len(items):
        form.refuse("least_answered", f"is {least}.", f"Use 1 to {len(items)}.")
    identity = form.name("id")
    return Measure(
        id=identity,
        name=form.text("name"),
        family=form.name("family", default=identity),
        items=items,
        least_answered=least,
        better=cast(Direction, form.one_of("better", get_args(Direction))),
        cut_off=_cut_off(form),
        bands=bands,
    )


def _items(form: Form, *, codes: tuple[int, ...]) -> tuple[Item, ...]:
    ids = [form.plain("items", value) for value in form.sequence("items")]
    reversals = set(form.sequence("reversed", default=[]))
    if len(set(ids)) < len(ids):
        form.refuse("items", "names an item twice.", "Name each item once.")
    if not reversals <= set(ids):
        form.refuse("reversed", "names an item that is not in `items`.", "Use ids from `items`.")
    return tuple(Item(item, codes, reversed=item in reversals) for item in ids)


def _codes(form: Form) -> tuple[int, ...]:
    """Codes from low to high: given one by one, or as `{ from = 0, to = 10 }`."""
    value = form.table.get("codes")
    if isinstance(value, dict):
        ends = form.inside(value, place="codes")
        value = list(range(ends.number("from"), ends.number("to") + 1))
    whole = isinstance(value, list) and all(type(code) is int and 0 <= code <= _LARGEST_CODE for code in value)
    if not whole or len(value) < 2 or value != sorted(set(value)):  # type: ignore[arg-type]
        fix = f"Give two or more whole numbers from 0 to {_LARGEST_CODE}, low to high."
        form.refuse("codes", "cannot be used.", fix)
    return tuple(cast(list[int], value))


def _bands(form: Form) -> tuple[Band, ...]:
    tables = [form.inside(table, place="bands") for table in form.sequence("bands", default=[])]
    bands = tuple(Band(table.name("id"), table.text("name")) for table in tables)
    if len(bands) == 1 or len({band.id for band in bands}) < len(bands):
        form.refuse("bands", "needs two or more different ids.", "See docs/instruments.md.")
    return bands


def _cut_off(form: Form) -> CutOff | None:
    if "cut_off" not in form.table:
        return None
    table = form.inside(form.table["cut_off"], place="cut_off")
    table.only({"at_least", "label", "source"})
    at_least = table.number("at_least")
    if not 0 < at_least <= 100:
        table.refuse("at_least", f"is {at_least}.", "Use 1 to 100, the score in percent of range.")
    return CutOff(at_least, table.text("label"), table.text("source"))
