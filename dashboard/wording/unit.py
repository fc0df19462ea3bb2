"""What My unit says: the finding, what it means, what to do, how sure it is, what it does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import numpy as np

from dashboard.readings.reading import History, Reading
from dashboard.wording import measures
from dashboard.wording.common import MARKS, Words
from dashboard.wording.plain import (
    NOTHING,
    answered,
    day_of,
    listed,
    number,
    period,
    pulse_name,
    several,
    span,
    within,
    within_sentence,
)
from dashboard.wording.states import could_be, movement, place_name, score, usual_range

UNIT, MEASURE, CHOOSE_UNIT = "Unit", "Measure", "Choose a unit"
NEXT_STEPS = "Next steps"
NOTE_WIDTH = 22  # characters a line, beside the line of an event
CHOOSE = (
    "Choose your unit to begin. You will see whether anything has really changed, what staff say is hardest, "
    "and what to do next. Save the page address as a bookmark to come straight back."
)
DOES_NOT_TELL = (
    "**It does not tell you** who feels this way, or that anyone has done something wrong. "
    "Strain usually comes from how work is set up."
)
WHAT_YOU_CAN_DO = "What you can do"
HIDDEN_STEPS = (
    "Look at the organisation as a whole. It includes this team’s answers.",
    "Tell your team their answers count, and how they are protected.",
    "Ask the wellbeing team which unit yours could be shown together with.",
)
TREND_COLUMNS = ("Pulse", "Score", "Answers", "Usual range", "State")
_TONE = {"worse": "Worse than usual", "better": "Better than usual", "usual": "In usual range"}
_CARD_TITLE = {
    "worse": "This looks like a real change",
    "better": "This looks like a real improvement",
    "different": "This looks like a real change",
    "usual": "No clear change",
    "recent": "No clear change now",
    "early": "Too early to say",
    "none": "This pulse cannot be compared",
}


def all_units_of(name: str) -> str:
    """What a division or the organisation is called among units."""
    return f"{name} (all units)"


def hidden_title(unit: str) -> str:
    """Heading where nothing may be shown."""
    return f"Results for {unit} are hidden to protect staff"


def hidden(k: int, pulses: Sequence[str]) -> str:
    """Why nothing is shown."""
    return (
        f"Fewer than {k} people answered this {period(pulses)}, so showing results could reveal what one person said. "
        "Nobody, including managers and the wellbeing team, can see them here."
    )


def trend(reading: Reading) -> Words:
    """The finding, and the trend for those who cannot see it."""
    name = measures.name_of(reading.measure)
    history = reading.history
    last = pulse_name(history.pulses[-1])
    seen = history.value[np.isfinite(history.value)]
    usual = usual_range(reading)
    parts = [
        f"Line chart. {name.full} in {place_name(reading.place)}, {span(history.pulses)}.",
        f"Latest {score(reading)} out of 100 from {several(reading.respondents, 'answer')}.",
        f"Average {number(history.middle[-1])}, usual range {usual}." if usual else "No usual range yet.",
        f"Lowest {number(seen.min())}, highest {number(seen.max())}." if seen.size else "",
        f"{finding(reading)}. All values are in the table below.",
    ]
    subtitle = (
        f"Average score for {name.about}. {several(reading.respondents, 'answer')} in {last}. "
        f"{measures.good_way(reading.measure)}"
    )
    marks = [said for tone, said in MARKS.items() if tone in history.tones]
    subtitle = " ".join([subtitle.strip(), *marks])
    return Words(finding(reading), subtitle, " ".join(part for part in parts if part))


def finding(reading: Reading) -> str:
    """The title of the trend: what it shows, in a sentence."""
    subject = f"{measures.name_of(reading.measure).full} in {place_name(reading.place)}"
    if reading.state == "early":
        return f"{subject}: too early to say whether it is changing"
    if reading.state == "none":
        return f"{subject} cannot be compared with earlier pulses"
    if reading.state == "recent":
        return f"{subject} is back in its usual range after a recent change"
    return f"{subject} {movement(reading)}"


def card_title(reading: Reading) -> str:
    """The heading of the card that says what the trend means."""
    return _CARD_TITLE[reading.state]


def meaning(reading: Reading, everywhere: Reading | None) -> str:
    """Score, answers, usual range, why it is flagged, and how it compares with all units."""
    text = f"The score is **{score(reading)}** out of 100, from {several(reading.respondents, 'answer')}."
    usual = usual_range(reading)
    if usual:
        trial = " so far" if reading.history.provisional else ""
        text += f" The usual range here{trial} is {usual}."
    text += f" {_why(reading)}"
    if reading.level and everywhere is not None:
        text += f" All units together score {number(everywhere.value)}: the gap is bigger than chance explains."
    return text


def also_worse(others: Sequence[Reading]) -> str:
    """What else is worse here, so that good news about one measure never stands alone; '' if nothing is."""
    if not others:
        return ""
    first, *rest = (measures.name_of(other.measure).full for other in others)
    names = listed([first, *(within_sentence(name) for name in rest)])
    return f"{names} {'is' if len(others) == 1 else 'are'} worse than usual here."


def _why(reading: Reading) -> str:
    step = period(reading.history.pulses)
    side, way = ("above", "rising") if reading.side == "higher" else ("below", "falling")
    if reading.state == "early":
        return f"We need at least 8 {step}s to know what is usual here."
    if reading.state == "none":
        return "This time it is shown with other units than usual, so we do not compare it."
    if reading.state == "recent":
        return "It moved a short while ago, and is back where it usually is."
    reasons = {
        "": "Ups and downs of this size come and go.",
        "outside": f"Why we flag it: the last {several(reading.run, step)} are outside the usual range."
        if reading.run > 1
        else f"Why we flag it: this {step} is outside the usual range.",
        "shift": f"Why we flag it: the score has stayed {side} its average for {reading.run} {step}s.",
        "trend": f"Why we flag it: the score has been {way} for {reading.run} {step}s.",
        "two_of_three": f"Why we flag it: 2 of the last 3 {step}s are close to the edge of the usual range.",
    }
    return reasons[reading.signal]


def steps(reading: Reading, hardest: Sequence[str]) -> tuple[str, str, str]:
    """Three next steps, by the state and by what staff say is hardest."""
    hard = listed([within_sentence(word) for word in hardest]) if hardest else ""
    step = period(reading.history.pulses)
    again = "Look again in 3 months." if step == "month" else "Look again at the next pulse."
    start = f"Start with what they say is hardest: {hard}. " if hard else ""
    ask = f"{start}Ask: “What one thing should we change first?”"
    if reading.state == "worse":
        return "Share this page with the team this week.", ask, f"Agree one change. {again}"
    if reading.level_is_bad:
        return (
            "Ask what is different about the work here: the patients, the shifts, the staffing.",
            ask,
            "Take what you cannot change yourself to your wellbeing lead, with this page.",
        )
    if reading.state == "better":
        return (
            "Thank the team, and ask what helped.",
            f"Protect what helped. What is hardest now: {hard}." if hard else "Protect what helped.",
            f"Tell another unit what worked. {again}",
        )
    return (
        "Thank the team for answering, and share this page.",
        f"Talk about what they say is hardest: {hard}." if hard else "Ask what makes the work hard.",
        f"Pick one small thing to make easier. {again}",
    )


def how_sure(reading: Reading) -> str:
    """How many answered and what the score could be for everybody."""
    return (
        f"**How sure are we?** {answered(reading.respondents, reading.headcount)}. "
        f"For the whole team the score could be {could_be(reading)}."
    )


def usual_label(reading: Reading) -> str:
    """What stands on the usual range's upper edge."""
    kind = "Trial range" if reading.history.provisional else "Usual range"
    average = number(reading.history.middle[-1], respondents=reading.respondents)
    return f"{kind} {usual_range(reading)}, average {average}"


