"""How good the answers are, for the organisation as a whole: who answered, what is missing, whether items agree."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.surveys.staging import Staging
from dashboard.surveys.store import scale_holes, step_of
from dashboard.terms import Measure

FEWEST = 30
"""Respondents below which nothing is said about how items go together."""
_MOST_STEPS = 62  # which codes occur is kept as the bits of one number


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
        and _steps(measure) <= _MOST_STEPS
    ]
    found = []
    for measure, hole in zip(asked, scale_holes(asked), strict=True):
        row = staging.run("quality_by_measure", scale=hole)[0]
        if row[0]:
            found.append(quality(measure, *row))
    return found


def quality(measure: Measure, *counted: Any) -> Quality:
    """One row of `quality_by_measure` as a `Quality`."""
    respondents, scored, missing, complete, straight, total, total_squared, *items, used = counted
    enough = complete >= FEWEST
    moments = (
        _Moments(complete, int(total or 0), int(total_squared or 0), *(tuple(map(int, row)) for row in items))
        if enough
        else None
    )
    return Quality(
        measure=measure,
        respondents=respondents,
        scored=scored,
        missing=float(missing or 0) / (respondents * len(measure.items)),
        complete=complete,
        straight=straight,
        alpha=moments.alpha if moments else None,
        correlations=moments.correlations if moments else (None,) * len(measure.items),
        unused=_unused(measure, used),
    )


@dataclass(frozen=True, slots=True)
class _Moments:
    """Sums over the n complete answers to a scale, whole numbers all.

    Of its total, plain and squared; of each item, plain (`items`), squared, and times the total (`products`).
    """

    n: int
    total: int
    total_squared: int
    items: tuple[int, ...]
    squares: tuple[int, ...]
    products: tuple[int, ...]

    @property
    def alpha(self) -> float | None:
        """Cronbach's alpha: k / (k - 1) * (1 - sum of the items' variances / variance of their sum)."""
        k, whole = len(self.items), self._spread(self.total_squared, self.total, self.total)
        if k < 2 or not whole:
            return None
        parts = sum(self._spread(square, item, item) for square, item in zip(self.squares, self.items, strict=True))
        return k / (k - 1) * (1 - parts / whole)

    @property
    def correlations(self) -> tuple[float | None, ...]:
        """Each item's correlation with the sum of the others; None where either never varies."""
        return tuple(map(self._correlation, self.items, self.squares, self.products))

    def _correlation(self, item: int, square: int, product: int) -> float | None:
        variance, shared = self._spread(square, item, item), self._spread(product, item, self.total)
        rest = self._spread(self.total_squared, self.total, self.total) + variance - 2 * shared
        return (shared - variance) / math.sqrt(variance * rest) if variance and rest else None

    def _spread(self, product: int, one: int, other: int) -> int:
        """The square of n times a covariance (with itself: a variance), exactly."""
        return self.n * product - one * other


def _unused(measure: Measure, used: Iterable[int | None]) -> tuple[tuple[int, ...], ...]:
    lowest, step = measure.items[0].codes[0], step_of(measure)
    return tuple(
        tuple(code for code in item.codes if not int(bits or 0) >> ((code - lowest) // step) & 1)
        for item, bits in zip(measure.items, used, strict=True)
    )


def _steps(measure: Measure) -> int:
    codes = measure.items[0].codes
    return (codes[-1] - codes[0]) // step_of(measure)
