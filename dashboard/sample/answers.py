"""What people answer at a pulse, drawn item by item; the same people over the pulses, with their own ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.sample.catalogue import ROLE_POINTS
from dashboard.sample.chance import Feelings, FloatArray, Purpose, stream
from dashboard.sample.organisation import Organisation
from dashboard.sample.people import Staff, Turnout, staff_of, turnout
from dashboard.sample.questionnaire import EXHAUSTION, ITEMS, SCALES, Scale, expected_score, mean_for

MISSING = -1
ITEM_MISSING = 0.02
"""Share of items skipped here and there."""
UNFINISHED = 0.015
"""Share of rows that end somewhere in the questionnaire, some almost at once."""
PERSISTENCE = 0.7
"""Share of a trait's variance that stays with the person from pulse to pulse."""

_LEAST_ANSWERED = 4  # of the seven items of exhaustion

Codes = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Answers:
    """One pulse: who answered (n), and in `items` (I, n) the position of each answer among its item's codes."""

    who: Turnout
    items: Codes


@dataclass(frozen=True, eq=False)
class Scores:
    """One pulse's exhaustion as the product scores it (n): 0-100, NaN with under four of the seven items answered."""

    who: Turnout
    exhaustion: FloatArray


def answers(organisation: Organisation, staff: Staff, *, pulse: int, scales: tuple[Scale, ...] = SCALES) -> Answers:
    """Who answers at `pulse` (index) and what. With fewer `scales`, the same answers to fewer items."""
    who = turnout(organisation, staff, pulse=pulse)
    drawn = _Draw(organisation, staff, who, pulse)
    mood = drawn.trait(EXHAUSTION)
    shift = drawn.shift()
    given = np.concatenate([drawn.items(scale, mood=mood, shift=shift) for scale in scales])
    order = np.array([ITEMS.index(item) for scale in scales for item in scale.items])
    given[order[:, None] >= drawn.ends()] = MISSING
    return Answers(who, given)


def exhaustion_scores(organisation: Organisation) -> Iterator[Scores]:
    """Exhaustion of everyone who answers, pulse by pulse: the scores of the files that `write` makes, without them."""
    staff = staff_of(organisation)
    for pulse in range(len(organisation.pulses)):
        given = answers(organisation, staff, pulse=pulse, scales=(EXHAUSTION,))
        yield Scores(given.who, _score(given.items))


@dataclass(frozen=True, eq=False)
class _Draw:
    """The draws of one pulse; every scale has streams of its own, so that leaving one out changes no other."""

    organisation: Organisation
    staff: Staff
    who: Turnout
    pulse: int

    def shift(self) -> Feelings:
        """How far the mean of a person's unit and role lies from the typical unit's, in standard deviations (n).

        Roles are centred within units, so that a unit's expected score is the one planted.
        """
        typical = mean_for(np.array([self.organisation.plan.typical]))
        slope = (expected_score(typical + 0.5) - expected_score(typical - 0.5)).item()
        unit = mean_for(self.organisation.expected[:, self.pulse]) - typical
        role = self.staff.centred(ROLE_POINTS[self.staff.role] / slope)
        return np.asarray(unit[self.who.unit] + role[self.who.person], dtype=np.float32)

    def trait(self, scale: Scale) -> Feelings:
        """What is a person's own in a scale (n), standard normal: partly lasting, partly of the day."""
        number, seed = SCALES.index(scale), self.organisation.seed
        # Drawn again at every pulse, from the same stream: nothing about a million people need be kept in memory.
        lasting = stream(seed, Purpose.LASTING_TRAITS, number).standard_normal(len(self.staff), dtype=np.float32)
        kept = self._without_luck_of_the_unit(lasting) if scale is EXHAUSTION else lasting
        rng = stream(seed, Purpose.TRAITS_TODAY, number, self.pulse)
        today = rng.standard_normal(len(self.who.person), dtype=np.float32)
        mixed = np.sqrt(PERSISTENCE) * kept[self.who.person] + np.sqrt(1 - PERSISTENCE) * today
        return np.asarray(mixed, dtype=np.float32)

    def _without_luck_of_the_unit(self, lasting: Feelings) -> FloatArray:
        headcount = self.organisation.headcount
        spread = np.sqrt(headcount / np.maximum(1, headcount - 1))
        return self.staff.centred(lasting) * spread[self.staff.unit]

    def items(self, scale: Scale, *, mood: Feelings, shift: Feelings) -> Codes:
        """Answers to the items of a scale (items, n): graded responses to a trait that goes with exhaustion."""
        number = SCALES.index(scale)
        rng = stream(self.organisation.seed, Purpose.ITEMS, number, self.pulse)
        feeling = self._feeling(scale, number, mood=mood, shift=shift)
        noise = np.float32(np.sqrt(1 - scale.loading**2))
        cuts = scale.thresholds.astype(np.float32)
        given = np.empty((len(scale.items), len(mood)), dtype=np.int8)
        for row, (item, offset) in enumerate(zip(scale.items, scale.offsets, strict=True)):
            felt = feeling + np.float32(offset) + noise * rng.standard_normal(len(mood), dtype=np.float32)
            answer = np.sum([felt > cut for cut in cuts], axis=0, dtype=np.int8)
            given[row] = len(cuts) - answer if item in scale.reversed else answer
            given[row, rng.random(len(mood), dtype=np.float32) < ITEM_MISSING] = MISSING
        return given

    def _feeling(self, scale: Scale, number: int, *, mood: Feelings, shift: Feelings) -> Feelings:
        if scale is EXHAUSTION:
            typical = np.float32(mean_for(np.array([self.organisation.plan.typical])).item())
            return typical + shift + np.float32(scale.loading) * mood
        own = np.float32(np.sqrt(1 - scale.strain**2)) * self.trait(scale)
        leaning = self.organisation.leanings[number].astype(np.float32)[self.who.unit]
        trait = np.float32(scale.strain) * (shift + mood) + own + leaning
        return np.asarray(np.float32(scale.loading) * trait, dtype=np.float32)

    def ends(self) -> npt.NDArray[np.int64]:
        """How many items of the questionnaire each person (n) gets to."""
        rng = stream(self.organisation.seed, Purpose.UNFINISHED, self.pulse)
        people = len(self.who.person)
        stops = rng.random(people) < UNFINISHED
        return np.where(stops, rng.integers(1, len(ITEMS), people), len(ITEMS))


def _score(items: Codes) -> FloatArray:
    """Exhaustion (n) from the positions of its seven items (7, n)."""
    highest = len(EXHAUSTION.codes) - 1
    turned = np.array([item in EXHAUSTION.reversed for item in EXHAUSTION.items])[:, None]
    points = np.where(turned, highest - items, items) * (100 / highest)
    answered = items != MISSING
    count = answered.sum(axis=0)
    total = np.where(answered, points, 0).sum(axis=0)
    return np.where(count >= _LEAST_ANSWERED, total / np.maximum(count, 1), np.nan)
