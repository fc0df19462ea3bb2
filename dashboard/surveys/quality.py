"""How good the answers are, for the organisation as a whole: who answered, what is missing, whether items agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.surveys.staging import Staging
from dashboard.surveys.store import scale_holes
from dashboard.terms import Measure

FEWEST = 30
"""Respondents below which nothing is said about how items go together."""
_LARGEST_CODE = 120  # codes are counted as bits of a 128-bit number


@dataclass(frozen=True, slots=True)
class Quality:
    """What is known of one scale's answers. `correlations` and `unused` run in step with the measure's items."""

    measure: Measure
    respondents: int
    scored: int
    missing: float
    """Share of its items left out by those who answered any, 0-1."""
    complete: int
    straight: int
    """Complete answers with one and the same code throughout."""
    alpha: float | None
    """Cronbach's alpha of the complete answers; None for a single item, or under 30 of them."""
    correlations: tuple[float | None, ...]
    """Each item with the rest of its scale, turned items turned back; None under 30 complete answers."""
    unused: tuple[tuple[int, ...], ...]
    """The codes nobody chose."""

    @property
    def sentence(self) -> str:
        agreement = "" if self.alpha is None else f", Cronbach's alpha {self.alpha:.2f}"
        return (
            f"{self.measure.id}: {self.scored:,} of {self.respondents:,} scored, "
            f"{100 * self.missing:.1f} % of answers missing{agreement}."
        )


def of_arrivals(staging: Staging) -> list[Quality]:
    """The quality of every scale that arrives, in the order pages show them."""
    columns = set(staging.item_columns)
    asked = [
        measure
        for measure in staging.measures.values()
        if not measure.bands
        and columns.issuperset(item.id for item in measure.items)
        and measure.items[0].codes[-1] <= _LARGEST_CODE
    ]
    if not asked:
        return []
    rows = staging.run("quality_by_measure", scales=scale_holes(asked))
    return [quality(staging.measures[row[0]], *row[1:]) for row in rows if row[1]]


def quality(measure: Measure, *counted: Any) -> Quality:
    """One row of `quality_by_measure` as a `Quality`."""
    respondents, scored, missing, complete, straight, variance, item_variances, correlations, used = counted
    enough = complete >= FEWEST
    return Quality(
        measure=measure,
        respondents=respondents,
        scored=scored,
        missing=float(missing or 0) / (respondents * len(measure.items)),
        complete=complete,
        straight=straight,
        alpha=_alpha(variance, item_variances) if enough else None,
        correlations=tuple(correlations) if enough else (None,) * len(measure.items),
        unused=tuple(
            tuple(code for code in item.codes if not int(bits or 0) >> code & 1)
            for item, bits in zip(measure.items, used, strict=True)
        ),
    )


def _alpha(variance: float | None, item_variances: Iterable[float | None]) -> float | None:
    """Cronbach's alpha: k / (k - 1) * (1 - sum of the items' variances / variance of their sum)."""
    variances = [float(value or 0) for value in item_variances]
    if len(variances) < 2 or not variance:
        return None
    return len(variances) / (len(variances) - 1) * (1 - sum(variances) / float(variance))
