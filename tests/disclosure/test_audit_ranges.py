"""Bounds on single answers agree exactly with trying every way the answers could have been."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.disclosure.audit.cells import Cells, Kind, cells_from
from dashboard.disclosure.audit.lines import Line
from dashboard.disclosure.audit.ranges import bounded_answers
from dashboard.terms import Figure

MEASURE, SHARE = "asked", "share_high"


def figure(place: str, band: tuple[float, float], breakdown: str = "") -> Figure:
    return Figure(
        pulse="2026-03",
        level="unit",
        unit=place,
        unit_name=place,
        leaf_units=(place,),
        breakdown=breakdown,
        group="",
        group_values=(),
        measure=MEASURE,
        statistic=SHARE,
        respondents=None,
        headcount=None,
        value=None,
        band_low=band[0],
        band_high=band[1],
        interval_low=None,
        interval_high=None,
        status="published",
        reason="",
    )


def cells(people: list[int], high: list[int]) -> Cells:
    kinds = [Kind(f"cell {number}", "", "", "1") for number in range(len(people))]
    totals = {(MEASURE, SHARE): dict(zip(kinds, high, strict=True))}
    return cells_from(measures=(MEASURE,), counts=dict(zip(kinds, people, strict=True)), totals=totals)


Printed = tuple[list[int], int, int]  # cells, fewest and most with a high answer


@st.composite
def shares(draw: st.DrawFn) -> tuple[list[int], list[int], list[Printed]]:
    """Up to five cells of one to three people, how many answered high, and groups with a band around the truth."""
    people = draw(st.lists(st.integers(1, 3), min_size=1, max_size=5))
    high = [draw(st.integers(0, count)) for count in people]
    groups = draw(st.lists(st.sets(st.integers(0, len(people) - 1), min_size=1), min_size=1, max_size=4))
    printed = []
    for group in map(sorted, groups):
        truth, most = sum(high[cell] for cell in group), sum(people[cell] for cell in group)
        printed.append((group, max(truth - draw(st.integers(0, 2)), 0), min(truth + draw(st.integers(0, 2)), most)))
    return people, high, printed


def possible(people: list[int], printed: list[Printed]) -> Iterator[tuple[int, ...]]:
    for guess in product(*(range(count + 1) for count in people)):
        if all(low <= sum(guess[cell] for cell in group) <= most for group, low, most in printed):
            yield guess


@given(shares())
def test_bounds_agree_with_trying_everything(drawn: tuple[list[int], list[int], list[Printed]]) -> None:
    """A cell's people are bounded if in no possible world one answered high, or in none one did not."""
    people, high, printed = drawn
    counted = cells(people, high)
    lines = []
    for number, (group, low, most) in enumerate(printed):
        total = sum(people[cell] for cell in group)
        row = figure("a", (100 * low / total, 100 * most / total), breakdown=str(number))
        lines.append(Line(row, np.array(group), total, sum(high[cell] for cell in group)))
    worlds = list(possible(people, printed))
    named = [cell for cell in range(len(people)) if any(cell in group for group, _, _ in printed)]
    kept: dict[tuple[bool, ...], list[int]] = {}  # cells that no group tells apart are one
    for cell in named:
        kept.setdefault(tuple(cell in group for group, _, _ in printed), []).append(cell)
    expected = sum(
        (max(amounts) == 0) + (min(amounts) == sum(people[cell] for cell in alike))
        for alike in kept.values()
        for amounts in [[sum(world[cell] for cell in alike) for world in worlds]]
    )
    assert len(bounded_answers(lines, counted)) == expected


def test_a_bound_is_said_in_words() -> None:
    """Three of three in one cell follow from four of four in two."""
    counted = cells([3, 1], [3, 1])
    line = Line(figure("Ward 7", (100, 100)), np.array([0, 1]), 4, 4)
    assert bounded_answers([line], counted) == [
        "every answer behind asked (share high) of Ward 7 (4 people) is at least 100 of 100"
    ]
