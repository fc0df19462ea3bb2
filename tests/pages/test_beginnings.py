"""The first pulses: nothing to compare with yet, and every page says so rather than break."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.pages.context import View
from dashboard.readings import conversations as talk
from dashboard.readings import trends
from dashboard.release import ReleaseFolder
from dashboard.settings import Settings
from dashboard.wording import overview, unit
from tests.pages import fake_release
from tests.pages.screen import charts, open_page, words


def after(pulses: int, folder: Path) -> View:
    fake_release.write(folder, pulses=pulses, sample="no")
    release = ReleaseFolder(folder).current()
    assert release is not None
    return View(release=release, settings=Settings(), theme="dark", today=date(2027, 6, 1))


@pytest.mark.parametrize("pulses", [1, 2])
def test_every_page_opens_after_the_first_pulses(tmp_path: Path, pulses: int) -> None:
    view = after(pulses, tmp_path)
    for name in ("overview", "unit", "compare", "training", "data"):
        open_page(name, view)
    for kind in ("Over time", "All measures"):
        open_page("compare", view, view=kind)
    page = open_page("unit", view, unit="Ward 7 Stroke")
    assert page.header[0].value == "Exhaustion in Ward 7 Stroke\\: too early to say whether it is changing"
    assert "Too early to say" in words(page)
    assert "We need at least 8" in words(page)
    assert "No usual range yet." in charts(page)[0].alt


def test_a_trial_range_is_called_one(tmp_path: Path) -> None:
    view = after(12, tmp_path)
    assert "Trial range" in charts(open_page("unit", view, unit="Ward 7 Stroke"))[0].spec


def test_real_data_carry_no_sample_badge_and_old_data_say_so(tmp_path: Path) -> None:
    text = words(open_page("overview", after(2, tmp_path)))
    assert "Sample data" not in text
    assert "Last pulse: October 2026 (8 months ago)" in text


@pytest.mark.parametrize(("pulses", "judged"), [(1, False), (7, False), (18, True)])
def test_that_nothing_stands_out_is_said_only_with_history(tmp_path: Path, pulses: int, *, judged: bool) -> None:
    view = after(pulses, tmp_path)
    assert talk.can_judge([trends.of_units(view.release, "exhaustion")]) is judged
    page = words(open_page("overview", view))
    assert ("too early to say what is usual" in page) is not judged
    assert judged or "No unit stands out" not in page


def test_a_step_leaves_out_demands_that_were_not_asked(tmp_path: Path) -> None:
    reading = trends.of_unit(after(1, tmp_path).release, "exhaustion", "stroke")
    assert reading is not None
    assert not any("hardest" in step for step in unit.steps(reading, []))
    assert any("hardest: workload" in step for step in unit.steps(reading, ["Workload"]))


def test_units_without_divisions_are_not_said_to_be_in_their_order() -> None:
    assert overview.by_chance(1, 4, 0, divisions=False) == ""
    assert overview.by_chance(5, 4, 0, divisions=False) == "Not ranked."
    assert overview.by_chance(5, 4, 0, divisions=True) == "In division order, not ranked."
