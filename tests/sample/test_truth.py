"""What truth.json says was planted is in the answers, neither more nor less, over many organisations."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from dashboard.sample import NOTHING, Organisation, Plan, exhaustion_scores, organisation
from dashboard.sample.planting import NEVER
from tests.sample.conftest import Files

FloatArray = npt.NDArray[np.float64]
SEEDS = range(40)


@cache
def observed(seed: int, plan: Plan | None = None) -> tuple[Organisation, FloatArray, FloatArray]:
    """An organisation, with mean exhaustion and people by unit and pulse."""
    made = organisation(seed=seed, plan=plan)
    units = len(made.leaves)
    totals, people = [], []
    for scores in exhaustion_scores(made):
        known = ~np.isnan(scores.exhaustion)
        unit = scores.who.unit[known]
        totals.append(np.bincount(unit, scores.exhaustion[known], minlength=units))
        people.append(np.bincount(unit, minlength=units))
    n = np.stack(people, axis=1).astype(np.float64)
    return made, np.stack(totals, axis=1) / np.maximum(n, 1), n


def shift(part: str, first: int, seed: int, *, plan: Plan | None = None) -> float:
    """Mean from pulse `first` on less mean before, in the unit that plays `part`, less the same in the quiet units."""
    made, mean, n = observed(seed, plan)
    parts = np.array([template.part for template in made.templates])
    step = mean[:, first:].mean(axis=1) - mean[:, :first].mean(axis=1)
    quiet = (parts == "") & (made.begun[0] == NEVER) & (made.begun[2] == NEVER)
    return float(step[parts == part].item() - np.average(step[quiet], weights=n[quiet].sum(axis=1)))


@pytest.mark.parametrize(("part", "first", "points"), [("worsens", 13, 12), ("improves", 12, -12)])
def test_a_planted_change_is_a_change_of_so_many_points(part: str, first: int, points: float) -> None:
    found = np.array([shift(part, first, seed) for seed in SEEDS])
    assert found.mean() == pytest.approx(points, abs=0.6)
    assert found.std() < 2


def test_every_unit_and_pulse_scores_what_is_expected() -> None:
    gaps = np.array([mean - made.expected for made, mean, _ in map(observed, SEEDS)])
    assert np.abs(gaps.mean(axis=0)).max() < 3.5  # of 432 small averages
    assert gaps.mean() == pytest.approx(0, abs=0.1)


def test_scores_are_right_at_either_end_of_the_scale_too() -> None:
    for typical in (15.0, 80.0):
        made, mean, n = observed(3, Plan(typical=typical, high=0, unit_spread=0))
        assert np.average(mean - made.expected, weights=n) == pytest.approx(0, abs=0.5)


def test_one_unit_is_steadily_high() -> None:
    for made, mean, _ in map(observed, SEEDS):
        high = [template.part for template in made.templates].index("high")
        large = made.headcount >= 30
        large[high] = False
        assert mean[high].min() > mean[large].mean(axis=1).max()


def imputed_effect(begun: npt.NDArray[np.int64], mean: FloatArray, n: FloatArray) -> float:
    """Difference-in-differences: what started units score beyond unit and pulse effects fitted to the others."""
    units, pulses = mean.shape
    treated = np.arange(pulses) >= begun[:, None]
    row, column = np.nonzero(~treated)
    design = np.zeros((len(row), units + pulses))
    design[np.arange(len(row)), row] = 1
    design[np.arange(len(row)), units + column] = 1
    weight = np.sqrt(n[~treated])
    fitted = np.linalg.lstsq(design * weight[:, None], mean[~treated] * weight, rcond=None)[0]
    without = fitted[:units, None] + fitted[units:]
    return float(np.average((mean - without)[treated], weights=n[treated]))


@pytest.mark.parametrize(("programme", "points"), [(0, -6), (1, 0)])
def test_programmes_do_what_truth_says(programme: int, points: float) -> None:
    found = np.array([imputed_effect(made.begun[programme], mean, n) for made, mean, n in map(observed, SEEDS)])
    assert found.mean() == pytest.approx(points, abs=0.4)


def test_a_plan_of_nothing_plants_nothing() -> None:
    made, mean, _ = observed(1, NOTHING)
    assert np.abs(made.expected.mean(axis=1) - made.plan.typical).max() < 3 * made.plan.unit_spread
    found = np.array([imputed_effect(m.begun[0], y, n) for m, y, n in (observed(seed, NOTHING) for seed in SEEDS)])
    assert found.mean() == pytest.approx(0, abs=0.4)
    assert abs(shift("worsens", 13, 1, plan=NOTHING)) < 4
    assert mean.shape == made.expected.shape


@pytest.mark.parametrize("seed", SEEDS)
def test_enough_units_start_and_enough_do_not(seed: int) -> None:
    made = organisation(seed=seed)
    large = made.headcount >= 30
    circles = made.begun[0][large]
    started = circles < NEVER
    assert started.sum() >= 8
    assert (~started).sum() >= 8
    assert circles[started].min() >= 3
    assert len(set(circles[started])) >= 5
    assert ((made.begun[2] < NEVER) & large).sum() == 1
    assert not set(np.flatnonzero((made.begun < NEVER).any(axis=0))) & {
        unit for unit, template in enumerate(made.templates) if template.part
    }


def test_starts_in_truth_are_the_first_pulses_with_a_fifth_trained(files: Files) -> None:
    headcount = {row["unit"]: int(row["headcount"]) for row in files.rows("units.csv") if row["headcount"]}
    register: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in files.rows("training.csv"):
        register[row["programme"], row["unit"]][row["date"][:7]] = int(row["completed"])
    for programme in files.truth["programmes"]:
        starts = {}
        for unit, people in headcount.items():
            new = register[programme["programme"], unit]
            uptake = [sum(new[d] for d in new if d <= pulse) / people for pulse in files.truth["pulses"]]
            assert all(share == 0 or share >= 0.2 for share in uptake)
            assert max(uptake) < 0.9
            if max(uptake):
                starts[unit] = next(p for p, share in zip(files.truth["pulses"], uptake, strict=True) if share)
        assert starts == programme["starts"]


def test_people_report_about_what_the_register_says_but_not_exactly(files: Files) -> None:
    started = files.truth["programmes"][0]["starts"]
    headcount = {row["unit"]: int(row["headcount"]) for row in files.rows("units.csv") if row["headcount"]}
    completed = sum(
        int(row["completed"]) for row in files.rows("training.csv") if row["programme"] == "compassion_circles"
    )
    register = completed / sum(headcount[unit] for unit in started)
    last = [row for row in files.rows("survey.csv") if row["pulse"] == "2026-10"]
    told = [("compassion_circles" in row["programmes"].split(";")) for row in last if row["unit"] in started]
    others = [("compassion_circles" in row["programmes"].split(";")) for row in last if row["unit"] not in started]
    assert np.mean(told) == pytest.approx(register, abs=0.1)
    assert np.mean(told) != register
    assert np.mean(others) < 0.03


def test_null_units_have_no_planted_change(files: Files) -> None:
    truth = files.truth
    touched = {change["unit"] for change in truth["changes"] + truth["high"]}
    touched |= {unit for programme in truth["programmes"] if programme["points"] for unit in programme["starts"]}
    assert set(truth["null_units"]) == set(truth["expected"]) - touched
    assert len(truth["null_units"]) >= 5


def test_the_note_is_about_the_unit_that_improves(files: Files) -> None:
    (note,) = files.rows("annotations.csv")
    improves = next(change for change in files.truth["changes"] if change["kind"] == "improves")
    assert note == files.truth["annotation"]
    assert (note["unit"], note["date"][:7]) == (improves["unit"], improves["from_pulse"])
