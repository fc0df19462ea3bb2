"""Readings of a release: every place on one measure, the organisation, the funnel, what happened beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

import numpy as np

from dashboard.readings.memory import once
from dashboard.readings.places import Place, places, under
from dashboard.readings.reading import History, Reading, Side, Signal, State
from dashboard.release import Panel, Release
from dashboard.statistics.arrays import Flags, Floats
from dashboard.statistics.control_chart import ControlChart, control_chart
from dashboard.statistics.control_rules import Rule
from dashboard.statistics.control_states import Change
from dashboard.statistics.funnel import Funnel, mean_funnel
from dashboard.statistics.series import comparable, eras
from dashboard.terms import PublishedMeasure, UnitTree

HEADLINE = ("exhaustion", "empathic_distress", "compassion_satisfaction", "moral_distress")

_TONES: dict[int, Literal["worse", "better", "usual"]] = {
    Change.WORSE: "worse",
    Change.BETTER: "better",
    Change.NONE: "usual",
    Change.DIFFERENT: "usual",
}
_SIGNALS: dict[int, Signal] = {
    Rule.NONE: "",
    Rule.OUTSIDE: "outside",
    Rule.SHIFT: "shift",
    Rule.TREND: "trend",
    Rule.TWO_OF_THREE: "two_of_three",
}
_SIDES: dict[int, Side] = {-1: "lower", 0: "", 1: "higher"}


@once
def of_measure(release: Release, measure: str) -> tuple[Reading, ...]:
    """Every place with a line of its own at the newest pulse, in tree order; units shown together come once.

    Withheld places come too, without numbers. Empty where the measure has no means.
    """
    panel = release.panel(measure, "mean")
    if not panel.rows:
        return ()
    tree = release.tree(release.pulses[-1].id)
    now = _chart(release, panel, tree, pulses=len(panel.pulses))
    before = _chart(release, panel, tree, pulses=len(panel.pulses) - 1) if len(panel.pulses) > 1 else None
    levels = _levels(release, measure)
    return tuple(
        _reading(release, panel, now, place, row, level=levels.get(place.unit, ""), before=before)
        for place, row in places(panel, tree)
    )


@once
def funnel(release: Release, measure: str) -> tuple[Funnel, tuple[Place, ...]]:
    """All units against one another at the newest pulse, and the places in the order of the funnel's arrays."""
    panel = release.panel(measure, "mean")
    tree = release.tree(release.pulses[-1].id)
    units = [(place, row) for place, row in places(panel, tree) if place.is_leaf]
    rows = [row for _, row in units]
    spread = release.measures[measure].spread or float("nan")
    found = mean_funnel(panel.value[rows, -1], panel.respondents[rows, -1], spread=spread)
    return found, tuple(place for place, _ in units)


def _levels(release: Release, measure: str) -> dict[str, Side]:
    found, units = funnel(release, measure)
    return {place.unit: cast(Side, str(level)) for place, level in zip(units, found.level, strict=True)}


def of_unit(release: Release, measure: str, unit: str) -> Reading | None:
    """The reading whose place `unit` belongs to: its own, or that of the units it is shown with."""
    found = of_measure(release, measure)
    mine = (r for r in found if r.place.unit == unit)
    shared = (r for r in found if r.place.combined and r.place.is_leaf and unit in r.place.leaves)
    return next(mine, None) or next(shared, None)


def of_units(release: Release, measure: str) -> tuple[Reading, ...]:
    """The places at the bottom of the tree; units shown together once."""
    return tuple(r for r in of_measure(release, measure) if r.place.is_leaf)


def of_everyone(release: Release, measure: str) -> Reading | None:
    """The organisation as a whole."""
    root = release.tree(release.pulses[-1].id).root.id
    return of_unit(release, measure, root)


def headline(release: Release) -> tuple[PublishedMeasure, ...]:
    """The measures pages lead with, the most telling first: those we know best, else the first with means."""
    known = [m for id_ in HEADLINE if (m := release.measures.get(id_))]
    others = [m for m in release.measures.values() if not m.bands and not m.id.startswith("demand_")]
    return tuple(m for m in known or others if release.panel(m.id, "mean").rows)[:4]


