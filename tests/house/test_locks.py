"""What is installed is what is written down: every import is declared, every declaration locked, every lock by hash."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.house import tree

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-duckdb2.lock"]
OURS = {"dashboard", "queries", "tests", "streamlit_app"}
PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = {re.split("[=<>]", line)[0] for line in PROJECT["project"]["dependencies"]}
DEVELOPMENT = set(PROJECT["dependency-groups"]["dev"])


def pins(lock: str) -> set[str]:
    """`name==version` of every package in `lock`; where it is needed may differ from lock to lock."""
    lines = (tree.ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {line.removesuffix(" \\").split(" ;")[0] for line in lines if not line.startswith((" ", "#"))}


def names(lock: str) -> set[str]:
    return {pin.split("==")[0] for pin in pins(lock)}


def imported(*rooms: str) -> set[str]:
    """The distributions that the Python files of `rooms` import, by normal name."""
    modules = {name.split(".")[0] for file in tree.python(*rooms) for name in tree.imports(file)}
    owners = packages_distributions()
    others = modules - OURS - sys.stdlib_module_names
    return {owners.get(name, [name])[0].lower().replace("_", "-") for name in others}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hash(lock: str) -> None:
    text = (tree.ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_is_declared_is_locked() -> None:
    assert names("requirements.lock") >= RUNTIME
    assert names("requirements-dev.lock") >= RUNTIME | DEVELOPMENT


def test_tests_run_on_the_versions_that_serve() -> None:
    assert pins("requirements-dev.lock") >= pins("requirements.lock")


def test_the_dashboard_imports_only_what_it_declares() -> None:
    assert imported("dashboard", "queries", "streamlit_app.py") <= RUNTIME


def test_the_tests_import_only_what_they_declare() -> None:
    assert imported("tests") <= RUNTIME | DEVELOPMENT
