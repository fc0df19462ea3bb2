"""What the statistics make of a world: effects beside the true ones, changes noticed or not, flags without a cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.statistics.arrays import Flags
from dashboard.statistics.control_chart import control_chart
from dashboard.statistics.event_study import estimate
from dashboard.statistics.series import comparable
from dashboard.statistics.training_effect import LEADS_MOVE, refusal, subset, usable
from dashboard.statistics.training_panel import training_panel
from tests.simulation.published import Published, publish
from tests.simulation.worlds import HELPING, IDLE, Change, World

LOTS = 399


@dataclass(frozen=True, slots=True)
class EffectFound:
    """An effect beside the true one. `leads_moved`: it would have been refused."""

    programme: int
    truth: float
    effect: float
    low: float
    high: float
    leads_moved: bool


@dataclass(frozen=True, slots=True)
class ChangeFound:
    """A planted change: its size, the respondents of the figure that shows it, and after how many pulses it is flagged.

    `after` is 1 for the pulse at which it happens, None if it was not flagged by the end; `followed` pulses were seen.
    """

    points: float
    respondents: int
    alone: bool
    after: int | None
    followed: int


@dataclass(frozen=True, slots=True)
class FalseFlags:
    """Blocks in which nothing was planted and that could be judged at the newest pulse, and those flagged."""

    judged: int
    flagged: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that is learnt from one world."""

    effects: tuple[EffectFound, ...]
    changes: tuple[ChangeFound, ...]
    flags: FalseFlags


def observe(world: World) -> Outcome:
    """Publish the world's answers and look at what is published."""
    published = publish(world.organisation)
    changes = tuple(found for change in world.changes if (found := _change(published, change)))
    return Outcome(tuple(_effects(world, published)), changes, _false_flags(world, published))


def _effects(world: World, published: Published) -> Iterator[EffectFound]:
    for programme, truth in ((HELPING, world.effect), (IDLE, 0.0)):
        panel = training_panel(
            units=published.units,
            pulses=published.pulses,
            measure=published.exhaustion,
            uptake=published.uptake(programme),
        )
        kept = subset(panel, usable(panel))
        found = None if refusal(panel, kept) else estimate(kept, count=LOTS)
        if found is not None:
            moved = found.leads_p <= LEADS_MOVE
            yield EffectFound(programme, truth, found.effect, found.judgement.low, found.judgement.high, moved)


def _change(published: Published, change: Change) -> ChangeFound | None:
    """None where the unit has no figure."""
    unit = published.organisation.leaves[change.unit].unit
    row, means = published.units.index(unit), published.exhaustion
    members = means.leaf_units[row : row + 1]
    value, n = means.value[row : row + 1], means.weight[row : row + 1]
    if not np.isfinite(n[0, change.pulse]):
        return None
    wanted = "worse" if change.points > 0 else "better"
    after = None
    for pulses in range(change.pulse + 1, value.shape[1] + 1):
        counted = comparable(value[:, :pulses], members[:, :pulses])
        chart = control_chart(value=value[:, :pulses], n=n[:, :pulses], counted=counted)
        if chart.state[0] == wanted:
            after = pulses - change.pulse
            break
    alone = ";" not in members[0, change.pulse]
    return ChangeFound(change.points, int(n[0, change.pulse]), alone, after, value.shape[1] - change.pulse)


def _false_flags(world: World, published: Published) -> FalseFlags:
    means = published.exhaustion
    chart = control_chart(value=means.value, n=means.weight, counted=comparable(means.value, means.leaf_units))
    calm = _calm(world, published)
    judged = calm & ~np.isin(chart.state, ["none", "early"])
    return FalseFlags(int(judged.sum()), int((judged & np.isin(chart.state, ["worse", "better"])).sum()))


def _calm(world: World, published: Published) -> Flags:
    """One row of each block in which nothing happened: no planted change, no programme with an effect."""
    made = world.organisation
    stirred = {made.leaves[change.unit].unit for change in world.changes}
    if world.effect:
        begun = made.begun[HELPING] < len(made.pulses)
        stirred |= {leaf.unit for leaf, started in zip(made.leaves, begun.tolist(), strict=True) if started}
    seen: set[str] = set()
    marks = []
    for members in published.exhaustion.leaf_units[:, -1].tolist():
        marks.append(members != "" and members not in seen and stirred.isdisjoint(members.split(";")))
        seen.add(members)
    return np.array(marks)
