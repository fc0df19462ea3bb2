from __future__ import annotations

import json

import pytest

from dashboard.pages.context import View
from tests.pages.screen import charts, open_page, words


def test_opens_on_the_funnel_and_names_who_lies_outside(view: View) -> None:
    page = open_page("compare", view)
    assert "Ward 7 Stroke and Emergency Department are higher" in page.header[0].value
    assert "than chance alone would explain" in page.header[0].value
    assert len(charts(page)) == 1
    assert "Outside the funnel: " in charts(page)[0].alt


def test_no_unit_is_ranked(view: View) -> None:
    for kind in ("This pulse", "Over time", "All measures"):
        text = words(open_page("compare", view, view=kind)).lower()
        assert not any(word in text for word in ("best", "worst", "rank 1", "top 3"))


def test_a_withheld_unit_is_named_but_has_no_dot(view: View) -> None:
    page = open_page("compare", view)
    assert "Resus Team: hidden, fewer than 10 answers" in words(page)
    assert "Resus" not in json.dumps(json.loads(charts(page)[0].spec))


def test_over_time_counts_states_and_keeps_one_scale(view: View) -> None:
    page = open_page("compare", view, view="Over time")
    assert page.header[0].value == "On exhaustion alone: 1 unit worse than usual, 2 better, 19 with no clear change"
    ranges = {tuple(json.loads(chart.spec)["layout"]["yaxis"]["range"]) for chart in charts(page)}
    assert len(ranges) == 1
    assert len(charts(page)) <= 20


def test_all_measures_is_a_table_in_division_order(view: View) -> None:
    page = open_page("compare", view, view="All measures")
    divisions = list(page.table[0].value["Division"])
    assert divisions == sorted(divisions)
    assert "under 10" in set(page.table[0].value["Answers"])


@pytest.mark.parametrize("kind", ["This pulse", "Over time", "All measures"])
def test_a_division_shows_only_its_units_and_no_total_of_its_own(view: View, kind: str) -> None:
    page = open_page("compare", view, view=kind, divisions="Surgery")
    table = page.table[0].value.to_string()
    assert "Theatres" in table
    assert "Ward 7 Stroke" not in table
    assert len(page.table[0].value) == 5


def test_roles_are_shown_as_published_and_those_shown_together_once(view: View) -> None:
    page = open_page("compare", view, view="Roles")
    assert page.header[0].value == "Riverside Health\\: exhaustion is higher for doctor"
    assert list(page.table[0].value.index) == ["Allied health + not stated", "Doctor", "Nurse"]
    assert "Doctor 50 (could be 46 to 54)" in charts(page)[0].alt


def test_a_division_without_published_roles_says_why(view: View) -> None:
    page = open_page("compare", view, view="Roles", divisions="Surgery")
    assert "groups are not shown here, or single people could be picked out" in words(page)
    assert not charts(page)
