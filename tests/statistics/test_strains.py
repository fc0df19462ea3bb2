"""Demands: a unit against everybody, and what goes together across blocks."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.statistics.intervals import mean_interval
from dashboard.statistics.strains import association, compare


def test_a_demand_differs_only_if_its_whole_range_does() -> None:
    middle = np.full(4, 50.0)
    n = np.full(4, 64.0)
    reach = float(mean_interval(50, 50, 64, spread=20).high) - 50
    everyone = 50 + np.array([-reach - 0.1, -reach + 0.1, reach - 0.1, reach + 0.1])
    found = compare(low=middle, high=middle, n=n, spread=np.full(4, 20.0), everyone=everyone)
    assert found.differs.tolist() == [1, 0, 0, -1]


def test_a_withheld_demand_does_not_differ() -> None:
    gap = np.array([np.nan])
    assert compare(low=gap, high=gap, n=gap, spread=np.array([20.0]), everyone=np.array([50.0])).differs.tolist() == [0]


def test_weighted_correlation_and_slope_equal_repeating_each_block() -> None:
    rng = np.random.default_rng(5)
    x, n = rng.normal(50, 10, 12), rng.integers(1, 6, 12)
    y = 0.5 * x + rng.normal(0, 5, 12)
    found = association(demands=x[None], measure=y, n=n.astype(float))
    people_x, people_y = np.repeat(x, n), np.repeat(y, n)
    assert found.correlation[0] == pytest.approx(np.corrcoef(people_x, people_y)[0, 1])
    assert found.slope[0] == pytest.approx(10 * np.polyfit(people_x, people_y, 1)[0])


@pytest.mark.parametrize("true", [0.0, 0.5])
def test_ranges_hold_the_truth_about_as_often_as_they_say(true: float) -> None:
    rng = np.random.default_rng(6)
    x = rng.normal(0, 1, (1500, 20))
    y = true * x + np.sqrt(1 - true**2) * rng.normal(0, 1, x.shape)
    n = rng.integers(20, 80, 20).astype(float)
    runs = [association(demands=a[None], measure=b, n=n) for a, b in zip(x, y, strict=True)]
    slope = [run.slope_interval[0][0] <= 10 * true <= run.slope_interval[1][0] for run in runs]
    correlation = [run.correlation_interval[0][0] <= true <= run.correlation_interval[1][0] for run in runs]
    assert np.mean(slope) == pytest.approx(0.95, abs=0.03)
    assert np.mean(correlation) == pytest.approx(0.95, abs=0.03)


@pytest.mark.parametrize(("blocks", "known"), [(7, False), (8, True)])
def test_under_eight_blocks_nothing_is_said(blocks: int, *, known: bool) -> None:
    x = np.linspace(40, 60, blocks)
    found = association(demands=x[None], measure=x + np.tile([0, 1], 4)[:blocks], n=np.full(blocks, 50.0))
    assert bool(np.isfinite(found.slope[0])) is known
    assert bool(found.clear[0]) is known


def test_blocks_with_a_gap_are_left_out() -> None:
    x = np.linspace(40, 60, 10)
    y = x + np.tile([0.0, 2.0], 5)
    y[3] = np.nan
    assert association(demands=x[None], measure=y, n=np.full(10, 50.0)).blocks == 9


def test_a_demand_that_never_varies_goes_with_nothing() -> None:
    found = association(demands=np.full((1, 9), 50.0), measure=np.linspace(40, 60, 9), n=np.full(9, 50.0))
    assert np.isnan(found.correlation[0])
    assert not found.clear[0]
