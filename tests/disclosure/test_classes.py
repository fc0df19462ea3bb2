"""Which roles are shown together: every cut of the graph of blocks and classes weighs k people or more."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure import grouping, roles
from dashboard.disclosure.atoms import ANSWERS
from dashboard.disclosure.classes import Area, Class, Crossing, choose, merged, safe, singles, smallest_cut
from tests.disclosure.organisations import K, Pulse, pulses

COUNTS = st.lists(st.lists(st.sampled_from((0, 0, 1, 3, 8, 20)), min_size=3, max_size=3), min_size=1, max_size=4)


def crossing(rows: list[list[int]]) -> Crossing:
    people = np.array(rows, dtype=np.int64)
    return Crossing(people, people > 0)


def lightest(rows: list[list[int]]) -> int | None:
    """The fewest people that some difference of potentials leaves, by trying all of them."""
    people = np.array(rows)
    best = None
    for sides in product((0, 1), repeat=sum(people.shape)):
        block, role = np.array(sides[: len(people)]), np.array(sides[len(people) :])
        weight = int(people[block[:, None] != role[None, :]].sum())
        if weight and (best is None or weight < best):
            best = weight
    return best


@given(COUNTS)
def test_the_smallest_cut_is_the_smallest(rows: list[list[int]]) -> None:
    expected = lightest(rows)
    found = smallest_cut(crossing(rows))
    assert expected is None or found == expected


@given(COUNTS)
def test_merged_classes_are_safe(rows: list[list[int]]) -> None:
    table = crossing(rows)
    classes = merged(table, singles(table), k=K)
    if classes:
        assert sorted(role for one in classes for role in one) == list(table.roles)
        assert safe(table, classes, k=K)


@pytest.mark.parametrize(("few", "apart"), [(K - 1, False), (K, True), (K + 1, True)])
def test_a_class_at_the_boundary(few: int, *, apart: bool) -> None:
    table = crossing([[20, 30, few], [40, 30, 0]])
    classes = merged(table, singles(table), k=K)
    assert (frozenset({2}) in classes) == apart


def test_a_cut_between_two_groups_of_blocks_counts_although_every_class_is_large() -> None:
    table = crossing([[30, 3], [4, 30]])  # 7 people bridge the two halves
    assert not safe(table, singles(table), k=K)
    assert merged(table, singles(table), k=K) == (frozenset({0, 1}),)
    assert safe(crossing([[30, 0], [0, 30]]), [frozenset({0}), frozenset({1})], k=K)  # nothing to subtract


@given(pulses(most=10))
@settings(max_examples=150)
def test_all_tables_of_roles_are_safe_together(pulse: Pulse) -> None:
    tally = pulse.tally()
    base = grouping.first_base(tally.organisation, [pulse.answers], k=K)
    blocks = grouping.group(tally, base=base, k=K)
    found = roles.classes_by_family(tally, blocks, k=K)
    for family, classes in found.items():
        table = roles.crossing_of(tally, blocks[family], family)
        if len(classes.whole) < 2:
            assert not classes.areas
            continue
        rest = np.ones(len(table.people), dtype=bool)
        for area, own in classes.areas:
            rest &= ~area.blocks
            assert len(own) > 1
            assert safe(table.rows(area.blocks), own, k=K)
            assert all(any(one <= whole for whole in classes.whole) for one in own)
        assert safe(table.rows(rest), classes.whole, k=K)
        assert coarser(classes.whole, found[ANSWERS].whole)


def coarser(coarse: tuple[Class, ...], fine: tuple[Class, ...]) -> bool:
    return all(any(not one - other for other in coarse) or not any(one & other for other in coarse) for one in fine)


def test_a_rare_role_does_not_cost_the_divisions_their_tables() -> None:
    rows = [[40, 30, 25, 2] for _ in range(6)]
    areas = [Area((str(number),), (number,), np.arange(6) == number) for number in range(6)]
    found = choose(crossing(rows), areas, k=K)
    assert len(found.whole) == 3
    assert len(found.areas) == 6


def test_what_no_division_covers_is_held_to_the_same_rule() -> None:
    rows = [[40, 30], [40, 30], [12, 3]]
    areas = [Area((str(number),), (number,), np.arange(3) == number) for number in range(3)]
    covered = {area.divisions[0] for area, _ in choose(crossing(rows), areas, k=K).areas}
    assert len(covered) == 1  # all but one large division, and the small one by subtraction with it


def test_more_than_a_dozen_roles() -> None:
    rng = np.random.default_rng(1)
    table = crossing(rng.integers(5, 30, size=(5, 20)).tolist())
    assert len(singles(table)) == 12
    assert safe(table, merged(table, singles(table), k=K), k=K)
