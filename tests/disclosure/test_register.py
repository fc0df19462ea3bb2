"""What the training register says: bands near either end, and no exact count by subtraction."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from dashboard.disclosure.organisation import ListedUnit, organisation
from dashboard.disclosure.places import Blocks, places
from dashboard.disclosure.register import TOO_FEW_STAFF, RegisterRow, by_register
from dashboard.terms import Figure
from tests.disclosure.organisations import K


def listed(heads: dict[str, int]) -> tuple[ListedUnit, ...]:
    units = [ListedUnit("org", "Org", None, "organisation", None), ListedUnit("d", "D", "org", "division", None)]
    return (*units, *(ListedUnit(unit, unit.upper(), "d", "ward", head) for unit, head in heads.items()))


def figures(
    done: dict[str, int], heads: dict[str, int], *, rated: dict[str, int] | None = None
) -> dict[tuple[str, str], Figure]:
    """Figures by unit and measure, every unit a block of its own."""
    place = organisation(listed(heads), answers={}, k=K)
    alone = np.arange(len(place.leaves))
    blocks = Blocks(alone, alone, alone, place.headcount, K)
    counts = rated or done
    rows = [RegisterRow("p", u, n, n, 6.0 * n, counts.get(u, 0), 80.0 * counts.get(u, 0)) for u, n in done.items()]
    found = by_register("2026-01", tuple(places(place, blocks)), place, rows, k=K)
    return {(figure.unit, figure.measure.split(":")[0]): figure for figure in found}


@pytest.mark.parametrize(
    ("done", "of", "value", "band"),
    [
        (0, 40, None, (0, 25)),
        (9, 40, None, (0, 25)),  # k - 1
        (10, 40, 25, (24.5, 25.5)),  # k
        (11, 40, 28, (27.5, 28.5)),
        (30, 40, 75, (74.5, 75.5)),  # k are left
        (31, 40, None, (75, 100)),  # k - 1 are left
        (40, 40, None, (75, 100)),
        (55, 40, None, (75, 100)),  # people who have gone since
    ],
)
def test_completions_near_an_end_are_a_band(done: int, of: int, value: float, band: tuple[float, float]) -> None:
    found = figures({"a": done}, {"a": of})["a", "uptake"]
    assert (found.value, found.band_low, found.band_high) == (value, *band)
    assert (found.respondents, found.headcount) == (of, of)


@pytest.mark.parametrize(("staff", "status"), [(19, "withheld"), (20, "published"), (21, "published")])
def test_a_band_needs_room_for_both_ends(staff: int, status: str) -> None:
    found = figures({"a": 3}, {"a": staff})["a", "uptake"]
    assert found.status == status
    assert (found.reason == TOO_FEW_STAFF) == (status == "withheld")


def test_a_division_does_not_give_a_band_away() -> None:
    heads = {"a": 40, "b": 40, "c": 40}
    found = figures({"a": 20, "b": 15, "c": 3}, heads)
    division = found["d", "uptake"]
    assert (division.band_low, division.band_high) == pytest.approx((100 * 35 / 120, 100 * 45 / 120), abs=1e-3)
    assert found["c", "uptake"].value is None
    fuller = figures({"a": 20, "b": 8, "c": 7}, heads)["d", "uptake"]  # 15 in two bands together: the upper half
    assert (fuller.band_low, fuller.band_high) == pytest.approx((100 * 30 / 120, 100 * 40 / 120), abs=1e-3)
    many = figures({"a": 20, "b": 8, "c": 7, "e": 2}, heads | {"e": 40})["d", "uptake"]  # 17 in three: exact again
    assert (many.value, many.band_low) == (23, 22.5)


@pytest.mark.parametrize("k", [K])
def test_whatever_is_printed_leaves_the_hidden_counts_open(k: int) -> None:
    """Over all counts of two small blocks beside one that is printed: a reader never knows one of them within k."""
    heads, other = {"a": 25, "b": 25, "c": 40}, 20
    seen: dict[tuple[object, ...], set[tuple[int, int]]] = {}
    for a, b in product(range(26), repeat=2):
        found = figures({"a": a, "b": b, "c": other}, heads)
        key = tuple((f.value, f.band_low, f.band_high) for (_, measure), f in found.items() if measure == "uptake")
        seen.setdefault(key, set()).add((a, b))
    for possible in seen.values():
        for unit in (0, 1):
            counts = {pair[unit] for pair in possible}
            near = min(*counts, 25 - max(counts)) < k  # it may be that nearly nobody, or nearly all, took part
            assert not near or len(counts) > k // 2


def test_satisfaction_needs_k_people_and_never_follows_by_subtraction() -> None:
    heads = {"a": 40, "b": 40}
    found = figures({"a": 20, "b": 20}, heads, rated={"a": 12, "b": 9})
    assert (found["a", "satisfaction"].value, found["a", "satisfaction"].respondents) == (80, 12)
    assert found["b", "satisfaction"].status == "withheld"
    assert found["d", "satisfaction"].status == "withheld"  # less a's twelve, it would be about b's nine
    assert figures({"a": 20, "b": 20}, heads, rated={"a": 12, "b": 10})["d", "satisfaction"].respondents == 22


def test_hours_are_shown_where_completions_are() -> None:
    found = figures({"a": 20, "b": 3}, {"a": 40, "b": 40})
    assert (found["a", "hours"].value, found["a", "hours"].respondents) == (6, 20)
    assert found["b", "hours"].status == "withheld"


def test_no_headcount_no_uptake() -> None:
    units = (*listed({"a": 40}), ListedUnit("b", "B", "d", "ward", None))
    place = organisation(units, answers={}, k=K)
    alone = np.arange(2)
    blocks = Blocks(alone, alone, alone, np.array([40, 40]), K)
    rows = [RegisterRow("p", "a", 20, 0, 0, 0, 0), RegisterRow("gone", "elsewhere", 5, 0, 0, 0, 0)]
    found = {f.unit: f for f in by_register("2026-01", tuple(places(place, blocks)), place, rows, k=K)
             if f.measure == "uptake:p"}  # fmt: skip
    assert found["a"].value == 50
    assert found["b"].status == found["org"].status == "withheld"
    assert "headcount" in found["org"].reason
