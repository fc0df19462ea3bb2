"""The files keep to the contract of the canonical formats."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dashboard import __main__ as commands
from dashboard import instruments
from dashboard.sample.questionnaire import ITEMS, SCALES, Scale
from dashboard.surveys.organisation import read_organisation
from dashboard.terms import BadInputError
from tests.sample.conftest import Files, written

COLUMNS = ("pulse", "unit", "role", "respondent_key", "programmes", *ITEMS)
DESIGN = """
    exhaustion burnout_single compassion_satisfaction empathic_distress moral_distress demand_workload demand_moral
    demand_culture demand_insecurity demand_money state compassion_change
"""
OPTIONAL = {"personal_burnout", "client_burnout"}
SAMPLE_DATA = Path(__file__).parents[2] / "sample_data"


def test_headers(files: Files) -> None:
    assert files.header("survey.csv") == ",".join(COLUMNS)
    assert files.header("units.csv") == "unit,name,parent,kind,headcount"
    assert files.header("training.csv") == "unit,programme,date,completed,hours,satisfaction,satisfaction_n"
    assert files.header("annotations.csv") == "date,unit,what,rebase"


def test_every_measure_of_the_design_is_asked() -> None:
    known = instruments.measures()
    ours = {scale.id: scale.items for scale in SCALES}
    wanted = {id_: tuple(item.id for item in known[id_].items) for id_ in ours}
    assert ours == wanted
    assert set(ours) == set(DESIGN.split())
    assert set(known) >= set(ours) | OPTIONAL


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.id)
def test_answers_are_those_an_instrument_allows(files: Files, scale: Scale) -> None:
    measure = instruments.measures()[scale.id]
    bands = {band.id for band in measure.bands}
    for item in measure.items:
        allowed = (bands or set(map(str, item.codes))) | {""}
        assert {row[item.id] for row in files.rows("survey.csv")} == allowed
        assert item.reversed == (item.id in scale.reversed)


def test_units_are_one_tree_of_the_believable_size(files: Files) -> None:
    tree = read_organisation(
        files.folder / "units.csv", files.folder / "training.csv", files.folder / "annotations.csv"
    )
    units = tree.at("2026-10")
    headcounts = [unit.headcount for unit in units if unit.headcount is not None]
    assert Counter(unit.kind for unit in units)["division"] == 5
    assert (len(headcounts), min(headcounts), max(headcounts)) == (24, 8, 180)
    assert 1200 <= sum(headcounts) <= 1400
    assert sum(headcount <= 20 for headcount in headcounts) >= 5
    assert any(not unit.unit.isascii() for unit in units)
    assert any(" " in unit.unit for unit in units)


def test_every_answer_is_from_a_leaf_and_nobody_answers_twice(files: Files) -> None:
    leaves = {row["unit"] for row in files.rows("units.csv") if row["headcount"]}
    survey = files.rows("survey.csv")
    assert {row["unit"] for row in survey} == leaves
    assert max(Counter((row["pulse"], row["respondent_key"]) for row in survey).values()) == 1


def test_people_keep_their_unit_and_role_and_tend_to_answer_again(files: Files) -> None:
    survey = files.rows("survey.csv")
    places = {(row["respondent_key"], row["unit"], row["role"]) for row in survey}
    times = Counter(row["respondent_key"] for row in survey)
    assert len(places) == len(times)
    by_chance_alone = len(survey) / files.truth["staff"]
    again = sum(count * count for count in times.values()) / len(survey)
    assert again > 1.3 * by_chance_alone
    assert again < len(files.truth["pulses"])


def test_pulses_are_eighteen_months_to_october_2026(files: Files) -> None:
    pulses = sorted({row["pulse"] for row in files.rows("survey.csv")})
    assert (pulses[0], pulses[-1], len(pulses)) == ("2025-05", "2026-10", 18)
    assert pulses == files.truth["pulses"]


def test_response_rates_lie_between_35_and_75_per_cent(files: Files) -> None:
    headcount = {row["unit"]: int(row["headcount"]) for row in files.rows("units.csv") if row["headcount"]}
    answers = Counter((row["unit"], row["pulse"]) for row in files.rows("survey.csv"))
    rates = [count / headcount[unit] for (unit, _), count in answers.items()]
    assert len(rates) == 24 * 18
    assert min(rates) >= 0.35
    assert max(rates) <= 0.75
    assert max(rates) - min(rates) > 0.25


def test_roles_go_with_units_and_some_are_not_stated(files: Files) -> None:
    survey = files.rows("survey.csv")
    share = Counter(row["role"] for row in survey)[""] / len(survey)
    assert 0.04 < share < 0.08
    surgery = Counter(row["role"] for row in survey if row["unit"] == "Theatres")
    chaplaincy = Counter(row["role"] for row in survey if row["unit"] == "Chaplaincy")
    assert surgery.most_common(1)[0][0] == "nurse" != chaplaincy.most_common(1)[0][0]


def test_answers_are_missing_at_the_planted_rate(files: Files) -> None:
    survey = files.rows("survey.csv")
    empty = [sum(not row[item] for item in ITEMS) for row in survey]
    planted = files.truth["missing"]
    expected = planted["items"] + planted["unfinished_rows"] / 2
    assert sum(empty) / len(ITEMS) / len(survey) == pytest.approx(expected, abs=0.004)
    assert 0.001 < sum(count > 0.7 * len(ITEMS) for count in empty) / len(survey) < 0.01


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first = written(tmp_path / "a", units=6, pulses=4, seed=5).contents
    assert written(tmp_path / "b", units=6, pulses=4, seed=5).contents == first
    other = written(tmp_path / "c", units=6, pulses=4, seed=6).contents
    assert {name for name, text in other.items() if text != first[name]} == {"survey.csv", "training.csv", "truth.json"}


def test_the_committed_sample_is_what_the_command_writes(files: Files) -> None:
    committed = {name: (SAMPLE_DATA / name).read_bytes() for name in files.contents}
    assert [name for name, text in files.contents.items() if text != committed[name]] == []


def test_the_committed_sample_is_small() -> None:
    assert sum(file.stat().st_size for file in SAMPLE_DATA.iterdir()) < 2_000_000


def test_the_readme_explains_every_fact_of_truth(files: Files) -> None:
    readme = (SAMPLE_DATA / "README.md").read_text(encoding="utf-8")
    assert [key for key in files.truth if f"| `{key}` |" not in readme] == []


@pytest.mark.parametrize(("respondents", "units"), [(1, 1), (30, 24), (700, 24), (701, 25), (2500, 60)])
def test_as_many_answer_each_pulse_as_were_asked_for(tmp_path: Path, respondents: int, units: int) -> None:
    made = written(tmp_path, respondents=respondents, units=units, pulses=3)
    assert Counter(row["pulse"] for row in made.rows("survey.csv")) == dict.fromkeys(made.truth["pulses"], respondents)
    headcount = {row["unit"]: int(row["headcount"]) for row in made.rows("units.csv") if row["headcount"]}
    answers = Counter((row["pulse"], row["unit"]) for row in made.rows("survey.csv"))
    assert len(headcount) == units
    assert all(count <= headcount[unit] for (_, unit), count in answers.items())


@pytest.mark.parametrize("units", [1, 5, 24, 25, 49, 500])
def test_any_number_of_units_is_one_tree_with_ids_of_its_own(tmp_path: Path, units: int) -> None:
    made = written(tmp_path, units=units, pulses=1)
    ids = [row["unit"] for row in made.rows("units.csv")]
    assert len(set(ids)) == len(ids)
    assert not any(";" in id_ or "," in id_ for id_ in ids)
    read_organisation(made.folder / "units.csv", made.folder / "training.csv", made.folder / "annotations.csv")
    assert sum(bool(row["headcount"]) for row in made.rows("units.csv")) == units


@pytest.mark.parametrize(
    ("option", "value"), [("--respondents", "0"), ("--units", "0"), ("--pulses", "-1"), ("--seed", "-1")]
)
def test_numbers_that_make_no_organisation_are_refused(
    tmp_path: Path, option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["sample", str(tmp_path / "out"), option, value]) == 2
    assert option in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_in_place_of_the_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInputError, match="is a file"):
        written(tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"
