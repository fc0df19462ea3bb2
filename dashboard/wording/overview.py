"""What the Overview says: how staff are doing, in a sentence; where to talk first; who is shown together."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.readings.conversations import Conversation, Group
from dashboard.readings.places import Place
from dashboard.readings.reading import Reading
from dashboard.terms import Figure
from dashboard.wording import measures
from dashboard.wording.plain import for_markdown, listed, number, several, span, within_sentence
from dashboard.wording.states import movement, place_name, score, usual_range

NOTHING_PUBLISHED = "This pulse has no results for the organisation as a whole: too few people answered."
START_HEADING = "Where to start a conversation"
WATCH = "Keep an eye on"
NOTHING = "No unit stands out this pulse. That is normal."
TOO_EARLY = "Too early to say whether anything has changed."
WORSE_MEANS = (
    "“Worse than usual” means a change too big, or too long, to be normal ups and downs. "
    "It is a reason to talk, not a mark against anyone."
)
_INSIDE = ("shift", "trend", "two_of_three")  # rules that flag a score inside its usual range too
_GROUP = {"worse": "Worse than usual", "high": "Steady but high", "better": "Better than usual", "watch": WATCH}


def group_heading(group: Group, count: int) -> str:
    """'Worse than usual: 1 unit'."""
    return f"{_GROUP[group]}: {several(count, 'unit')}"


def summary(lead: Reading, high: Figure | None, found: Sequence[Conversation], *, judged: bool = True) -> str:
    """The page's answer: how many have a high score, whether that is usual, how many units stand out."""
    name = measures.name_of(lead.measure)
    first = f"The {within_sentence(name.full)} score is {score(lead)} out of 100."
    if high is not None and name.high:
        first = f"{_in_hundred(high)} staff have a high {name.high} score."
    said = _units(found) if judged else "" if lead.state == "early" else TOO_EARLY
    return f"{first} {_organisation(lead, name.full)} {said}".strip()


def _in_hundred(high: Figure) -> str:
    if high.value is not None:
        return f"{high.value:.0f} in 100"
    if (high.band_low or 0) <= 0:
        return f"{high.band_high:.0f} or fewer in 100"
    return f"{high.band_low:.0f} or more in 100"


def _organisation(lead: Reading, name: str) -> str:
    return {
        "worse": f"{name} is {lead.side or 'higher'} than usual for the organisation.",
        "better": f"{name} is {lead.side or 'lower'} than usual for the organisation.",
        "different": f"{name} has changed in the organisation.",
        "usual": f"{name} is in its usual range for the organisation.",
        "recent": f"{name} is back in its usual range for the organisation.",
        "early": "It is too early to say what is usual here.",
        "none": "It cannot be compared with earlier pulses.",
        "withheld": "",
    }[lead.state]


def _units(found: Sequence[Conversation]) -> str:
    counts = {group: sum(c.group == group for c in found) for group in ("worse", "better", "high")}
    words = {"worse": "worse than usual", "better": "better", "high": "steadily high"}
    parts = [(count, words[group]) for group, count in counts.items() if count]
    watched = len(found) - sum(counts.values())
    if not parts:
        return f"No unit stands out; {watched} to keep an eye on." if watched else "No unit stands out."
    (count, text), *rest = parts
    said = [f"{several(count, 'unit')} {'is' if count == 1 else 'are'} {text}"]
    said += [f"{n} {'is' if n == 1 else 'are'} {words_}" for n, words_ in rest]
    return f"{listed(said)}; {watched} to keep an eye on." if watched else f"{listed(said)}."


def usually(reading: Reading) -> str:
    """What stands under a card's badge: the usual range, and the rule that fired where the score lies inside it."""
    usual = usual_range(reading)
    if not usual:
        return "No usual range yet"
    rule = movement(reading)
    return f"{rule[:1].upper()}{rule[1:]}. Usually {usual}" if reading.signal in _INSIDE else f"Usually {usual}"


def sparks(pulses: Sequence[str]) -> str:
    """What the small charts show."""
    return f"Scores from 0 to 100. Small charts: {span(pulses)}. Shaded: usual range. All span 12 points."


def spark_alt(reading: Reading) -> str:
    """A card's small chart in words."""
    usual = usual_range(reading)
    range_ = f", usually {usual}" if usual else ""
    return f"Small line chart. {measures.name_of(reading.measure).full}: now {score(reading)}{range_}."


def by_chance(units: int, measure_count: int, flags: float, *, divisions: bool) -> str:
    """The order of the units, and how many flags to expect when nothing changed at all; '' for a single unit."""
    order = "In division order, not ranked." if divisions else "Not ranked." if units > 1 else ""
    if not flags:
        return order
    expected = max(1, round(flags))
    return (
        f"{order} With {several(units, 'unit')} and {several(measure_count, 'measure')}, "
        f"expect about {several(expected, 'flag')} a pulse by chance alone, so look for 2 measures moving together."
    ).strip()


def reason(reading: Reading, everywhere: Reading | None, *, level: bool) -> str:
    """One line of a unit's card: measure, score, and what it is compared with."""
    text = f"{measures.name_of(reading.measure).full} **{score(reading)}**"
    if level and everywhere is not None:
        return f"{text}, all units {number(everywhere.value)}"
    if reading.signal in _INSIDE:
        return f"{text}, {movement(reading)}"
    return f"{text}, usually {usual_range(reading)}"


def who(conversation: Conversation) -> str:
    """Division and answers."""
    answers = several(conversation.respondents, "answer")
    place = conversation.place
    return answers if place.division in ("", place.name) else f"{for_markdown(place.division)}, {answers}"


def opening(place: Place) -> str:
    """The link to a unit's own page."""
    return f"Open {for_markdown(place_name(place))}"


def not_alone(places: Sequence[Place], k: int) -> list[str]:
    """Who is shown together, and who is not shown at all."""
    lines = []
    if combined := [place for place in places if place.combined]:
        groups = "; ".join(for_markdown(listed(place.names)) for place in combined)
        lines.append(f"**Shown together** so that every group has {k} or more people: {groups}.")
    if withheld := [place.name for place in places if place.withheld]:
        hidden = f"{several(len(withheld), 'unit')} hidden."
        lines.append(f"**{hidden}** Fewer than {k} people answered in {for_markdown(listed(withheld))}.")
    return lines
