"""Every state a result can be in: its badge, its colour, its symbol. Colour never stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import Literal

from dashboard.readings.places import Place
from dashboard.readings.reading import Reading
from dashboard.wording.plain import listed, number, period, several, within

Colour = Literal["orange", "blue", "gray"]
ARROW = {"higher": "▲", "lower": "▼", "": "●"}
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in a word or two, with its symbol, and the colour that goes with it."""

    text: str
    colour: Colour


def badge(reading: Reading) -> Badge:
    """The badge of a change against a unit's own history."""
    arrow = ARROW[reading.side]
    return {
        "worse": Badge(f"{arrow} Worse than usual", "orange"),
        "better": Badge(f"{arrow} Better than usual", "blue"),
        "different": Badge(f"{arrow} Different from usual", "gray"),
        "usual": Badge("● In usual range", "gray"),
        "recent": Badge("● Back in usual range", "gray"),
        "early": Badge("Too early to say", "gray"),
        "none": Badge("Cannot be compared", "gray"),
        "withheld": Badge("Hidden to protect staff", "gray"),
    }[reading.state]


def watch_badge(reading: Reading) -> Badge:
    """The badge of a change that may be chance: in fewer words of alarm, and in grey."""
    plain = badge(reading)
    if reading.state not in ("worse", "better"):
        return plain
    return Badge(f"{ARROW[reading.side]} One measure {reading.state} than usual", "gray")


def level_badge(reading: Reading) -> Badge:
    """The badge of a difference from all other units."""
    way = "Higher" if reading.level == "higher" else "Lower"
    return Badge(f"◆ {way} than chance explains", "orange" if reading.level_is_bad else "blue")


def badges(reading: Reading) -> tuple[Badge, ...]:
    """Change, and level where it is flagged."""
    return (badge(reading), level_badge(reading)) if reading.level else (badge(reading),)


def usual_range(reading: Reading) -> str:
    """'35 to 45', in numbers that can be printed; '' where there is no usual range."""
    low, high = reading.usual
    if isnan(low):
        return ""
    first, last = within(low, high, respondents=reading.respondents)
    return f"{first} to {last}"


def score(reading: Reading) -> str:
    """The newest score as printed."""
    return number(reading.value, respondents=reading.respondents)


def could_be(reading: Reading) -> str:
    """'55 to 67'."""
    low, high = reading.could_be
    return f"{number(low)} to {number(high)}"


def place_name(place: Place) -> str:
    """'Ward 7', 'Chaplaincy + Bereavement Care (combined)', or with many units 'A + B + 3 more (combined)'."""
    if not place.combined:
        return place.name
    names = place.names
    if len(names) > MOST_NAMES:
        names = (*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more")
    return f"{' + '.join(names)} (combined)"


def shown_with(place: Place) -> str:
    """Whom a combined unit is shown with, in a sentence."""
    return f"{listed(place.names)} are shown together. Each is too small to show alone without giving somebody away."


def movement(reading: Reading) -> str:
    """What the score has done, as the rest of a sentence that starts with it."""
    up = reading.side == "higher"
    step = period(reading.history.pulses)
    lasting = several(reading.run, step)
    return {
        "": "is in its usual range",
        "outside": "has risen above its usual range" if up else "has fallen below its usual range",
        "shift": f"has stayed {'above' if up else 'below'} its average for {lasting}",
        "trend": f"has been {'rising' if up else 'falling'} for {lasting}",
        "two_of_three": f"was close to the {'top' if up else 'bottom'} of its usual range in 2 of the last 3 {step}s",
    }[reading.signal]
