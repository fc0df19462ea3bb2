"""Control charts: the published cases, the worked values, the boundaries, and a second implementation in loops."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from dashboard.statistics.arrays import Flags, Floats
from dashboard.statistics.control_chart import ControlChart, Kind, control_chart
from dashboard.statistics.control_limits import share_limits
from dashboard.statistics.control_rules import Rule
from dashboard.terms import Direction

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
    n: Sequence[float] | float = 1.0,
    *,
    kind: Kind = "single",
    better: Direction = "lower",
    counted: Flags | None = None,
    fixed_on: int | None = 12,
    screened: bool = True,
) -> ControlChart:
    value = np.atleast_2d(np.asarray(values, dtype=float))
    return control_chart(
        value=value,
        n=np.broadcast_to(np.asarray(n, dtype=float), value.shape),
        counted=np.isfinite(value) if counted is None else counted,
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
