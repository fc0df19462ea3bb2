"""Whom training reaches and what it is linked to, as published."""

from __future__ import annotations

from math import isfinite

from dashboard.release import Release
from dashboard.statistics.training_effect import Effect, from_json
from dashboard.terms import Figure

REGISTER, SAID = "uptake", "share:self_reported"
UPTAKE = "uptake:"


def uptake(release: Release) -> tuple[Figure, ...]:
    """How many of all staff did each programme, most first: from the register, else from what staff say."""
    now = release.pulses[-1].id
    root = release.tree(now).root.id
    figures = [f for f in release.figures_of(root, now) if f.measure.startswith(UPTAKE) and not f.breakdown]
    for statistic in (REGISTER, SAID):
        found = [f for f in figures if f.statistic == statistic and f.status != "withheld"]
        if found:
            return tuple(sorted(found, key=lambda f: -_size(f)))
    return ()


def is_register(figure: Figure) -> bool:
    """Whether it counts completions on the register."""
    return figure.statistic == REGISTER


def _size(figure: Figure) -> float:
    return figure.value if figure.value is not None else (figure.band_high or 0.0)


def effects(release: Release) -> dict[str, dict[str, Effect]]:
    """The effect of each programme by measure: measure id, then programme."""
    found: dict[str, dict[str, Effect]] = {}
    for programme, measure, _, detail in release.effects:
        if measure in release.measures:
            found.setdefault(measure, {})[programme] = from_json(detail)
    return found


def drawn(effect: Effect) -> bool:
    """Whether there are lines to draw: at least one step before and one after the start."""
    steps = [s for s in effect.steps if isfinite(s.trained) and isfinite(s.expected)]
    return any(s.offset < 0 for s in steps) and any(s.offset >= 0 for s in steps)
