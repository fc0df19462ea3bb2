"""Effects as they are computed at release, read from a release file made by the product's own code."""

from __future__ import annotations

import pytest

from dashboard.disclosure.release_file import Draft
from dashboard.readings.release_effects import release_effects
from dashboard.sample import Plan, organisation
from dashboard.sample.catalogue import PROGRAMMES
from dashboard.statistics.training_effect import Effect, from_json, training_effect
from dashboard.statistics.training_panel import training_panel
from tests.simulation.published import MEASURE, Published, publish

pytestmark = pytest.mark.slow

PLAN = Plan(worsens=0, improves=0, high=0, too_little=0)


@pytest.fixture(scope="module")
def published() -> Published:
    return publish(organisation(seed=4, units=24, pulses=16, respondents=1200, plan=PLAN))


@pytest.fixture(scope="module")
def effects(published: Published, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Effect]:
    file = tmp_path_factory.mktemp("release") / "draft_1.duckdb"
    with Draft(file) as draft:
        draft.create()
        for table in published.tables:
            draft.add("pulses", [(table.pulse, table.respondents, table.headcount, "", True, None, 10, 1)])
            draft.add("units", list(table.unit_rows()))
            draft.add_figures(table.figures)
        scale = (MEASURE, "Exhaustion", "lower", MEASURE, 50, "high", "", "", "", "", published.spread)
        draft.add("measures", [(0, *scale)])
        draft.add("about", [("schema_version", "1")])
    found = {programme: from_json(text) for programme, measure, text in release_effects(file) if measure == MEASURE}
    with Draft(file):  # it was let go of: the release goes on to write its effects
        pass
    return found


def test_every_programme_on_the_register_has_an_effect_or_a_refusal(effects: dict[str, Effect]) -> None:
    assert len(effects) == 3
    reasons = [effect.reason for effect in effects.values()]
    assert reasons.count("few_trained") == 1  # the one that has hardly begun


def test_the_file_says_what_the_figures_in_memory_say(effects: dict[str, Effect], published: Published) -> None:
    for number, programme in enumerate(PROGRAMMES):
        panel = training_panel(
            units=published.units,
            pulses=published.pulses,
            measure=published.exhaustion,
            uptake=published.uptake(number),
        )
        assert training_effect(panel, better="lower") == effects[programme.id]


def test_what_was_planted_is_found(effects: dict[str, Effect]) -> None:
    helps, idle = (effects[programme.id] for programme in PROGRAMMES[:2])
    assert helps.verdict == "probably_helps"
    assert helps.low is not None
    assert helps.high is not None
    assert helps.low < PLAN.helps < helps.high
    assert idle.verdict == "no_clear_difference"
