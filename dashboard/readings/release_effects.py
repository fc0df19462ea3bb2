"""The effects of all programmes on all measures, computed once when a release is made, from what it publishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from dashboard.release import Panel, Release
from dashboard.statistics.arrays import Floats
from dashboard.statistics.training_effect import to_json, training_effect
from dashboard.statistics.training_panel import Leaves, training_panel

UPTAKE = "uptake:"


def release_effects(file: Path) -> Iterator[tuple[str, str, str]]:
    """(programme, measure, effect as JSON) for the table `effects` of the release in `file`."""
    with closing(Release(file)) as release:
        yield from _effects(release)


def _effects(release: Release) -> Iterator[tuple[str, str, str]]:
    tree = release.tree(release.pulses[-1].id)
    leaves = [unit.id for unit in tree.units if unit.is_leaf]
    scales = [measure for measure in release.measures.values() if not measure.bands]
    for programme in _programmes(release):
        register = release.panel(UPTAKE + programme, "uptake")
        uptake = _of(register, leaves, weight=register.headcount)
        for measure in scales:
            means = release.panel(measure.id, "mean")
            if not means.rows:
                continue
            figures = _of(means, leaves, weight=means.respondents)
            panel = training_panel(units=leaves, pulses=means.pulses, measure=figures, uptake=uptake)
            yield programme, measure.id, to_json(training_effect(panel, better=measure.better))


def _programmes(release: Release) -> list[str]:
    """Programmes that the register knows at the newest pulse."""
    pulse = release.pulses[-1].id
    figures = release.figures_of(release.tree(pulse).root.id, pulse)
    return [f.measure.removeprefix(UPTAKE) for f in figures if f.statistic == "uptake"]


def _of(panel: Panel, units: Sequence[str], *, weight: Floats) -> Leaves:
    """The panel's rows of `units`, in their order; nothing where it has none."""
    rows = [panel.index.get((unit, ""), -1) for unit in units]
    nothing = np.array(rows)[:, None] < 0

    def numbers(grid: Floats) -> Floats:
        return np.where(nothing, np.nan, grid[rows])

    return Leaves(
        value=numbers(panel.value),
        low=numbers(panel.band_low),
        high=numbers(panel.band_high),
        weight=numbers(weight),
        leaf_units=np.where(nothing, "", panel.leaf_units[rows]),
    )
