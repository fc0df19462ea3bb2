"""The tree keeps its shape, and its files and functions stay small enough to read."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

TOP = {
    ".ci", ".editorconfig", ".gitignore", ".sqlfluff", ".sqlfluffignore", ".streamlit",
    "CHANGELOG.md", "CONTRIBUTING.md", "GLOSSARY.md", "LICENSE", "README.md",
    "dashboard", "docs", "queries", "sample_data", "tests",
    "pyproject.toml", "requirements.lock", "requirements-dev.lock", "requirements-duckdb2.lock", "streamlit_app.py",
}  # fmt: skip
DASHBOARD = {
    "__init__", "__main__", "setup", "serve", "server", "backup", "settings", "terms", "sample",
    "surveys", "instruments", "disclosure", "steward",
    "access", "log", "release", "panel", "statistics", "readings", "charts", "tables", "wording", "pages",
}  # fmt: skip
LINES = {"dashboard": 250, "queries": 250, "tests": 400, "streamlit_app.py": 60}
FUNCTION_LINES = 50
SAMPLE_BYTES = 2_000_000


def test_the_top_level_is_the_fixed_one() -> None:
    assert {file.parts[0] for file in tree.files()} == TOP


def test_the_dashboard_has_the_rooms_of_the_design() -> None:
    assert {Path(file.parts[1]).stem for file in tree.files() if file.parts[0] == "dashboard"} == DASHBOARD


def test_a_file_can_be_read_at_a_sitting() -> None:
    lengths = {file: len(tree.text(file).splitlines()) for file in tree.python()}
    assert {str(file): lines for file, lines in lengths.items() if lines > LINES[file.parts[0]]} == {}


def test_a_function_fits_on_a_screen() -> None:
    assert {f"{file}: {name}": lines for file, name, lines in functions() if lines > FUNCTION_LINES} == {}


def functions() -> Iterator[tuple[Path, str, int]]:
    """File, name and number of lines of every function."""
    for file in tree.python():
        for node in ast.walk(tree.syntax(file)):
            if isinstance(node, ast.FunctionDef):
                yield file, node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_sample_is_small_enough_to_commit() -> None:
    size = sum((tree.ROOT / file).stat().st_size for file in tree.files() if file.parts[0] == "sample_data")
    assert 0 < size < SAMPLE_BYTES
