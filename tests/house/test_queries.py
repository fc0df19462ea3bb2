"""Every statement lies in a file of its own, says what it answers, and is used."""

import re
from dataclasses import dataclass

import duckdb
import pytest
from jinja2 import Environment, meta, nodes

import queries
from tests.house import templating, tree

NAMES = sorted(file.relative_to("queries").with_suffix("").as_posix() for file in tree.files() if file.suffix == ".sql")
LINE_LENGTH = 120
SHORTEST_PART = 4
ROOMS = {"audit", "build", "score", "publish", "report"}
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
    return Header(
        first,
        labelled.get("grain", ""),
        *(templating.listed(labelled.get(key, "none")) for key in ("parameters", "holes")),
    )


def filled(name: str) -> str:
    return queries.read(name, **{hole: templating.EXAMPLES[hole] for hole in header(name).holes})


def parsed(name: str) -> nodes.Template:
    environment = Environment(autoescape=True)
    environment.filters.update(templating.SQLFLUFF_JINJA_FILTERS)
    return environment.parse(source(name))


def test_there_are_queries_in_every_room() -> None:
    assert {name.split("/")[0] for name in NAMES} == ROOMS


@pytest.mark.parametrize("name", NAMES)
def test_a_query_opens_with_its_question_and_its_grain(name: str) -> None:
    question, grain, parameters, *_ = source(name).splitlines()
    assert re.fullmatch(r"-- [A-Z].*\?.*", question)
    assert grain.startswith("-- grain: ")
    assert parameters.startswith("-- parameters: ")


def test_no_line_is_too_long() -> None:
    assert [name for name in NAMES if max(map(len, source(name).splitlines())) > LINE_LENGTH] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_query_names_its_parameters(name: str) -> None:
    body = re.sub("^--.*$", "", source(name), flags=re.MULTILINE)
    assert set(re.findall(r"\$([a-z]\w*)", body)) == header(name).parameters


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_one_statement(name: str) -> None:
    statements = duckdb.extract_statements(filled(name))
    assert len(statements) == 1
    # Which parameters a template asks for can depend on its holes; DuckDB sees those of our examples.
    assert statements[0].named_parameters <= header(name).parameters


@pytest.mark.parametrize("name", NAMES)
def test_a_query_names_its_holes(name: str) -> None:
    assert meta.find_undeclared_variables(parsed(name)) - {"range"} == header(name).holes


@pytest.mark.parametrize("name", NAMES)
def test_only_filtered_text_enters_a_query(name: str) -> None:
    template = parsed(name)
    macros = {macro.name: {argument.name for argument in macro.args} for macro in template.find_all(nodes.Macro)}
    arguments = set().union(*macros.values())
    entering = [node for output in template.find_all(nodes.Output) for node in output.nodes]
    assert [node for node in entering if not is_safe(node, ours={*macros, *arguments, "loop"})] == []


def is_safe(node: nodes.Node, *, ours: set[str]) -> bool:
    """Whether `node` can only be text that we wrote, or that a filter let pass."""
    match node:
        case nodes.TemplateData() | nodes.Const() | nodes.Filter(name="identifier" | "number" | "path"):
            return True
        case nodes.Name():
            return node.name in ours
        case nodes.Call() | nodes.Getattr() | nodes.Filter(name="trim", node=nodes.Node()):
            return is_safe(node.node, ours=ours)  # type: ignore[arg-type]
        case nodes.CondExpr():
            return all(is_safe(part, ours=ours) for part in (node.expr1, node.expr2) if part)
    return False


def test_every_query_is_used() -> None:
    written = {string for file in tree.python("dashboard") for string in tree.strings(file)}
    assert [name for name in NAMES if not is_named(name, written)] == []


def is_named(name: str, written: set[str]) -> bool:
    """Whether the code writes `name` out, or its parts, as in f"publish/create_{table}"."""
    if name in written:
        return True
    parts = (name[:end] for end in range(SHORTEST_PART, len(name)))
    return any(part in written and is_named(name[len(part) :], written) for part in parts)


def test_no_sql_is_written_in_python() -> None:
    strings = [(file, string) for file in tree.python("dashboard") for string in tree.strings(file)]
    assert [f"{file}: {string[:60]}" for file, string in strings if SQL.match(string)] == []
