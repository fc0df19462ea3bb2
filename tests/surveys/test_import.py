"""From a canonical file to the store: what is kept, what is replaced, what is left alone."""

import hmac
from collections.abc import Sequence
from dataclasses import replace

import pytest

from dashboard.surveys import store
from dashboard.terms import BadInputError
from tests.surveys.conftest import ITEMS, Steward, answer, answers


def rows(steward: Steward, question: str) -> Sequence[tuple[object, ...]]:
    with store.connect(steward.settings) as connection:
        return connection.execute(question).fetchall()


def count(steward: Steward) -> object:
    return rows(steward, "select count(*) from responses")[0][0]


def test_answers_arrive_as_written(steward: Steward) -> None:
    steward.imports(steward.survey([answer(1, cbi_work_energy="")]))
    found = rows(steward, f"select pulse, unit, role, programmes, {', '.join(ITEMS)} from responses")
    expected = answer(1)
    assert found == [
        ("2026-01", "ED", "doctor", ["circles"], *(expected[item] for item in ITEMS[:-1]), None),
    ]


def test_a_blank_programme_is_none_taken_and_a_missing_column_is_unknown(steward: Steward) -> None:
    without = [{key: value for key, value in answer(0).items() if key != "programmes"}]
    steward.imports(steward.survey(answers(2)))
    steward.imports(steward.survey([{**without[0], "pulse": "2026-02"}], "later.csv"))
    assert rows(steward, "select pulse, unit, trained from scores order by all") == [
        ("2026-01", "ED", True),
        ("2026-01", "ward 7", False),
        ("2026-02", "ward 7", None),
    ]


def test_importing_twice_changes_nothing(steward: Steward) -> None:
    survey = steward.survey(answers(30))
    steward.imports(survey)
    before = steward.contents()
    assert "nothing has changed" in steward.imports(survey).text
    assert steward.contents() == before


def test_a_larger_export_of_the_same_pulse_takes_the_place_of_the_smaller(steward: Steward) -> None:
    keyless = [{**row, "respondent_key": ""} for row in answers(40)]
    steward.imports(steward.survey(keyless[:25]))
    steward.imports(steward.survey(keyless, "again.csv"))
    assert count(steward) == 40
    assert "nothing to do" in steward.imports(steward.survey(keyless[5:20], "part.csv")).text
    assert count(steward) == 40


def test_a_second_part_of_a_pulse_is_added(steward: Steward) -> None:
    keyless = [{**row, "respondent_key": ""} for row in answers(40)]
    steward.imports(steward.survey(keyless[:25]))
    other = [{**row, ITEMS[0]: 100 - int(str(row[ITEMS[0]]))} for row in keyless[25:]]
    steward.imports(steward.survey(other, "other.csv"))
    assert count(steward) == 40


def test_one_response_a_key_and_pulse_the_last(steward: Steward) -> None:
    first, last = answer(1, cbi_work_energy=0), answer(1, cbi_work_energy=100)
    steward.imports(steward.survey([first, last, {**first, "pulse": "2026-02"}]))
    assert rows(steward, "select pulse, cbi_work_energy from responses order by pulse") == [
        ("2026-01", 100),
        ("2026-02", 0),
    ]
    steward.imports(steward.survey([{**last, "cbi_work_energy": 50}], "later.csv"))
    assert rows(steward, "select cbi_work_energy from responses where pulse = '2026-01'") == [(50,)]


def test_keys_are_hmacs_that_differ_by_pulse(steward: Steward) -> None:
    steward.imports(steward.survey([answer(1), answer(1, pulse="2026-02")]))
    expected = [hmac.digest(b"a secret", f"{pulse}\x1fk1".encode(), "sha256")[:16] for pulse in ("2026-01", "2026-02")]
    assert [row[0] for row in rows(steward, "select respondent from responses order by pulse")] == expected


def test_without_a_secret_keys_are_dropped_but_still_tell_repeats(steward: Steward) -> None:
    steward.settings = replace(steward.settings, key_secret="")
    steward.imports(steward.survey([answer(1), answer(1), answer(2)]))
    assert rows(steward, "select respondent from responses") == [(None,), (None,)]


def test_rows_without_an_answer_are_left_out(steward: Steward) -> None:
    empty = answer(3, **dict.fromkeys(ITEMS, ""))
    report = steward.imports(steward.survey([*answers(3), empty]))
    assert count(steward) == 3
    assert "1 without any answer left out" in report.text


