"""The command that runs all tests counts truly, and a run that breaks is no success."""

import sys
from pathlib import Path

import pytest

from tests import __main__ as command

PASSING = "def test_a(): pass\ndef test_b(): pass\n"
MIXED = "import pytest\ndef test_a(): pass\ndef test_b(): assert False\n@pytest.mark.skip\ndef test_c(): pass\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (PASSING, command.Outcome(passed=2)),
        (MIXED, command.Outcome(passed=1, failed=1, skipped=1)),
        ("import nowhere\n", command.Outcome(failed=1)),
        ("nothing = 0\n", command.Outcome(failed=1)),
    ],
    ids=["passing", "mixed", "broken", "empty"],
)
def test_what_pytest_did_is_counted(tmp_path: Path, text: str, outcome: command.Outcome) -> None:
    file = tmp_path / "test_it.py"
    file.write_text(text, encoding="utf-8")
    assert command._pytest((sys.executable,), "--rootdir", str(tmp_path), "-c", "/dev/null", str(file)) == outcome


def test_a_linter_that_complains_is_a_failure() -> None:
    assert command._linter("true") == command.Outcome(passed=1)
    assert command._linter("false") == command.Outcome(failed=1)


def test_the_last_line_is_the_count(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("dashboard.setup.install", lambda *_, **__: None)
    monkeypatch.setattr(command, "_run", lambda *_: 1)
    assert command.main(["--fast"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == f"0 passed, {len(command.LINTERS) + 1} failed"
