"""What two pages, or two lines of one page, say about the same unit must agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dashboard.pages.context import View
from dashboard.readings import conversations as talk
from dashboard.readings import trends
from dashboard.readings.reading import Reading, Side, Signal, State
from dashboard.wording import overview, states, unit


def reading(view: View, measure: str, state: State, *, signal: Signal = "", value: float | None = None) -> Reading:
    """Ward 7's reading of a measure, made to be in `state`."""
    found = trends.of_unit(view.release, measure, "stroke")
    assert found is not None
    side: Side = (
        "" if state == "usual" else "higher" if (found.measure.better == "lower") == (state == "worse") else "lower"
    )
    changes = {"worse": -1, "better": 1}
    return replace(
        found,
        state=state,
        signal=signal,
        side=side,
        level="",
        run=7,
        change=changes.get(state, 0),
        value=found.value if value is None else value,
    )


def opened(view: View, states_: Sequence[State]) -> str:
    """The measure that the card of a unit in these states (lead measure first) links to."""
    measures = ("exhaustion", "compassion_satisfaction", "moral_distress")
    rows = [reading(view, m, s) for m, s in zip(measures, states_, strict=True)]
    rows[2] = replace(rows[2], value=100.0)
    reasons = tuple(r for r in rows if r.state != "usual")
    return talk._loudest(reasons, "worse", lead="exhaustion").measure.id


@pytest.mark.parametrize(
    ("found", "measure"),
    [
        (("worse", "worse", "worse"), "exhaustion"),
        (("better", "worse", "worse"), "moral_distress"),
        (("usual", "worse", "better"), "compassion_satisfaction"),
    ],
)
def test_a_card_opens_on_a_measure_that_tells_its_story(view: View, found: Sequence[State], measure: str) -> None:
    assert opened(view, found) == measure


def test_good_news_is_told_with_what_is_worse(view: View) -> None:
    others = [reading(view, m, "worse") for m in ("compassion_satisfaction", "moral_distress")]
    assert unit.also_worse(others) == "Compassion satisfaction and moral distress are worse than usual here."
    assert unit.also_worse(others[1:]) == "Moral distress is worse than usual here."
    assert not unit.also_worse(())


def test_only_other_measures_that_are_worse_in_the_same_place_are_told(view: View) -> None:
    for shown in trends.of_units(view.release, "empathic_distress"):
        for other in talk.also_worse(view.release, shown):
            assert other.state == "worse"
            assert other.measure.id != "empathic_distress"
            assert other.place.leaves == shown.place.leaves
    lead = trends.of_unit(view.release, "empathic_distress", "stroke")
    assert lead is not None
    assert "exhaustion" in {other.measure.id for other in talk.also_worse(view.release, lead)}


@pytest.mark.parametrize(
    ("signal", "rule"),
    [
        ("shift", "tayed above its average for 7 months"),
        ("trend", "been rising for 7 months"),
        ("two_of_three", "2 of the last 3 months"),
    ],
)
def test_a_flag_inside_the_usual_range_names_its_rule(view: View, signal: Signal, rule: str) -> None:
    found = reading(view, "exhaustion", "worse", signal=signal)
    for said in (overview.usually(found), overview.reason(found, None, level=False), unit.meaning(found, None)):
        assert rule in said
    assert f"Usually {states.usual_range(found)}" in overview.usually(found)


def test_one_measure_to_keep_an_eye_on_sounds_no_alarm(view: View) -> None:
    badge = states.watch_badge(reading(view, "exhaustion", "worse", signal="shift"))
    assert badge == states.Badge("▲ One measure worse than usual", "gray")
    assert states.watch_badge(reading(view, "exhaustion", "usual")) == states.badge(
        reading(view, "exhaustion", "usual")
    )


def test_the_headline_counts_everybody_listed_below_it(view: View) -> None:
    found = reading(view, "exhaustion", "worse")
    watched = talk.Conversation(found.place, "watch", (found,), found, 30)
    worse = replace(watched, group="worse")
    assert overview.summary(found, None, [watched]).endswith("No unit stands out; 1 to keep an eye on.")
    assert overview.summary(found, None, [worse, watched]).endswith("1 unit is worse than usual; 1 to keep an eye on.")
    assert overview.summary(found, None, [worse]).endswith("1 unit is worse than usual.")
