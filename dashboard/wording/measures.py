"""What we call each measure, and what its score means, in words that need no training."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.terms import PublishedMeasure
from dashboard.wording.plain import within_sentence


@dataclass(frozen=True, slots=True)
class Name:
    """`short` for a switch or a card, `full` for a sentence, `about` for what was asked, `high` for a high score."""

    short: str
    full: str
    about: str
    high: str


_KNOWN = {
    "exhaustion": Name(
        "Exhaustion", "Exhaustion", "how worn out work leaves staff, from 0 (never) to 100 (always)", "exhaustion"
    ),
    "empathic_distress": Name(
        "Distress",
        "Empathic distress",
        "how often staff feel overwhelmed by other people’s suffering, from 0 (never) to 100 (always)",
        "empathic distress",
    ),
    "compassion_satisfaction": Name(
        "Compassion",
        "Compassion satisfaction",
        "how much staff get out of caring for others, from 0 (nothing) to 100 (very much)",
        "compassion satisfaction",
    ),
    "moral_distress": Name(
        "Moral distress",
        "Moral distress",
        "how torn staff feel when they cannot do what they think is right, from 0 to 100",
        "moral distress",
    ),
    "burnout_single": Name("Burnout", "Burnout", "one question about burnout, from 0 (none) to 100 (most)", "burnout"),
    "personal_burnout": Name("Tiredness", "Tiredness", "how tired staff feel, from 0 (never) to 100 (always)", ""),
    "client_burnout": Name(
        "Patient work", "Strain from patient work", "how draining work with patients is, from 0 to 100", ""
    ),
}
_DEMANDS = {
    "demand_workload": "Workload",
    "demand_moral": "Moral strain",
    "demand_culture": "Team culture",
    "demand_insecurity": "Job insecurity",
    "demand_money": "Money worries",
}


def name_of(measure: PublishedMeasure) -> Name:
    """Our words for a measure; the release's own name for one we have no words for."""
    own = demand(measure)
    return _KNOWN.get(measure.id) or Name(own, own, f"{own}, from 0 to 100", within_sentence(own))


def demand(measure: PublishedMeasure) -> str:
    """What makes the work hard, in one or two words."""
    return _DEMANDS.get(measure.id, measure.name)


def good_way(measure: PublishedMeasure) -> str:
    """'Lower is better.', or nothing where neither way is."""
    return {"lower": "Lower is better.", "higher": "Higher is better.", "neither": ""}[measure.better]


def definition(measure: PublishedMeasure) -> str:
    """What the number is, for a help text."""
    about = name_of(measure).about
    return f"{about[:1].upper()}{about[1:]}. {good_way(measure)} Average of all answers.".replace("  ", " ")