def test_units_are_those_of_the_pulse(steward: Steward) -> None:
    units = steward.write(
        "dated.csv",
        "unit,name,parent,kind,headcount,pulse\n"
        "trust,Trust,,organisation,100,2026-01\nED,Emergency,trust,unit,50,2026-01\nward 7,Ward,trust,unit,50,2026-01\n"
        "trust,Trust,,organisation,90,2026-03\nED,A&E,trust,unit,90,2026-03\n",
    )
    pulses = [answer(1), answer(1, pulse="2026-02"), answer(1, pulse="2026-03")]
    steward.imports(steward.survey(pulses), units=units)
    assert rows(steward, "select pulse, name, headcount from units where unit = 'ED' order by pulse") == [
        ("2026-01", "Emergency", 50),
        ("2026-02", "Emergency", 50),
        ("2026-03", "A&E", 90),
    ]


def test_parents_stand_before_children(steward: Steward) -> None:
    shuffled = "unit,name,parent,kind,headcount\nED,E,acute,unit,5\nacute,A,trust,division,9\ntrust,T,,organisation,9\n"
    steward.imports(steward.survey([answer(1)]), units=steward.write("shuffled.csv", shuffled))
    assert rows(steward, "select unit from units order by position") == [("trust",), ("acute",), ("ED",)]


def test_the_register_and_events_are_kept_and_updated(steward: Steward) -> None:
    survey = steward.survey(answers(4))
    first = steward.write("training.csv", "unit,programme,date,completed,hours\nED,circles,2026-01,4,2.5\n")
    events = steward.write("annotations.csv", "date,unit,what,rebase\n2026-01-15,ED,New rota,yes\n")
    steward.imports(survey, training=first, annotations=events)
    second = steward.write(
        "training2.csv", "unit,programme,date,completed\nED,circles,2026-01,6\nED,circles,2026-02,1\n"
    )
    steward.imports(survey, training=second)
    assert rows(steward, "select date, completed, hours from training order by date") == [
        ("2026-01", 6, None),
        ("2026-02", 1, None),
    ]
    assert rows(steward, "from annotations") == [("2026-01-15", "ED", "New rota", True)]


def release(steward: Steward, pulse: str) -> None:
    with store.connect(steward.settings, read_only=False) as connection:
        connection.execute("insert into releases values (?, 1, 10, '2026-02-01', '', null)", [pulse])


def test_a_released_pulse_takes_no_more_rows(steward: Steward) -> None:
    steward.imports(steward.survey(answers(20)))
    release(steward, "2026-01")
    before = steward.contents()
    with pytest.raises(BadInputError, match="2026-01 is released"):
        steward.imports(steward.survey(answers(21), "more.csv"))
    with pytest.raises(BadInputError, match="2026-01 is released"):
        steward.imports(steward.survey(answers(19), "fewer.csv"))
    assert steward.contents() == before


def test_a_released_pulse_in_a_full_export_is_passed_over(steward: Steward) -> None:
    steward.imports(steward.survey(answers(20)))
    release(steward, "2026-01")
    report = steward.imports(steward.survey([*answers(20), *answers(20, pulse="2026-02")], "all.csv"))
    assert "2026-01: 20 responses, all imported before" in report.text
    assert count(steward) == 40


def test_corrected_answers_of_the_same_people_wait_for_release(steward: Steward) -> None:
    steward.imports(steward.survey(answers(20)))
    release(steward, "2026-01")
    report = steward.imports(steward.survey(answers(20, cbi_work_energy=0), "mended.csv"))
    assert "--correct 2026-01" in report.text
    assert rows(steward, "select count(*), max(cbi_work_energy) from corrections") == [(20, 0)]
    assert rows(steward, "select max(cbi_work_energy) from responses") == [(100,)]


@pytest.mark.parametrize("change", [{"unit": "ED"}, {"role": "porter"}, {"respondent_key": "another", ITEMS[0]: 100}])
def test_a_correction_may_not_change_who_answered(steward: Steward, change: dict[str, object]) -> None:
    steward.imports(steward.survey(answers(20)))
    release(steward, "2026-01")
    with pytest.raises(BadInputError, match="not the same people"):
        steward.imports(steward.survey([answer(0, **change), *answers(20)[1:]], "moved.csv"))


def test_nothing_can_be_read_before_the_first_import(steward: Steward) -> None:
    with pytest.raises(BadInputError, match="nothing has been imported"):
        store.connect(steward.settings)
