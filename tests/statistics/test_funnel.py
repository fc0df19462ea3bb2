"""Funnels: limits that allow for real differences between units, and shrinkage towards what is common."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from math import asin, sin, sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from dashboard.statistics.funnel import mean_funnel, overdispersion, share_funnel
from dashboard.statistics.multiple import benjamini_hochberg
from dashboard.statistics.shrinkage import shrink


def quantile(values: list[float], at: float) -> float:
    ordered = sorted(values)
    place = at * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def plain_overdispersion(z: list[float], error: list[float]) -> tuple[float, float]:
    """Spiegelhalter's winsorised phi and tau^2, in loops."""
    low, high = quantile(z, 0.1), quantile(z, 0.9)
    phi = sum(min(max(value, low), high) ** 2 for value in z) / len(z)
    weight = [1 / e**2 for e in error]
    freedom = sum(weight) - sum(w * w for w in weight) / sum(weight)
    return phi, max(0.0, (len(z) * phi - (len(z) - 1)) / freedom)


def providers(shared: Path) -> tuple[list[int], list[int]]:
    """Deaths and patients by hospital, of at least ten patients."""
    died: dict[str, int] = defaultdict(int)
    patients: dict[str, int] = defaultdict(int)
    file = shared / "data" / "spc_funnel_reference" / "medpar.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            died[row["provnum"]] += int(row["died"])
            patients[row["provnum"]] += 1
    kept = [hospital for hospital in patients if patients[hospital] >= 10]
    return [died[hospital] for hospital in kept], [patients[hospital] for hospital in kept]


def test_a_share_funnel_of_real_hospitals_equals_plain_arithmetic(shared: Path) -> None:
    died, patients = providers(shared)
    assert len(patients) > 30
    found = share_funnel(100 * np.array(died) / patients, np.array(patients, dtype=float))
    middle = asin(sqrt(sum(died) / sum(patients)))
    error = [1 / (2 * sqrt(n)) for n in patients]
    raw = [(asin(sqrt(k / n)) - middle) / e for k, n, e in zip(died, patients, error, strict=True)]
    phi, tau2 = plain_overdispersion(raw, error)
    assert found.phi == pytest.approx(phi)
    limits = found.limits(50)
    reach = norm.ppf(0.999) * sqrt(1 / 200 + tau2)
    assert float(limits.low) == pytest.approx(100 * sin(max(0.0, middle - reach)) ** 2)
    assert float(limits.high) == pytest.approx(100 * sin(middle + reach) ** 2)


def test_the_published_national_figures_fit_the_formula_as_far_as_they_go(shared: Path) -> None:
    """The counts behind them are not at hand: sum(w^2)/sum(w) is at least sum(w)/I, and hardly more here."""
    cases = json.loads((shared / "reference" / "nhs_funnel_expected.json").read_text(encoding="utf-8"))
    for case in cases.values():
        units, weights = case["I"], 4 * case["N"]  # on the arcsine scale a unit weighs 4 n
        tau2 = (units * case["phi"] - (units - 1)) / (weights * (1 - 1 / units))
        assert case["tau2"] == pytest.approx(tau2, rel=0.01)
        assert case["tau2"] >= tau2 * 0.998


@pytest.mark.parametrize(("true_tau", "outside_95", "flagged"), [(0.0, 0.05, 0.002), (4.0, 0.117, 0.012)])
def test_limits_hold_most_units_whatever_the_true_differences(
    true_tau: float, outside_95: float, flagged: float
) -> None:
    """Winsorising makes tau a quarter too small where units truly differ: a few more are named, as published."""
    rng = np.random.default_rng(4)
    n = rng.integers(10, 200, 4000).astype(float)
    value = rng.normal(50, true_tau, n.size) + rng.normal(0, 20 / np.sqrt(n))
    found = mean_funnel(value, n, spread=20)
    assert 0.7 * true_tau <= found.tau <= true_tau + 0.3
    outside = (value < found.limits(n, confidence=0.95).low) | (value > found.limits(n, confidence=0.95).high)
    assert outside.mean() == pytest.approx(outside_95, abs=0.02)
    assert (found.level != "").mean() == pytest.approx(flagged, abs=0.005)


