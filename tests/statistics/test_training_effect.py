"""The effect of training: the published fixture, plain least squares, lots, refusals and verdicts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.statistics.arrays import Floats
from dashboard.statistics.event_study import estimate, mean_effects
from dashboard.statistics.imputation import counterfactual, effects
from dashboard.statistics.randomisation import judge, lots
from dashboard.statistics.training_effect import Effect, from_json, to_json, training_effect, usable, with_verdict
from dashboard.statistics.training_panel import TrainingPanel
from tests.statistics.fixture import made_up, panel, published


def expected(shared: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads((shared / "reference" / "did_expected.json").read_text(encoding="utf-8"))
    return found


def test_the_published_fixture_gives_the_published_effects(shared: Path) -> None:
    fixture, values = published(shared), expected(shared)
    found = mean_effects(fixture, np.stack([fixture.n, np.ones_like(fixture.n)]))
    assert found == pytest.approx([values["bjs_weighted"], values["bjs_equal"]], abs=1e-6)


def test_the_published_p_value_is_met_within_the_luck_of_the_draw(shared: Path) -> None:
    found = estimate(published(shared), count=9999)
    assert found is not None
    assert found.judgement.p == pytest.approx(expected(shared)["ri_p_bjs_weighted"], abs=0.0015)


def test_the_whole_verdict_on_the_published_fixture(shared: Path) -> None:
    found = training_effect(published(shared), better="lower")
    assert found.verdict == "probably_helps"
    assert found.effect == pytest.approx(expected(shared)["bjs_weighted"])
    assert found.low is not None
    assert found.high is not None
    assert found.low < -6.26 < found.high < 0
    assert (found.trained, found.compared, found.months) == (9, 3, 8)
    assert [step.offset for step in found.steps] == list(range(-3, 8))


def dummies(fixture: TrainingPanel) -> float:
    """The same effect by least squares on dummy variables, the textbook's way."""
    blocks, pulses = fixture.value.shape
    block, pulse = (grid.ravel() for grid in np.indices((blocks, pulses)))
    x = np.concatenate([np.eye(blocks)[block], np.eye(pulses)[pulse]], axis=1)
    y, n = fixture.value.ravel(), fixture.n.ravel()
    start, until = fixture.start[block], fixture.until[block]
    free, treated = (pulse < until) & (n > 0), (pulse >= start) & (n > 0)
    root = np.sqrt(n[free])
    levels = np.linalg.lstsq(x[free] * root[:, None], np.nan_to_num(y[free]) * root, rcond=None)[0]
    return float(np.average((np.nan_to_num(y) - x @ levels)[treated], weights=n[treated]))


@given(seed=st.integers(0, 10_000), gap=st.integers(0, 2), holes=st.integers(0, 12))
def test_any_panel_gives_what_dummy_variables_give(seed: int, gap: int, holes: int) -> None:
    made = made_up(seed=seed)
    rng = np.random.default_rng(seed)
    value, n = made.value.copy(), made.n.copy()
    for block, pulse in zip(rng.integers(0, 20, holes), rng.integers(0, 14, holes), strict=True):
        value[block, pulse], n[block, pulse] = np.nan, 0.0
    until = np.where(made.start < 14, made.start - gap, made.start)
    made = replace(made, value=value, n=n, until=until)
    assert mean_effects(made, made.n[None])[0] == pytest.approx(dummies(made), abs=1e-8)


def test_without_noise_the_effect_is_exact_and_so_is_what_was_expected() -> None:
    made = made_up(noise=0.0, effect=-4.0)
    trained = np.arange(14) >= made.start[:, None]
    assert mean_effects(made, made.n[None])[0] == pytest.approx(-4.0)
    assert counterfactual(made.n * ~trained, made.value) == pytest.approx(made.value + 4.0 * trained)


