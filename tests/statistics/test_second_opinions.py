"""Two public packages' opinions of the effect on the published fixture; they are in the development lock only."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.statistics.event_study import mean_effects
from tests.statistics.fixture import published

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def table(shared: Path) -> pd.DataFrame:
    return pd.read_csv(shared / "reference" / "did_fixture.csv")


@pytest.fixture(scope="module")
def ours(shared: Path) -> tuple[float, float]:
    """Our effect, weighted by respondents and with equal weights."""
    made = published(shared)
    weighted, equal = mean_effects(made, np.stack([made.n, np.ones_like(made.n)])).tolist()
    return weighted, equal


@pytest.mark.parametrize(("weights", "number"), [("n", 0), (None, 1)])
def test_pyfixest_finds_the_same_effect(
    table: pd.DataFrame, ours: tuple[float, float], weights: str | None, number: int
) -> None:
    pyfixest = import_module("pyfixest")  # heavy: only where it is asked
    found = pyfixest.did2s(
        table,
        yname="y",
        first_stage="~0 | unit + t",
        second_stage="~i(D, ref=0)",
        treatment="D",
        cluster="unit",
        weights=weights,
    )
    assert found.coef().iloc[0] == pytest.approx(ours[number], abs=1e-6)


def test_diff_diff_finds_the_same_effect(table: pd.DataFrame, ours: tuple[float, float]) -> None:
    diff_diff = import_module("diff_diff")
    found = diff_diff.ImputationDiD().fit(table, outcome="y", unit="unit", time="t", first_treat="g")
    assert found.overall_att == pytest.approx(ours[1], abs=1e-6)


def test_two_way_fixed_effects_would_have_made_it_smaller(
    table: pd.DataFrame, ours: tuple[float, float], shared: Path
) -> None:
    pyfixest = import_module("pyfixest")  # heavy: only where it is asked
    biased = pyfixest.feols("y ~ D | unit + t", table, weights="n").coef()["D"]
    expected = json.loads((shared / "reference" / "did_expected.json").read_text(encoding="utf-8"))
    assert biased == pytest.approx(expected["twfe_weighted"], abs=1e-6)
    assert biased - ours[0] > 1
