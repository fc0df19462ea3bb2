"""What is said about answers at import: reliability, what is missing, and warnings by name."""

import statistics
from pathlib import Path
from random import Random

import pytest

from tests.surveys.conftest import ITEMS, UNITS, Steward, answer, answers
from tests.surveys.test_inspect import use


def agreeing(count: int, *, seed: int = 1, **changes: object) -> list[dict[str, object]]:
    """Answers in which the items of the work scale go together, as in real life, the last one turned."""
    random = Random(seed)  # noqa: S311 - answers, not secrets
    rows = []
    for number in range(count):
        strain = random.gauss(2, 1)
        codes = [25 * min(4, max(0, round(strain + random.gauss(0, 0.7)))) for _ in ITEMS]
        rows.append(answer(number, **dict(zip(ITEMS, [*codes[:-1], 100 - codes[-1]], strict=True)), **changes))
    return rows


def warnings(text: str) -> list[str]:
    return [line.removeprefix("Warning ").split(":")[0] for line in text.splitlines() if line.startswith("Warning ")]


ROOMY = UNITS.replace(",40\n", ",4000\n").replace(",60\n", ",6000\n")


@pytest.fixture
def roomy(steward: Steward) -> Steward:
    """An organisation with more people than these tests have answers."""
    steward.write("units.csv", ROOMY)
    return steward


def test_reliability_is_cronbachs_alpha(roomy: Steward) -> None:
    rows = agreeing(200)
    turned = [[float(str(row[item])) for item in ITEMS[:-1]] + [100 - float(str(row[ITEMS[-1]]))] for row in rows]
    variances = sum(statistics.variance(column) for column in zip(*turned, strict=True))
    alpha = 7 / 6 * (1 - variances / statistics.variance(map(sum, turned)))
    report = roomy.imports(roomy.survey(rows)).text
    assert f"exhaustion: 200 of 200 scored, 0.0 % of answers missing, Cronbach's alpha {alpha:.2f}." in report
    assert warnings(report) == []


def test_reliability_of_the_limesurvey_study_is_the_published_one(shared: Path, steward: Steward) -> None:
    report = use(steward, shared / "data/bat_gr/results-survey785459.csv")
    for scale, alpha in (("bat", 0.92), ("bat_exhaustion", 0.85), ("bat_mental_distance", 0.79)):
        line = next(line for line in report.splitlines() if line.startswith(f"{scale}: "))
        assert line.endswith(f"Cronbach's alpha {alpha:.2f}.")


def test_missing_answers_are_counted_among_those_who_answered(roomy: Steward) -> None:
    rows = agreeing(10)
    for row in rows[:5]:
        row[ITEMS[0]] = ""
    for item in ITEMS[:5]:
        rows[9][item] = ""
    report = roomy.imports(roomy.survey(rows)).text
    assert "exhaustion: 9 of 10 scored, 14.3 % of answers missing." in report


def test_an_item_that_points_the_other_way(roomy: Steward) -> None:
    rows = agreeing(100)
    for row in rows:
        row[ITEMS[-1]] = 100 - int(str(row[ITEMS[-1]]))
    report = roomy.imports(roomy.survey(rows)).text
    assert "Warning scale_direction: cbi_work_energy goes against the rest of exhaustion" in report


def test_the_same_answer_throughout(roomy: Steward) -> None:
    rows = agreeing(89) + [answer(100 + number, **dict.fromkeys(ITEMS, 75)) for number in range(11)]
    assert "Warning straight_lining: 1" in roomy.imports(roomy.survey(rows)).text


def test_a_scale_whose_lowest_answer_nobody_gives(roomy: Steward) -> None:
    rows = [answer(n, **{item: 25 + 25 * ((n + place) % 4) for place, item in enumerate(ITEMS)}) for n in range(100)]
    assert "wrong_coding" in warnings(roomy.imports(roomy.survey(rows)).text)
    assert "wrong_coding" not in warnings(roomy.imports(roomy.survey(rows[:99], "fewer.csv")).text)


def test_one_answer_a_row(roomy: Steward) -> None:
    rows = [answer(n, **{item: 50 if n % 7 == place else "" for place, item in enumerate(ITEMS)}) for n in range(70)]
    report = roomy.imports(roomy.survey([*rows, *agreeing(10, respondent_key="")])).text
    assert "Warning one_answer_a_row: 70 of 80 rows hold a single answer" in report


def test_more_answers_than_people(steward: Steward) -> None:
    report = steward.imports(steward.survey(agreeing(81))).text
    assert "Warning more_answers_than_headcount: 1 units have more answers than people: ward 7 (2026-01)." in report


def test_a_sudden_jump_in_answers(roomy: Steward) -> None:
    rows = [*agreeing(40), *agreeing(60, pulse="2026-02"), *agreeing(91, pulse="2026-03")]
    report = roomy.imports(roomy.survey(rows)).text
    assert "Warning jump_in_answers: 2026-03 has 91 responses where 2026-02 had 60." in report
    assert "where 2026-01" not in report


def test_a_pulse_imported_twice_in_part(roomy: Steward) -> None:
    first = [{**row, "respondent_key": ""} for row in agreeing(20)]
    other = [{**row, "respondent_key": ""} for row in agreeing(20, seed=2)]
    roomy.imports(roomy.survey(first))
    report = roomy.imports(roomy.survey([*first[:12], *other], "mixed.csv")).text
    assert "Warning pulse_imported_twice: 2026-01: 12 of 32 responses equal ones imported before" in report


def test_units_that_differ_in_spelling_only(steward: Steward) -> None:
    steward.write("units.csv", f"{UNITS}Ward-7,Ward 7,acute,unit,5\n")
    report = steward.imports(steward.survey(answers(4))).text
    assert "Warning similar_units: the units 'ward 7' and 'Ward-7' differ in spelling only" in report


def test_a_unit_spelt_otherwise_is_proposed_and_never_merged(steward: Steward) -> None:
    with pytest.raises(Exception, match=r"the unit 'Ward 7' is not in units.csv for 2026-01. Is it 'ward 7'\?"):
        steward.imports(steward.survey([answer(0, unit="Ward 7")]))
