"""What the units' lists and the training register say: response rates, completions, satisfaction (rule 8)."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.disclosure.audit.lines import name
from dashboard.disclosure.audit.places import Places
from dashboard.terms import Figure

REGISTER = ("response_rate", "uptake")


def wrong_register(figures: Iterable[Figure], places: Places, k: int) -> list[str]:
    """Figures from the register that say what they may not. Every one is about a block, never a class of staff."""
    headcounts = places.headcounts()
    found = []
    for figure in figures:
        register = figure.statistic in REGISTER or figure.measure.split(":")[0] in ("hours", "satisfaction")
        fault = _fault(figure, headcounts, k) if register else ""
        if fault:
            found.append(f"{name(figure)} {fault}")
    return found


def _fault(figure: Figure, headcounts: dict[str, int], k: int) -> str:
    if figure.breakdown:
        return "is published for a class of staff"
    staff = sum(headcounts.get(leaf, 0) for leaf in figure.leaf_units)
    if figure.band_low is None or figure.band_high is None:
        return "has no band"
    if figure.statistic == "response_rate" and staff:
        rate = min(100 * (figure.respondents or 0) / staff, 100.0)
        return "" if figure.band_low - 1e-4 <= rate <= figure.band_high + 1e-4 else "is not what the lists give"
    if figure.statistic == "uptake" and staff and figure.value is not None:
        done = figure.value * staff / 100
        if done < k or done > staff - k:
            return f"shows that all but {min(done, staff - done):.0f} people are alike, fewer than {k}"
    return ""
