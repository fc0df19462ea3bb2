"""Warnings about what quietly ruins results. Each has a name and counts; none of them changes anything."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.surveys.arrivals import Fate, Overlap
from dashboard.surveys.organisation import UnitRow
from dashboard.surveys.quality import FEWEST, Quality

_AGAINST = -0.1
"""An item whose correlation with the rest of its scale lies below this points the other way."""
_MANY = 100
_STRAIGHT = 0.1
_JUMP = 1.5
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - the word a steward knows
    """Something to look at before releasing: which check, what it found, how often."""

    check: str
    what: str
    count: int

    def __str__(self) -> str:
        return f"Warning {self.check}: {self.what}"


def of_answers(qualities: Sequence[Quality]) -> Iterator[Warning]:
    """scale_direction, straight_lining, lowest_answer_unused, answers_unused."""
    for quality in qualities:
        turned = [
            item.id
            for item, correlation in zip(quality.measure.items, quality.correlations, strict=True)
            if correlation is not None and correlation < _AGAINST
        ]
        if turned:
            what = f"{', '.join(turned)} goes against the rest of {quality.measure.id}: is its direction right?"
            yield Warning("scale_direction", what, len(turned))
        yield from _straight_lining(quality)
        yield from _unused(quality)


def _straight_lining(quality: Quality) -> Iterator[Warning]:
    """One answer throughout contradicts itself where some items are turned and some are not."""
    directions = {item.reversed for item in quality.measure.items}
    if len(directions) > 1 and quality.complete >= FEWEST and quality.straight > _STRAIGHT * quality.complete:
        what = f"{quality.straight:,} of {quality.complete:,} gave one answer to all of {quality.measure.id}."
        yield Warning("straight_lining", what, quality.straight)


def _unused(quality: Quality) -> Iterator[Warning]:
    if quality.respondents < _MANY:
        return
    ends = [
        item.id
        for item, unused in zip(quality.measure.items, quality.unused, strict=True)
        if item.codes[0] in unused and item.codes[-1] not in unused
    ]
    if len(ends) == len(quality.measure.items):
        low, high = quality.measure.items[0].codes[0], quality.measure.items[0].codes[-1]
        what = f"nobody gave the lowest answer to any item of {quality.measure.id}: is it coded {low} to {high}?"
        yield Warning("wrong_coding", what, len(ends))
        return
    count = sum(map(len, quality.unused))
    if count:
        what = f"{count} of the possible answers to {quality.measure.id} were never given."
        yield Warning("answers_unused", what, count)


def of_rows(answered: Mapping[int, int], items: int) -> Iterator[Warning]:
    """one_answer_a_row: `answered` is the number of respondents by how many of the `items` they answered."""
    total = sum(answered.values())
    if items > 2 and total >= FEWEST and answered.get(1, 0) > total / 2:
        what = f"{answered[1]:,} of {total:,} rows hold a single answer: is this one answer a row? See `long`."
        yield Warning("one_answer_a_row", what, answered[1])


def of_headcounts(answers: Mapping[tuple[str, str], int], trees: Mapping[str, Sequence[UnitRow]]) -> Iterator[Warning]:
    """more_answers_than_headcount; `answers` by (pulse, unit)."""
    headcounts = {(pulse, row.unit): row.headcount for pulse, tree in trees.items() for row in tree}
    over = [
        key for key, count in answers.items() if (headcount := headcounts.get(key)) is not None and count > headcount
    ]
    if over:
        named = ", ".join(f"{unit} ({pulse})" for pulse, unit in over[:_MOST_NAMED])
        what = f"{len(over)} units have more answers than people: {named}."
        yield Warning("more_answers_than_headcount", what, len(over))


def of_pulses(fates: Sequence[tuple[Overlap, Fate]], stored: Mapping[str, int]) -> Iterator[Warning]:
    """pulse_imported_twice, jump_in_answers."""
    for overlap, fate in fates:
        if fate == "added" and overlap.equal:
            what = (
                f"{overlap.pulse}: {overlap.equal:,} of {overlap.arriving:,} responses equal ones imported before, "
                "and were counted again."
            )
            yield Warning("pulse_imported_twice", what, overlap.equal)
    after = {**stored, **{o.pulse: o.arriving + (o.stored if fate == "added" else 0) for o, fate in fates}}
    arriving = {overlap.pulse for overlap, _ in fates}
    for earlier, later in pairwise(sorted(after)):
        ratio = after[later] / after[earlier]
        if later in arriving and after[earlier] >= FEWEST and not 1 / _JUMP <= ratio <= _JUMP:
            what = f"{later} has {after[later]:,} responses where {earlier} had {after[earlier]:,}."
            yield Warning("jump_in_answers", what, after[later])


def of_names(trees: Mapping[str, Sequence[UnitRow]]) -> Iterator[Warning]:
    """similar_units: units of one pulse that differ by capitals, accents, spaces or signs only."""
    for tree in list(trees.values())[-1:]:
        seen: dict[str, str] = {}
        for row in tree:
            other = seen.setdefault(bare(row.unit), row.unit)
            if other != row.unit:
                what = f"the units '{other}' and '{row.unit}' differ in spelling only: are they one?"
                yield Warning("similar_units", what, 2)


def bare(name: str) -> str:
    """A name without capitals, accents, spaces and signs."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in decomposed if character.isalnum())
