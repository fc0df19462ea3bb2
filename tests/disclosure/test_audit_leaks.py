"""Every deliberate leak is caught: each test spoils one thing in an honest release (issue 3)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.disclosure.audit import Verdict, audit
from dashboard.settings import Settings
from dashboard.terms import BadInputError
from tests.disclosure.audit_world import Group, Person, World, small_world, staff

ALL = ("n1", "n2", "s1", "s2")


def verdict(world: World, folder: Path) -> Verdict:
    return audit(settings=world.write(folder))


def unsafe(world: World, folder: Path) -> dict[str, str]:
    """The checks that say no, with their detail."""
    return {check.name: check.detail for check in verdict(world, folder).checks if check.outcome == "unsafe"}


def test_an_honest_release_is_safe(tmp_path: Path) -> None:
    world = small_world().publish(("moral_distress", "burnout_single", "pair_one", "pair_two"))
    result = verdict(world, tmp_path)
    assert result.safe, result.text
    assert {check.name for check in result.checks} >= {"groups", "values", "differences", "single answers"}
    assert "Nothing can be recovered" in result.text


def test_a_withheld_sibling_published_is_caught(tmp_path: Path) -> None:
    """n1 (7 people) was combined with n2; publishing n2 alone gives n1 away."""
    people = staff("n1", 7) + staff("n2", 15) + staff("s1", 15) + staff("s2", 15)
    combined = [Group("org", ALL), Group("north", ("n1", "n2")), Group("s1", ("s1",)), Group("s2", ("s2",))]
    honest = World(people, small_world().divisions, combined).publish()
    assert verdict(honest, tmp_path).safe
    honest.rows += honest.figures(Group("n2", ("n2",)), "moral_distress")
    assert "7 people" in unsafe(honest, tmp_path)["differences"]


def test_a_mean_with_two_decimals_is_caught(tmp_path: Path) -> None:
    world = small_world().publish()
    exact = sum(person.answers["moral_distress"] * 10 for person in world.people if person.unit == "n1") / 15
    world.change(lambda row: row.unit == "n1", value=round(exact, 2), band_low=exact - 0.005, band_high=exact + 0.005)
    assert "off the grid" in unsafe(world, tmp_path)["values"]


def test_two_overlapping_partitions_with_a_thin_cut_are_caught(tmp_path: Path) -> None:
    """Nurses work in n1 and doctors in n2, but for two nurses: n1 less nurses is those two."""
    people = staff("n1", 15, role="nurse") + staff("n2", 15, role="doctor") + staff("n2", 2, role="nurse")
    people += staff("s1", 15, role="nurse") + staff("s2", 15, role="nurse")
    world = small_world(people)
    world.groups += [
        Group("north", ("n1", "n2"), "role", ("nurse",)),
        Group("north", ("n1", "n2"), "role", ("doctor",)),
    ]
    assert "2 people" in unsafe(world.publish(), tmp_path)["differences"]


def test_the_four_group_counterexample_is_caught(tmp_path: Path) -> None:
    """Rule 5: both cuts are 51, and three crossing tables still give the one answer."""
    people = staff("n1", 50, role="doctor") + staff("n2", 50, role="nurse")
    people += staff("n2", 50, role="doctor", trained=True) + staff("n1", 1, role="nurse", trained=True)
    everywhere = ("n1", "n2")
    where = [Group("n1", ("n1",)), Group("n2", ("n2",))]
    who = [Group("org", everywhere, "role", (role,)) for role in ("nurse", "doctor")]
    training = [Group("org", everywhere, "training", (status,)) for status in ("trained", "untrained")]
    divisions = {"north": everywhere}
    assert verdict(World(people, divisions, where + who).publish(), tmp_path / "two").safe
    found = unsafe(World(people, divisions, where + who + training).publish(), tmp_path / "three")
    assert "one person" in found["differences"]


def test_a_base_that_differs_by_one_inside_a_family_is_caught(tmp_path: Path) -> None:
    people = small_world().people
    people[0] = Person("n1", answers={"pair_one": 3})
    world = small_world(people).publish(("pair_one", "pair_two"))
    assert verdict(world, tmp_path).safe
    world.rows = [row for row in world.rows if row.measure == "pair_two"]
    for group in world.groups:
        world.rows += world.figures(group, "pair_one", base=("pair_one",))
    assert "one person" in unsafe(world, tmp_path)["differences"]


def test_an_interval_built_from_the_exact_value_is_caught(tmp_path: Path) -> None:
    world = small_world().publish()
    row = next(row for row in world.rows if row.unit == "n1")
    exact = sum(person.answers["moral_distress"] * 10 for person in world.people if person.unit == "n1") / 15
    assert row.value is not None
    assert row.interval_low is not None
    assert row.interval_high is not None
    assert exact != row.value
    world.change(
        lambda one: one is row,
        interval_low=row.interval_low + 0.5 + exact - row.value,
        interval_high=row.interval_high - 0.5 + exact - row.value,
    )
    assert "does not come from what is printed" in unsafe(world, tmp_path)["values"]


def calm_world() -> World:
    """In n1 fifteen people's answers add up to 20 points of 1,500; only n1 is published."""
    calm = [Person("n1", answers={"moral_distress": int(number < 2)}) for number in range(15)]
    world = small_world(calm + [one for leaf in ALL[1:] for one in staff(leaf, 15)])
    world.groups = [group for group in world.groups if group.unit == "n1"]
    return world


