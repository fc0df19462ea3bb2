"""The published fixture of a staggered start, and small made-up panels."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from dashboard.statistics.arrays import Floats, Ints
from dashboard.statistics.training_panel import TrainingPanel


def published(shared: Path) -> TrainingPanel:
    """12 blocks, 12 pulses, starts at the 5th, 7th and 9th pulse and never."""
    with (shared / "reference" / "did_fixture.csv").open(encoding="utf-8", newline="") as lines:
        rows = [{name: float(text) for name, text in row.items()} for row in csv.DictReader(lines)]
    shape = 12, 12
    value, n, start = np.empty(shape), np.empty(shape), np.full(12, 12)
    for row in rows:
        place = int(row["unit"]) - 1, int(row["t"]) - 1
        value[place], n[place] = row["y"], row["n"]
        start[place[0]] = int(row["g"]) - 1 if row["g"] else 12
    return panel(value, n, start)


def panel(value: Floats, n: Floats, start: Ints, until: Ints | None = None) -> TrainingPanel:
    """A panel of blocks named b0, b1... and monthly pulses from January 2024."""
    blocks, pulses = value.shape
    return TrainingPanel(
        members=tuple((f"b{number}",) for number in range(blocks)),
        pulses=tuple(f"{2024 + month // 12}-{month % 12 + 1:02}" for month in range(pulses)),
        value=value,
        n=n,
        until=start if until is None else until,
        start=start,
    )


def made_up(
    *, blocks: int = 20, pulses: int = 14, trained: int = 8, effect: float = -5.0, noise: float = 2.0, seed: int = 1
) -> TrainingPanel:
    """Blocks with levels of their own that move together, `trained` of them starting at pulses 5 to 9."""
    rng = np.random.default_rng(seed)
    start = np.full(blocks, pulses)
    start[rng.permutation(blocks)[:trained]] = rng.integers(5, 10, trained)
    n = rng.integers(15, 90, (blocks, pulses)).astype(float)
    level = rng.normal(50, 5, (blocks, 1)) + rng.normal(0, 2, pulses)
    value = level + noise * rng.standard_normal((blocks, pulses)) + effect * (np.arange(pulses) >= start[:, None])
    return panel(value, n, start)
