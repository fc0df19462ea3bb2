"""Control charts: the published cases, the worked values, the boundaries, and a second implementation in loops."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics.arrays import Flags, Floats, Ints
from dashboard.statistics.control_chart import ControlChart, Kind, control_chart
from dashboard.statistics.control_limits import share_limits
from dashboard.statistics.control_rules import Rule
from dashboard.terms import Direction
from tests.statistics import second_chart

LABELS = {
    (Rule.NONE, 0): "Common Cause",
    (Rule.OUTSIDE, 1): "Above UCL",
    (Rule.OUTSIDE, -1): "Below LCL",
    (Rule.TREND, 1): "7 Point Trend (Increasing)",
    (Rule.TREND, -1): "7 Point Trend (Decreasing)",
    (Rule.TWO_OF_THREE, 1): "2 in 3 Above CL",
    (Rule.TWO_OF_THREE, -1): "2 in 3 Below CL",
    (Rule.SHIFT, 1): "7 Points Above CL",
    (Rule.SHIFT, -1): "7 Points Below CL",
}
TYPES = {-1: "special_cause_improvement", 0: "common_cause", 1: "special_cause_concern"}


def chart(
    values: Sequence[float] | Floats,
    n: Sequence[float] | Floats | float = 1.0,
    *,
    kind: Kind = "single",
    better: Direction = "lower",
    counted: Flags | None = None,
    era: Ints | None = None,
    fixed_on: int | None = 12,
    screened: bool = True,
) -> ControlChart:
    value = np.atleast_2d(np.asarray(values, dtype=float))
    return control_chart(
        value=value,
        n=np.broadcast_to(np.asarray(n, dtype=float), value.shape),
        counted=np.isfinite(value) if counted is None else counted,
        era=era,
        kind=kind,
        better=better,
        fixed_on=fixed_on,
        screened=screened,
    )


def test_every_published_case_has_the_same_limits_labels_and_types(shared: Path) -> None:
    cases = json.loads((shared / "reference" / "spc_expected.json").read_text(encoding="utf-8"))
    assert len(cases) == 24
    for name, case in cases.items():
        found = chart(
            case["y"],
            better="higher" if case["direction"] == "increase" else "lower",
            fixed_on=case["fix_after_n"],
            screened=case["screen_outliers"],
        )
        labels = [LABELS[Rule(rule), side] for rule, side in zip(found.rule[0], found.side[0], strict=True)]
        assert labels == case["labels"], name
        assert [TYPES[change] for change in found.change[0].tolist()] == case["types"], name
        for key, line in (("mean", found.center), ("lpl", found.lower), ("upl", found.upper)):
            expected = np.nan if case["limits"][key] is None else case["limits"][key]
            assert line[0] == pytest.approx(expected, abs=1e-6, nan_ok=True), name


N = [14, 9, 22, 17, 11, 25, 13, 19, 8, 21, 16, 12, 18, 15, 20, 10]


def test_limits_of_means_with_varying_n_equal_the_worked_values() -> None:
    y = [52.1, 50.4, 53.0, 51.2, 49.8, 52.6, 51.9, 50.7, 52.3, 51.1, 50.2, 52.8, 46.9, 45.8, 47.2, 46.1]
    found = chart(y, N, kind="mean", fixed_on=None)
    assert found.center[0, 0] == pytest.approx(50.338800, abs=1e-6)
    assert found.upper[0, :3] == pytest.approx([55.3621, 56.6040, 54.3460], abs=1e-4)
    assert found.lower[0, :3] == pytest.approx([45.3155, 44.0736, 46.3316], abs=1e-4)


def test_limits_of_shares_with_varying_n_equal_the_worked_values() -> None:
    k = np.array([3, 3, 11, 7, 2, 10, 5, 5, 4, 6, 6, 5, 7, 6, 9, 7])
    share = np.atleast_2d(100 * k / N)
    found = share_limits(share, np.atleast_2d(N).astype(float), base=np.ones((1, 16), dtype=bool))
    assert found.center[0, 0] == pytest.approx(38.4)
    assert (found.center + found.reach)[0, :3] == pytest.approx([71.6603, 79.8829, 64.9325], abs=1e-4)


def test_with_equal_respondents_means_are_judged_as_single_values_are() -> None:
    y = np.random.default_rng(3).normal(50, 4, (50, 20)).round()
    means, singles = chart(y, 30.0, kind="mean"), chart(y)
    assert means.center == pytest.approx(singles.center)
    assert (means.upper - means.center) == pytest.approx((singles.upper - singles.center) * 3 / 1.128379 / 2.66)


STEADY = [50.0, 52, 49, 51, 50, 48, 51, 50, 52, 50, 51, 49]  # mean 50.25


@pytest.mark.parametrize(("points", "state"), [(7, "early"), (8, "usual"), (12, "usual")])
def test_under_eight_points_nothing_is_said_and_under_thirteen_it_is_provisional(points: int, state: str) -> None:
    found = chart(STEADY[:points], 40.0, kind="mean")
    assert (found.state[0], bool(found.provisional[0]), int(found.points[0])) == (state, True, points)
    assert np.isnan(found.upper).all() == (state == "early")


def test_thirteen_points_make_the_usual_range_final_and_the_first_twelve_fix_it() -> None:
    found = chart([*STEADY, 51.0], 40.0, kind="mean")
    assert not found.provisional[0]
    later = chart([*STEADY, 51.0, 53.0, 53.0], 40.0, kind="mean")
    assert later.upper[0, 0] == found.upper[0, 0]
    assert later.baseline[0].tolist() == [True] * 12 + [False] * 3


def test_seven_points_on_one_side_are_a_shift_and_six_are_not() -> None:
    six, seven = ([*STEADY, *[51.0, 52.0] * 3, *[51.0] * more] for more in (0, 1))
    assert chart(six, 40.0, kind="mean").rule[0, -1] == Rule.NONE
    found = chart(seven, 40.0, kind="mean")
    assert (found.state[0], found.reason[0]) == ("worse", "shift_high")
    assert (found.rule[0, -7:] == Rule.SHIFT).all()


def test_a_point_on_the_average_breaks_a_shift() -> None:
    even = [50.0, 52, 48, 51, 49, 53, 47, 52, 48, 51, 49, 50]  # mean exactly 50
    assert chart([*even, 51, 52, 51, 50, 52, 51, 51, 52], 40.0, kind="mean").state[0] == "usual"


def test_direction_decides_what_is_worse() -> None:
    jump = [*STEADY, 80.0]
    found = {
        better: chart(jump, 40.0, kind="mean", better=better).state[0] for better in ("lower", "higher", "neither")
    }
    assert found == {"lower": "worse", "higher": "better", "neither": "different"}


def test_a_point_back_inside_is_called_recent_for_three_pulses() -> None:
    states = [chart([*STEADY, 80.0, *[50.0, 51.0] * 2][:last], 40.0, kind="mean").state[0] for last in range(13, 18)]
    assert states == ["worse", "recent", "recent", "recent", "usual"]


def test_equal_points_have_no_usual_range_and_say_so() -> None:
    found = chart([50.0] * 12, 40.0, kind="mean")
    assert (found.state[0], found.reason[0]) == ("usual", "no_variation")
    assert np.isnan(found.upper).all()


def test_a_run_after_equal_points_is_flagged_all_the_same() -> None:
    found = chart([50.0] * 12 + [51.0] * 7, 40.0, kind="mean")
    assert found.reason[0] == "shift_high"


def test_what_is_not_counted_is_left_out_of_limits_and_rules() -> None:
    gaps = np.array([*STEADY, 51.0, 52.0])
    wild = np.insert(gaps, [3, 9], [np.nan, 95.0])[None]
    counted = np.isfinite(wild) & (wild < 90)
    found, plain = chart(wild, 40.0, kind="mean", counted=counted), chart(gaps, 40.0, kind="mean")
    assert found.upper[counted].tolist() == plain.upper[0].tolist()
    assert np.isnan(found.upper[~counted]).all()
    assert int(found.points[0]) == 14


def test_a_newest_pulse_that_is_not_counted_has_no_state() -> None:
    found = chart([*STEADY, np.nan], 40.0, kind="mean")
    assert (found.state[0], found.reason[0]) == ("none", "not_counted")


def test_a_new_era_starts_from_its_own_points() -> None:
    y = [*STEADY, *[value - 10 for value in STEADY]]
    era = np.repeat([[0, 1]], 12, axis=1)
    found, second = chart(y, 40.0, kind="mean", era=era), chart(y[12:], 40.0, kind="mean")
    assert found.rule.any() == np.False_
    assert found.center[0, 12:].tolist() == second.center[0].tolist()
    assert int(found.points[0]) == 12
    assert chart(y, 40.0, kind="mean").state[0] == "better"


def test_a_short_new_era_is_too_early_to_say() -> None:
    era = np.array([[0] * 12 + [1] * 7])
    assert chart([*STEADY, *[30.0] * 7], 40.0, kind="mean", era=era).reason[0] == "few_points"


@pytest.mark.parametrize(("fewest", "reason"), [(29.0, "few_respondents"), (30.0, "within")])
def test_shares_get_a_usual_range_only_where_thirty_answer_at_every_pulse(fewest: float, reason: str) -> None:
    n = [40.0] * 12
    n[4] = fewest
    found = chart([30.0, 35, 25, 30, 35, 40, 30, 25, 35, 30, 25, 30], n, kind="share")
    assert found.reason[0] == reason
    assert np.isnan(found.upper).all() == (reason == "few_respondents")


def test_limits_stay_on_the_scale() -> None:
    found = chart([2.0, 9, 1, 8, 2, 9, 1, 8, 3, 7], 30.0, kind="mean")
    assert found.lower.min() == 0.0


series = st.lists(st.tuples(st.integers(35, 65).map(float), st.integers(30, 90).map(float)), min_size=8, max_size=30)


@given(points=series, kind=st.sampled_from(["mean", "share"]), screened=st.booleans())
def test_the_second_implementation_agrees(points: list[tuple[float, float]], kind: Kind, *, screened: bool) -> None:
    y, n = (list(column) for column in zip(*points, strict=True))
    found = chart(y, n, kind=kind, screened=screened)
    lines = second_chart.limits(kind, y, n, fixed_on=12, screened=screened)
    assert found.center[0] == pytest.approx([center for center, _ in lines])
    upper = np.clip([center + reach for center, reach in lines], 0, 100)
    assert found.upper[0] == pytest.approx(upper, nan_ok=True)
    expected = [(Rule[rule.upper()] if rule else Rule.NONE, side) for rule, side in second_chart.judge(y, lines)]
    assert list(zip(found.rule[0].tolist(), found.side[0].tolist(), strict=True)) == expected


@given(rows=st.lists(st.lists(st.integers(40, 60).map(float), min_size=14, max_size=14), min_size=2, max_size=5))
def test_many_series_at_once_are_the_same_as_one_by_one(rows: list[list[float]]) -> None:
    together = chart(np.array(rows), 40.0, kind="mean")
    for number, row in enumerate(rows):
        alone = chart(row, 40.0, kind="mean")
        assert together.rule[number].tolist() == alone.rule[0].tolist()
        assert together.state[number] == alone.state[0]
