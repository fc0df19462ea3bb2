"""A genuine LimeSurvey export: two branches of one scale, unfinished rows, published results to meet."""

import csv
from pathlib import Path

import pytest

from dashboard.surveys import store
from tests.surveys.conftest import Steward

CODES = [f"ex{n:02}" for n in range(1, 9)] + [f"md{n:02}" for n in range(9, 14)]
CODES += [f"ci{n}" for n in range(14, 19)] + [f"ei{n}" for n in range(19, 24)]
MAPPING = """
version = 1
[pulse]
constant = "2021-03"
[unit]
constant = "study"
[finished]
from = "submitdate"
[items]
"""


def item(code: str) -> str:
    return f"bat_{code[:2]}{int(code[2:])}"


@pytest.fixture
def greek_study(shared: Path, steward: Steward) -> Steward:
    lines = [f'{item(code)} = {{ from = ["wburnout[{code}]", "sburnout[{code}]"] }}' for code in CODES]
    mapping = steward.write("study.toml", MAPPING + "\n".join(lines))
    units = steward.write("study.csv", "unit,name,parent,kind,headcount\nstudy,The study,,organisation,\n")
    steward.imports(shared / "data/bat_gr/results-survey785459.csv", mapping=mapping, units=units)
    return steward


def test_who_counts(greek_study: Steward) -> None:
    with store.connect(greek_study.settings) as connection:
        (report,) = connection.execute("select report from imports").fetchone() or ("",)
        assert connection.execute("select count(*) from responses").fetchall() == [(356,)]
    assert "383 finished rows; 27 without any answer left out" in report


def test_item_means_and_deviations_are_the_published_ones(shared: Path, greek_study: Steward) -> None:
    with (shared / "data/bat_gr/published_table_SupMat2_3.csv").open(encoding="utf-8") as file:
        published = {row["v"]: (float(row["mean"]), float(row["sd"])) for row in csv.DictReader(file)}
    with store.connect(greek_study.settings) as connection:
        for code in CODES:
            question = f"select avg({item(code)}), stddev_samp({item(code)}) from responses"
            assert connection.execute(question).fetchone() == pytest.approx(published[code], abs=0.0051), code


def test_scale_means_are_those_computed_from_the_published_items(greek_study: Steward) -> None:
    with store.connect(greek_study.settings) as connection:
        found = connection.execute(
            "select avg(bat_exhaustion), avg(bat_mental_distance), avg(bat_cognitive_impairment),"
            " avg(bat_emotional_impairment), avg(bat) from scores"
        ).fetchone()
    expected = [25 * (mean - 1) for mean in (2.6605, 2.1178, 2.6542, 2.1469, 2.4299)]
    assert found is not None
    assert [mean / 1e6 for mean in found] == pytest.approx(expected, abs=0.02)
