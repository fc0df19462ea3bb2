"""Blocks that stay the same over all pulses, and when each of them starts."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.statistics.arrays import Floats
from dashboard.statistics.training_panel import Leaves, starts, training_panel

PULSES = ("2026-01", "2026-02", "2026-03")


def leaves(texts: list[list[str]], value: list[list[float]], weight: float = 20.0) -> Leaves:
    numbers = np.array(value, dtype=float)
    shape = numbers.shape
    return Leaves(numbers, numbers - 0.5, numbers + 0.5, np.full(shape, weight), np.array(texts, dtype=object))


APART = [["a"] * 3, ["b"] * 3, ["c"] * 3, ["d"] * 3]
NOBODY = leaves(APART, [[0.0] * 3] * 4)


def test_units_shown_together_once_stay_together_in_the_panel() -> None:
    texts = [["a", "a;b", "a"], ["b", "a;b", "b"], ["c", "c", "c;d"], ["d", "d", "c;d"]]
    value = [[40.0, 50, 42], [60.0, 50, 62], [10.0, 20, 30], [30.0, 40, 30]]
    found = training_panel(units="abcd", pulses=PULSES, measure=leaves(texts, value), uptake=NOBODY)
    assert found.members == (("a", "b"), ("c", "d"))
    assert found.value.tolist() == [[50, 50, 52], [20, 30, 30]]
    assert found.n.tolist() == [[40, 20, 40], [40, 40, 20]]  # a figure that two units repeat counts once


def test_chains_of_merged_units_become_one_block() -> None:
    texts = [["a", "a;b", "a"], ["b", "a;b", "b;c"], ["c", "c", "b;c"], ["d"] * 3]
    found = training_panel(units="abcd", pulses=PULSES, measure=leaves(texts, [[50.0] * 3] * 4), uptake=NOBODY)
    assert found.members == (("a", "b", "c"), ("d",))


def test_the_registers_blocks_count_too() -> None:
    register = leaves([["a;b"] * 3, ["a;b"] * 3, ["c"] * 3, ["d"] * 3], [[0.0] * 3] * 4)
    found = training_panel(units="abcd", pulses=PULSES, measure=leaves(APART, [[50.0] * 3] * 4), uptake=register)
    assert found.members == (("a", "b"), ("c",), ("d",))


def test_a_block_has_no_figure_where_a_member_has_none() -> None:
    texts = [["a;b", "a", "a"], ["a;b", "b", "b"], ["c"] * 3, ["d"] * 3]
    value = [[50.0, 50, 50], [50.0, np.nan, 50], [1.0] * 3, [1.0] * 3]
    found = training_panel(units="abcd", pulses=PULSES, measure=leaves(texts, value), uptake=NOBODY)
    assert np.isnan(found.value[0]).tolist() == [False, True, False]
    assert found.n[0].tolist() == [20, 0, 40]


def uptake(*percent: float) -> Floats:
    return np.array([percent], dtype=float)


@pytest.mark.parametrize(
    ("percent", "until", "start"),
    [
        ((0, 0, 36, 43), 2, 2),
        ((0, 4.9, 20, 30), 2, 2),  # untrained while under 5 %
        ((0, 5, 19.9, 20), 1, 3),  # left out between
        ((0, 5, 10, 19.9), 1, 4),  # never started, but no comparison either from 5 % on
        ((0, 0, 0, 0), 4, 4),
        ((36, 40, 40, 40), 0, 0),
    ],
)
def test_a_start_is_the_first_pulse_at_twenty_percent(percent: tuple[float, ...], until: int, start: int) -> None:
    found = starts(uptake(*percent), uptake(*percent))
    assert (int(found[0][0]), int(found[1][0])) == (until, start)


def test_a_band_that_may_hide_the_start_is_left_out_just_before_it() -> None:
    low = uptake(0, 0, 0, 43)
    wide, narrow = (np.where(low == 0, high, low) for high in (30.0, 18.0))
    assert [int(found[0]) for found in starts(low, wide)] == [2, 3]
    assert [int(found[0]) for found in starts(low, narrow)] == [3, 3]
    assert [int(found[0]) for found in starts(uptake(0, 0), uptake(30, 30))] == [2, 2]  # never started: kept


def test_pulses_before_the_register_knows_a_unit_are_untrained() -> None:
    found = starts(uptake(np.nan, np.nan, 36), uptake(np.nan, np.nan, 36))
    assert [int(each[0]) for each in found] == [2, 2]


def test_a_printed_uptake_counts_as_printed_not_as_its_band() -> None:
    register = leaves(APART, [[0.0, 20.0, 30.0], [0.0] * 3, [0.0] * 3, [0.0] * 3])
    found = training_panel(units="abcd", pulses=PULSES, measure=leaves(APART, [[50.0] * 3] * 4), uptake=register)
    assert found.start.tolist() == [1, 3, 3, 3]


def test_a_block_whose_uptake_is_withheld_is_no_comparison_from_then_on() -> None:
    register = leaves(APART, [[0.0, np.nan, np.nan], [0.0, np.nan, 40.0], [0.0] * 3, [0.0] * 3])
    found = training_panel(units="abcd", pulses=PULSES, measure=leaves(APART, [[50.0] * 3] * 4), uptake=register)
    assert found.until.tolist() == [1, 1, 3, 3]
    assert found.start.tolist() == [3, 2, 3, 3]


def test_a_unit_the_register_does_not_know_leaves_its_block_to_the_others() -> None:
    texts = [["a;b"] * 3, ["a;b"] * 3, ["c"] * 3, ["d"] * 3]
    register = leaves([["a"] * 3, [""] * 3, ["c"] * 3, ["d"] * 3], [[0.0, 36, 43], [np.nan] * 3, [0.0] * 3, [0.0] * 3])
    found = training_panel(units="abcd", pulses=PULSES, measure=leaves(texts, [[50.0] * 3] * 4), uptake=register)
    assert (found.until[0], found.start[0]) == (1, 1)
