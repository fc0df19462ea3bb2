"""One made-up organisation, drawn from a seed: who works where, what happens there, how many answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.sample.catalogue import Template
from dashboard.sample.chance import FloatArray, IntArray, Purpose, stream
from dashboard.sample.places import Place, neighbours, places, templates_of
from dashboard.sample.planting import Plan, cumulative_uptake, planted_points, starts
from dashboard.sample.questionnaire import SCALES

LAST_PULSE = (2026, 10)
LOWEST_RATE, HIGHEST_RATE = 0.35, 0.75
_TYPICAL_RATE = 0.54
_SMALLEST_UNIT = 8
_LEANING = 0.12  # units differ in other measures too, by so many standard deviations beyond what exhaustion explains
_CALM = {"worsens": -3.0, "improves": 4.0, "high": 0.0}  # where units with a part begin, away from typical


@dataclass(frozen=True, eq=False)
class Organisation:
    """Everything about an organisation but its people's answers.

    Axes: R programmes, U leaves, T pulses, S scales. `begun` (R, U) is the index of the first pulse of a programme
    (planting.NEVER if none), `completed` (R, U, T) cumulative people, `expected` (U, T) mean exhaustion in points,
    `answering` (U, T) people, `leanings` (S, U) shifts of the scales' feelings in standard deviations.
    To bend the truth for an experiment, `dataclasses.replace` a field: answers are drawn from `expected` alone.
    """

    seed: int
    plan: Plan
    pulses: tuple[str, ...]
    places: tuple[Place, ...]
    leaves: tuple[Place, ...]
    headcount: IntArray
    begun: IntArray
    completed: IntArray
    expected: FloatArray
    answering: IntArray
    leanings: FloatArray

    @property
    def templates(self) -> tuple[Template, ...]:
        """What each leaf was made from."""
        return templates_of(self.leaves)


def organisation(
    *, seed: int = 1, units: int = 24, pulses: int = 18, respondents: int | None = None, plan: Plan | None = None
) -> Organisation:
    """Draw an organisation of `units` leaves over `pulses` monthly pulses ending October 2026.

    With `respondents` its size is such that exactly so many answer each pulse, 54 % of staff on average.
    """
    plan = plan or Plan()
    tree = places(units)
    leaves = tuple(place for place in tree if place.template is not None)
    templates = templates_of(leaves)
    begun = starts(templates, neighbours(leaves), pulses=pulses, rng=stream(seed, Purpose.TRAINING_STARTS))
    headcount = _headcounts(templates, respondents=respondents)
    uptake = cumulative_uptake(begun, pulses=pulses)
    months = _months(pulses)
    return Organisation(
        seed=seed,
        plan=plan,
        pulses=tuple(f"{year}-{month:02}" for year, month in months),
        places=tree,
        leaves=leaves,
        headcount=headcount,
        begun=begun,
        completed=np.rint(uptake * headcount[:, None]).astype(np.int64),
        expected=_expected(plan, templates, begun, months=months, rng=stream(seed, Purpose.LEVELS)),
        answering=_answering(
            headcount, months=months, respondents=respondents, rng=stream(seed, Purpose.RESPONSE_RATES)
        ),
        leanings=stream(seed, Purpose.LEANINGS).normal(0, _LEANING, (len(SCALES), units)) * _beyond_exhaustion(),
    )


def _months(pulses: int) -> tuple[tuple[int, int], ...]:
    year, month = LAST_PULSE
    last = year * 12 + month - 1
    return tuple((number // 12, number % 12 + 1) for number in range(last - pulses + 1, last + 1))


def _headcounts(templates: tuple[Template, ...], *, respondents: int | None) -> IntArray:
    usual = np.array([template.headcount for template in templates])
    if respondents is None:
        return usual
    scale = respondents / (_TYPICAL_RATE * usual.sum())
    return np.asarray(np.maximum(_SMALLEST_UNIT, np.rint(usual * scale)), dtype=np.int64)


def _expected(
    plan: Plan,
    templates: tuple[Template, ...],
    begun: IntArray,
    *,
    months: tuple[tuple[int, int], ...],
    rng: np.random.Generator,
) -> FloatArray:
    """Expected mean exhaustion of each unit and pulse (U, T): its level, its weather, and what is planted."""
    shape = len(templates), len(months)
    level = plan.unit_spread * np.clip(rng.standard_normal(shape[0]), -2, 2)
    level = np.array([_CALM.get(template.part, own) for template, own in zip(templates, level, strict=True)])
    weather = rng.normal(0, plan.wobble, shape)
    winter = plan.season * np.cos(2 * np.pi * (np.array([month for _, month in months]) - 1) / 12)
    planted = planted_points(plan, templates, begun, pulses=shape[1])
    return np.asarray(np.clip(plan.typical + level[:, None] + weather + winter + planted, 3, 97))


def _answering(
    headcount: IntArray, *, months: tuple[tuple[int, int], ...], respondents: int | None, rng: np.random.Generator
) -> IntArray:
    """How many answer, by unit and pulse (U, T)."""
    usual = np.clip(rng.normal(_TYPICAL_RATE, 0.08, len(headcount)), 0.41, 0.69)
    holidays = np.array([-0.03 if month in {8, 12} else 0.005 for _, month in months])
    rate = usual[:, None] + holidays + rng.normal(0, 0.025, (len(headcount), len(months)))
    people = headcount[:, None] * np.clip(rate, LOWEST_RATE, HIGHEST_RATE)
    if respondents is None:
        fewest, most = np.ceil(headcount * LOWEST_RATE), np.floor(headcount * HIGHEST_RATE)
        return np.asarray(np.clip(np.rint(people), fewest[:, None], most[:, None]), dtype=np.int64)
    return np.stack([_shared_out(respondents, column, headcount) for column in people.T], axis=1)


def _shared_out(total: int, weights: FloatArray, most: IntArray) -> IntArray:
    """`total` as whole numbers in proportion to `weights`, none over `most`; largest remainders first."""
    wanted = np.minimum(weights * total / weights.sum(), most)
    given: IntArray = np.floor(wanted).astype(np.int64)
    while (left := total - int(given.sum())) > 0:
        order = np.argsort(-np.where(given < most, wanted - given, -np.inf), kind="stable")
        given[order[: min(left, int((given < most).sum()))]] += 1
    return given


def _beyond_exhaustion() -> FloatArray:
    """1 for every scale but the first: a unit's exhaustion is what `expected` says, and nothing else."""
    return (np.arange(len(SCALES)) > 0).astype(np.float64)[:, None]
