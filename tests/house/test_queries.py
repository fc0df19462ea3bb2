"""Every statement lies in a file of its own, says what it answers, and is used."""

import ast
import re
from configparser import ConfigParser
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
import pytest
from jinja2 import Environment, meta

import queries
from tests.house import tree

NAMES = sorted(file.relative_to("queries").with_suffix("").as_posix() for file in tree.files() if file.suffix == ".sql")
ROOMS = {"build", "score", "publish", "report"}
SQL = re.compile(
    r"\s*(select\b.+\bfrom|insert into|create( or replace)?( temp)? (table|view)|delete from|update \w+ set"
    r"|with \w+ as|attach '|copy [\w(]|SELECT|INSERT INTO|CREATE|DELETE FROM|UPDATE|WITH|ATTACH|COPY)\b"
)


@dataclass(frozen=True)
class Header:
    """What the first lines of a query promise."""

    question: str
    grain: str
    parameters: set[str]
    holes: set[str]


def source(name: str) -> str:
    return (queries.FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def header(name: str) -> Header:
    first, *rest = (line.removeprefix("-- ") for line in source(name).splitlines() if line.startswith("-- "))
    labelled = dict(line.split(": ", 1) for line in rest if ": " in line)
    return Header(first, labelled.get("grain", ""), *(listed(labelled.get(key)) for key in ("parameters", "holes")))


def listed(words: str | None) -> set[str]:
    return set() if words in (None, "none") else set(words.split(", "))


@cache
def samples() -> dict[str, Any]:
    """What stands in the holes while templates are linted: the same values that sqlfluff is given."""
    config = ConfigParser()
    config.read(tree.ROOT / ".sqlfluff")
    return {key: value_of(text) for key, text in config["sqlfluff:templater:jinja:context"].items()}


def value_of(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return text


def filled(name: str) -> str:
    holes = header(name).holes
    return queries.read(name, **{hole: value for hole, value in samples().items() if hole in holes})


def test_there_are_queries_in_every_room() -> None:
    assert {name.split("/")[0] for name in NAMES} == ROOMS


@pytest.mark.parametrize("name", NAMES)
def test_a_query_opens_with_its_question_and_its_grain(name: str) -> None:
    question, grain, parameters, *_ = source(name).splitlines()
    assert re.fullmatch(r"-- [A-Z].*\?.*", question)
    assert grain.startswith("-- grain: ")
    assert parameters.startswith("-- parameters: ")


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_one_statement_with_the_parameters_it_names(name: str) -> None:
    statements = duckdb.extract_statements(filled(name))
    assert len(statements) == 1
    assert statements[0].named_parameters == header(name).parameters


@pytest.mark.parametrize("name", NAMES)
def test_a_query_names_its_holes(name: str) -> None:
    environment = Environment(extensions=["jinja2.ext.do"], autoescape=True)
    environment.filters.update(dict.fromkeys(("identifier", "path"), str))
    assert meta.find_undeclared_variables(environment.parse(source(name))) == header(name).holes


@pytest.mark.parametrize("name", NAMES)
def test_ids_and_paths_pass_a_filter(name: str) -> None:
    unfiltered = [
        hole for hole in re.findall(r"{{(.*?)}}", source(name)) if not re.search(r"\| (identifier|path) $", hole)
    ]
    assert unfiltered == []


def test_every_query_is_used() -> None:
    written = {string for file in tree.python("dashboard") for string in tree.strings(file)}
    rooms = {string.removesuffix("/") for string in written if string.endswith("/")}  # the fixed part of f"report/{x}"
    unused = [name for name in NAMES if name not in written and not used_by_room(name, written, rooms)]
    assert unused == []


def used_by_room(name: str, written: set[str], rooms: set[str]) -> bool:
    room, stem = name.split("/")
    return room in rooms and stem in written


def test_no_sql_is_written_in_python() -> None:
    strings = [(file, string) for file in tree.python("dashboard") for string in tree.strings(file)]
    assert [f"{file}: {string[:60]}" for file, string in strings if SQL.match(string)] == []
