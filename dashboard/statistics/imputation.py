"""What trained blocks would have shown untrained: the imputation estimator of a staggered start, many designs at once.

Untrained cells alone say what each block and each pulse is like; a trained cell's effect is what is left of it.
(Two-way fixed effects, which also learn from trained cells, are biased when effects differ or grow: not used.)
Source: Borusyak, Jaravel and Spiess, Review of Economic Studies 2024;91:3253.

An effect is linear in the values, with weights that depend on the design alone. That makes permuted starts, placebo
effects and blocks left out cheap: one T by T system a design, one product a set of values.
Shapes: R designs, K effects, M sets of values, B blocks, T pulses.
"""

from __future__ import annotations

import numpy as np

from dashboard.statistics.arrays import Flags, Floats


def effects(untrained: Floats, wanted: Floats, values: Floats) -> Floats:
    """Mean effects, R by K by M: NaN where no wanted cell can be imputed.

    Args:
        untrained: weights (respondents) of the untrained cells, 0 elsewhere, R by B by T.
        wanted: weights of the cells whose mean effect is asked for, R by K by B by T.
        values: sets of values, M by B by T, finite.
    """
    known = imputable(untrained)
    untrained = np.where(known, untrained, 0.0)
    wanted = np.where(known[:, None], wanted, 0.0)
    total = wanted.sum(axis=(2, 3))
    wanted = wanted / np.where(total > 0, total, np.nan)[:, :, None, None]
    for_blocks, for_pulses = _adjoint(untrained, wanted.sum(axis=3), wanted.sum(axis=2))
    learnt = untrained[:, None] * values  # R by M by B by T
    observed = np.einsum("rkbt,mbt->rkm", wanted, values, optimize=True)
    imputed = for_blocks @ learnt.sum(axis=3).swapaxes(1, 2) + for_pulses @ learnt.sum(axis=2).swapaxes(1, 2)
    found: Floats = observed - imputed
    return found


def counterfactual(untrained: Floats, value: Floats) -> Floats:
    """What each cell would show untrained (B by T): its block's level plus its pulse's; NaN where nothing tells."""
    known = imputable(untrained[None])[0]
    weight = np.where(known, untrained, 0.0)
    sums = weight * value
    blocks, pulses = _adjoint(weight[None], sums.sum(axis=1)[None, None], sums.sum(axis=0)[None, None])
    return np.where(known, blocks[0, 0][:, None] + pulses[0, 0], np.nan)


def _adjoint(untrained: Floats, by_block: Floats, by_pulse: Floats) -> tuple[Floats, Floats]:
    """Solve the normal equations of block and pulse levels, weighted: R by K by B and R by K by T.

    The matrix is symmetric, so the same solution serves to fit levels (right-hand sides from values) and to find the
    weights that an effect gives to untrained cells (right-hand sides from the wanted cells). Blocks are eliminated;
    what is left is a system of pulses whose one freedom, a constant, is tied to a sum of 0.
    """
    block_total, pulse_total = untrained.sum(axis=2), untrained.sum(axis=1)
    per_block = np.divide(1.0, block_total, out=np.zeros_like(block_total), where=block_total > 0)
    crossed = untrained * per_block[:, :, None]  # R by B by T
    matrix = -(untrained.swapaxes(1, 2) @ crossed)
    diagonal = np.arange(untrained.shape[2])
    matrix[:, diagonal, diagonal] += np.where(pulse_total > 0, pulse_total, 1.0)
    matrix += pulse_total.mean(axis=1)[:, None, None]
    pulses = np.linalg.solve(matrix, (by_pulse - by_block @ crossed).swapaxes(1, 2)).swapaxes(1, 2)
    pulses = np.where(pulse_total[:, None] > 0, pulses, 0.0)
    return (by_block - pulses @ untrained.swapaxes(1, 2)) * per_block[:, None], pulses


def imputable(untrained: Floats) -> Flags:
    """Cells (R by B by T) whose block and pulse are tied, through untrained cells, to the best-known pulse."""
    known = untrained > 0
    pulses = np.arange(untrained.shape[2]) == untrained.sum(axis=1).argmax(axis=1)[:, None]
    while True:
        blocks = (known & pulses[:, None]).any(axis=2)
        reached = (known & blocks[:, :, None]).any(axis=1)
        if (reached == pulses).all() or not reached.any():
            return np.asarray(blocks[:, :, None] & reached[:, None])
        pulses = reached
