from __future__ import annotations

import re

import pytest

from dashboard.pages import brief
from dashboard.pages.context import View
from dashboard.readings import strains, trends
from dashboard.readings.reading import Reading
from dashboard.wording.strain import Pair


def about(view: View, unit: str) -> tuple[Reading, list[Pair]]:
    reading = trends.of_unit(view.release, "exhaustion", unit)
    assert reading is not None
    return reading, [Pair(*pair) for pair in strains.demands(view.release, unit)]


@pytest.mark.parametrize("unit", ["stroke", "district", "chaplaincy", "medicine", "org"])
def test_the_brief_is_one_page(view: View, unit: str) -> None:
    made = brief.as_pdf(view, *about(view, unit))
    assert made.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1


def test_the_web_page_holds_what_the_screen_says_and_needs_nothing(view: View) -> None:
    page = brief.as_html(view, *about(view, "stroke")).decode()
    for text in (
        "Exhaustion in Ward 7 Stroke has risen above its usual range",
        "▲ Worse than usual",
        "33 of 72 staff answered (46%)",
        "could be 53 to 67",
        "Usual range 27 to 54, average 41",
        "Share this page with the team this week.",
        "SAMPLE DATA, not real people.",
        "Groups have 10 or more people",
        "What we agreed",
    ):
        assert text in page
    assert not re.findall(r'(?:src|href|url)\s*[=(]\s*"?https?:', page)


def test_the_drawing_shows_each_point_by_its_state(view: View) -> None:
    reading, pairs = about(view, "stroke")
    page = brief.as_html(view, reading, pairs).decode()
    assert page.count("<circle") == reading.history.tones.count("usual")
    assert page.count('fill="#CC5500"') == reading.history.tones.count("worse") == 2
