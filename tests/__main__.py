"""All tests, from nothing: `python3 -m tests [--fast] [pytest's own arguments]`. The last line says how many passed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from dashboard import setup

BIN = setup.VENV / "bin"
NEXT_DUCKDB = setup.VENV / "duckdb2"
LINTERS: tuple[tuple[str | Path, ...], ...] = (
    (BIN / "ruff", "check"),
    (BIN / "ruff", "format", "--check"),
    (BIN / "mypy",),
    (BIN / "lint-imports", "--no-logo"),
    (setup.PYTHON, "-m", "tests.house.sql_lint", "lint", "queries"),
)
BOTH_CORES = ("-n", "2", "--dist", "loadfile")
QUICK_WITH_DATABASE = "not browser and not slow"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many checks passed, failed and could not be run here."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def main(arguments: Sequence[str]) -> int:
    """Set up, run everything, print the count; 0 if nothing failed."""
    fast = "--fast" in arguments
    extra = [argument for argument in arguments if argument != "--fast"]
    setup.install("requirements-dev.lock")
    total = sum((_linter(*command) for command in LINTERS), Outcome())
    if fast:
        total += _pytest((setup.PYTHON,), *BOTH_CORES, "-m", "not slow and not browser", *extra)
    else:
        _prepare_browser()
        setup.install("requirements-duckdb2.lock", target=NEXT_DUCKDB)
        total += _pytest((setup.PYTHON,), *BOTH_CORES, "-m", "not browser", *extra)
        total += _pytest((setup.PYTHON,), "-m", "browser", *extra)
        next_duckdb = ("env", f"PYTHONPATH={NEXT_DUCKDB}", setup.PYTHON)
        total += _pytest(next_duckdb, *BOTH_CORES, "--duckdb=2.0.0", "-m", QUICK_WITH_DATABASE, *extra)
    if total.skipped:
        print(f"({total.skipped} skipped: pytest says why above)")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


def _prepare_browser() -> None:
    """Debian's own chromium, and the library that a bare Debian lacks for the program that drives it."""
    for package, there in (("chromium", shutil.which("chromium")), ("libatomic1", find_library("atomic"))):
        if not there and not setup.install_for_system(package):
            print(f"The browser tests fail without Debian's {package}: run `apt install {package}` as root.")


def _linter(*command: str | Path) -> Outcome:
    return Outcome(passed=1) if _run(*command) == 0 else Outcome(failed=1)


def _pytest(python: tuple[str | Path, ...], *arguments: str) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        status = _run(*python, "-m", "pytest", "-q", "-rs", f"--junitxml={report}", *arguments)
        outcome = _counted(report) if report.exists() else Outcome()
    # A run that broke before or beside its tests (status 2 to 5) is a failure, whatever it counted.
    return outcome if outcome.failed or status == 0 else outcome + Outcome(failed=1)


def _counted(report: Path) -> Outcome:
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314 - pytest wrote it a moment ago
    total = Outcome()
    for suite in suites:
        tests, failures, errors, skipped = (int(suite.get(name, 0)) for name in _COUNTS)
        total += Outcome(tests - failures - errors - skipped, failures + errors, skipped)
    return total


_COUNTS = ("tests", "failures", "errors", "skipped")


def _run(*command: str | Path) -> int:
    words = [part.name if isinstance(part, Path) else part for part in command]
    print(f"\n== {' '.join(words)}", flush=True)
    start = time.monotonic()
    status = subprocess.run(command, cwd=setup.ROOT, stdin=subprocess.DEVNULL, check=False).returncode
    print(f"== {time.monotonic() - start:.0f} s", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
