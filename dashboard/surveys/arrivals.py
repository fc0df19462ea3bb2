"""What becomes of each pulse that arrives: added, put in place of an earlier export, kept as it is, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fate = Literal["new", "added", "merged", "replaced", "unchanged", "correction"]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Responses of one pulse: how many arrive, how many are stored, how many of them are the same, told by content."""

    pulse: str
    arriving: int
    stored: int
    equal: int
    have_keys: bool
    released: bool


def fate_of(overlap: Overlap) -> Fate:
    """What to do with the responses of a pulse.

    Survey tools export everything again and again, so an export that holds all that is stored takes its place, and
    one that brings nothing new changes nothing. With respondent keys a later response replaces the earlier one.
    """
    if not overlap.stored:
        return "correction" if overlap.released else "new"  # released, and its answers purged: nothing fits them
    if overlap.equal == overlap.arriving and (overlap.equal == overlap.stored or not overlap.released):
        return "unchanged"
    if overlap.released:
        return "correction"
    if overlap.equal == overlap.stored:
        return "replaced"
    return "merged" if overlap.have_keys else "added"


def sentence(overlap: Overlap, fate: Fate) -> str:
    """One line of the report about a pulse."""
    count = f"{overlap.pulse}: {overlap.arriving:,} responses"
    return {
        "new": f"{count}.",
        "added": f"{count} added to the {overlap.stored:,} imported before.",
        "merged": f"{count}; those with a respondent key imported before take its place.",
        "replaced": f"{count} in place of the {overlap.stored:,} imported before, which they include.",
        "unchanged": f"{count}, all imported before: nothing to do.",
        "correction": f"{count} kept as a correction: publish them with `release --correct {overlap.pulse}`.",
    }[fate]
