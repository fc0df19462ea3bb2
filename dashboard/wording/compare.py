"""What Compare says: which units differ by more than chance, how each has moved, every unit and measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.readings.places import Place
from dashboard.readings.reading import Reading
from dashboard.wording import measures
from dashboard.wording.common import Words
from dashboard.wording.plain import (
    for_chart,
    for_markdown,
    listed,
    number,
    of_staff,
    pulse_name,
    several,
    span,
    within_sentence,
)
from dashboard.wording.states import badges, could_be, place_name, score, usual_range

VIEWS = {"now": "This pulse", "time": "Over time", "all": "All measures", "groups": "Roles"}
VIEW, DIVISIONS = "View", "Divisions (none chosen: all)"
HIGHLIGHT = "Highlight a unit"
HOW_TO_READ = "How to read this"
READING_HELP = (
    "The shaded funnel shows where units would land **by chance alone**, allowing for the small ways in which all "
    "units differ.\n\n"
    "- **Inside:** do not rank these units. Differences this size come and go.\n"
    "- **Outside:** ask what is different about the work there. It may be the patients, the shifts or the staffing.\n"
    "- **Left side:** few answers, so results jump about more."
)
TOO_FEW_UNITS = "There are too few units to say what chance alone would do."
EDGE = "Chance rarely goes past this line"
ACROSS = "Number of answers (fewer answers, wider range)"
NO_UNITS = "No units to show. Your filters leave fewer than {k} answers. Remove a filter."
EVERY_UNIT = "Every unit, every measure"
EVERY_UNIT_HELP = "Newest score against each unit’s own usual range. Not ranked. Unit names open in a new tab."
FUNNEL_COLUMNS = ("Unit", "Score", "Answers", "Against all units")
MOST_CHARTS = 20
_LEVEL = {"": "● Inside the funnel", "higher": "◆ Higher than chance explains", "lower": "◆ Lower than chance explains"}


def funnel(readings: Sequence[Reading], everywhere: float, *, comparable: bool) -> Words:
    """The finding of the funnel."""
    name = measures.name_of(readings[0].measure)
    pulse = pulse_name(readings[0].history.pulses[-1])
    title = _outside(readings) if comparable else TOO_FEW_UNITS
    outside = [f"{place_name(r.place)} {score(r)} from {several(r.respondents, 'answer')}" for r in readings if r.level]
    alt = (
        f"Funnel plot of {several(len(readings), 'unit')}. All units together {number(everywhere)}. "
        f"Outside the funnel: {'; '.join(outside) or 'none'}. All values are in the table below."
    )
    return Words(title, f"{name.full}: average score for {name.about}. Each dot is a unit. {pulse}.", alt)


def _outside(readings: Sequence[Reading]) -> str:
    groups = {level: [place_name(r.place) for r in readings if r.level == level] for level in ("higher", "lower")}
    parts = [f"{listed(n)} {'is' if len(n) == 1 else 'are'} {level}" for level, n in groups.items() if n]
    if not parts:
        return "No unit differs by more than chance would explain"
    return f"{'; '.join(parts)} than chance alone would explain"


def funnel_rows(readings: Sequence[Reading]) -> list[tuple[str, ...]]:
    """The funnel as rows."""
    return [
        (
            place_name(r.place),
            f"{score(r)} (could be {could_be(r)})",
            of_staff(r.respondents, r.headcount),
            _LEVEL[r.level],
        )
        for r in readings
    ]


def dot_name(reading: Reading) -> str:
    """What stands beside a dot."""
    return f"<b>{for_chart(place_name(reading.place))}</b> {score(reading)}"


def dot_said(reading: Reading) -> str:
    """What the pointer says at a dot."""
    name = for_chart(place_name(reading.place))
    return f"{name}: {score(reading)}, could be {could_be(reading)}, {reading.respondents} answers"


def everywhere(value: float) -> str:
    """What stands on the middle line."""
    return f"All units {number(value)}"


def over_time(readings: Sequence[Reading]) -> tuple[str, str]:
    """Heading and caption over the small trends."""
    name = measures.name_of(readings[0].measure)
    counts = Counter(r.state for r in readings)
    rest = len(readings) - counts["worse"] - counts["better"]
    parts = []
    if counts["worse"]:
        parts.append(f"{several(counts['worse'], 'unit')} worse than usual")
    if counts["better"]:
        better = f"{counts['better']} better"
        parts.append(better if parts else f"{several(counts['better'], 'unit')} better than usual")
    parts.append(f"{rest} with no clear change" if parts else f"{several(rest, 'unit')}, no clear change")
    caption = (
        "All charts use the same scale. Shaded band: each unit’s own usual range. "
        f"Diamond: worse than usual. Square: better than usual. {span(readings[0].history.pulses)}."
    )
    return f"On {within_sentence(name.full)} alone: {', '.join(parts)}", caption


def shortened(shown: int, of: int) -> str:
    """When there are more units than charts."""
    return f"{shown} of {of} units. Choose a division to see the others."


def small_answers(reading: Reading) -> str:
    """How many answered, beside a small trend's badge."""
    return several(reading.respondents, "answer")


def small_alt(reading: Reading) -> str:
    """A small trend in words."""
    usual = usual_range(reading)
    said = f", usually {usual}" if usual else ""
    name = measures.name_of(reading.measure).full
    return f"Line chart. {name} in {place_name(reading.place)}: now {score(reading)}{said}."


def time_rows(readings: Sequence[Reading]) -> list[tuple[str, ...]]:
    """The small trends as rows: newest score, usual range, state."""
    return [
        (place_name(r.place), score(r), usual_range(r) or "–", f"{r.respondents:,}", badges(r)[0].text)
        for r in readings
    ]


TIME_COLUMNS = ("Unit", "Score", "Usual range", "Answers", "State")


def cell(reading: Reading | None) -> str:
    """One measure of one unit in the table of all."""
    if reading is None:
        return "–"
    if reading.place.withheld:
        return "hidden"
    if plain := {"usual": "● usual", "recent": "● back in usual"}.get(reading.state):
        return f"{score(reading)} {plain}"
    badge = badges(reading)[0]
    return f"{score(reading)} :{badge.colour}-badge[{badge.text}]"


def all_columns(names: Sequence[str]) -> tuple[str, ...]:
    """Header of the table of all."""
    return ("Unit", "Division", *names, "Answers")


def answers(reading: Reading, k: int) -> str:
    """'34 of 72', or for a hidden unit 'under 10'."""
    return f"under {k}" if reading.place.withheld else of_staff(reading.respondents, reading.headcount)


def together_heading(places: Sequence[Place]) -> str:
    """Heading over those who are not shown alone."""
    units = sum(len(place.leaves) if place.combined else 1 for place in places)
    return f"{several(units, 'unit')} not shown alone"


def together(places: Sequence[Place], k: int) -> str:
    """Who is shown with whom, and who is not shown."""
    lines = [f"- {for_markdown(listed(place.names))}: shown together" for place in places if place.combined]
    lines += [f"- {for_markdown(place.name)}: hidden, fewer than {k} answers" for place in places if place.withheld]
    return "\n".join(lines)


COUNTED = "All of them are counted in “All units”."
