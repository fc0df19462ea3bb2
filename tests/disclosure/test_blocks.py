"""Who is shown together: partitions of the unit tree, from counts alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure import grouping
from dashboard.disclosure.blocks import apart, members, merged
from dashboard.disclosure.grouping import base_blocks, first_base, kept_base
from dashboard.disclosure.organisation import UNKNOWN, ListedUnit, Organisation, Whole, organisation
from dashboard.disclosure.places import places
from tests.disclosure.organisations import K, Pulse, pulses


def tree(**leaves: dict[str, int]) -> tuple[ListedUnit, ...]:
    """An organisation of divisions with leaves; the numbers are headcounts."""
    units = [ListedUnit("org", "Org", None, "organisation", None)]
    for division, below in leaves.items():
        units.append(ListedUnit(division, division.title(), "org", "division", None))
        units += [ListedUnit(leaf, leaf.title(), division, "ward", heads) for leaf, heads in below.items()]
    return tuple(units)


def blocks_of(place: Organisation, answers: dict[str, int], *, k: int = K) -> set[frozenset[str]]:
    people = np.array([answers.get(unit.id, 0) for unit in place.leaves])
    found = merged(place, apart(place), people=people, present=people > 0, enough=lambda counts: int(counts[0]) >= k)
    return {frozenset(place.leaves[leaf].id for leaf in leaves) for leaves in members(found).values()}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"a": 9, "b": 30}, [{"a", "b"}]),  # k - 1: joins
        ({"a": 10, "b": 30}, [{"a"}, {"b"}]),  # k: by itself
        ({"a": 11, "b": 30}, [{"a"}, {"b"}]),
        ({"a": 5, "b": 5, "c": 30}, [{"a", "b"}, {"c"}]),  # small ones first with one another
        ({"a": 5, "b": 4, "c": 30, "d": 12}, [{"a", "b", "d"}, {"c"}]),  # then the smallest sufficient neighbour
        ({"a": 5, "b": 5, "c": 9, "d": 30}, [{"a", "b", "c"}, {"d"}]),  # a neighbour that is combined already
        ({"a": 0, "b": 30}, [{"a"}, {"b"}]),  # nobody answered: nothing to protect
        ({"a": 4, "b": 5}, [{"a", "b"}]),  # not enough in all: one block, to be withheld
    ],
)
def test_small_siblings_are_merged(answers: dict[str, int], expected: list[set[str]]) -> None:
    place = organisation(tree(only=dict.fromkeys(answers, 50)), answers={}, k=K)
    assert blocks_of(place, answers) == set(map(frozenset, expected))


def test_a_small_division_joins_the_neighbour_that_costs_fewest_units_their_own_figure() -> None:
    place = organisation(tree(small={"s": 9}, large={"a": 40, "b": 40, "c": 40, "d": 40}), answers={}, k=K)
    answers = {"s": 6, "a": 30, "b": 5, "c": 6, "d": 12}
    assert blocks_of(place, answers) == {frozenset("sbc"), frozenset("a"), frozenset("d")}


@given(st.lists(st.integers(0, 25), min_size=1, max_size=8))
def test_no_partition_of_siblings_keeps_more_units_by_themselves(counts: list[int]) -> None:
    answers = {f"u{number}": count for number, count in enumerate(counts)}
    place = organisation(tree(only=dict.fromkeys(answers, 50)), answers={}, k=K)
    own = sum(len(block) == 1 and answers[next(iter(block))] >= K for block in blocks_of(place, answers))
    assert own == most_by_themselves(counts)


def most_by_themselves(counts: list[int]) -> int:
    """The largest number of units that can stand alone while the others together are nobody or enough."""
    large = [count for count in counts if count >= K]
    for alone in range(len(large), -1, -1):
        for chosen in combinations(large, alone):
            if sum(counts) - sum(chosen) == 0 or sum(counts) - sum(chosen) >= K:
                return alone
    return 0


@given(pulses())
@settings(max_examples=300)
def test_every_block_that_is_shown_rests_on_k_people(pulse: Pulse) -> None:
    tally = pulse.tally()
    base = first_base(tally.organisation, [pulse.answers], k=K)
    for family, found in grouping.group(tally, base=base, k=K).items():
        assert_partition(found.family)
        assert_coarser(found.pulse, found.base)
        assert_coarser(found.family, found.pulse)
        answers, people = tally.answers(family), tally.people(family)
        heads = tally.organisation.headcount
        assert (people <= answers).all()
        assert ((people <= heads) | (heads == UNKNOWN)).all()
        withheld = {block for block, leaves in members(found.family).items() if people[list(leaves)].sum() < K}
        for block in withheld:  # only where nobody answered, or nobody else could be joined
            alone = not answers[found.family == block].any()
            assert alone or people[~np.isin(found.family, list(withheld))].sum() == 0


def assert_partition(blocks: Whole) -> None:
    assert (blocks[blocks] == blocks).all()  # each block goes by its first leaf
    assert (blocks <= np.arange(len(blocks))).all()


def assert_coarser(coarse: Whole, fine: Whole) -> None:
    assert all(len(set(coarse[list(leaves)].tolist())) == 1 for leaves in members(fine).values())


@given(pulses())
@settings(max_examples=200)
def test_a_place_is_a_union_of_blocks_that_holds_its_unit(pulse: Pulse) -> None:
    tally = pulse.tally()
    base = first_base(tally.organisation, [pulse.answers], k=K)
    for family, found in grouping.group(tally, base=base, k=K).items():
        for place in places(tally.organisation, found):
            if place.status == "withheld":
                continue
            inside = np.isin(np.arange(len(found.family)), place.leaves)
            assert not set(found.family[inside].tolist()) & set(found.family[~inside].tolist())
            assert tally.people(family)[inside].sum() >= K
            assert (place.status == "combined") == (place.name.endswith(" (combined)"))
            assert bool(place.reason) == (place.status == "combined")


@given(pulses(), st.randoms())
def test_the_choice_looks_at_counts_only(pulse: Pulse, random: object) -> None:
    scores = [person[4] for person in pulse.people]
    random.shuffle(scores)  # type: ignore[attr-defined]
    other = replace(pulse, people=tuple((*p[:4], score) for p, score in zip(pulse.people, scores, strict=True)))
    assert chosen(pulse) == chosen(other) == chosen(pulse)


def chosen(pulse: Pulse) -> dict[str, list[int]]:
    tally = pulse.tally()
    base = first_base(tally.organisation, [pulse.answers], k=K)
    return {family: found.family.tolist() for family, found in grouping.group(tally, base=base, k=K).items()}


YEAR = tree(north={"a": 60, "b": 12, "c": 60}, south={"d": 60, "e": 60})
FIRST = {"a": 30, "b": 5, "c": 28, "d": 25, "e": 30}


def kept(later: tuple[ListedUnit, ...]) -> set[frozenset[str]]:
    then = organisation(YEAR, answers={}, k=K)
    base = base_blocks(then, first_base(then, [FIRST], k=K))
    now = organisation(later, answers={}, k=K)
    return {frozenset(now.leaves[leaf].id for leaf in one) for one in members(kept_base(now, base)).values()}


def test_base_blocks_stay_for_the_year() -> None:
    assert kept(YEAR) == set(map(frozenset, ["a", "bc", "d", "e"]))


def test_a_block_whose_units_no_longer_share_a_parent_is_dissolved() -> None:
    moved = tree(north={"a": 60, "c": 60}, south={"b": 12, "d": 60, "e": 60})
    assert kept(moved) == set(map(frozenset, "abcde"))


def test_a_block_goes_on_without_a_unit_that_is_closed_and_new_units_stand_alone() -> None:
    assert kept(tree(north={"a": 60, "c": 60, "new": 20}, south={"d": 60, "e": 60})) == {
        *map(frozenset, "acde"),
        frozenset({"new"}),
    }


@pytest.mark.parametrize(("count", "alone"), [(10, False), (11, False), (12, True)])
def test_the_first_year_asks_for_a_margin(count: int, *, alone: bool) -> None:
    place = organisation(tree(only={"a": 50, "b": 50}), answers={}, k=K)
    base = first_base(place, [{"a": count, "b": 40}], k=K)
    assert (len(members(base)) == 2) == alone


def test_a_block_may_fall_short_twice_in_twelve_pulses() -> None:
    place = organisation(tree(only={"a": 50, "b": 50}), answers={}, k=K)
    good, bad = {"a": 15, "b": 40}, {"a": 8, "b": 40}
    assert len(members(first_base(place, [good] * 10 + [bad] * 2, k=K))) == 2
    assert len(members(first_base(place, [good] * 9 + [bad] * 3, k=K))) == 1
    assert len(members(first_base(place, [bad] * 20 + [good] * 12, k=K))) == 2  # more than a year ago is forgotten


def test_staff_placed_on_a_parent_are_a_leaf_of_their_own() -> None:
    listed = (
        ListedUnit("org", "Trust", None, "organisation", 100),
        ListedUnit("a", "Ward A", "org", "ward", 40),
        ListedUnit("b", "Ward B", "org", "ward", 48),
    )
    place = organisation(listed, answers={"org": 3}, k=K)
    assert [(unit.id, unit.name) for unit in place.leaves][-1] == ("org (other)", "Trust (other)")
    assert place.headcount.tolist() == [40, 48, 12]
    assert place.leaf_number["org"] == 2
    assert len(organisation(listed, answers={}, k=K).leaves) == 3  # twelve staff, whether they answer or not
    few = (replace(listed[0], headcount=97), *listed[1:])
    assert len(organisation(few, answers={}, k=K).leaves) == 2  # nine who said nothing are left out
