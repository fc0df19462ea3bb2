"""The outcomes of many worlds as the tables of docs/statistics.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

import numpy as np

from tests.simulation.outcomes import ChangeFound, EffectFound, Outcome
from tests.simulation.worlds import EFFECTS, HELPING, IDLE, SIZES

RESPONDENTS = ((10, 20), (20, 40), (40, 80), (80, 10_000))
WITHIN = (1, 3, 6)


def report(outcomes: Sequence[Outcome]) -> str:
    """All tables, as Markdown."""
    return "\n".join([*_effects(outcomes), "", *_changes(outcomes), "", *_flags(outcomes)]) + "\n"


def _effects(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "| programme | effects | bias | 95 % interval holds the truth | found different from 0 | leads move |"
    yield "|---|---|---|---|---|---|"
    found = [effect for outcome in outcomes for effect in outcome.effects]
    for truth in EFFECTS:
        name = f"effect {truth:g}" if truth else "no effect"
        yield _effect_row(name, [e for e in found if e.programme == HELPING and e.truth == truth])
    yield _effect_row("no effect, beside another programme", [e for e in found if e.programme == IDLE])
    yield _effect_row("all with their own starts", [e for e in found if e.programme == HELPING])


def _effect_row(name: str, found: Sequence[EffectFound]) -> str:
    bias = np.array([e.effect - e.truth for e in found])
    holds = [e.low <= e.truth <= e.high for e in found]
    different = [not e.low <= 0 <= e.high for e in found]
    moved = [e.leads_moved for e in found]
    error = bias.std() / sqrt(len(found))
    shares = " | ".join(_percent(marks) for marks in (holds, different, moved))
    return f"| {name} | {len(found):,} | {bias.mean():+.2f} ± {2 * error:.2f} | {shares} |"


def _changes(outcomes: Sequence[Outcome]) -> Iterator[str]:
    heads = " | ".join(f"{size:g} points, within {' / '.join(map(str, WITHIN))}" for size in SIZES)
    yield f"| answers behind the figure | {heads} |"
    yield "|---" * (1 + len(SIZES)) + "|"
    found = [change for outcome in outcomes for change in outcome.changes]
    for low, high in RESPONDENTS:
        name = f"{low} to {high - 1}" if high < 10_000 else f"{low} or more"
        yield _change_row(name, [c for c in found if c.alone and low <= c.respondents < high])
    yield _change_row("shown together with another unit", [c for c in found if not c.alone])


def _change_row(name: str, found: Sequence[ChangeFound]) -> str:
    cells = []
    for size in SIZES:
        shares = []
        for within in WITHIN:
            seen = [c for c in found if abs(c.points) == size and c.followed >= within]
            shares.append(_percent([c.after is not None and c.after <= within for c in seen], places=0))
        cells.append(" / ".join(shares))
    return f"| {name} | {' | '.join(cells)} |"


def _flags(outcomes: Sequence[Outcome]) -> Iterator[str]:
    judged = sum(outcome.flags.judged for outcome in outcomes)
    flagged = sum(outcome.flags.flagged for outcome in outcomes)
    yield f"Flagged at the newest pulse although nothing happened: {100 * flagged / judged:.1f} % of {judged:,} blocks."


def _percent(marks: Sequence[bool], *, places: int = 1) -> str:
    return f"{100 * sum(marks) / len(marks):.{places}f} %" if marks else "-"
