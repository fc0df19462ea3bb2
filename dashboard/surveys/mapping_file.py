"""Reading a mapping from its TOML file (docs/mapping.md), every complaint naming the file and the key."""

from __future__ import annotations

import codecs
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from dashboard.instruments.form import Form
from dashboard.surveys.mapping import Codes, Finished, Long, Mapping, Programmes, Source
from dashboard.surveys.rows import Format, Layout, Names
from dashboard.terms import BadInputError, Problem

VERSION = 1
KEYS = {
    *("version", "missing", "file", "pulse", "unit", "role", "respondent_key"),
    *("programmes", "finished", "long", "codes", "items"),
}
_FORMATS = ("csv", "sheet", "parquet")
_SEE = "See docs/mapping.md."
_OPEN = "?"  # what `inspect` writes where only a person can know
_DIRECTIONS = ("as_published", "already_reversed")


def read(path: Path) -> Mapping:
    """The mapping a file describes. Raises BadInputError."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        what = f"this is not a readable TOML file ({getattr(error, 'strerror', None) or error})."
        raise BadInputError(Problem(path.name, what, _SEE)) from error
    return mapping_from(Form(path.name, table))


def mapping_from(form: Form) -> Mapping:
    """The mapping that a TOML table describes. Raises BadInputError."""
    form.only(KEYS)
    if form.number("version", default=VERSION) != VERSION:
        form.refuse("version", f"is not {VERSION}.", "Write the mapping anew: run `inspect`.")
    tables = _code_tables(form)
    for key in ("pulse", "unit", "items"):
        if not form.table.get(key):
            form.refuse(key, "is missing.", _SEE)
    pulse = form.inside(form.table["pulse"], place="pulse")
    items = form.inside(form.table["items"], place="items")
    return Mapping(
        layout=_layout(form),
        pulse=_source(form, "pulse", tables, more={"dates"}),
        unit=_source(form, "unit", tables),
        items=tuple((item, _item(items, item, tables)) for item in items.table),
        role=_source(form, "role", tables),
        respondent_key=_source(form, "respondent_key", tables, constant=False),
        programmes=_programmes(form, tables),
        finished=_finished(form),
        missing=tuple(_texts(form, "missing")),
        dates=pulse.text("dates", default=""),
        long=_long(form),
        file=form.file,
    )


def _layout(form: Form) -> Layout:
    if "file" not in form.table:
        return Layout()
    table = form.inside(form.table["file"], place="file")
    table.only({"format", "encoding", "delimiter", "header_rows", "sheet", "names"})
    encoding = table.text("encoding", default="utf-8")
    try:
        codecs.lookup(encoding)
    except LookupError:
        table.refuse("encoding", f"is {encoding!r}, which is not known.", "Use utf-8, cp1252 or utf-16, for instance.")
    delimiter = table.text("delimiter", default=",")
    if len(delimiter) != 1 or not delimiter.isascii() or delimiter in '"\r\n':
        table.refuse("delimiter", "is not one character.", r'Use ",", ";", "|" or "\t".')
    header_rows = table.number("header_rows", default=1)
    if not 0 <= header_rows <= 10:
        table.refuse("header_rows", f"is {header_rows}.", "Use the number of rows before the first answer.")
    kind = cast(Format, table.one_of("format", _FORMATS, default="csv"))
    names = cast(Names, table.one_of("names", ("first", "joined"), default="first"))
    return Layout(kind, encoding.lower(), delimiter, header_rows, table.text("sheet", default=""), names)


def _code_tables(form: Form) -> dict[str, Codes]:
    tables = form.inside(form.table.get("codes", {}), place="codes")
    return {name: _codes(tables, name, {}) for name in tables.table}


def _codes(form: Form, key: str, tables: dict[str, Codes]) -> Codes:
    """Codes given in place, or the name of a table under [codes]."""
    value = form.table.get(key, {})
    if isinstance(value, str):
        if value not in tables:
            form.refuse(key, f"names a table '{value}' that is not under [codes].", f"Add [codes.{value}].")
        return tables[value]
    if not isinstance(value, dict) or not all(type(code) in (int, str) for code in value.values()):
        form.refuse(key, "is not a table of answers and codes.", 'Write { "Never" = 0, "Always" = 100 }.')
    if _OPEN in value.values():
        waiting = ", ".join(answer for answer, code in value.items() if code == _OPEN)
        form.refuse(key, f"leaves open what these answers stand for: {waiting}.", "Replace each ? by a code.")
    pairs = tuple((answer.strip().lower(), str(code)) for answer, code in value.items())
    if len(dict(pairs)) < len(pairs):
        form.refuse(key, "has an answer twice, written differently.", "Capitals do not matter: keep one of them.")
    return pairs


def _source(
    form: Form,
    key: str,
    tables: dict[str, Codes],
    *,
    constant: bool = True,
    more: frozenset[str] | set[str] = frozenset(),
) -> Source:
    if key not in form.table:
        return Source()
    table = form.inside(form.table[key], place=key)
    table.only({"from", "codes", *({"constant"} if constant else ()), *more})
    columns = tuple(_texts(table, "from"))
    fixed = table.text("constant") if "constant" in table.table else None
    if fixed == _OPEN:
        table.refuse("constant", "is left open.", "Replace the ?.")
    if bool(columns) == (fixed is not None):
        table.refuse("from", "is missing, or given together with `constant`.", "Give one of the two.")
    return Source(columns, fixed, _codes(table, "codes", tables))


def _item(form: Form, key: str, tables: dict[str, Codes]) -> Source:
    source = _source(form, key, tables, constant=False, more={"direction"})
    table = form.inside(form.table[key], place=key)
    if table.table.get("direction") == _OPEN:
        what = "is left open: the question may be worded the other way round."
        table.refuse("direction", what, f"Replace the ? by {' or '.join(_DIRECTIONS)}.")
    direction = table.one_of("direction", _DIRECTIONS, default=_DIRECTIONS[0])
    return replace(source, flipped=direction == "already_reversed")


def _texts(form: Form, key: str) -> list[str]:
    """A list of texts, or one text alone; [] where the key is missing."""
    value: Any = form.table.get(key, [])
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
        form.refuse(key, "is not a text or a list of texts.", f'Write {key} = ["..."].')
    return texts


def _programmes(form: Form, tables: dict[str, Codes]) -> Programmes:
    if "programmes" not in form.table:
        return Programmes()
    table = form.inside(form.table["programmes"], place="programmes")
    table.only({"from", "split", "codes", "ticks"})
    ticks = _codes(table, "ticks", {}) if "ticks" in table.table else ()
    if ticks:
        ticks = tuple((column, str(programme)) for column, programme in table.table["ticks"].items())
    column = table.text("from", default="")
    if bool(column) == bool(ticks):
        table.refuse("from", "is missing, or given together with `ticks`.", "Give one of the two.")
    return Programmes(column, table.text("split", default=";"), ticks, _codes(table, "codes", tables))


def _finished(form: Form) -> Finished | None:
    if "finished" not in form.table:
        return None
    table = form.inside(form.table["finished"], place="finished")
    table.only({"from", "is"})
    return Finished(table.text("from"), tuple(_texts(table, "is")))


def _long(form: Form) -> Long | None:
    if "long" not in form.table:
        return None
    table = form.inside(form.table["long"], place="long")
    table.only({"respondent", "question", "answer"})
    return Long(table.text("respondent"), table.text("question"), table.text("answer"))
