"""The measured numbers that pages quote are what a small run of the same measurement gives."""

from __future__ import annotations

import pytest

from dashboard.statistics.control_chart import FALSE_FLAGS, FALSE_FLAGS_PER_PULSE
from dashboard.statistics.intervals import LASTING_CHANGE
from tests.statistics.measure_charts import false_flags, noticed


@pytest.mark.parametrize("pulses", sorted(FALSE_FLAGS))
def test_stable_series_are_flagged_as_often_as_stated(pulses: int) -> None:
    assert false_flags(n=33, pulses=pulses) == pytest.approx(FALSE_FLAGS[pulses], abs=0.01)


def test_one_number_stands_for_series_of_one_to_three_years() -> None:
    years = [FALSE_FLAGS[pulses] for pulses in (13, 18, 24, 36)]
    assert sum(years) / len(years) == pytest.approx(FALSE_FLAGS_PER_PULSE, abs=0.005)


@pytest.mark.parametrize("within", sorted(LASTING_CHANGE))
def test_a_lasting_change_of_the_stated_size_is_noticed_four_times_in_five(within: int) -> None:
    assert noticed(change=LASTING_CHANGE[within], within=within, series=4000) == pytest.approx(0.8, abs=0.04)
