"""A programme's effect on a panel, before and after the start pulse by pulse, each judged by lot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

import numpy as np

from dashboard.statistics.arrays import Floats, Ints
from dashboard.statistics.imputation import counterfactual, effects
from dashboard.statistics.randomisation import LOTS, Judgement, judge, lots
from dashboard.statistics.training_panel import TrainingPanel

LEADS = 3
LAGS = 12
STEP_LOTS = 199
FEWEST_BLOCKS = 2
_CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """One pulse counted from the start (0: the first trained pulse; -1: the last untrained one).

    `effect` is its estimate with the ends of its 95 % range (None: cannot be told), `trained` what `blocks` trained
    blocks showed and `expected` what they would have shown untrained: their level before, moved as the others moved.
    """

    offset: int
    blocks: int
    respondents: int
    effect: float
    low: float | None
    high: float | None
    trained: float
    expected: float


@dataclass(frozen=True, eq=False)
class Estimates:
    """The mean effect over all trained cells and how it is judged; the common p-value of the leads; each step."""

    effect: float
    judgement: Judgement
    leads_p: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """The steps before (`ahead` of them, as if training had begun there) or, with `ahead` 0, after the start."""

    pulses: int
    ahead: int = 0

    @property
    def offsets(self) -> range:
        return range(-self.ahead, 0) if self.ahead else range(min(LAGS, self.pulses))

    def cells(self, until: Ints, start: Ints) -> tuple[Floats, Ints]:
        """Untrained cells (1 or 0) and each cell's offset, R by B by T, from `until` and `start` (R by B)."""
        pulse, begins = np.arange(self.pulses), (start < self.pulses)[..., None]
        if not self.ahead:
            return (pulse < until[..., None]).astype(float), pulse - start[..., None]
        offset = np.where(begins, pulse - until[..., None], self.pulses)
        return np.where(begins, offset < -self.ahead, pulse < until[..., None]).astype(float), offset

    def together(self, offset: Ints) -> Floats:
        """The cells of all steps: R by 1 by B by T."""
        return ((offset >= -self.ahead) & ((offset < 0) | (self.ahead == 0)))[:, None].astype(float)

    def each(self, offset: Ints) -> Floats:
        """The cells of each step: R by K by B by T."""
        return np.stack([offset == step for step in self.offsets], axis=1).astype(float)


@dataclass(frozen=True, eq=False)
class _Drawn:
    """Mean effects found (K) and those of R lots, with what each lot carries of a true effect (R by K)."""

    found: Floats
    drawn: Floats
    carried: Floats

    def judge(self, number: int) -> Judgement:
        return judge(float(self.found[number]), drawn=self.drawn[:, number], carried=self.carried[:, number])


def estimate(panel: TrainingPanel, *, count: int = LOTS, seed: int = 1) -> Estimates | None:
    """Estimate on a panel whose started blocks have at least two untrained pulses; None without a comparison."""
    orders = lots(len(panel.members), count=count, seed=seed)
    value = np.nan_to_num(panel.value)
    trained = np.arange(len(panel.pulses)) >= panel.start[:, None]
    after = _Side(len(panel.pulses))
    lags = _draw(panel, after, orders, value, wanted=after.together)
    effect = float(lags.found[0])
    if not isfinite(effect):
        return None
    before, cleaned = _Side(len(panel.pulses), ahead=_ahead(panel)), value - effect * trained
    leads = _draw(panel, before, orders, cleaned, wanted=before.together)
    steps = (*_steps(panel, before, orders, cleaned), *_steps(panel, after, orders, value))
    return Estimates(effect, lags.judge(0), leads.judge(0).p, steps)


def mean_effects(panel: TrainingPanel, weights: Floats) -> Floats:
    """The mean effect with each of R sets of weights (R by B by T) in place of the respondents: R."""
    untrained, offset = _Side(len(panel.pulses)).cells(panel.until, panel.start)
    return effects(weights * untrained, (weights * (offset >= 0))[:, None], np.nan_to_num(panel.value)[None])[:, 0, 0]


def _ahead(panel: TrainingPanel) -> int:
    """So many leads that every started block keeps at least one untrained pulse before them."""
    return int(min(LEADS, panel.until[panel.start < len(panel.pulses)].min() - 1))


def _draw(
    panel: TrainingPanel, side: _Side, orders: Ints, value: Floats, *, wanted: Callable[[Ints], Floats]
) -> _Drawn:
    _, offset = side.cells(panel.until, panel.start)
    values = np.stack([value, side.together(offset[None])[0, 0]])
    chunk = max(1, _CELLS_AT_ONCE // (panel.n.size * wanted(offset[None]).shape[1]))
    assignments = np.concatenate([np.arange(len(panel.members))[None], orders])
    parts = []
    for first in range(0, len(assignments), chunk):
        order = assignments[first : first + chunk]
        untrained, offset = side.cells(panel.until[order], panel.start[order])
        parts.append(effects(panel.n * untrained, panel.n * wanted(offset), values))
    found = np.concatenate(parts)
    return _Drawn(found=found[0, :, 0], drawn=found[1:, :, 0], carried=found[1:, :, 1])


def _steps(panel: TrainingPanel, side: _Side, orders: Ints, value: Floats) -> tuple[Step, ...]:
    drawn = _draw(panel, side, orders[:STEP_LOTS], value, wanted=side.each)
    untrained, offset = side.cells(panel.until, panel.start)
    expected = counterfactual(panel.n * untrained, np.nan_to_num(panel.value))
    steps = []
    for number, step in enumerate(side.offsets):
        cells = (offset == step) & (panel.n > 0) & np.isfinite(expected)
        if cells.any(axis=1).sum() < FEWEST_BLOCKS:
            continue
        n, found = panel.n[cells], drawn.judge(number)
        steps.append(
            Step(
                offset=step,
                blocks=int(cells.any(axis=1).sum()),
                respondents=int(n.sum()),
                effect=float(drawn.found[number]),
                low=found.low if isfinite(found.low) else None,
                high=found.high if isfinite(found.high) else None,
                trained=float(np.average(panel.value[cells], weights=n)),
                expected=float(np.average(expected[cells], weights=n)),
            )
        )
    return tuple(steps)
