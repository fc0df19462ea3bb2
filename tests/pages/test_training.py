from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.pages.context import View
from dashboard.readings import strains, training
from dashboard.wording import measures
from tests.pages.screen import charts, open_page, words


def test_says_whom_training_reaches_and_what_it_is_linked_to(view: View) -> None:
    headings = [header.value for header in open_page("training", view).header]
    assert headings == [
        "About 6 in 10 staff have done Circles; about 1 in 10 Leading",
        "Circles is linked to less exhaustion; for the others we cannot tell yet",
        "Exhaustion fell after Circles in the units that ran it, more than in similar units",
    ]


def test_every_effect_has_a_range_and_a_verdict(view: View) -> None:
    alt = charts(open_page("training", view))[1].alt
    assert "Circles: probably helps, −5 points, could be −8 to −2" in alt
    assert "Leading: too early to say: less than 3 months so far" in alt


def test_says_why_it_is_not_proof(view: View) -> None:
    text = words(open_page("training", view))
    assert "**a fair comparison, not proof**" in text
    assert "proven" not in text
    assert "caused" not in text


def test_another_programme_changes_the_finding(view: View) -> None:
    page = open_page("training", view, programme="Foundations")
    assert page.header[2].value == "After Foundations, exhaustion moved much as in similar units"


@pytest.mark.parametrize(("asked", "shown"), [("", "exhaustion"), ("Job insecurity", "demand_insecurity")])
def test_measures_are_a_list_bound_to_the_address(
    view: View, asked: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    effects = training.effects(view.release)["exhaustion"]
    monkeypatch.setattr(training, "effects", lambda _: {"exhaustion": effects, "demand_insecurity": effects})
    page = open_page("training", view, **({"measure": asked} if asked else {}))
    assert page.selectbox[0].value == shown
    assert page.selectbox[0].options == ["Exhaustion", "Job insecurity"]


def test_a_demand_has_one_name_on_every_page(view: View) -> None:
    for id_, measure in view.release.measures.items():
        if strains.is_demand(id_):
            assert measures.name_of(replace(measure, name="As the survey calls it")).full == measures.demand(measure)
