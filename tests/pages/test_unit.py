from __future__ import annotations

import pytest

from dashboard.pages.context import View
from tests.pages.screen import charts, open_page, words


def test_without_a_unit_it_asks_for_one(view: View) -> None:
    page = open_page("unit", view)
    assert "Choose your unit to begin." in words(page)
    assert not charts(page)


def test_worse_says_state_reason_and_three_steps(view: View) -> None:
    page = open_page("unit", view, unit="Ward 7 Stroke")
    text = words(page)
    assert page.header[0].value == "Exhaustion in Ward 7 Stroke has risen above its usual range"
    assert "▲ Worse than usual" in text
    assert "This looks like a real change" in text
    assert "the last 2 months are outside the usual range" in text
    assert "1. Share this page with the team this week." in text
    assert "hardest: workload and team culture" in text
    assert "33 of 72 staff answered (46%). For the whole team the score could be" in text
    assert "**It does not tell you** who feels this way" in text


@pytest.mark.parametrize(
    ("unit", "measure", "finding"),
    [
        ("District Nursing", "Exhaustion", "has fallen below its usual range"),
        ("Emergency Department", "Exhaustion", "is in its usual range"),
        ("District Nursing", "Compassion", "Compassion satisfaction in District Nursing"),
    ],
)
def test_the_title_changes_with_the_data(view: View, unit: str, measure: str, finding: str) -> None:
    assert finding in open_page("unit", view, unit=unit, measure=measure).header[0].value


def test_steady_but_high_has_steps_of_its_own(view: View) -> None:
    text = words(open_page("unit", view, unit="Emergency Department"))
    assert "◆ Higher than chance explains" in text
    assert "Ask what is different about the work here" in text


@pytest.mark.parametrize("unit", ["Chaplaincy", "Bereavement Care"])
def test_a_small_unit_says_whom_it_is_shown_with(view: View, unit: str) -> None:
    page = open_page("unit", view, unit=unit)
    assert "Bereavement Care + Chaplaincy (combined)" in page.header[0].value
    assert "Bereavement Care and Chaplaincy are shown together." in words(page)
    assert "Is energy in balance?" in words(page)


def test_a_withheld_unit_sends_no_number_to_the_browser(view: View) -> None:
    page = open_page("unit", view, unit="Resus Team")
    assert "Results for Resus Team are hidden to protect staff" in words(page)
    assert not charts(page)
    assert not page.table
    assert "out of 100" not in words(page)


def test_an_unknown_unit_in_the_address_asks_for_one(view: View) -> None:
    assert "Choose your unit to begin." in words(open_page("unit", view, unit="Ward 99"))


def test_every_chart_has_its_numbers_as_text_and_as_a_table(view: View) -> None:
    page = open_page("unit", view, unit="Ward 7 Stroke")
    assert len(charts(page)) == len(page.table) == 3
    assert "Latest 60 out of 100 from 33 answers" in charts(page)[0].alt