def point_names(history: History) -> list[str]:
    """What the pointer says at each point."""
    points = zip(history.pulses, history.value, history.respondents, strict=True)
    return [f"{pulse_name(pulse)}: {number(value)} from {number(n)} answers" for pulse, value, n in points]


def ticks(pulses: Sequence[str], *, at_most: int = 6) -> dict[int, str]:
    """Labels under the axis: the newest pulse, and others at even steps; the year where it changes."""
    every = max(1, -(-len(pulses) // at_most))
    labels: dict[int, str] = {}
    year = 0
    for place in sorted(range(len(pulses) - 1, -1, -every)):
        day = day_of(pulses[place])
        labels[place] = f"{pulse_name(pulses[place]).split()[-2][:3]}" + (f"<br>{day.year}" if day.year != year else "")
        year = day.year
    return labels


def trend_rows(reading: Reading) -> list[tuple[str, ...]]:
    """The trend as rows, the newest pulse first."""
    history = reading.history
    columns = (history.pulses, history.value, history.respondents, history.lower, history.upper, history.tones)
    rows: list[tuple[str, ...]] = []
    for pulse, value, n, low, high, tone in zip(*columns, strict=True):
        usual = NOTHING if isnan(low) else " to ".join(within(low, high, respondents=n))
        state = NOTHING if isnan(low) else _TONE[tone]
        rows.append((pulse_name(pulse), number(value, respondents=n), number(n), usual, state))
    return rows[::-1]
