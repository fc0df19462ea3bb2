"""The keys of published questionnaires against the reference, number by number."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dashboard import instruments

MEASURES = instruments.measures()

KEYS: dict[str, tuple[str, str]] = {
    "compassion_satisfaction": ("proqol5", "compassion_satisfaction"),
    "proqol_burnout": ("proqol5", "burnout"),
    "secondary_traumatic_stress": ("proqol5", "secondary_traumatic_stress"),
    "olbi_exhaustion": ("olbi", "exhaustion"),
    "olbi_disengagement": ("olbi", "disengagement"),
    "bat_exhaustion": ("bat23", "exhaustion"),
    "bat_mental_distance": ("bat23", "mental_distance"),
    "bat_cognitive_impairment": ("bat23", "cognitive_impairment"),
    "bat_emotional_impairment": ("bat23", "emotional_impairment"),
    "pfi_fulfilment": ("pfi", "professional_fulfillment"),
    "pfi_work_exhaustion": ("pfi", "work_exhaustion"),
    "pfi_disengagement": ("pfi", "interpersonal_disengagement"),
    "mbi_exhaustion": ("mbi_hss", "ee"),
    "mbi_depersonalisation": ("mbi_hss", "dp"),
    "mbi_accomplishment": ("mbi_hss", "pa"),
}
WHOLE = {"bat": ("bat23", "total"), "bat12": ("bat12", "from_bat23_numbers"), "pfi_burnout": ("pfi", "burnout")}


@pytest.fixture(scope="module")
def reference(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "reference/scoring_keys.json").read_text(encoding="utf-8"))
    return found


def number(item: str) -> int:
    found = re.search(r"\d+$", item)
    assert found
    return int(found[0])


@pytest.mark.parametrize("measure", KEYS)
def test_scales_have_the_published_items(reference: dict[str, Any], measure: str) -> None:
    instrument, scale = KEYS[measure]
    assert [number(item.id) for item in MEASURES[measure].items] == reference[instrument]["subscales"][scale]


@pytest.mark.parametrize("measure", WHOLE)
def test_totals_have_the_published_items(reference: dict[str, Any], measure: str) -> None:
    instrument, key = WHOLE[measure]
    assert [number(item.id) for item in MEASURES[measure].items] == reference[instrument][key]


@pytest.mark.parametrize("measure", KEYS)
def test_the_published_items_are_reversed_and_no_others(reference: dict[str, Any], measure: str) -> None:
    key = reference[KEYS[measure][0]]
    published = set(key.get("reverse", key.get("reverse_if_1_is_agree", [])))
    items = MEASURES[measure].items
    assert {number(item.id) for item in items if item.reversed} == {number(item.id) for item in items} & published


def test_the_nhs_items_run_one_way_and_always_is_worst() -> None:
    measure = MEASURES["nhs_burnout"]
    assert [item.id for item in measure.items] == [f"q12{letter}" for letter in "abcdefg"]
    assert {item.reversed for item in measure.items} == {True}
    assert measure.better == "higher"


def test_nothing_marked_as_memory_is_a_cut_off() -> None:
    """Only these have one: conventions that say so, our own descriptive items, and the source of the single item."""
    convention = {"exhaustion", "personal_burnout", "client_burnout"}
    own = {m.id for instrument in instruments.load() if instrument.confidence == "own" for m in instrument.measures}
    with_cut_off = {measure.id for measure in MEASURES.values() if measure.cut_off}
    assert with_cut_off <= convention | own | {"burnout_single"}
    assert all("not an official limit" in cut.source for name in convention if (cut := MEASURES[name].cut_off))
