"""The audit log keeps every line, whoever writes at the same moment, and tells nothing it should not."""

import json
import multiprocessing
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.log import NEWEST, Event, Log, text
from tests.pages import fake_release

WRITERS, LINES = 4, 400


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for file in folder.glob("*.jsonl") for line in file.read_text().splitlines()]


def test_an_event_is_one_line_with_its_time(tmp_path: Path) -> None:
    Log(tmp_path).append(Event("viewed", "ann@example.org", ("stroke",), 3, "unit"))
    (line,) = lines(tmp_path)
    assert line.pop("when") > "2026"  # type: ignore[operator]
    assert line == {"what": "viewed", "who": "ann@example.org", "units": ["stroke"], "release": 3, "detail": "unit"}


def _append(folder: Path, writer: int) -> None:
    log = Log(folder)
    log._largest = 20_000  # so that it is put aside again and again
    for number in range(LINES):
        log.append(Event("viewed", f"{writer}/{number}", ("unit",) * (number % 40)))


@pytest.mark.slow
def test_many_processes_write_at_once_and_no_line_is_lost_or_mixed(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_append, args=(tmp_path, writer)) for writer in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(list(tmp_path.glob("audit-*.jsonl"))) > 5
    expected = {f"{writer}/{number}" for writer in range(WRITERS) for number in range(LINES)}
    found = [str(line["who"]) for line in lines(tmp_path)]
    assert len(found) == len(expected)
    assert set(found) == expected
    assert [event.who for event in Log(tmp_path).events(who="0/")] == [f"0/{number}" for number in range(LINES)]


def test_a_line_cut_short_by_a_full_disk_hides_no_other(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.append(Event("sign-in", "ann"))
    with (tmp_path / NEWEST).open("a") as file:
        file.write('{"what": "sign-in", "who": "b\n{}\nnull\n[1]\n')
    log.append(Event("sign-out", "ann"))
    assert [event.what for event in log.events()] == ["sign-in", "sign-out"]


def test_what_others_choose_cannot_forge_a_line_or_reach_the_terminal(tmp_path: Path) -> None:
    Log(tmp_path).append(Event("refusal", 'eve\n{"what": "viewed"}\x1b[2J\u202e', detail="x" * 10_000))
    assert len((tmp_path / NEWEST).read_text().splitlines()) == 1
    (event,) = Log(tmp_path).events()
    assert len(event.detail) == 300
    assert text(event).isprintable()


def test_the_command_shows_it_from_a_time_and_a_person_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(tmp_path / "log")
    for who in ("ann@example.org", "bob@example.org"):
        log.append(Event("viewed", who, ("stroke",), 2, "unit"))
    assert main(["log", "--data", str(tmp_path), "--who", "ANN"]) == 0
    (shown,) = capsys.readouterr().out.splitlines()
    assert shown.endswith("viewed  ann@example.org  release 2  stroke  unit")
    assert main(["log", "--data", str(tmp_path), "--since", "2999-01-01"]) == 0
    assert capsys.readouterr().out == ""
    with pytest.raises(SystemExit) as stopped:
        main(["log", "--since", "yesterday"])
    assert stopped.value.code == 2


def test_commands_write_down_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fake_release.write(tmp_path / "release", pulses=1)
    assert main(["export", str(tmp_path / "all.csv"), "--data", str(tmp_path)]) == 0
    assert main(["backup", str(tmp_path / "all.tar"), "--data", str(tmp_path)]) == 0
    assert main(["log", "--data", str(tmp_path)]) == 0
    shown = capsys.readouterr().out.splitlines()[-2:]
    assert ["export" in shown[0], "all.csv" in shown[0], "release 1" in shown[0]] == [True] * 3
    assert "(command)" in shown[1]


def test_a_command_that_was_done_is_done_though_it_cannot_be_logged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_release.write(tmp_path / "release", pulses=1)
    (tmp_path / "log").write_text("not a folder")
    assert main(["export", str(tmp_path / "all.csv"), "--data", str(tmp_path)]) == 0
    assert "not in the audit log" in capsys.readouterr().err
