"""Bad input is named - file, row, column, fix - and leaves the data folder as it was."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.terms import BadInputError, Problem
from tests.surveys.conftest import ITEMS, Steward, answer, answers

Make = Callable[[Steward], Path]


def text(steward: Steward) -> str:
    return steward.survey(answers(12), "good.csv").read_text(encoding="utf-8")


def changed(**changes: object) -> Make:
    """A survey whose third answer (row 4) is changed."""
    return lambda steward: steward.survey([*answers(2), answer(2, **changes), *answers(3)], "bad.csv")


def bytes_of(make: Callable[[str], bytes], name: str = "bad.csv") -> Make:
    return lambda steward: steward.write(name, make(text(steward)))


def folder(steward: Steward) -> Path:
    (steward.folder / "bad.csv").mkdir()
    return steward.folder / "bad.csv"


BAD: dict[str, tuple[Make, str]] = {
    "empty file": (bytes_of(lambda _: b""), r"bad.csv: the file is empty"),
    "only a header": (
        bytes_of(lambda good: good.splitlines(keepends=True)[0].encode()),
        r"row 2: there is no finished",
    ),
    "a folder": (folder, r"bad.csv: this is a folder"),
    "no such file": (lambda steward: steward.folder / "bad.csv", r"cannot be opened"),
    "UTF-16": (bytes_of(lambda good: good.encode("utf-16")), r"row 1: this is not utf-8 text"),
    "Latin-1": (bytes_of(lambda good: good.replace("nurse", "infirmière", 1).encode("latin-1")), r"row 2: this is not"),
    "cut off": (
        bytes_of(lambda good: good[:-20].encode()),
        r"row 13: the row has \d+ cells where there are 12 in the h",
    ),
    "too long a row": (
        bytes_of(lambda good: good.replace("\n", "\n1,2,3,4,5,6,7,8,9,10,11,12,13,14\n", 1).encode()),
        r"row 2: the row has more than the 12 cells of the header",
    ),
    "an open quote": (bytes_of(lambda good: good.replace("nurse", '"nurse', 1).encode()), r"row 2: a quotation mark"),
    "a truncated spreadsheet": (bytes_of(lambda _: b"PK\x03\x04" + bytes(900), "bad.xlsx"), r"bad.xlsx: the spread"),
    "a truncated Parquet file": (bytes_of(lambda _: b"PAR1" + bytes(900), "bad.parquet"), r"bad.parquet: the Parq"),
    "no unit column": (
        bytes_of(lambda good: good.replace("unit,", "place,", 1).encode()),
        r"column unit: the column is m",
    ),
    "an item missing": (
        bytes_of(lambda good: good.replace(ITEMS[2], "other", 1).encode()),
        rf"column {ITEMS[2]}: the scale 'exhaustion' lacks 1 of its 7 items",
    ),
    "a repeated column": (
        bytes_of(lambda good: good.replace(ITEMS[2], ITEMS[1], 1).encode()),
        rf"row 1, column {ITEMS[1]}: the column occurs more than once",
    ),
    "an answer out of range": (changed(cbi_work_energy=33), r"row 4, column cbi_work_energy: the answer \(33\)"),
    "an answer in words": (changed(cbi_work_energy="Often"), r"row 4, column cbi_work_energy: the answer is not"),
    "an unknown unit": (changed(unit="ward 8"), r"row 4, column unit: the unit 'ward 8' is not in units.csv"),
    "no unit": (changed(unit=""), r"row 4, column unit: the cell is empty"),
    "no pulse": (changed(pulse=""), r"row 4, column pulse: the cell is empty"),
    "a pulse that is none": (changed(pulse="January"), r"row 4, column pulse: this is not a pulse"),
    "a day that does not exist": (changed(pulse="2026-02-30"), r"row 4, column pulse: this is not a pulse"),
    "a semicolon in a role": (changed(role="nurse;night"), r"row 4, column role: an id holds a semicolon"),
    "an e-mail address": (changed(role="ann@example.org"), r"row 4, column role: .* e-mail addresses"),
    "a name": (changed(role="Dr Müller"), r"row 4, column role: .* names of people"),
    "a phone number": (changed(role="+44 1632 960 001"), r"row 4, column role: .* phone numbers"),
    "an e-mail address as key": (changed(respondent_key="a@b.org"), r"row 4, column respondent_key: .* e-mail"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_survey_is_refused_by_name_and_nothing_is_written(
    case: str, steward: Steward, capsys: pytest.CaptureFixture[str]
) -> None:
    make, message = BAD[case]
    steward.imports(steward.survey(answers(3, pulse="2025-12"), "first.csv"))
    before = steward.contents()
    command = ["import", str(make(steward)), "--units", str(steward.folder / "units.csv")]
    assert main([*command, "--data", str(steward.settings.data)]) == 2
    assert re.search(message, capsys.readouterr().err)
    assert steward.contents() == before


def test_a_refused_first_import_makes_no_folder(steward: Steward) -> None:
    with pytest.raises(BadInputError):
        steward.imports(changed(unit="ward 8")(steward))
    assert not steward.settings.data.exists()


@pytest.mark.parametrize("role", ["ann@example.org", "Dr Müller", "+44 1632 960 001"])
def test_messages_do_not_repeat_what_identifies(role: str, steward: Steward) -> None:
    with pytest.raises(BadInputError) as refused:
        steward.imports(steward.survey([answer(0, role=role, unit=role)]))
    assert role not in str(refused.value)


def test_nearly_one_role_a_person_is_refused(steward: Steward) -> None:
    with pytest.raises(BadInputError, match="column role: nearly every answer has a value of its own"):
        steward.imports(steward.survey([answer(number, role=f"r{number}") for number in range(20)]))


UNITS: dict[str, tuple[str, str]] = {
    "no parent": ("trust,T,,o,9\nED,E,nowhere,u,9\n", r"row 3, column parent: 'nowhere' is not a unit"),
    "two roots": ("trust,T,,o,9\nED,E,,u,9\n", r"row 3, column parent: there is a second unit without"),
    "a circle": ("trust,T,,o,9\nED,E,X,u,9\nX,X,ED,u,9\n", r"row 3, column parent: the unit is its own ancestor"),
    "twice": ("trust,T,,o,9\nED,E,trust,u,9\nED,E,trust,u,9\n", r"row 4, column unit: the unit 'ED' occurs twice"),
    "children outnumber": ("trust,T,,o,8\nED,E,trust,u,9\n", r"row 2, column headcount: the headcount is 8, but"),
    "no number": ("trust,T,,o,9\nED,E,trust,u,many\n", r"row 3, column headcount: this is not a whole number"),
    "negative": ("trust,T,,o,9\nED,E,trust,u,-1\n", r"row 3, column headcount: this is not a whole number"),
    "a semicolon": ("trust,T,,o,9\nE;D,E,trust,u,9\n", r"row 3, column unit: an id holds a semicolon"),
    "no name": ("trust,T,,o,9\nED,,trust,u,9\n", r"row 3, column name: the cell is empty"),
    "nothing": ("", r"row 2: there is nothing under the header"),
}


@pytest.mark.parametrize("case", UNITS)
def test_a_bad_units_file_is_refused(case: str, steward: Steward) -> None:
    lines, message = UNITS[case]
    units = steward.write("bad_units.csv", f"unit,name,parent,kind,headcount\n{lines}")
    with pytest.raises(BadInputError, match=message):
        steward.imports(steward.survey([answer(1)]), units=units)


TRAINING: dict[str, tuple[str, str]] = {
    "unknown unit": ("ward 8,circles,2026-01,3,80", r"row 2, column unit: 'ward 8' is not in units.csv"),
    "no date": ("ED,circles,soon,3,80", r"row 2, column date: this is not a date"),
    "no number": ("ED,circles,2026-01,,80", r"row 2, column completed: this is not a whole number"),
    "off the scale": ("ED,circles,2026-01,3,101", r"row 2, column satisfaction: the number cannot be used"),
    "a semicolon": ("ED,a;b,2026-01,3,80", r"row 2, column programme: an id holds a semicolon"),
}


@pytest.mark.parametrize("case", TRAINING)
def test_a_bad_training_register_is_refused(case: str, steward: Steward) -> None:
    line, message = TRAINING[case]
    training = steward.write("training.csv", f"unit,programme,date,completed,satisfaction\n{line}\n")
    with pytest.raises(BadInputError, match=message):
        steward.imports(steward.survey([answer(1)]), training=training)


def test_all_mistakes_of_a_file_are_told_at_once(steward: Steward) -> None:
    survey = steward.survey([answer(0, cbi_work_energy=1), answer(1, cbi_work_morning=2)])
    with pytest.raises(BadInputError) as refused:
        steward.imports(survey)
    assert [(problem.row, problem.column) for problem in refused.value.problems] == [
        (2, "cbi_work_energy"),
        (3, "cbi_work_morning"),
    ]
    assert all(isinstance(problem, Problem) and problem.fix for problem in refused.value.problems)
