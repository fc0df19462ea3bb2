"""Every row keeps the promise it prints: enough people, real units, one group one answer, nothing where withheld."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.disclosure.audit.lines import name
from dashboard.disclosure.audit.places import Places
from dashboard.terms import Figure

BREAKDOWNS = ("", "role", "training")
STATUSES = ("published", "combined", "withheld")


def broken_promises(figures: Iterable[Figure], *, places: Places, k: int) -> list[str]:
    """What is wrong with the rows of one pulse."""
    headcounts = places.headcounts()
    found: list[str] = []
    said: dict[object, object] = {}
    for figure in figures:
        fault = _fault(figure, places.leaves, headcounts, k)
        if not fault and has_numbers(figure):
            group = figure.leaf_units, figure.breakdown, figure.group_values, figure.measure, figure.statistic
            if said.setdefault(group, numbers(figure)) != numbers(figure):
                fault = "differs from another row about the same people"
        if fault:
            found.append(f"{name(figure)} {fault}")
    return found


def has_numbers(figure: Figure) -> bool:
    """Whether the row prints anything a reader could use."""
    return any(number is not None for number in numbers(figure))


def numbers(figure: Figure) -> tuple[float | None, ...]:
    """Everything numeric that the row prints."""
    return (
        figure.respondents,
        figure.headcount,
        figure.value,
        figure.band_low,
        figure.band_high,
        figure.interval_low,
        figure.interval_high,
    )


def _fault(figure: Figure, leaves: frozenset[str], headcounts: dict[str, int], k: int) -> str:  # noqa: PLR0911
    if figure.status not in STATUSES or figure.breakdown not in BREAKDOWNS:
        return f"has the unknown status or breakdown {figure.status!r}, {figure.breakdown!r}"
    if figure.status == "withheld":
        return "is withheld and still carries numbers" if has_numbers(figure) else ""
    if not figure.leaf_units or not set(figure.leaf_units) <= leaves:
        return "names units that are not the organisation's smallest"
    if figure.respondents is None or figure.respondents < k:
        return f"rests on {figure.respondents} people, fewer than {k}"
    if figure.breakdown and figure.headcount is not None:
        return "carries the headcount of a class of staff"
    known = all(leaf in headcounts for leaf in figure.leaf_units)
    staff = sum(headcounts[leaf] for leaf in figure.leaf_units) if known else None
    if staff is not None and staff < k:
        return f"is about {staff} members of staff, fewer than {k}"
    if figure.headcount is not None and staff is not None and figure.headcount != staff:
        return f"prints a headcount of {figure.headcount}, not {staff}"
    return ""
