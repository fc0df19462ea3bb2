"""The organisation at one pulse: its smallest units, and how many people work in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.terms import Unit


@dataclass(frozen=True)
class Places:
    """`units` as the release shows them; `given`: (parent, headcount) of each unit as imported.

    Staff placed on a parent are counted on its leaf "(other)": what the parent's total leaves over.
    """

    units: Iterable[Unit]
    given: Mapping[str, tuple[str | None, int | None]]
    leaves: frozenset[str] = field(init=False)
    other: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        names = {unit.id: unit.name for unit in self.units}
        leaves = [unit for unit in self.units if unit.is_leaf]
        others = {
            unit.parent: unit.id for unit in leaves if unit.parent and unit.name == f"{names.get(unit.parent)} (other)"
        }
        object.__setattr__(self, "leaves", frozenset(unit.id for unit in leaves))
        object.__setattr__(self, "other", others)

    def leaf(self, unit: str) -> str:
        """Where somebody placed on `unit` is counted."""
        return unit if unit in self.leaves else self.other.get(unit, unit)

    def headcounts(self) -> dict[str, int]:
        """Staff by leaf, where known."""
        below: dict[str, int] = defaultdict(int)
        for parent, count in self.given.values():
            if parent is not None:
                below[parent] += count or 0
        counts = {unit: count for unit, (_, count) in self.given.items() if unit in self.leaves and count is not None}
        for parent, leaf in self.other.items():
            total = self.given.get(parent, (None, None))[1]
            if total is not None:
                counts[leaf] = total - below[parent]
        return counts
