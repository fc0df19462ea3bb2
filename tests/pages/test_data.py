from __future__ import annotations

import pytest

from dashboard.pages.context import View
from dashboard.wording import data as words_of
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


@pytest.mark.parametrize(("has_keys", "who"), [(True, "10 people"), (False, "10 answers")])
def test_one_page_promises_people_or_answers_but_not_both(who: str, *, has_keys: bool) -> None:
    certificates = [("2026-10", "2026-10-28", "groups", "safe", "each rests on 10 people or more")]
    assert who in words_of.promise(10, has_keys=has_keys)
    assert who in words_of.proof_rows(certificates, has_keys=has_keys)[0][2]
