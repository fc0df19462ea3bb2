"""What a reading is: one measure in one place at the newest pulse, with its history and its flags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.readings.places import Place
from dashboard.statistics.arrays import Floats
from dashboard.terms import PublishedMeasure

State = Literal["worse", "better", "different", "usual", "recent", "early", "none", "withheld"]
Signal = Literal["", "outside", "shift", "trend", "two_of_three"]
Side = Literal["", "higher", "lower"]


@dataclass(frozen=True, eq=False)
class History:
    """One line over the pulses, oldest first; all arrays are of length T, NaN where there is nothing to draw.

    `tones` says of each point whether it is a signal, and of what; `middle`, `lower` and `upper` are the usual range.
    """

    pulses: tuple[str, ...]
    value: Floats
    respondents: Floats
    middle: Floats
    lower: Floats
    upper: Floats
    tones: tuple[Literal["worse", "better", "usual"], ...]
    provisional: bool


@dataclass(frozen=True, eq=False)
class Reading:
    """The newest figure of one measure in one place, what it could be, and whether it is a signal.

    `state`, `signal` and `side` are about its own history (`run` points in a row do what it is flagged for);
    `level` is about all other units. `change` is a statistics Change, `change_before` that of the pulse before, as
    it was then.
    """

    measure: PublishedMeasure
    place: Place
    respondents: int
    headcount: int
    value: float
    could_be: tuple[float, float]
    history: History
    state: State
    signal: Signal
    side: Side
    run: int
    level: Side
    change: int
    change_before: int

    @property
    def usual(self) -> tuple[float, float]:
        """The usual range at the newest pulse."""
        return float(self.history.lower[-1]), float(self.history.upper[-1])

    @property
    def level_is_bad(self) -> bool:
        """Whether being this far from all other units is bad news."""
        return bool(self.level) and self.level != self.measure.better
