from __future__ import annotations

from dashboard.pages.context import View
from tests.pages.screen import charts, open_page, words


def test_makes_the_promise_and_shows_the_proof(view: View) -> None:
    page = open_page("data", view)
    assert "We publish fixed groups of at least 10 people, once." in words(page)
    assert "18 checks on 18 pulses. All of them passed." in words(page)
    assert page.table[0].value["Outcome"].tolist() == ["safe"]


def test_says_what_the_proof_does_not_cover(view: View) -> None:
    assert "**What the check does not cover.**" in words(open_page("data", view))


def test_names_who_is_shown_together(view: View) -> None:
    assert open_page("data", view).table[1].value.loc["Chaplaincy", "Shown with"] == "Bereavement Care"


def test_every_measure_has_its_source(view: View) -> None:
    page = open_page("data", view)
    table = next(table.value for table in page.table if "Source and licence" in table.value)
    assert len(table) == len(view.release.measures)


def test_answers_each_pulse_stand_beside_how_a_file_gets_here(view: View) -> None:
    page = open_page("data", view)
    assert any(header.value == "55% of staff answered this time" for header in page.header)
    assert "October 2026 55%" in charts(page)[0].alt
