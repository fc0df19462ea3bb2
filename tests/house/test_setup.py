"""Setting up: done once, done again when something changed, and never half done."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from dashboard import __main__ as commands
from dashboard import setup
from dashboard.terms import CheckFailedError

Machine: TypeAlias = Callable[..., list[tuple[str, ...]]]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A checkout in a folder of its own, where running something only writes down what was run."""
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(setup, "SAMPLE", tmp_path / "sample_data")
    monkeypatch.setattr(setup, "DATA", tmp_path / ".sample")
    for file in ("some.lock", "sample_data/survey.csv", ".venv/bin/python"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("first", encoding="utf-8")

    def runs(*, fails: str = "nothing") -> list[tuple[str, ...]]:
        """From now on what is run is appended to the list returned; `fails` is the word that makes it fail."""
        ran: list[tuple[str, ...]] = []

        def _ran(*command: str | Path, **_: int | None) -> bool:
            ran.append(tuple(map(str, command)))
            (tmp_path / ".sample").mkdir(exist_ok=True)
            return fails not in ran[-1]

        monkeypatch.setattr(setup, "_ran", _ran)
        return ran

    return runs


def words(ran: list[tuple[str, ...]], *among: str) -> list[str]:
    """Which of the words `among` were run, in order."""
    return [word for command in ran for word in command if word in among]


def test_packages_are_installed_by_hash_and_once(machine: Machine) -> None:
    ran = machine()
    setup.install("some.lock")
    assert "--require-hashes" in ran[-1]
    ran.clear()
    setup.install("some.lock")
    assert ran == []


def test_a_changed_lock_is_installed_again(machine: Machine) -> None:
    ran = machine()
    setup.install("some.lock")
    (setup.ROOT / "some.lock").write_text("second", encoding="utf-8")
    ran.clear()
    setup.install("some.lock")
    assert words(ran, "install") == ["install"]


def test_an_installation_that_failed_is_tried_again(machine: Machine) -> None:
    machine(fails="install")
    with pytest.raises(CheckFailedError, match=r"some\.lock could not be installed"):
        setup.install("some.lock")
    ran = machine()
    setup.install("some.lock")
    assert words(ran, "install") == ["install"]


def test_a_broken_environment_is_made_anew(machine: Machine) -> None:
    ran = machine(fails="import pip")
    setup.install("some.lock")
    assert words(ran, "venv", "--clear", "install") == ["venv", "--clear", "install"]


def test_without_venv_and_without_rights_it_says_what_to_install(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(fails="import pip")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(CheckFailedError, match="apt install python3-venv"):
        setup.install("some.lock")


@pytest.mark.parametrize(("user", "how"), [(0, ("true",)), (1000, ("sudo", "-n", "true"))])
def test_debian_packages_need_rights_that_ask_nothing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, user: int, how: tuple[str, ...]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setattr("shutil.which", lambda name: name)
    ran = machine(fails="true")
    assert not setup.install_for_system("chromium")
    assert ran == [how]
    ran = machine()
    assert setup.install_for_system("chromium")
    assert words(ran, "update", "install", "chromium") == ["update", "install", "chromium"]


def test_the_sample_is_imported_and_released_once(machine: Machine) -> None:
    ran = machine()
    setup._release_sample()
    assert words(ran, "import", "release") == ["import", "release"]
    ran.clear()
    setup._release_sample()
    assert ran == []


def test_a_changed_sample_is_released_anew(machine: Machine) -> None:
    machine()
    setup._release_sample()
    (setup.SAMPLE / "survey.csv").write_text("second", encoding="utf-8")
    ran = machine()
    setup._release_sample()
    assert words(ran, "import", "release") == ["import", "release"]


def test_a_sample_that_fails_is_no_sample(machine: Machine) -> None:
    machine(fails="release")
    with pytest.raises(CheckFailedError, match="`release` says why above"):
        setup._release_sample()
    ran = machine()
    setup._release_sample()
    assert words(ran, "import", "release") == ["import", "release"]


@pytest.mark.parametrize(("lines", "shown"), [(0, []), (1, ["two"]), (2, ["one", "two"])])
def test_what_worked_is_told_briefly(capsys: pytest.CaptureFixture[str], lines: int, shown: list[str]) -> None:
    assert setup._ran(sys.executable, "-c", "print('one'); print('two')", lines=lines)
    assert capsys.readouterr().err.splitlines() == shown


def test_what_failed_is_told_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert not setup._ran(sys.executable, "-c", "print('one'); print('two'); exit(1)", lines=0)
    assert capsys.readouterr().err.splitlines() == ["one", "two"]


@pytest.mark.parametrize("command", ["start", "serve"])
def test_a_port_in_use_is_said_before_anything_is_done(
    command: str, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = machine()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert commands.main([command, "--port", str(port)]) == 2
    assert f"port {port} is in use. Add --port {port + 1}" in capsys.readouterr().err
    assert ran == []


def test_a_python_without_our_packages_is_told_which_one_has_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'duckdb.x'", name="duckdb.x")

    monkeypatch.setattr(commands, "_sample", missing)
    assert commands.main(["sample", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(
        "duckdb is not installed for this Python. Run `python3 -m dashboard start`"
    )


def test_a_module_of_ours_that_is_missing_is_our_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'dashboard.x'", name="dashboard.x")

    monkeypatch.setattr(commands, "_sample", missing)
    with pytest.raises(ModuleNotFoundError):
        commands.main(["sample", str(tmp_path)])
