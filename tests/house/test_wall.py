"""The wall between responses and release, where import-linter does not look: scripts, and what is loaded in fact."""

import subprocess
import sys
from pathlib import Path

from tests.house import tree

STEWARDS_SIDE = {"backup", "surveys", "instruments", "disclosure", "sample", "steward"}
READERS_SIDE = (
    *("pages", "charts", "tables", "wording", "readings", "statistics"),
    *("release", "panel", "access", "log"),
)
LOAD_ALL = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), f"{name}."):
        importlib.import_module(found.name)
print("\\n".join(sys.modules))
"""


def loaded(*options: str) -> set[str]:
    """The modules that are loaded after Python ran with `options`."""
    done = subprocess.run([sys.executable, *options], cwd=tree.ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_readers_side_loads_nothing_of_the_stewards() -> None:
    modules = loaded("-c", LOAD_ALL, *(f"dashboard.{room}" for room in READERS_SIDE))
    assert "dashboard.pages" in modules
    assert {name for name in modules if name.startswith("dashboard.") and name.split(".")[1] in STEWARDS_SIDE} == set()


def test_the_app_imports_nothing_of_the_stewards() -> None:
    rooms = {name.split(".")[1] for name in tree.imports(Path("streamlit_app.py")) if name.startswith("dashboard.")}
    assert rooms
    assert rooms & STEWARDS_SIDE == set()


def test_the_commands_run_before_anything_is_installed() -> None:
    without_packages = ("-S", "-c", LOAD_ALL)
    assert "dashboard.setup" in loaded(*without_packages, "dashboard.__main__", "dashboard.setup")