def test_a_growing_effect_is_not_mistaken() -> None:
    """Two-way fixed effects would learn from trained blocks that have not finished changing."""
    made = made_up(noise=0.0, effect=0.0)
    since = np.arange(14) - made.start[:, None]
    grown = np.where(since >= 0, -1.0 - since, 0.0)
    found = estimate(replace(made, value=made.value + grown), count=99)
    assert found is not None
    assert [step.effect for step in found.steps if step.offset >= 0] == pytest.approx(
        [-1.0 - step.offset for step in found.steps if step.offset >= 0]
    )
    assert [step.effect for step in found.steps if step.offset < 0] == pytest.approx([0.0] * 3, abs=3.0)


def test_pulses_at_which_everybody_is_trained_tell_nothing() -> None:
    start = np.array([4, 4, 4, 8, 8, 8, 8, 8, 8])
    rng = np.random.default_rng(0)
    value = 50 + rng.normal(0, 1, (9, 12)) - 5.0 * (np.arange(12) >= start[:, None])
    wild = value + 100.0 * (np.arange(12) >= 8)  # nobody is left to compare with from here on
    n = np.full((9, 12), 40.0)
    calm, shaken = (mean_effects(panel(y, n, start), n[None])[0] for y in (value, wild))
    assert calm == pytest.approx(shaken)


def inverted(effect: float, drawn: Floats, carried: Floats, *, grid: Floats) -> tuple[float, float]:
    """Every constant effect that is not rejected at 5 %, tried one by one."""
    kept = [
        theta
        for theta in grid.tolist()
        if (1 + (np.abs(drawn - theta * carried) >= abs(effect - theta) - 1e-9).sum()) / (1 + drawn.size) > 0.05
    ]
    return min(kept), max(kept)


@given(seed=st.integers(0, 10_000), effect=st.floats(-8, 8))
@settings(max_examples=30)
def test_the_interval_is_every_effect_that_is_not_rejected(seed: int, effect: float) -> None:
    rng = np.random.default_rng(seed)
    carried = rng.uniform(-0.6, 0.9, 199)
    drawn = rng.normal(0, 1, 199) + effect * carried
    found = judge(effect, drawn=drawn, carried=carried)
    step = 0.02
    low, high = inverted(effect, drawn, carried, grid=np.arange(effect - 12, effect + 12, step))
    assert low - step <= found.low <= low
    assert high <= found.high <= high + step
    assert (found.p <= 0.05) == (not found.low <= 0 <= found.high)


def test_too_few_lots_leave_the_range_open() -> None:
    found = judge(-5.0, drawn=np.zeros(10), carried=np.zeros(10))
    assert (found.low, found.high) == (-np.inf, np.inf)


def test_the_same_seed_draws_the_same_lots() -> None:
    assert np.array_equal(lots(9, count=5, seed=3), lots(9, count=5, seed=3))
    assert np.array_equal(np.sort(lots(9, count=5), axis=1), np.tile(np.arange(9), (5, 1)))


def verdict(made: TrainingPanel, **changes: object) -> tuple[str, str]:
    found = training_effect(made, better="lower", count=199, **changes)  # type: ignore[arg-type]
    return found.verdict, found.reason


@pytest.mark.parametrize(("blocks", "reason"), [(7, "few_blocks"), (8, "")])
def test_eight_blocks_are_needed(blocks: int, reason: str) -> None:
    assert verdict(made_up(blocks=blocks, trained=4))[1] == reason


@pytest.mark.parametrize(("trained", "reason"), [(0, "few_trained"), (1, "few_trained"), (2, "")])
def test_two_trained_blocks_are_needed(trained: int, reason: str) -> None:
    assert verdict(made_up(trained=trained))[1] == reason


@pytest.mark.parametrize(("before", "reason"), [(2, "few_pulses_before"), (3, "")])
def test_three_pulses_before_are_needed(before: int, reason: str) -> None:
    made = made_up()
    start = np.where(made.start < 14, before, made.start)
    assert verdict(replace(made, start=start, until=start))[1] == reason


def test_a_block_that_started_too_early_is_left_out_and_said_so() -> None:
    made = made_up()
    early = int(np.flatnonzero(made.start < 14)[0])
    start = made.start.copy()
    start[early] = 2
    made = replace(made, start=start, until=start)
    assert not usable(made)[early]
    assert training_effect(made, better="lower", count=99).groups[early].part == "left_out"


