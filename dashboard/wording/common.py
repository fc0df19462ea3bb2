"""Words that every page shares: the product's name, navigation, badges, buttons, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.terms import Pulse
from dashboard.wording.plain import answered, day_of, months_between, pulse_name, several


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about a chart: the finding, what it shows, and its numbers for those who cannot see it."""

    title: str
    subtitle: str
    alt: str


PRODUCT = "Burnout Dashboard"
SHOW_TABLE = "Show these numbers as a table"
DOWNLOAD_CSV = "Download CSV"
MARKS = {"worse": "Diamond: worse than usual.", "better": "Square: better than usual."}
LOW_RESPONSE = 40
OLD_AFTER_MONTHS = 4
MONTHS_A_YEAR = 12

NAVIGATION = {
    "overview": "Overview",
    "unit": "My unit",
    "compare": "Compare",
    "training": "Training",
    "data": "Data and privacy",
    "start": "Start",
}
QUESTION = {
    "overview": "How are our staff doing?",
    "unit": "How is this team doing?",
    "compare": "Which units differ by more than chance?",
    "training": "Is compassion training reaching staff, and does it help?",
    "data": "Where does this come from, and is it safe?",
    "start": f"Welcome to the {PRODUCT}",
}

SAMPLE_BADGE = "Sample data, not real people"
CLEAR_FILTERS = "Clear filters"
LOW_RESPONSE_NOTE = "Fewer than 4 in 10 answered. The people who answered may not be typical."
FAILED = "Something went wrong on our side. Your data is safe. Try again, or tell {contact} code {code}."


def group_badge(k: int, *, has_keys: bool) -> str:
    """The promise in a badge."""
    return f"Groups have {k} or more {'people' if has_keys else 'answers'}"


def pulse_badge(pulse: str, today: date) -> str:
    """The pulse, and how long ago it was once it is old."""
    ago = months_between(day_of(pulse), today)
    if ago <= OLD_AFTER_MONTHS:
        return pulse_name(pulse)
    long_ago = ago >= 2 * MONTHS_A_YEAR
    said = f"over {ago // MONTHS_A_YEAR} years" if long_ago else several(ago, "month")
    return f"Last pulse: {pulse_name(pulse)} ({said} ago)"


def answered_badge(pulse: Pulse) -> str:
    """How many of all staff answered."""
    return answered(pulse.respondents, pulse.headcount, has_keys=pulse.has_keys)


def low_response(respondents: float, headcount: float) -> bool:
    """Whether fewer than 4 in 10 answered."""
    return bool(headcount) and 100 * respondents < LOW_RESPONSE * headcount


def unexpected(contact: str, code: str) -> str:
    """What a reader is told when the program fails."""
    return FAILED.format(contact=contact or "the wellbeing team", code=code)
