"""The one-page brief and the conversation guide: what to take to the team, and how to talk about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.readings.reading import Reading
from dashboard.wording import measures, unit
from dashboard.wording.plain import answered, pulse_name
from dashboard.wording.states import badges, could_be, place_name, score
from dashboard.wording.strain import Pair

BUTTON, BUTTON_WEB = "One-page brief", "Brief as a web page"
TALK_BUTTON = "How to talk about this"
TALK_TITLE = "How to talk with your team about this"
SAMPLE = "SAMPLE DATA, not real people."
STRAIN_HEADING = "What they say is hardest"
SCORE_NOTE = "Scores from 0 (no strain) to 100 (very big)."
TALK_HEADING = "Talk about it this week"
AGREED_HEADING = "What we agreed"
AGREED = ("Change", "Who", "Date")
PLEASE = "Please do not ask who answered what, or compare with another unit."
BEFORE = (
    "**Before:** read the one-page brief. Notice your own reaction. "
    "These numbers describe the work, not your worth as a manager."
)
SAY_HEADING, AVOID_HEADING = "**Say**", "**Avoid**"
SAY = (
    "“Thank you for being honest. This is what you told us.”",
    "“I don’t know who said what, and I won’t try to find out.”",
    "“What is making this hard? What should we change first?”",
)
SAY_BETTER = (
    "“Thank you. Something has got easier here.”",
    "“I don’t know who said what, and I won’t try to find out.”",
    "“What helped? What must we not lose?”",
)
AVOID = (
    "“Who feels like this?”, or asking people one by one what they answered",
    "Explaining the result away, or comparing with another unit",
    "Promising things you cannot deliver",
)
AFTER = (
    "**After:** agree one change, name who will do it, and set a date. "
    "If you are worried about someone today, {support}."
)
USUAL_SUPPORT = "use the usual support routes: occupational health, the staff support line, or your HR partner"


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything on the page but the drawing."""

    line: str
    title: str
    badges: tuple[str, ...]
    meaning: str
    how_sure: str
    alt: str
    strain: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    foot: str


def brief(
    reading: Reading,
    everywhere: Reading | None,
    pairs: Sequence[Pair],
    *,
    is_sample: bool,
    k: int,
    has_keys: bool,
    support: str,
) -> Brief:
    """The words of one page about `reading`."""
    pulse = pulse_name(reading.history.pulses[-1])
    said = answered(reading.respondents, reading.headcount, has_keys=has_keys)
    who = "people" if has_keys else "answers"
    foot = [
        SAMPLE if is_sample else "",
        f"{pulse}. Groups have {k} or more {who}; smaller teams are shown together.",
        "Usual range: how far the score moved in the first 12 pulses.",
        "These results describe the work, not any person.",
        f"If you are worried about someone today: {support or USUAL_SUPPORT}.",
    ]
    hardest = [measures.demand(pair.here.measure) for pair in pairs[:2]]
    return Brief(
        line=f"{place_name(reading.place)} · {pulse} · {said}",
        title=unit.finding(reading),
        badges=tuple(badge.text for badge in badges(reading)),
        meaning=unit.meaning(reading, everywhere).replace("**", ""),
        how_sure=f"For everybody there the score could be {could_be(reading)}.",
        alt=unit.trend(reading).alt,
        strain=tuple((measures.demand(pair.here.measure), score(pair.here)) for pair in pairs),
        steps=unit.steps(reading, hardest),
        foot=" ".join(part for part in foot if part),
    )


def guide(reading: Reading, support: str) -> str:
    """The conversation guide."""
    say = SAY_BETTER if reading.state == "better" else SAY
    return "\n\n".join(
        [
            BEFORE,
            SAY_HEADING,
            "\n".join(f"- {line}" for line in say),
            AVOID_HEADING,
            "\n".join(f"- {line}" for line in AVOID),
            AFTER.format(support=f"contact {support}" if support else USUAL_SUPPORT),
        ]
    )
