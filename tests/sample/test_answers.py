"""Answers hang together as those of real scales do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.sample import exhaustion_scores, organisation
from dashboard.sample.answers import MISSING, answers
from dashboard.sample.people import staff_of
from dashboard.sample.questionnaire import EXHAUSTION, SCALES, Scale, expected_score, mean_for
from tests.sample.conftest import Files

FloatArray = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def scored() -> dict[str, tuple[FloatArray, FloatArray]]:
    """Items (0-100 in the scale's direction, NaN missing) and mean score of every scale, three pulses together."""
    made = organisation(seed=2)
    staff = staff_of(made)
    given_ = np.concatenate([answers(made, staff, pulse=pulse).items for pulse in (0, 7, 17)], axis=1)
    rows = np.split(given_, np.cumsum([len(scale.items) for scale in SCALES])[:-1])
    return {scale.id: _scored(scale, items) for scale, items in zip(SCALES, rows, strict=True)}


def _scored(scale: Scale, items: npt.NDArray[np.int8]) -> tuple[FloatArray, FloatArray]:
    highest = len(scale.codes) - 1
    points = items.astype(np.float64) * (100 / highest)
    for row, item in enumerate(scale.items):
        if item in scale.reversed:
            points[row] = 100 - points[row]
    points[items == MISSING] = np.nan
    known = (~np.isnan(points)).sum(axis=0)
    return points, np.asarray(np.where(known > 0, np.nansum(points, axis=0) / np.maximum(known, 1), np.nan))


def cronbach(items: FloatArray) -> float:
    """Alpha of complete rows; `items` is (items, people)."""
    whole = items[:, ~np.isnan(items).any(axis=0)]
    share = whole.var(axis=1, ddof=1).sum() / whole.sum(axis=0).var(ddof=1)
    return float(len(whole) / (len(whole) - 1) * (1 - share))


def correlation(one: FloatArray, other: FloatArray) -> float:
    return float(np.mean((one - one.mean()) * (other - other.mean())) / one.std() / other.std())


@pytest.mark.parametrize(
    ("scale", "low", "high"),
    [("exhaustion", 0.85, 0.90), ("compassion_satisfaction", 0.83, 0.89), ("empathic_distress", 0.72, 0.85)],
)
def test_scales_are_as_reliable_as_published(
    scored: dict[str, tuple[FloatArray, FloatArray]], scale: str, low: float, high: float
) -> None:
    assert low < cronbach(scored[scale][0]) < high


def test_mean_and_spread_are_those_of_a_strained_hospital(scored: dict[str, tuple[FloatArray, FloatArray]]) -> None:
    score = scored["exhaustion"][1]
    assert 38 < np.nanmean(score) < 44
    assert 17.5 < np.nanstd(score) < 21
    sums = scored["compassion_satisfaction"][1] * 0.4 + 10
    assert 35 < np.nanmean(sums) < 40
    assert 5.5 < np.nanstd(sums) < 8
    thermometer = scored["moral_distress"][1] / 10
    assert (np.nanmean(thermometer), np.nanstd(thermometer)) == pytest.approx((2.9, 2.5), abs=0.4)
    assert 0.3 < np.mean(scored["burnout_single"][1] >= 50) < 0.45


@pytest.mark.parametrize(
    ("measure", "low", "high"),
    [
        ("demand_workload", 0.3, 0.6),
        ("demand_money", 0.05, 0.35),
        ("empathic_distress", 0.3, 0.6),
        ("compassion_satisfaction", -0.6, -0.3),
        ("burnout_single", 0.5, 0.8),
        ("moral_distress", 0.2, 0.5),
        ("compassion_change", -0.4, -0.15),
    ],
)
def test_measures_go_together_as_they_should(
    scored: dict[str, tuple[FloatArray, FloatArray]], measure: str, low: float, high: float
) -> None:
    one, other = scored["exhaustion"][1], scored[measure][1]
    known = ~np.isnan(one) & ~np.isnan(other)
    assert low < correlation(one[known], other[known]) < high


def test_a_person_answers_alike_from_pulse_to_pulse() -> None:
    first, second = list(exhaustion_scores(organisation(seed=4, pulses=2)))
    _, here, there = np.intersect1d(first.who.person, second.who.person, return_indices=True)
    pairs = np.stack([first.exhaustion[here], second.exhaustion[there]])
    pairs = pairs[:, ~np.isnan(pairs).any(axis=0)]
    assert 0.5 < correlation(*pairs) < 0.75


def test_scores_in_memory_are_those_of_the_file(files: Files) -> None:
    survey = files.rows("survey.csv")
    expected = [_score(row) for row in survey]
    found = np.concatenate([scores.exhaustion for scores in exhaustion_scores(organisation(seed=1))])
    assert np.allclose(found, expected, equal_nan=True)


def _score(row: dict[str, str]) -> float:
    given_ = [
        100 - int(row[item]) if item == "cbi_work_energy" else int(row[item]) for item in EXHAUSTION.items if row[item]
    ]
    return sum(given_) / len(given_) if len(given_) >= 4 else float("nan")


@given(st.floats(3, 97))
def test_every_expected_score_can_be_planted(points: float) -> None:
    assert expected_score(mean_for(np.array([points]))).item() == pytest.approx(points, abs=0.001)


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.id)
def test_a_scale_is_described_in_full(scale: Scale) -> None:
    assert sum(scale.shares) == pytest.approx(1)
    assert len(scale.shares) == len(scale.codes)
    assert len(scale.offsets) == len(scale.items)
    assert sum(scale.offsets) == pytest.approx(0)
