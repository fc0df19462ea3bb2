"""Who trained when, and who is compared: blocks that stay the same over all pulses, put together from figures.

Which units are shown together may differ from pulse to pulse. The panel is the finest partition of the units that is
coarser than every pulse's blocks, of the measure and of the register alike, so that each of its blocks is a sum of
published figures at every pulse (DESIGN 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.statistics.arrays import Flags, Floats, Ints, Objects

STARTED = 20.0
UNTRAINED = 5.0


@dataclass(frozen=True, eq=False)
class TrainingPanel:
    """B blocks by T pulses. `members` are the leaf units of each block.

    `value` is the measure (0-100, NaN where some member has no printed number), `n` its respondents (0 there).
    A block is untrained before pulse `until` (column number), trained from pulse `start` on, and left out between;
    both are T for blocks that never start.
    """

    members: tuple[tuple[str, ...], ...]
    pulses: tuple[str, ...]
    value: Floats
    n: Floats
    until: Ints
    start: Ints


@dataclass(frozen=True, eq=False)
class Leaves:
    """One statistic of every leaf unit, U by T, units of a combined block repeating its figure as the release does.

    `low..high` is the printed band, `weight` people (respondents or headcount); NaN where there is no figure.
    `value` is NaN too where the print is open-ended. `leaf_units` are the block's members, `;`-separated.
    """

    value: Floats
    low: Floats
    high: Floats
    weight: Floats
    leaf_units: Objects


def training_panel(*, units: Sequence[str], pulses: Sequence[str], measure: Leaves, uptake: Leaves) -> TrainingPanel:
    """Put the panel together from the figures of U leaf `units` at T `pulses`.

    `uptake` is the register's: cumulative completions of one programme in percent of the `weight`, headcount. Where
    it has no row yet the programme has not begun; where it is withheld the block may have, and is no comparison.
    """
    block = _finest(units, (measure.leaf_units, uptake.leaf_units))
    blocks = int(block.max(initial=-1)) + 1
    value, n = _combined(block, blocks, measure.value, measure, whole=True)
    printed = np.isfinite(uptake.value)
    low, _ = _combined(block, blocks, np.where(printed, uptake.value, uptake.low), uptake, whole=False)
    high, _ = _combined(block, blocks, np.where(printed, uptake.value, uptake.high), uptake, whole=False)
    until, start = starts(low, high)
    until = np.minimum(until, _first(_withheld(block, blocks, uptake), len(pulses)))
    members: list[list[str]] = [[] for _ in range(blocks)]
    for unit, number in zip(units, block.tolist(), strict=True):
        members[number].append(unit)
    return TrainingPanel(tuple(map(tuple, members)), tuple(pulses), value, n, until, start)


def starts(low: Floats, high: Floats) -> tuple[Ints, Ints]:
    """(`until`, `start`) of each block from the printed bands of its cumulative uptake, B by T, NaN: none known.

    A block starts at the first pulse that is surely at 20 % or more and is untrained while it may be under 5 %.
    Few completions are published as a band from 0; one that reaches 20 % may hide the start, so the last such pulse
    before it is left out too.
    """
    pulses = low.shape[1]
    start = _first(low >= STARTED, pulses)
    until = np.minimum(start, _first(low >= UNTRAINED, pulses))
    last = np.clip(until - 1, 0, None)[:, None]
    hidden = (start < pulses) & (until > 0) & (np.take_along_axis(high, last, axis=1)[:, 0] >= STARTED)
    return np.where(start < pulses, until - hidden, until), start


def _first(found: Flags, otherwise: int) -> Ints:
    return np.where(found.any(axis=1), found.argmax(axis=1), otherwise)


def _finest(units: Sequence[str], memberships: Sequence[Objects]) -> Ints:
    """The number of each unit's block in the finest partition that splits no published block (U)."""
    number = {unit: place for place, unit in enumerate(units)}
    leader = list(range(len(units)))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for together in {text for texts in memberships for text in texts.ravel().tolist() if ";" in text}:
        places = [find(number[unit]) for unit in together.split(";") if unit in number]
        for place in places:
            leader[find(place)] = min(map(find, places))
    _, block = np.unique([find(place) for place in range(len(units))], return_inverse=True)
    return block.astype(np.int_)


def _combined(block: Ints, blocks: int, value: Floats, leaves: Leaves, *, whole: bool) -> tuple[Floats, Floats]:
    """Weighted mean of `value` and the weight of each block and pulse; a figure that members repeat counts once.

    If `whole`, a block has none where any member has none.
    """
    once = _first_of_its_figure(leaves.leaf_units)
    total, weight = (np.zeros((blocks, value.shape[1])) for _ in range(2))
    usable = once & np.isfinite(value) & (leaves.weight > 0)
    np.add.at(total, block, np.where(usable, value * leaves.weight, 0.0))
    np.add.at(weight, block, np.where(usable, leaves.weight, 0.0))
    if whole:
        missing = np.zeros(weight.shape, dtype=bool)
        np.logical_or.at(missing, block, ~np.isfinite(value))
        weight = np.where(missing, 0.0, weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(weight > 0, total / weight, np.nan), weight


def _withheld(block: Ints, blocks: int, leaves: Leaves) -> Flags:
    """Blocks and pulses with a member about which the register says nothing although it has a row."""
    found = np.zeros((blocks, leaves.low.shape[1]), dtype=bool)
    np.logical_or.at(found, block, np.isnan(leaves.low) & (leaves.leaf_units != ""))
    return found


def _first_of_its_figure(leaf_units: Objects) -> Flags:
    first = np.zeros(leaf_units.shape, dtype=bool)
    for pulse, texts in enumerate(leaf_units.T.tolist()):
        seen: set[str] = set()
        for unit, text in enumerate(texts):
            first[unit, pulse] = text not in seen
            seen.add(text)
    return first