def test_when_all_start_together_no_comparison_is_left() -> None:
    made = made_up()
    start = np.full(20, 6)
    assert verdict(replace(made, start=start, until=start)) == ("cannot_tell", "no_comparison")


def test_blocks_that_moved_before_they_started_are_not_believed() -> None:
    made = made_up(effect=0.0, noise=1.0)
    ahead = (np.arange(14) >= made.start[:, None] - 3) * -6.0
    found = training_effect(replace(made, value=made.value + ahead), better="lower")
    assert (found.verdict, found.reason, found.effect) == ("cannot_tell", "leads_move", None)
    assert found.leads_p is not None
    assert found.leads_p <= 0.05


@pytest.mark.parametrize(
    ("effect", "better", "expected_verdict"),
    [
        (-6.0, "lower", "probably_helps"),
        (-6.0, "higher", "may_strain"),
        (-6.0, "neither", "different"),
        (6.0, "lower", "may_strain"),
        (6.0, "higher", "probably_helps"),
        (0.0, "lower", "no_clear_difference"),
    ],
)
def test_the_range_decides_the_verdict(effect: float, better: str, expected_verdict: str) -> None:
    found = training_effect(made_up(effect=effect), better=better, count=199)  # type: ignore[arg-type]
    assert found.verdict == expected_verdict


@pytest.mark.parametrize(
    ("pulses", "expected_verdict"), [(2, "too_early"), (3, "may_help"), (5, "may_help"), (6, "probably_helps")]
)
def test_early_and_lasting_are_a_matter_of_months(pulses: int, expected_verdict: str) -> None:
    made = made_up(pulses=6 + pulses, effect=0.0, noise=1.0, seed=2)
    start = np.where(made.start < 6 + pulses, 6, made.start)
    made = replace(made, start=start, until=start, value=made.value - 9.0 * (np.arange(6 + pulses) >= start[:, None]))
    assert verdict(made)[0] == expected_verdict


def test_under_thirty_answers_it_is_too_early() -> None:
    made = made_up()
    few = np.where(np.arange(14) >= made.start[:, None], 29 / (np.arange(14) >= made.start[:, None]).sum(), made.n)
    assert verdict(replace(made, n=few)) == ("too_early", "few_answers")


def test_an_effect_stays_within_what_leaving_one_block_out_gives() -> None:
    found = training_effect(made_up(effect=-6.0), better="lower", count=199)
    assert found.without_low is not None
    assert found.without_high is not None
    assert found.effect is not None
    assert found.without_low < found.effect < found.without_high < 0


@pytest.mark.parametrize(
    ("low", "high", "months", "without_high", "expected_verdict"),
    [
        (-8.0, -0.1, 6, -3.0, "probably_helps"),
        (-8.0, -0.1, 5, -3.0, "may_help"),
        (-8.0, -0.1, 6, 0.2, "may_help"),  # hangs on one block
        (-8.0, 0.0, 6, -3.0, "no_clear_difference"),
        (None, None, 6, -3.0, "no_clear_difference"),  # too few different lots
        (-8.0, -0.1, 2, -3.0, "too_early"),
    ],
)
def test_each_condition_of_a_verdict_counts(
    low: float | None, high: float | None, months: int, without_high: float, expected_verdict: str
) -> None:
    found = training_effect(made_up(), better="lower", count=99)
    changed = replace(
        found, low=low, high=high, months=months, effect=-4.0, without_low=-5.0, without_high=without_high
    )
    assert with_verdict(changed, better="lower").verdict == expected_verdict


def test_an_effect_survives_the_release() -> None:
    for made in (made_up(), made_up(trained=0)):
        found = training_effect(made, better="lower", count=99)
        text = to_json(found)
        assert from_json(text) == found
        assert isinstance(from_json(text), Effect)
        json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


def test_a_design_without_untrained_cells_gives_nothing() -> None:
    nothing = effects(np.zeros((1, 3, 4)), np.ones((1, 1, 3, 4)), np.ones((1, 3, 4)))
    assert np.isnan(nothing).all()