def test_an_end_that_is_not_left_open_is_caught(tmp_path: Path) -> None:
    """A printed mean of 1 would say that nobody answered more than 22.5."""
    world = calm_world().publish()
    assert verdict(world, tmp_path).safe
    world.change(
        lambda row: row.unit == "n1", value=1, band_low=0.5, band_high=1.5, interval_low=None, interval_high=None
    )
    assert "at most 22.5" in unsafe(world, tmp_path)["single answers"]


def test_an_open_end_that_subtraction_closes_is_caught(tmp_path: Path) -> None:
    """The division less the other unit leaves n1 a total of 52.5 or less, whatever its own figure leaves open."""
    world = calm_world()
    world.groups = small_world().groups
    assert "at most 52.5" in unsafe(world.publish(), tmp_path)["single answers"]


@pytest.mark.parametrize(("people", "safe"), [(9, False), (10, True), (11, True)])
def test_k_is_the_fewest_people_a_difference_may_rest_on(tmp_path: Path, people: int, safe: bool) -> None:  # noqa: FBT001
    """The division and one of its two units are published: the other follows, whatever its size."""
    world = small_world(staff("n1", people) + staff("n2", 15) + staff("s1", 15) + staff("s2", 15))
    world.groups = [group for group in world.groups if group.unit != "n1"]
    assert ("differences" not in unsafe(world.publish(), tmp_path)) is safe


@pytest.mark.parametrize(("people", "safe"), [(9, False), (10, True), (11, True)])
def test_k_is_the_fewest_people_a_figure_may_rest_on(tmp_path: Path, people: int, safe: bool) -> None:  # noqa: FBT001
    world = small_world(staff("n1", people) + staff("n2", 15) + staff("s1", 15) + staff("s2", 15)).publish()
    assert ("groups" not in unsafe(world, tmp_path)) is safe


def test_a_release_again_with_one_late_answer_is_caught(tmp_path: Path) -> None:
    """The earlier file is still beside the new one, or in somebody's downloads."""
    world = small_world().publish()
    settings = world.write(tmp_path)
    earlier = list(world.rows)
    world.people.append(staff("n1", 1, seed=2)[0])
    world.rows = []
    world.publish().write(tmp_path)
    assert audit(settings=settings).safe
    world.rows = earlier
    world.write_release(settings.release_folder / "release_0.duckdb")
    found = {check.name: check.detail for check in audit(settings=settings).checks if check.outcome == "unsafe"}
    assert "late" in found["earlier releases"]


@pytest.mark.parametrize(("corrections", "safe"), [(0, True), (1, False), (9, False), (10, True), (11, True)])
def test_a_correction_must_change_k_people_or_nobody(tmp_path: Path, corrections: int, safe: bool) -> None:  # noqa: FBT001
    before = [replace(one, answers=one.answers | {"moral_distress": 3}) for one in small_world().people]
    world = small_world(list(before)).publish()
    settings, earlier = world.write(tmp_path), list(world.rows)
    for number in range(corrections):
        world.people[number] = replace(before[number], answers=before[number].answers | {"moral_distress": 8})
    world.rows = []
    world.publish().write(tmp_path)
    world.write_corrections(before, settings)
    world.rows = earlier
    world.write_release(settings.release_folder / "release_0.duckdb")
    result = audit(settings=settings)
    assert result.safe is safe, result.text


def test_a_pulse_whose_answers_are_gone_keeps_its_certificate(tmp_path: Path) -> None:
    world = small_world().publish()
    world.certificates = [("differences", "safe", "no combination is about fewer than 10 people")]
    world.people = []
    result = verdict(world, tmp_path)
    assert result.safe
    assert [check.outcome for check in result.checks] == ["stored"]
    world.certificates = []
    assert not verdict(world, tmp_path).safe


def test_a_withdrawn_pulse_must_be_empty(tmp_path: Path) -> None:
    world = small_world().publish()
    world.withdrawn = True
    assert "figures are left" in unsafe(world, tmp_path)["withdrawn"]
    world.rows = []
    assert verdict(world, tmp_path).safe


def test_without_a_release_there_is_nothing_to_audit(tmp_path: Path) -> None:
    with pytest.raises(BadInputError):
        audit(settings=Settings(data=tmp_path))
