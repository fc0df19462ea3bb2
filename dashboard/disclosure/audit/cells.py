"""People who cannot be told apart, counted: all that the audit knows of the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.disclosure.audit.partitions import Whole
from dashboard.terms import Figure

NOT_STATED = "not stated"


class Kind(NamedTuple):
    """What a cell's people have in common. `answered`: '1' or '0' for each measure of the family."""

    unit: str
    role: str
    training: str
    answered: str


Answers = Counter[tuple[Kind, str | None]]
"""People by kind and answer to one measure; None: no score."""


@dataclass(frozen=True, eq=False)
class Cells:
    """The people behind one family of measures (or, with no measures, behind the responses) at one pulse.

    `people` (cells,); `answered` (cells, measures); `totals` by (measure, statistic), (cells,): sums of scores
    in millionths of a point for `mean`, numbers of people for shares.
    """

    measures: tuple[str, ...]
    kinds: tuple[Kind, ...]
    people: Whole
    answered: npt.NDArray[np.bool_]
    totals: dict[tuple[str, str], Whole]
    by_unit: dict[str, Whole]

    def everyone(self, figure: Figure) -> Whole:
        """The cells of everybody in the figure's group, whatever they answered."""
        found = [self.by_unit[unit] for unit in figure.leaf_units if unit in self.by_unit]
        cells = np.concatenate(found) if found else np.array([], dtype=np.int64)
        if not figure.breakdown:
            return cells
        wanted = set(figure.group_values)
        trait = "role" if figure.breakdown == "role" else "training"
        keep = [getattr(self.kinds[cell], trait) in wanted for cell in cells.tolist()]
        return np.compress(keep, cells)

    def answering(self, cells: Whole, measures: Iterable[str]) -> Whole:
        """Those of `cells` whose people have a score on all `measures`."""
        columns = [self.measures.index(measure) for measure in measures]
        return np.compress(self.answered[cells][:, columns].all(axis=1), cells)


def cells_from(
    *, measures: tuple[str, ...], counts: Mapping[Kind, int], totals: Mapping[tuple[str, str], Mapping[Kind, int]]
) -> Cells:
    """Number the kinds of people and put what is known of them into arrays."""
    kinds = tuple(sorted(counts))
    units: dict[str, list[int]] = {}
    for number, kind in enumerate(kinds):
        units.setdefault(kind.unit, []).append(number)
    answered = [[bit == "1" for bit in kind.answered] for kind in kinds]
    return Cells(
        measures=measures,
        kinds=kinds,
        people=_whole(counts[kind] for kind in kinds),
        answered=np.array(answered, dtype=bool).reshape(len(kinds), len(measures)),
        totals={key: _whole(sums.get(kind, 0) for kind in kinds) for key, sums in totals.items()},
        by_unit={unit: np.array(numbers) for unit, numbers in units.items()},
    )


def _whole(numbers: Iterable[int]) -> Whole:
    return np.fromiter(numbers, dtype=np.int64)
