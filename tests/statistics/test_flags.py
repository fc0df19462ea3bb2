"""Which units the Overview lists."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.statistics.control_chart import FALSE_FLAGS_PER_PULSE
from dashboard.statistics.flags import Listing, bad_level, listing

NOTHING = [0, 0, 0, 0]


def one_unit(now: list[int], before: list[int] = NOTHING, *, high: bool = False) -> Listing:
    """One unit with four measures, the first of them the lead."""
    column = np.array([now], dtype=np.int8).T
    earlier = np.array([before], dtype=np.int8).T
    return listing(now=column, before=earlier, judged=np.ones_like(column, dtype=bool), level_is_bad=np.array([high]))


def place(found: Listing) -> str:
    groups = {"worse": found.worse, "better": found.better, "steady": found.steady, "watch": found.watch}
    names = [name for name, marks in groups.items() if marks[0]]
    assert len(names) <= 1
    return names[0] if names else ""


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (NOTHING, NOTHING, ""),
        ([1, 0, 0, 0], NOTHING, "worse"),  # the lead measure
        ([0, 1, 0, 0], NOTHING, "watch"),  # one other measure, once
        ([0, 1, 0, 0], [0, 1, 0, 0], "worse"),  # twice running
        ([0, 1, 0, 0], [0, 0, 1, 0], "watch"),  # different measures
        ([0, 1, 0, 0], [0, -1, 0, 0], "watch"),  # the other way before
        ([0, 1, 1, 0], NOTHING, "worse"),  # two measures
        ([0, 1, -1, 0], NOTHING, "watch"),  # two that contradict each other
        ([-1, 0, 0, 0], NOTHING, "better"),
        ([-1, 1, 1, 0], NOTHING, "worse"),  # bad news comes first
        ([0, 0, 0, 2], [0, 0, 0, 2], "watch"),  # neither way is good news
        (NOTHING, [1, 1, 1, 1], ""),
    ],
)
def test_enough_flags_list_a_unit(now: list[int], before: list[int], expected: str) -> None:
    assert place(one_unit(now, before)) == expected


def test_a_high_unit_without_a_change_is_listed_as_steady() -> None:
    assert place(one_unit(NOTHING, high=True)) == "steady"
    assert place(one_unit([1, 0, 0, 0], high=True)) == "worse"


def test_chance_flags_are_expected_in_proportion_to_what_was_judged() -> None:
    codes = np.zeros((4, 15), dtype=np.int8)
    judged = np.ones(codes.shape, dtype=bool)
    judged[:, :5] = False
    found = listing(now=codes, before=codes, judged=judged, level_is_bad=np.zeros(15, dtype=bool))
    assert found.expected_by_chance == pytest.approx(40 * FALSE_FLAGS_PER_PULSE)


def test_which_level_is_bad_news_depends_on_the_measure() -> None:
    level = np.array(["higher", "lower", ""])
    assert bad_level(level, better="lower").tolist() == [True, False, False]
    assert bad_level(level, better="higher").tolist() == [False, True, False]
    assert not bad_level(level, better="neither").any()
