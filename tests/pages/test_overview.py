from __future__ import annotations

from dashboard.pages.context import View
from tests.pages.screen import charts, open_page, words


def test_the_answer_stands_first(view: View) -> None:
    page = open_page("overview", view)
    assert page.title[0].value == "How are our staff doing?"
    assert page.header[0].value.startswith("34 in 100 staff have a high exhaustion score.")
    counts = "1 unit is worse than usual, 3 are better and 1 is steadily high; 1 to keep an eye on."
    assert page.header[0].value.endswith(counts)


def test_units_to_talk_to_are_named_in_three_groups(view: View) -> None:
    text = words(open_page("overview", view))
    assert "Worse than usual: 1 unit" in text
    assert "**Ward 7 Stroke**" in text
    assert "Steady but high: 1 unit" in text
    assert "**Emergency Department**" in text
    assert "Better than usual: 3 units" in text
    assert "Keep an eye on: 1 unit" in text


def test_says_who_is_shown_together_and_who_not_at_all(view: View) -> None:
    text = words(open_page("overview", view))
    assert "Bereavement Care and Chaplaincy" in text
    assert "**1 unit hidden.** Fewer than 10 people answered in Resus Team." in text


def test_sample_data_carry_a_badge(view: View) -> None:
    assert "Sample data, not real people" in words(open_page("overview", view))


def test_every_chart_has_its_numbers_as_text_and_as_a_table(view: View) -> None:
    page = open_page("overview", view)
    assert len(charts(page)) == 5
    assert all(any(character.isdigit() for character in chart.alt) for chart in charts(page))
    assert len(page.table) == 1
