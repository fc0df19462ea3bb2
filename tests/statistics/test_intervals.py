"""Intervals, bounds and smallest changes, from what is printed."""

from __future__ import annotations

import json
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics.intervals import (
    LASTING_CHANGE,
    effective_number,
    mean_interval,
    non_response_bounds,
    point_sd,
    smallest_difference,
    smallest_lasting_change,
    wilson,
)


def test_wilson_equals_the_published_cases(shared: Path) -> None:
    cases = json.loads((shared / "reference" / "small_n_expected.json").read_text(encoding="utf-8"))["binomial"]
    k, n = (np.array([case[name] for case in cases]) for name in ("k", "n"))
    found = wilson(100 * k / n, 100 * k / n, n)
    assert np.stack([found.low, found.high], axis=1) / 100 == pytest.approx(
        np.array([case["wilson"] for case in cases]), abs=1e-6
    )


@given(low=st.floats(0, 100), width=st.floats(0, 40), n=st.integers(10, 5000))
def test_wilson_agrees_with_plain_arithmetic_and_holds_its_band(low: float, width: float, n: int) -> None:
    high = min(100.0, low + width)
    found = wilson(low, high, n)

    def end(percent: float, z: float) -> float:
        p = percent / 100
        return 100 * (p + z * z / (2 * n) + z * sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2)) / (1 + z * z / n)

    assert float(found.low) == pytest.approx(max(0.0, end(low, -1.959963984540054)), abs=1e-9)
    assert float(found.high) == pytest.approx(min(100.0, end(high, 1.959963984540054)), abs=1e-9)
    assert found.low <= low + 1e-9
    assert found.high >= high - 1e-9


def test_a_mean_interval_is_students_t_beyond_the_printed_band() -> None:
    # t(9, .975) = 2.262157, t(99, .975) = 1.984217: printed tables
    found = mean_interval([49.5, 49.5], [50.5, 50.5], [10, 100], spread=20)
    assert found.low == pytest.approx([49.5 - 2.262157 * 20 / sqrt(10), 49.5 - 1.984217 * 2], abs=1e-5)
    assert found.high == pytest.approx([50.5 + 2.262157 * 20 / sqrt(10), 50.5 + 1.984217 * 2], abs=1e-5)


@pytest.mark.parametrize(("n", "known"), [(1, False), (2, True)])
def test_one_answer_has_no_interval(n: int, *, known: bool) -> None:
    assert bool(np.isfinite(mean_interval(49.5, 50.5, n, spread=20).low)) is known


def test_a_mean_interval_stays_on_the_scale() -> None:
    found = mean_interval(2, 98, 10, spread=25)
    assert (float(found.low), float(found.high)) == (0.0, 100.0)


def test_bounds_take_silent_staff_at_their_worst_and_best() -> None:
    found = non_response_bounds(49.5, 50.5, 30, 40)  # a quarter is silent
    assert (float(found.low), float(found.high)) == pytest.approx((0.75 * 49.5, 0.75 * 50.5 + 25))


def test_more_answers_than_staff_leave_nobody_silent() -> None:
    found = non_response_bounds(49.5, 50.5, 44, 40)
    assert (float(found.low), float(found.high)) == pytest.approx((49.5, 50.5))


def test_the_smallest_difference_is_found_four_times_in_five() -> None:
    rng = np.random.default_rng(1)
    n, m, spread = 33, 33, 20.0
    true = float(smallest_difference(n, m, spread=spread))
    a, b = rng.normal(true, spread / sqrt(n), 40_000), rng.normal(0, spread / sqrt(m), 40_000)
    found = np.abs(a - b) > 1.959964 * spread * sqrt(1 / n + 1 / m)
    assert found.mean() == pytest.approx(0.8, abs=0.01)


def test_a_lasting_change_must_be_larger_to_be_noticed_sooner_and_in_smaller_units() -> None:
    assert LASTING_CHANGE[3] > LASTING_CHANGE[7]
    small, large = smallest_lasting_change(point_sd([16, 64], spread=20))
    assert small == pytest.approx(2 * large)
    assert small == pytest.approx(LASTING_CHANGE[3] * 5)


def test_equal_groups_count_fully_and_one_giant_counts_alone() -> None:
    assert effective_number([7.0] * 12) == pytest.approx(12)
    assert effective_number([1e6, 1, 1, 1]) == pytest.approx(1, abs=1e-4)
    assert effective_number([]) == 0
