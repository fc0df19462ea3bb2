"""Does a programme help? Its effect on a measure, how sure that is, and when nothing can be said.

Computed once, at release, from published figures, and stored as JSON (`to_json`, `from_json`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import Literal

import numpy as np
import orjson

from dashboard.statistics.arrays import Flags
from dashboard.statistics.event_study import Step, estimate, mean_effects
from dashboard.statistics.randomisation import LOTS
from dashboard.statistics.training_panel import TrainingPanel
from dashboard.terms import Direction

FEWEST_BLOCKS = 8
FEWEST_TRAINED = 2
FEWEST_BEFORE = 3
FEWEST_ANSWERS = 30
EARLY_MONTHS = 3
PROBABLE_MONTHS = 6
LEADS_MOVE = 0.05

Verdict = Literal[
    "probably_helps", "may_help", "no_clear_difference", "may_strain", "different", "too_early", "cannot_tell"
]
Reason = Literal[
    "", "few_blocks", "few_trained", "few_pulses_before", "no_comparison", "leads_move", "few_answers", "few_months"
]
Part = Literal["trained", "compared", "left_out"]


@dataclass(frozen=True, slots=True)
class Group:
    """A block of the panel and its part: `compared` never started, `left_out` started too early to be used."""

    units: tuple[str, ...]
    part: Part
    start: str | None  # the first trained pulse
    respondents: int  # over all pulses


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a programme on a measure, in points (0-100 scale), ready for a page and for JSON.

    `verdict` is one of SPEC 4.4's, `reason` says why it is `cannot_tell` or `too_early`; `effect`, `low`..`high` (95 %)
    and `p` are None where they cannot be had. `without_low`..`without_high` are the estimates with one block left out.
    `respondents` and `months` count trained pulses; `months` are those that at least two blocks have been followed.
    """

    verdict: Verdict
    reason: Reason
    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    leads_p: float | None
    without_low: float | None
    without_high: float | None
    trained: int
    compared: int
    respondents: int
    months: int
    groups: tuple[Group, ...]
    steps: tuple[Step, ...]


def training_effect(panel: TrainingPanel, *, better: Direction, count: int = LOTS, seed: int = 1) -> Effect:
    """Estimate, or say why not. `better`: which way is good news; `count` lots drawn from `seed`."""
    used = usable(panel)
    kept = subset(panel, used)
    nothing = _nothing(panel, used, kept)
    if why := refusal(panel, kept):
        return replace(nothing, reason=why)
    found = estimate(kept, count=count, seed=seed)
    if found is None:
        return replace(nothing, reason="no_comparison")
    if found.leads_p <= LEADS_MOVE:
        return replace(nothing, reason="leads_move", leads_p=found.leads_p, steps=found.steps)
    without = mean_effects(kept, kept.n * (1 - np.eye(len(kept.members)))[:, :, None])
    full = replace(
        nothing,
        effect=found.effect,
        low=_known(found.judgement.low),
        high=_known(found.judgement.high),
        p=found.judgement.p,
        leads_p=found.leads_p,
        without_low=_known(float(np.nanmin(without))),
        without_high=_known(float(np.nanmax(without))),
        steps=found.steps,
    )
    return with_verdict(full, better=better)


def usable(panel: TrainingPanel) -> Flags:
    """Blocks that may take part (B): some figure, and if they start, figures at three untrained pulses or more."""
    untrained = (np.arange(len(panel.pulses)) < panel.until[:, None]) & (panel.n > 0)
    before = untrained.sum(axis=1)
    return np.asarray((before >= FEWEST_BEFORE) | ((before > 0) & (panel.start >= len(panel.pulses))))


def subset(panel: TrainingPanel, used: Flags) -> TrainingPanel:
    """The panel with only those blocks."""
    return TrainingPanel(
        members=tuple(units for units, keep in zip(panel.members, used.tolist(), strict=True) if keep),
        pulses=panel.pulses,
        value=panel.value[used],
        n=panel.n[used],
        until=panel.until[used],
        start=panel.start[used],
    )


