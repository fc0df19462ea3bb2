"""Numbers, dates and lists as people say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import pairwise
from math import ceil, floor, isnan
from textwrap import wrap

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NOTHING = "–"
MINUS = "\N{MINUS SIGN}"
_ADDRESS = re.compile(r"(https?|ftp):(?=//)|www(?=\.)", re.IGNORECASE)
FINE_FROM = 200  # respondents: from here a mean is printed to one decimal (DESIGN 2.7)


def for_markdown(text: str) -> str:
    """A text somebody else chose, so that Markdown leaves it as it is."""
    # Addresses become links even where every mark is escaped, unless a word joiner, which nobody sees, parts them.
    parted = _ADDRESS.sub("\\g<0>\N{WORD JOINER}", text)
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|~:$" else char for char in parted)


def for_chart(text: str, *, width: int = 0) -> str:
    """A text somebody else chose, so that Plotly leaves it as it is; with `width`, in lines of so many characters."""
    lines = wrap(text, width) if width else [text]
    return "<br>".join(escape(line, quote=False) for line in lines)


def day_of(pulse: str) -> date:
    """The day a pulse, 'YYYY-MM' or 'YYYY-MM-DD', stands for."""
    year, month, *rest = (int(part) for part in pulse.split("-"))
    return date(year, month, rest[0] if rest else 1)


def pulse_name(pulse: str) -> str:
    """'2026-10' as 'October 2026', '2026-10-05' as '5 October 2026'."""
    day = day_of(pulse)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if pulse.count("-") == 1 else f"{day.day} {month}"


def span(pulses: Sequence[str]) -> str:
    """'March 2020 to March 2021', or of a single pulse 'March 2021'."""
    first, last = pulse_name(pulses[0]), pulse_name(pulses[-1])
    return last if first == last else f"{first} to {last}"


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def period(pulses: Sequence[str]) -> str:
    """What one step of the trend is called: 'month' for monthly pulses, else 'pulse'."""
    days = [day_of(pulse) for pulse in pulses]
    steps = {(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(days)}
    return "month" if steps == {1} else "pulse"


def within_sentence(name: str) -> str:
    """'Empathic distress' as 'empathic distress', and 'BAT-23' as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def of_staff(respondents: int, headcount: int) -> str:
    """'34 of 72', or without a headcount '34'."""
    return f"{respondents:,} of {headcount:,}" if headcount else f"{respondents:,}"


def several(count: int, one: str, many: str = "") -> str:
    """'1 unit', '3 units'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def number(value: float, *, respondents: float = 0) -> str:
    """A score as printed: whole, or with one decimal where that many people make it that sure; a dash for none."""
    if isnan(value):
        return NOTHING
    text = f"{value:.1f}" if respondents >= FINE_FROM else f"{value:.0f}"
    return text.replace("-", MINUS)


def signed(value: float) -> str:
    """A change as '+3' or '−3'."""
    return f"{value:+.0f}".replace("-", MINUS)


def within(low: float, high: float, *, respondents: float = 0) -> tuple[str, str]:
    """The lowest and highest printable scores inside limits, so that words never contradict a flag.

    A unit at 52 that is flagged against an upper limit of 51.6 reads "usually up to 51".
    """
    if isnan(low) or isnan(high):
        return NOTHING, NOTHING
    scale = 10 if respondents >= FINE_FROM else 1
    low, high = max(low, 0.0), min(high, 100.0)
    inside = ceil(low * scale - 1e-9) / scale, floor(high * scale + 1e-9) / scale
    if inside[0] > inside[1]:
        inside = low, high
    first, last = (number(end, respondents=respondents) for end in inside)
    return first, last


def percent(value: float) -> str:
    """'34%'."""
    return f"{value:.0f}%"


def answered(respondents: float, headcount: float | None, *, has_keys: bool = True) -> str:
    """'34 of 72 staff answered (47%)', or without a headcount '34 staff answered'."""
    who = "staff answered" if has_keys else "answers"
    if not headcount or isnan(headcount):
        return f"{respondents:,.0f} {who}"
    if not has_keys:
        return f"{respondents:,.0f} answers from {headcount:,.0f} staff"
    return f"{respondents:,.0f} of {headcount:,.0f} {who} ({percent(100 * respondents / headcount)})"
