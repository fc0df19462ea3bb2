"""Which points may be compared: the usual block, printed numbers, eras."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics.series import comparable, compress, eras, same_block


def units(*texts: str) -> np.typing.NDArray[np.object_]:
    return np.array([texts], dtype=object)


def test_a_pulse_shown_together_with_another_unit_is_not_compared() -> None:
    assert same_block(units("a", "a", "a;b", "a")).tolist() == [[True, True, False, True]]


def test_a_unit_always_shown_together_is_compared_with_itself() -> None:
    assert same_block(units("a;b", "a;b", "a;b")).all()


def test_of_two_equally_frequent_blocks_the_later_one_is_usual() -> None:
    assert same_block(units("a", "a", "a;b", "a;b")).tolist() == [[False, False, True, True]]


def test_only_the_last_twelve_pulses_decide_what_is_usual() -> None:
    found = same_block(units(*["a"] * 20, *["a;b"] * 7))
    assert found[0].tolist() == [False] * 20 + [True] * 7


def test_a_pulse_without_a_figure_is_never_compared() -> None:
    assert not same_block(units("", "", "")).any()
    value = np.array([[50.0, np.nan, 51.0]])
    assert comparable(value, units("a", "a", "")).tolist() == [[True, False, False]]


def test_eras_begin_at_their_pulse() -> None:
    found = eras(rebase_at=[[], [2], [1, 3], [0, 9]], pulses=4)
    assert found.tolist() == [[0, 0, 0, 0], [0, 0, 1, 1], [0, 1, 1, 2], [0, 0, 0, 0]]


@given(
    counted=st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=4),
    starts=st.lists(st.lists(st.integers(1, 5), max_size=2), min_size=4, max_size=4),
)
def test_compressing_and_giving_back_loses_nothing(counted: list[list[bool]], starts: list[list[int]]) -> None:
    marks = np.array(counted)
    values = np.arange(marks.size, dtype=float).reshape(marks.shape)
    packed = compress(marks, eras(rebase_at=starts[: len(counted)], pulses=6))
    rows = packed.take(values)
    assert np.isfinite(rows).sum(axis=1).tolist() == packed.points.tolist()
    assert (np.diff(np.isfinite(rows).astype(int), axis=1) <= 0).all()  # numbers first, then nothing
    assert np.array_equal(packed.give(rows), np.where(marks, values, np.nan), equal_nan=True)
