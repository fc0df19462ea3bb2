"""Training status is shown where everything on a family is certified together, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings

from dashboard.disclosure import grouping, roles, training
from dashboard.disclosure.atoms import ANSWERS
from dashboard.disclosure.audit import certify
from dashboard.disclosure.organisation import ListedUnit, Whole
from tests.disclosure.organisations import K, Pulse, pulses

Tables = Sequence[Sequence[Whole]]


def certified(people: Sequence[int], tables: Tables) -> bool:
    return certify(cells=people, tables=tables, k=K, time_limit=5).certified


def places(pulse: Pulse, certifier: training.Certifier = certified) -> dict[str, list[str]]:
    tally = pulse.tally()
    blocks = grouping.group(tally, base=grouping.first_base(tally.organisation, [pulse.answers], k=K), k=K)
    classes = roles.classes_by_family(tally, blocks, k=K)
    found = training.certified_places(tally, blocks, classes, certifier)
    return {family: [place.unit.id for place in shown] for family, shown in found.items()}


def pulse_of(cells: dict[tuple[str, str, bool], int]) -> Pulse:
    units = sorted({unit for unit, _, _ in cells})
    listed = (
        ListedUnit("org", "Org", None, "organisation", None),
        *(ListedUnit(unit, unit, "org", "ward", 200) for unit in units),
    )
    people = [(*cell, True, 50) for cell, count in cells.items() for _ in range(count)]
    return Pulse(listed, tuple(people))


COUNTEREXAMPLE = {
    ("A", "doctor", False): 50,
    ("B", "nurse", False): 50,
    ("B", "doctor", True): 50,
    ("A", "nurse", True): 1,
}


def test_the_four_groups_whose_two_cuts_prove_nothing() -> None:
    """Each two tables have cuts of 51; all three give the one nurse's answer away (DESIGN 2.5)."""
    assert places(pulse_of(COUNTEREXAMPLE))[ANSWERS] == []


def test_status_is_shown_where_it_is_safe() -> None:
    safe = {(unit, role, trained): 20 for unit in "AB" for role in ("doctor", "nurse") for trained in (True, False)}
    assert places(pulse_of(safe)) == {ANSWERS: ["org"], "strain": ["org"]}
    assert places(pulse_of(safe), lambda *_: False) == {ANSWERS: [], "strain": []}


def test_nothing_is_offered_where_nobody_is_trained() -> None:
    def never(*_: object) -> bool:
        raise AssertionError

    assert places(pulse_of({("A", "doctor", False): 50}), never)[ANSWERS] == []


@given(pulses(most=6))
@settings(max_examples=40)
def test_what_is_shown_was_certified_as_a_whole(pulse: Pulse) -> None:
    passed: list[tuple[int, int]] = []

    def remembering(people: Sequence[int], tables: Tables) -> bool:
        result = certified(people, tables)
        if result:
            passed.append((sum(people), len(tables[-1])))
        return result

    tally = pulse.tally()
    for family, shown in places(pulse, remembering).items():
        if not shown:
            continue
        everybody = int(np.sum(tally.atoms.people[family]))
        assert any(people == everybody for people, _ in passed)
