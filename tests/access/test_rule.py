"""Who may see what, and that nothing else is there."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.access import EVERYTHING, Access, seen, share
from dashboard.release import Release
from dashboard.terms import Unit, UnitTree

Plant = Callable[[dict[str, str | None]], UnitTree]
ORGANISATION: dict[str, str | None] = {"org": None, "a": "org", "b": "org", "a1": "a", "a2": "a", "b1": "b"}


def visible(trees: dict[str, UnitTree], *units: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {pulse: set() for pulse in trees}
    for place in seen(trees, frozenset(units)):
        found[place.pulse].add(place.unit)
    return found


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (("a1",), {"org", "a", "a1"}),
        (("a",), {"org", "a", "a1", "a2"}),
        (("a1", "b1"), {"org", "a", "a1", "b", "b1"}),
        (("org",), set(ORGANISATION)),
        (("nowhere",), {"org"}),
        ((), {"org"}),
    ],
)
def test_a_manager_sees_own_units_those_below_and_the_totals_above(
    tree: Plant, units: tuple[str, ...], expected: set[str]
) -> None:
    assert visible({"p": tree(ORGANISATION)}, *units) == {"p": expected}


def test_a_unit_that_moved_is_seen_by_its_new_manager_with_its_history_and_no_longer_by_its_former(tree: Plant) -> None:
    trees = {"1": tree(ORGANISATION), "2": tree({**ORGANISATION, "a2": "b"})}
    assert visible(trees, "b") == {"1": {"org", "b", "b1", "a2"}, "2": {"org", "b", "b1", "a2"}}
    assert visible(trees, "a") == {"1": {"org", "a", "a1"}, "2": {"org", "a", "a1"}}


def test_a_unit_that_moved_hangs_from_what_its_manager_may_see(tree: Plant) -> None:
    trees = {"1": tree(ORGANISATION), "2": tree({**ORGANISATION, "a2": "b"})}
    assert {(s.pulse, s.parent) for s in seen(trees, frozenset("b")) if s.unit == "a2"} == {("1", "org"), ("2", "b")}


def test_a_unit_that_closed_stays_with_whoever_had_it_last(tree: Plant) -> None:
    closed = {unit: parent for unit, parent in ORGANISATION.items() if unit != "a2"}
    trees = {"1": tree(ORGANISATION), "2": tree(closed)}
    assert visible(trees, "a") == {"1": {"org", "a", "a1", "a2"}, "2": {"org", "a", "a1"}}


def test_a_renamed_organisation_is_seen_under_each_of_its_ids(tree: Plant) -> None:
    renamed = {"trust": None, "a": "trust", "a1": "a"}
    assert visible({"1": tree(ORGANISATION), "2": tree(renamed)}, "a1") == {
        "1": {"org", "a", "a1"},
        "2": {"trust", "a", "a1"},
    }


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, str | None]]:
    """Trees of the same eight ids at up to three pulses, planted at random."""

    def parents() -> dict[str, str | None]:
        order = ["u0", *draw(st.permutations([f"u{n}" for n in range(1, 8)]))][: draw(st.integers(1, 8))]
        return {u: order[draw(st.integers(0, place - 1))] if place else None for place, u in enumerate(order)}

    return [parents() for _ in range(draw(st.integers(1, 3)))]


@given(histories(), st.frozensets(st.sampled_from([f"u{n}" for n in range(9)])))
def test_what_is_seen_is_always_a_tree_with_the_organisation_on_top(
    plant: list[dict[str, str | None]], units: frozenset[str]
) -> None:
    trees = {str(place): _planted(parents) for place, parents in enumerate(plant)}
    for pulse, tree in trees.items():
        places = [s for s in seen(trees, units) if s.pulse == pulse]
        assert [s.unit for s in places if s.parent is None] == [tree.root.id]
        names = [s.unit for s in places]
        assert all(s.parent in names[: names.index(s.unit)] for s in places if s.parent is not None)


@given(histories())
def test_two_managers_share_no_unit_that_is_only_below_one_of_them(plant: list[dict[str, str | None]]) -> None:
    trees = {str(place): _planted(parents) for place, parents in enumerate(plant)}
    newest = trees[str(len(plant) - 1)]
    for unit in newest.units[1:]:
        own = {s.unit for s in seen(trees, frozenset({unit.id})) if s.own and s.unit in newest.by_id}
        below = {other.id for other in newest.units if _is_at_or_below(newest, other.id, unit.id)}
        assert own == below


def _is_at_or_below(tree: UnitTree, unit: str | None, top: str) -> bool:
    while unit is not None and unit != top:
        unit = tree.by_id[unit].parent
    return unit == top


def _planted(parents: dict[str, str | None]) -> UnitTree:
    return UnitTree(tuple(Unit(u, u, parent, "unit", 0, is_leaf=False) for u, parent in parents.items()))


@pytest.mark.parametrize("role", ["lead", "steward"])
def test_a_lead_and_a_steward_see_the_release_itself(release: Release, role: str) -> None:
    assert share(release, Access(role)) is release  # type: ignore[arg-type]
    assert share(release, EVERYTHING) is release


def test_the_same_access_has_one_share_and_another_access_another(release: Release) -> None:
    stroke, renal = (Access("manager", frozenset({unit})) for unit in ("stroke", "renal"))
    assert share(release, stroke) is share(release, Access("manager", frozenset({"stroke"})))
    assert share(release, stroke) is not share(release, renal)
    assert share(release, stroke).panel("exhaustion") is not share(release, renal).panel("exhaustion")
