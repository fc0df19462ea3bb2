"""What is printed: grids, open ends, bands and intervals, at and around every boundary."""

from __future__ import annotations

import json
from fractions import Fraction
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dashboard.disclosure import rounding
from dashboard.statistics import intervals
from dashboard.terms import MICRO


def printed_mean(points: float, n: int, *, spread: int | None = None) -> rounding.Printed:
    return rounding.mean(total=round(Fraction(str(points)) * n * MICRO), n=n, spread=spread)


@pytest.mark.parametrize(
    ("points", "n", "value", "band"),
    [
        (43.2, 199, 43.0, (42.5, 43.5)),
        (43.24, 200, 43.2, (43.15, 43.25)),
        (43.24, 19_999, 43.2, (43.15, 43.25)),
        (43.244, 20_000, 43.24, (43.235, 43.245)),
        (42.5, 50, 43.0, (42.5, 43.5)),  # half goes up
        (9.99, 10, None, (0, 10)),  # under 100/n
        (10, 10, 10.0, (10, 10.5)),  # at it: the band does not reach below
        (10.01, 10, 10.0, (10, 10.5)),
        (90, 10, 90.0, (89.5, 90)),
        (90.01, 10, None, (90, 100)),  # over 100 - 100/n
        (0, 37, None, (0, 2.7028)),  # ends are rounded outwards
        (100, 37, None, (97.2972, 100)),
        (0.49, 200, None, (0, 0.5)),
        (0.5, 200, 0.5, (0.5, 0.55)),
    ],
)
def test_means(points: float, n: int, value: float | None, band: tuple[float, float]) -> None:
    found = printed_mean(points, n)
    assert (found.value, (found.band_low, found.band_high)) == (value, band)


@pytest.mark.parametrize(
    ("n", "step"),
    [(10, 20), (19, 20), (20, 10), (39, 10), (40, 5), (99, 5), (100, 2), (199, 2), (200, 1), (5000, 1)],
)
def test_the_grid_of_shares(n: int, step: int) -> None:
    prints = [rounding.share(count=count, n=n) for count in range(n + 1)]
    assert {found.value for found in prints if found.value is not None} <= set(range(2 * step, 101 - 2 * step, step))
    assert prints[0].value is None
    assert (prints[0].band_low, prints[0].band_high) == (0, 1.5 * step)
    assert prints[n].value is None
    assert (prints[n].band_low, prints[n].band_high) == (100 - 1.5 * step, 100)
    middle = rounding.share(count=n // 2, n=n)
    assert middle.value is not None
    assert (middle.band_low, middle.band_high) == (middle.value - step / 2, middle.value + step / 2)


@pytest.mark.parametrize(
    ("count", "n", "value"),
    [(2, 10, None), (3, 10, 40), (4, 10, 40), (5, 10, 60), (7, 10, None), (14, 99, 15), (7, 99, None), (8, 99, 10)],
)
def test_shares(count: int, n: int, value: float | None) -> None:
    assert rounding.share(count=count, n=n).value == value


def test_no_share_below_ten() -> None:
    with pytest.raises(ValueError, match="9 answers"):
        rounding.share(count=4, n=9)


@given(st.integers(5, 30_000), st.data())
def test_the_band_holds_the_exact_mean(n: int, data: st.DataObject) -> None:
    total = data.draw(st.integers(0, n * 100 * MICRO))
    found = rounding.mean(total=total, n=n, spread=20)
    assert holds(found, Fraction(total, n * MICRO))
    if found.value is not None:
        assert found.band_low <= found.value <= found.band_high
    assert found.interval_low is not None
    assert found.interval_high is not None
    assert 0 <= found.interval_low <= found.band_low <= found.band_high <= found.interval_high <= 100


@given(st.integers(10, 3000), st.data())
def test_the_band_holds_the_exact_share(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    assert holds(rounding.share(count=count, n=n), Fraction(100 * count, n))


@given(st.integers(1, 3000), st.data())
def test_the_band_holds_the_exact_rate(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    assert holds(rounding.rate(count=count, of=n), Fraction(100 * count, n))
    low, high = count, data.draw(st.integers(count, n))
    found = rounding.band(low=low, high=high, of=n)
    assert holds(found, Fraction(100 * low, n))
    assert holds(found, Fraction(100 * high, n))


def holds(found: rounding.Printed, exact: Fraction) -> bool:
    return Fraction(str(found.band_low)) <= exact <= Fraction(str(found.band_high))


@given(st.integers(10, 400), st.data())
def test_intervals_know_only_what_is_printed(n: int, data: st.DataObject) -> None:
    one, other = (data.draw(st.integers(0, n)) for _ in range(2))
    found = [rounding.share(count=count, n=n) for count in (one, other)]
    if found[0].band_low == found[1].band_low:
        assert found[0] == found[1]
    again = intervals.wilson(found[0].band_low, found[0].band_high, n)
    assert found[0].interval_low == pytest.approx(float(again.low), abs=1e-4)
    assert found[0].interval_high == pytest.approx(float(again.high), abs=1e-4)


def test_the_interval_of_a_mean_starts_from_the_print() -> None:
    found = printed_mean(43.2, 25, spread=20)
    reach = stats.t.ppf(0.975, 24) * 20 / sqrt(25)
    assert found.interval_low == pytest.approx(43 - 0.5 - reach, abs=1e-4)
    assert found.interval_high == pytest.approx(43 + 0.5 + reach, abs=1e-4)
    assert found == printed_mean(42.6, 25, spread=20)  # printed the same, so sure to the same degree


def test_wilson_as_published(shared: Path) -> None:
    for case in json.loads((shared / "reference" / "small_n_expected.json").read_text())["binomial"]:
        low, high = (100 * end for end in case["wilson"])
        found = intervals.wilson(100 * case["k"] / case["n"], 100 * case["k"] / case["n"], case["n"])
        ours = [rounding._wilson(case["k"] / case["n"], case["n"], z) for z in (-rounding._Z, rounding._Z)]
        assert ours == pytest.approx([low, high], abs=1e-3)
        assert [float(found.low), float(found.high)] == pytest.approx(ours, abs=1e-6)


def test_hours_are_printed_in_tenths() -> None:
    assert rounding.amount(hundredths=1234, n=10) == rounding.Printed(1.2, 1.15, 1.25)


def test_a_narrow_band_has_its_middle_as_value() -> None:
    assert rounding.band(low=150, high=160, of=1000).value == 16
    assert rounding.band(low=150, high=250, of=1000).value is None
    assert rounding.band(low=0, high=10, of=1000).value is None
