"""Single rows that break a promise, and the grids at their boundaries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.disclosure.audit import audit
from dashboard.disclosure.audit.values import mean_step, share_step
from dashboard.terms import Figure
from tests.disclosure.audit_world import Group, small_world, staff


@pytest.mark.parametrize(("people", "step"), [(199, 1), (200, 0.1), (201, 0.1), (19_999, 0.1), (20_000, 0.01)])
def test_steps_of_means(people: int, step: float) -> None:
    assert mean_step(people) == step


@pytest.mark.parametrize(
    ("people", "step"), [(10, 20), (19, 20), (20, 10), (39, 10), (40, 5), (99, 5), (100, 2), (199, 2), (200, 1)]
)
def test_steps_of_shares(people: int, step: float) -> None:
    assert share_step(people) == step


def n1(row: Figure) -> bool:
    return row.unit == "n1"


SPOILT: dict[str, tuple[str, str, Callable[[Figure], dict[str, object]]]] = {
    "withheld with numbers": ("groups", "withheld and still carries", lambda _: {"status": "withheld"}),
    "a unit nobody knows": ("groups", "not the organisation's smallest", lambda _: {"leaf_units": ("n1", "x")}),
    "a division as a leaf": ("groups", "not the organisation's smallest", lambda _: {"leaf_units": ("north",)}),
    "another status": ("groups", "unknown status", lambda _: {"status": "shown"}),
    "another headcount": ("groups", "headcount of 99", lambda _: {"headcount": 99}),
    "respondents one too many": ("values", "do not bear out", lambda row: {"respondents": (row.respondents or 0) + 1}),
    "a band elsewhere": ("values", "not what the answers give", lambda _: {"band_low": 89, "band_high": 91}),
    "no band": ("values", "has no band", lambda _: {"band_low": None}),
    "a band off the grid": ("values", "off the grid", lambda row: {"band_low": (row.band_low or 0) - 0.25}),
}  # fmt: skip


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_row_is_named(kind: str, tmp_path: Path) -> None:
    check, words, change = SPOILT[kind]
    world = small_world().publish()
    world.rows = [replace(row, **change(row)) if n1(row) else row for row in world.rows]  # type: ignore[arg-type]
    details = {one.name: one.detail for one in audit(settings=world.write(tmp_path)).checks if one.outcome == "unsafe"}
    assert words in details[check]
    assert "n1" in details[check]


def test_rows_of_one_block_must_say_the_same(tmp_path: Path) -> None:
    world = small_world()
    world.groups = [*(Group(unit, ("n1", "n2")) for unit in ("n1", "n2")), Group("s1", ("s1",))]
    assert audit(settings=world.publish().write(tmp_path / "same")).safe
    world.change(n1, interval_low=None, interval_high=None)
    assert "differs from another row" in audit(settings=world.write(tmp_path / "other")).text


def test_a_headcount_under_k_is_too_few_however_many_answer(tmp_path: Path) -> None:
    world = small_world([one for leaf in ("n1", "n2", "s1", "s2") for one in staff(leaf, 15)])
    world.headcounts = {"n1": 9}
    assert "9 members of staff" in audit(settings=world.publish().write(tmp_path)).text


@pytest.mark.parametrize(("people", "safe"), [(29, False), (30, True), (31, True)])
def test_distributions_need_thirty_people(people: int, safe: bool, tmp_path: Path) -> None:  # noqa: FBT001
    world = small_world(staff("n1", people) + [one for leaf in ("n2", "s1", "s2") for one in staff(leaf, 40)])
    world.groups = [group for group in world.groups if group.unit == "n1"]
    verdict = audit(settings=world.publish(["compassion_change"]).write(tmp_path))
    assert verdict.safe is safe, verdict.text


def test_means_of_shares_and_bands_are_certified_together(tmp_path: Path) -> None:
    world = small_world([one for leaf in ("n1", "n2", "s1", "s2") for one in staff(leaf, 45)])
    verdict = audit(settings=world.publish(["compassion_change", "burnout_single"]).write(tmp_path))
    assert verdict.safe, verdict.text