def test_a_unit_far_off_is_flagged_and_does_not_hide_itself() -> None:
    n = np.full(20, 40.0)
    value = np.where(np.arange(20) == 7, 75.0, 50.0 + np.tile([-3.0, 3.0], 10))
    found = mean_funnel(value, n, spread=20)
    assert found.level.tolist() == ["higher" if unit == 7 else "" for unit in range(20)]
    assert found.chance[7] < 0.001 < found.chance[6]


def test_a_level_flag_means_outside_the_alarm_limits() -> None:
    n = np.linspace(10, 300, 40)
    value = np.random.default_rng(2).normal(50, 30 / np.sqrt(n))
    value[:4] += [40, -40, 25, -25]
    found = mean_funnel(value, n, spread=20)
    limits = found.limits(n)
    expected = np.where(value > limits.high, "higher", np.where(value < limits.low, "lower", ""))
    assert found.level.tolist() == expected.tolist()
    assert set(expected) == {"higher", "lower", ""}


@pytest.mark.parametrize(("units", "known"), [(4, False), (5, True)])
def test_under_five_units_nothing_is_compared(units: int, *, known: bool) -> None:
    found = mean_funnel(np.linspace(10, 90, units), np.full(units, 500.0), spread=20)
    assert bool(np.isfinite(found.tau)) is known
    assert known or set(found.level) == {""}


def test_units_without_a_figure_take_no_part() -> None:
    value, n = np.array([50.0, 52, 48, 51, 49, 53]), np.full(6, 50.0)
    gaps = mean_funnel(np.append(value, [np.nan, 90.0]), np.append(n, [40.0, np.nan]), spread=20)
    plain = mean_funnel(value, n, spread=20)
    assert (gaps.center, gaps.phi, gaps.tau) == (plain.center, plain.phi, plain.tau)
    assert gaps.level[6:].tolist() == ["", ""]


def test_no_unit_at_all_gives_an_empty_funnel() -> None:
    assert np.isnan(share_funnel(np.array([np.nan]), np.array([np.nan])).center)


def test_equal_units_do_not_make_overdispersion() -> None:
    assert overdispersion(np.zeros(30), np.ones(30)) == (0.0, 0.0)


def test_shrunken_means_equal_the_published_case(shared: Path) -> None:
    case = json.loads((shared / "reference" / "small_n_expected.json").read_text(encoding="utf-8"))["eb"]
    found = shrink(np.array(case["ybar"]), np.array(case["n"], dtype=float), spread=case["sd"])
    assert (found.q, found.tau2, found.center) == pytest.approx((case["Q"], case["tau2"], case["mu"]), abs=1e-5)
    assert found.pull == pytest.approx(np.array(case["B"]), abs=1e-6)
    assert found.mean == pytest.approx(np.array(case["eb"]), abs=1e-5)


def test_shrinking_passes_over_gaps_and_pulls_a_lone_unit_all_the_way() -> None:
    value, n = np.array([64.0, np.nan, 41.0, 55.0]), np.array([6.0, 20.0, 9.0, 14.0])
    found, plain = shrink(value, n, spread=18), shrink(value[[0, 2, 3]], n[[0, 2, 3]], spread=18)
    assert found.mean[[0, 2, 3]].tolist() == plain.mean.tolist()
    assert np.isnan(found.mean[1])
    assert shrink(value[:2], n[:2], spread=18).pull[0] == 1.0
    assert np.isnan(shrink(value[1:2], n[1:2], spread=18).center)


def test_adjusted_p_values_equal_the_published_case(shared: Path) -> None:
    case = json.loads((shared / "reference" / "small_n_expected.json").read_text(encoding="utf-8"))["bh"]
    order = np.random.default_rng(0).permutation(len(case["p"]))
    found = benjamini_hochberg(np.array(case["p"])[order])
    assert found == pytest.approx(np.array(case["adj"])[order], abs=1e-6)
    assert (found <= 0.05).sum() == case["rejected"]


def test_a_gap_among_p_values_is_not_a_test() -> None:
    assert benjamini_hochberg([0.01, np.nan, 0.04]) == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)
