"""What is said about roles and training status."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.readings.groups import Group
from dashboard.terms import PublishedMeasure
from dashboard.wording import measures
from dashboard.wording.common import Words
from dashboard.wording.plain import for_chart, for_markdown, listed, number, pulse_name, several, within_sentence

BREAKDOWN = "Groups"
NAMES = {"role": "Roles", "training": "Training"}
EVERYBODY, GROUP = "Everybody", "This group"
COLUMNS = ("Group", "Score", "Could be", "Answers")
TRAINING_NOTE = "People who trained may differ in other ways. The Training page compares more fairly."


def name(group: Group) -> str:
    """'Nurse', or of roles shown together 'Allied health + not stated'."""
    said = " + ".join(group.names)
    return said[:1].upper() + said[1:]


def words(found: Sequence[Group], measure: PublishedMeasure, *, place: str, everybody: float, pulse: str) -> Words:
    """The finding about the groups of one place."""
    full = measures.name_of(measure).full
    title = f"{place}: {_standing_out(found, within_sentence(full))}"
    key = "Dot: group. Bar: range it could be. Tick: everybody."
    subtitle = f"{full}, average score from 0 to 100. {key} {pulse_name(pulse)}."
    said = "; ".join(f"{name(g)} {number(g.value)} (could be {_range(g)})" for g in found)
    return Words(title, subtitle, f"Dot plot. {title}. Everybody {number(everybody)}. {said}.")


def _standing_out(found: Sequence[Group], measure: str) -> str:
    sides = {side: [" + ".join(g.names) for g in found if g.side == side] for side in ("higher", "lower")}
    parts = [f"{side} for {listed(names)}" for side, names in sides.items() if names]
    return f"{measure} is {' and '.join(parts)}" if parts else f"no group stands out in {measure}"


def text(group: Group) -> str:
    """What stands above a row."""
    return f"{for_chart(name(group))} <b>{number(group.value)}</b> ({several(group.respondents, 'answer')})"


def rows(found: Sequence[Group]) -> list[tuple[str, ...]]:
    """The groups as rows."""
    return [(name(g), number(g.value), _range(g), f"{g.respondents:,}") for g in found]


def _range(group: Group) -> str:
    low, high = group.could_be
    return f"{number(low)} to {number(high)}"


def nothing(place: str) -> str:
    """Where a place has no groups of its own."""
    return f"{for_markdown(place)}: groups are not shown here, or single people could be picked out."