def top(release: Release, measure: str) -> int:
    """Where the value axis of `measure` ends: the same for every unit and pulse, so that charts can be compared."""
    values = release.panel(measure, "mean").level_value
    return int(min(100, max(60, 20 * np.ceil((np.nanmax(values) + 1) / 20)))) if np.isfinite(values).any() else 100


def notes(release: Release, reading: Reading) -> tuple[tuple[int, str], ...]:
    """(position on the trend, what happened) of every event at the reading's place or above it."""
    tree = release.tree(release.pulses[-1].id)
    pulses = reading.history.pulses
    return tuple(
        (column, event.text)
        for event in release.annotations
        if (column := _column(pulses, event.date)) < len(pulses) and _concerns(under(tree, event.unit), reading.place)
    )


def _concerns(touched: set[str], place: Place) -> bool:
    """Whether an event that touched these units belongs on the trend of `place`."""
    return place.unit in touched or (place.combined and bool(touched.intersection(place.leaves)))


def _chart(release: Release, panel: Panel, tree: UnitTree, *, pulses: int) -> ControlChart:
    """The control chart of every row, as it was after so many pulses."""
    starts = [
        [_column(panel.pulses, a.date) for a in release.annotations if a.rebase and row.unit in under(tree, a.unit)]
        for row in panel.rows
    ]
    return control_chart(
        value=panel.value[:, :pulses],
        n=panel.respondents[:, :pulses],
        counted=comparable(panel.value, panel.leaf_units)[:, :pulses],
        era=eras(rebase_at=starts, pulses=pulses),
        better=release.measures[panel.measure].better,
    )


def _column(pulses: Sequence[str], day: str) -> int:
    """The first pulse on or after `day`."""
    return sum(pulse < day[: len(pulse)] for pulse in pulses)


def _reading(
    release: Release,
    panel: Panel,
    chart: ControlChart,
    place: Place,
    row: int,
    *,
    level: Side,
    before: ControlChart | None,
) -> Reading:
    state = str(chart.state[row])
    rule, side = int(chart.rule[row, -1]), int(chart.side[row, -1])
    return Reading(
        measure=release.measures[panel.measure],
        place=place,
        respondents=_whole(panel.respondents[row, -1]),
        headcount=_whole(panel.headcount[row, -1]),
        value=float(panel.level_value[row, -1]),
        could_be=(float(panel.interval_low[row, -1]), float(panel.interval_high[row, -1])),
        history=History(
            pulses=panel.pulses,
            value=panel.level_value[row],
            respondents=panel.respondents[row],
            middle=chart.center[row],
            lower=chart.lower[row],
            upper=chart.upper[row],
            tones=tuple(_TONES[int(change)] for change in chart.change[row]),
            provisional=bool(chart.provisional[row]),
        ),
        state="withheld" if place.withheld else cast(State, state),
        signal=_SIGNALS[rule],
        side=_SIDES[side],
        run=_run(chart, panel.value, row),
        level=level,
        change=int(chart.change[row, -1]),
        change_before=int(before.change[row, -1] if before else Change.NONE),
    )


def _run(chart: ControlChart, value: Floats, row: int) -> int:
    """How many points in a row, up to the newest, do what the newest is flagged for."""
    counted = chart.counted[row]
    y, middle = value[row, counted], chart.center[row, counted]
    side = int(chart.side[row, -1])
    limit = (chart.upper if side > 0 else chart.lower)[row, counted]
    if chart.rule[row, -1] == Rule.TREND:
        return _trailing(np.diff(y) * side > 0) + 1
    return _trailing((y - (limit if chart.rule[row, -1] == Rule.OUTSIDE else middle)) * side > 0)


def _trailing(flags: Flags) -> int:
    return int(np.cumprod(flags[::-1]).sum())


def _whole(number: float) -> int:
    return 0 if np.isnan(number) else int(number)
