"""Groups within a place - roles, training status - as published at the newest pulse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.readings import strains
from dashboard.release import Release
from dashboard.terms import Figure

Breakdown = Literal["role", "training"]


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the people of a place: `names` are the roles (or other values) that are shown together."""

    names: tuple[str, ...]
    respondents: int
    value: float
    could_be: tuple[float, float]
    side: Literal["", "higher", "lower"]


def groups(release: Release, measure: str, breakdown: Breakdown, unit: str) -> tuple[Group, ...]:
    """The groups of `unit` in the order of their names, each once; empty where none is published.

    `side` says whether all of a group's range lies above or below the score of everybody there.
    """
    here = [f for f in release.figures_of(unit, release.pulses[-1].id) if (f.measure, f.statistic) == (measure, "mean")]
    everybody = next((strains.edge(f) for f in here if not f.breakdown and f.status != "withheld"), None)
    if everybody is None:
        return ()
    found = {f.group_values: f for f in here if f.breakdown == breakdown and f.status != "withheld"}
    return tuple(_group(found[names], everybody) for names in sorted(found))


def _group(figure: Figure, everybody: float) -> Group:
    low, high = figure.interval_low or 0.0, figure.interval_high if figure.interval_high is not None else 100.0
    side: Literal["", "higher", "lower"] = "higher" if low > everybody else "lower" if high < everybody else ""
    return Group(figure.group_values, figure.respondents or 0, strains.edge(figure), (low, high), side)


def published(release: Release, measure: str) -> tuple[Breakdown, ...]:
    """The breakdowns for which the organisation has groups."""
    root = release.tree(release.pulses[-1].id).root.id
    both: tuple[Breakdown, Breakdown] = ("role", "training")
    return tuple(breakdown for breakdown in both if groups(release, measure, breakdown, root))