def to_json(effect: Effect) -> str:
    """The effect as text for the release."""
    return orjson.dumps(effect).decode()


def from_json(text: str) -> Effect:
    """The effect that `to_json` wrote."""
    fields = orjson.loads(text)
    groups = tuple(Group(**{**group, "units": tuple(group["units"])}) for group in fields.pop("groups"))
    steps = tuple(Step(**step) for step in fields.pop("steps"))
    return Effect(**fields, groups=groups, steps=steps)


def _nothing(panel: TrainingPanel, used: Flags, kept: TrainingPanel) -> Effect:
    """The effect as far as it can be described before anything is estimated."""
    pulses = len(panel.pulses)
    trained = np.arange(pulses) >= kept.start[:, None]
    return Effect(
        verdict="cannot_tell",
        reason="",
        effect=None,
        low=None,
        high=None,
        p=None,
        leads_p=None,
        without_low=None,
        without_high=None,
        trained=int((kept.start < pulses).sum()),
        compared=int((kept.start >= pulses).sum()),
        respondents=int(kept.n[trained].sum()),
        months=_months_followed(kept),
        groups=tuple(_group(panel, number, used=bool(used[number])) for number in range(len(panel.members))),
        steps=(),
    )


def _group(panel: TrainingPanel, number: int, *, used: bool) -> Group:
    start = int(panel.start[number])
    starts = start < len(panel.pulses)
    return Group(
        units=panel.members[number],
        part=("trained" if starts else "compared") if used else "left_out",
        start=panel.pulses[start] if starts else None,
        respondents=int(panel.n[number].sum()),
    )


def refusal(panel: TrainingPanel, kept: TrainingPanel) -> Reason:
    """Why nothing can be estimated on the `kept` blocks of a panel; '' if it can be tried."""
    pulses = len(panel.pulses)
    if len(kept.members) < FEWEST_BLOCKS:
        return "few_blocks"
    if (panel.start < pulses).sum() < FEWEST_TRAINED:
        return "few_trained"
    if (kept.start < pulses).sum() < FEWEST_TRAINED:
        return "few_pulses_before"
    return ""


def _months_followed(panel: TrainingPanel) -> int:
    """Months from its start to the newest pulse, both included, of the block followed second longest."""
    starts = np.sort(panel.start)
    if len(starts) < FEWEST_TRAINED or starts[FEWEST_TRAINED - 1] >= len(panel.pulses):
        return 0
    months = np.array([int(pulse[:4]) * 12 + int(pulse[5:7]) for pulse in panel.pulses])
    usual_gap = int(np.median(np.diff(months))) if len(months) > 1 else 1
    return int(months[-1] - months[starts[FEWEST_TRAINED - 1]]) + usual_gap


def with_verdict(effect: Effect, *, better: Direction) -> Effect:
    """The effect with the word its range, months and answers amount to (SPEC 4.4)."""
    if effect.respondents < FEWEST_ANSWERS:
        return replace(effect, verdict="too_early", reason="few_answers")
    if effect.months < EARLY_MONTHS:
        return replace(effect, verdict="too_early", reason="few_months")
    if effect.low is None or effect.high is None or effect.low <= 0 <= effect.high:
        return replace(effect, verdict="no_clear_difference")
    if better == "neither":
        return replace(effect, verdict="different")
    if (effect.high < 0) != (better == "lower"):
        return replace(effect, verdict="may_strain")
    lasting = effect.months >= PROBABLE_MONTHS and _holds_without_any_block(effect)
    return replace(effect, verdict="probably_helps" if lasting else "may_help")


def _holds_without_any_block(effect: Effect) -> bool:
    ends = (effect.without_low, effect.without_high)
    return all(end is not None and effect.effect is not None and end * effect.effect > 0 for end in ends)


def _known(value: float) -> float | None:
    return value if isfinite(value) else None
