"""Scoring in SQL against a second implementation in plain Python, and against worked examples."""

import json
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import instruments
from dashboard.surveys import store
from dashboard.terms import MICRO, Measure

MEASURES = instruments.measures()
ITEMS = instruments.items()
Answers = Mapping[str, int | None]


def score(measure: Measure, answers: Answers) -> int | str | None:
    """What the view `scores` must say, in exact fractions."""
    given_answers = [(item, code) for item in measure.items if (code := answers.get(item.id)) is not None]
    if len(given_answers) < measure.least_answered:
        return None
    if measure.bands:
        return measure.bands[given_answers[0][1]].id
    low, high = measure.items[0].codes[0], measure.items[0].codes[-1]
    steps = sum(high - code if item.reversed else code - low for item, code in given_answers)
    return floor(Fraction(100 * MICRO * steps, len(given_answers) * (high - low)) + Fraction(1, 2))


@cache
def connection() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    store.create_tables(made, ITEMS)
    store.create_scores(made, list(MEASURES.values()))
    return made


def scores(answers: Answers) -> dict[str, int | str | None]:
    made = connection()
    made.execute("delete from responses")
    columns, marks = ", ".join(answers), ", ".join("?" for _ in answers)
    made.execute(
        f"insert into responses (pulse, unit, import_id, {columns}) values ('p', 'u', 1, {marks})",
        list(answers.values()),
    )
    made.execute(f"select {', '.join(MEASURES)} from scores")
    return dict(zip(MEASURES, made.fetchall()[0], strict=True))


anyone = st.fixed_dictionaries({item.id: st.none() | st.sampled_from(item.codes) for item in ITEMS.values()})


@given(anyone)
def test_sql_and_python_agree(answers: Answers) -> None:
    assert scores(answers) == {measure.id: score(measure, answers) for measure in MEASURES.values()}


@pytest.mark.parametrize("measure", [m for m in MEASURES.values() if not m.bands], ids=lambda measure: measure.id)
def test_the_missing_answer_rule_holds_at_its_edge(measure: Measure) -> None:
    middle = {item.id: item.codes[-1] for item in measure.items}
    for answered in range(len(measure.items) + 1):
        some = {item: code if place < answered else None for place, (item, code) in enumerate(middle.items())}
        assert (scores(some)[measure.id] is not None) == (answered >= measure.least_answered)


@pytest.mark.parametrize("measure", [m for m in MEASURES.values() if not m.bands], ids=lambda measure: measure.id)
def test_scores_run_from_0_to_100(measure: Measure) -> None:
    low = {item.id: item.codes[-1 if item.reversed else 0] for item in measure.items}
    high = {item.id: item.codes[0 if item.reversed else -1] for item in measure.items}
    assert (scores(low)[measure.id], scores(high)[measure.id]) == (0, 100 * MICRO)


def test_halves_round_up() -> None:
    """One step of 3 x 4, so 8.333...; 19 answered BAT items of range 4: 1/76 of 100 is 1.31578947 points."""
    answers: Answers = {"empathic_distress_1": 1, "empathic_distress_2": 0, "empathic_distress_3": 0}
    assert scores(answers)["empathic_distress"] == 8_333_333
    assert scores({**answers, "empathic_distress_2": 1})["empathic_distress"] == 16_666_667


@pytest.fixture(scope="module")
def examples(shared: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((shared / "reference/worked_examples.json").read_text(encoding="utf-8"))
    return found


WORK = ("exhausting", "burnt_out", "frustrates", "worn_out", "morning", "every_hour", "energy")
CBI = [f"cbi_personal_{n}" for n in range(1, 7)]
CBI += [f"cbi_work_{n}" for n in WORK]
CBI += [f"cbi_client_{n}" for n in range(1, 7)]
LEVELS = {"never": 0, "low degree": 25, "seldom": 25, "somewhat": 50, "sometimes": 50, "high degree": 75, "often": 75}


def test_the_worked_examples_of_the_copenhagen_inventory(examples: list[dict[str, object]]) -> None:
    found = [example for example in examples if example["instrument"] == "cbi"]
    assert len(found) == 2
    for example in found:
        written, expected = example["answers"], example["expected"]
        assert isinstance(written, dict)
        assert isinstance(expected, dict)
        result = scores({CBI[int(n) - 1]: {**LEVELS, "always": 100}[word] for n, word in written.items()})
        for scale, measure in (("personal", "personal_burnout"), ("work", "exhaustion"), ("client", "client_burnout")):
            points = expected[scale]
            assert result[measure] == (None if points is None else floor(points * MICRO + 0.5))


@pytest.mark.parametrize(("code", "total"), [(1, 10), (3, 30), (5, 50)])
def test_the_worked_examples_of_proqol(code: int, total: int) -> None:
    answers: Answers = {item.id: code for item in MEASURES["compassion_satisfaction"].items}
    assert scores(answers)["compassion_satisfaction"] == (total - 10) * 100 * MICRO // 40


def test_the_cut_off_of_the_single_item_gives_the_published_prevalence(shared: Path) -> None:
    """Dolan 2015, appendix A, n = 5,404.

    The table's rows (the single item) give 38.5 % at level 3 or more, its columns (the MBI item) 36.7 % weekly or
    more. The reference file names the two the other way round; its table decides.
    """
    reference = json.loads((shared / "reference/dolan2015.json").read_text(encoding="utf-8"))
    levels = [sum(row) for row in reference["table"]]
    weekly = sum(sum(row[4:]) for row in reference["table"])
    cut_off = MEASURES["burnout_single"].cut_off
    assert cut_off is not None
    points = [scores({"burnout_single": level})["burnout_single"] for level in (1, 2, 3, 4, 5)]
    high = sum(n for n, point in zip(levels, points, strict=True) if int(point or 0) >= cut_off.at_least * MICRO)
    published = reference["published_prevalence_percent"].values()
    assert sum(levels) == 5404
    assert [round(100 * count / 5404, 1) for count in (weekly, high)] == list(published)


def test_agreeing_with_everything_is_the_middle_of_the_oldenburg_inventory() -> None:
    """All items 1: both scales 2.5 of 1 to 4, so 50 points."""
    found = scores({f"olbi_{number}": 1 for number in range(1, 17)})
    assert (found["olbi_exhaustion"], found["olbi_disengagement"]) == (50 * MICRO, 50 * MICRO)


def test_always_burnt_out_is_0_in_the_nhs_staff_survey() -> None:
    assert scores({f"q12{letter}": 5 for letter in "abcdefg"})["nhs_burnout"] == 0
    assert scores({f"q12{letter}": 1 for letter in "abcdefg"})["nhs_burnout"] == 100 * MICRO
