"""What Training says: whom it reaches, and what it is linked to. Never that it works: that would take a trial."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from dashboard.statistics.event_study import Step
from dashboard.statistics.training_effect import Effect
from dashboard.terms import Figure, PublishedMeasure
from dashboard.wording import measures
from dashboard.wording.common import Words
from dashboard.wording.plain import (
    NOTHING,
    for_chart,
    listed,
    number,
    percent,
    pulse_name,
    several,
    signed,
    within_sentence,
)

PROGRAMME = "Programme"
NO_UPTAKE = "No training is on record yet. The register comes in with training.csv."
NO_EFFECTS = "Too early to say what training is linked to. We need figures from before and after it starts."
HOW_SURE_HEADING = "How sure can we be?"
HOW_SURE = (
    "This is **a fair comparison, not proof**.\n\n"
    "- Units **chose** to run it. They may differ in other ways.\n"
    "- Tired units may get better anyway, whatever we do.\n"
    "- We compare with units that had not started, to allow for what touches everybody.\n\n"
    "A staggered start, with the order drawn by lot, would give a firmer answer."
)
HOW_WORKED_OUT = "How this is worked out"
UPTAKE_COLUMNS = ("Programme", "Done by", "Could be", "Staff")
EFFECT_COLUMNS = ("Programme", "Verdict", "Change", "Could be")
STEP_COLUMNS = ("From the start", "With training", "Similar units", "Units")
_VERDICT = {
    "probably_helps": "probably helps",
    "may_help": "may help",
    "no_clear_difference": "no clear difference yet",
    "may_strain": "may be linked to more strain",
    "different": "linked to a change",
    "too_early": "too early to say",
    "cannot_tell": "cannot tell yet",
}
_REASON = {
    "": "",
    "few_blocks": "too few units to compare",
    "few_trained": "fewer than 2 units have started",
    "few_pulses_before": "too little is known from before the start",
    "no_comparison": "no unit without it to compare with",
    "leads_move": "its units were already moving before they started",
    "few_answers": "fewer than 30 answers since the start",
    "few_months": "less than 3 months so far",
}
GOOD = ("probably_helps", "may_help")


def programme(measure: str) -> str:
    """'uptake:compassion_circles' or 'compassion_circles' as 'Compassion circles'."""
    name = measure.partition(":")[2] or measure
    name = name.replace("_", " ").strip()
    return name[:1].upper() + name[1:]


def verdict(effect: Effect) -> str:
    """The verdict, with the reason where there is none."""
    reason = _REASON[effect.reason]
    return f"{_VERDICT[effect.verdict]}{': ' + reason if reason else ''}"


def uptake(found: Sequence[Figure], *, register: bool) -> Words:
    """Whom training reaches; `found` from most to fewest, from the register or from what staff say."""
    most, least = found[0], found[-1]
    title = f"{_in_ten(most)} staff have done {programme(most.measure)}"
    if least is not most:
        title += f"; {_in_ten(least).lower()} {programme(least.measure)}"
    pulse = pulse_name(most.pulse)
    source = f"Share of staff who finished each programme by {pulse}." if register else _self_reported(most, pulse)
    said = "; ".join(f"{programme(f.measure)} {share(f)}" for f in found)
    return Words(title, f"{source} Staff can do more than one.", f"Bar chart. {title}. {said}.")


def _self_reported(figure: Figure, pulse: str) -> str:
    return f"Share of those who answered in {pulse} who say they did each programme: {figure.respondents:,} answers."


def _in_ten(figure: Figure) -> str:
    value = figure.value if figure.value is not None else (figure.band_high or 0)
    tenths = round(value / 10)
    return "Fewer than 1 in 10" if tenths == 0 else f"About {tenths} in 10"


def share(figure: Figure) -> str:
    """A share of staff as printed, or its open end."""
    if figure.value is not None:
        return percent(figure.value)
    low, high = figure.band_low or 0, figure.band_high or 0
    return f"{percent(high)} or less" if low <= 0 else f"{percent(low)} or more"


def bar(figure: Figure) -> str:
    """What stands above a bar."""
    return f"{for_chart(programme(figure.measure))} <b>{share(figure)}</b>"


def uptake_rows(found: Sequence[Figure]) -> list[tuple[str, ...]]:
    """Uptake as rows."""
    return [(programme(f.measure), share(f), _range(f.interval_low, f.interval_high), _staff(f)) for f in found]


def _staff(figure: Figure) -> str:
    return NOTHING if figure.headcount is None else f"{figure.headcount:,}"


def _range(low: float | None, high: float | None) -> str:
    return NOTHING if low is None or high is None else f"{percent(low)} to {percent(high)}"


def effects(found: Sequence[tuple[str, Effect]], measure: PublishedMeasure) -> Words:
    """What each programme is linked to; `found` holds (programme, effect)."""
    name = measures.name_of(measure)
    title = _linked(found, measure)
    subtitle = (
        f"Change in the {within_sentence(name.full)} score (0 to 100) after training, compared with units that had "
        "not started. Bar: range it could be."
    )
    said = "; ".join(f"{programme(p)}: {verdict(e)}{_points(e)}" for p, e in found)
    return Words(title, subtitle, f"Dot plot of changes. {title}. {said}.")


def _linked(found: Sequence[tuple[str, Effect]], measure: PublishedMeasure) -> str:
    full = within_sentence(measures.name_of(measure).full)
    good = [programme(p) for p, e in found if e.verdict in GOOD]
    bad = [programme(p) for p, e in found if e.verdict == "may_strain"]
    less, more = ("less", "more") if measure.better == "lower" else ("more", "less")
    parts = [
        f"{listed(n)} {'is' if len(n) == 1 else 'are'} linked to {way} {full}"
        for n, way in ((good, less), (bad, more))
        if n
    ]
    rest = len(found) - len(good) - len(bad)
    if not parts:
        return f"We cannot tell yet whether training is linked to {full}"
    if rest:
        parts.append("for the other we cannot tell yet" if rest == 1 else "for the others we cannot tell yet")
    return "; ".join(parts)


def _points(effect: Effect) -> str:
    if effect.effect is None:
        return ""
    return f", {change(effect)} points, could be {could_be(effect)}"


def change(effect: Effect) -> str:
    """'−5', or a dash."""
    return NOTHING if effect.effect is None else signed(effect.effect)


def could_be(effect: Effect) -> str:
    """'−8 to −2', or a dash."""
    if effect.low is None or effect.high is None:
        return NOTHING
    return f"{signed(effect.low)} to {signed(effect.high)}"


def effect_text(name: str, effect: Effect) -> str:
    """What stands above a row."""
    return f"<b>{for_chart(programme(name))}</b> {verdict(effect)}"


def effect_rows(found: Sequence[tuple[str, Effect]]) -> list[tuple[str, ...]]:
    """Effects as rows."""
    return [(programme(p), verdict(e), change(e), could_be(e)) for p, e in found]


def sides(measure: PublishedMeasure) -> tuple[str, str]:
    """What stands left and right of no change."""
    name = within_sentence(measures.name_of(measure).short)
    return f"← Less {name}", f"More {name} →"


def effect_ticks(span: int) -> dict[int, str]:
    """What stands under the axis: half the span to either side, and no change."""
    half = number(span / 2)
    return {-1: f"{half} points<br>lower", 0: "No<br>change", 1: f"{half} points<br>higher"}


def before_after(name: str, effect: Effect, measure: PublishedMeasure, step: str) -> Words:
    """How units moved with training and without."""
    full = measures.name_of(measure).full
    after = [s for s in effect.steps if s.offset >= 0]
    last = after[-1]
    subject = programme(name)
    if effect.verdict in (*GOOD, "may_strain"):
        fell = (effect.effect or 0) < 0
        title = (
            f"{full} {'fell' if fell else 'rose'} after {subject} in the units that ran it, more than in similar units"
        )
    else:
        title = f"After {subject}, {within_sentence(full)} moved much as in similar units"
    subtitle = (
        f"Average score, lined up by the {step} training started. "
        f"{several(effect.trained, 'group')} of staff with {subject}, {several(effect.compared, 'group')} without."
    )
    alt = (
        f"Line chart. {title}. {several(last.offset, step)} after the start: {number(last.trained)} with training, "
        f"{number(last.expected)} as similar units moved."
    )
    return Words(title, subtitle, alt)


def start_label(name: str) -> str:
    """What stands at the start line."""
    return f"{for_chart(programme(name))} start"


def end_labels(step: Step) -> tuple[str, str]:
    """What stands at the right ends of the two lines."""
    return f"<b>{number(step.trained)}</b> with<br>training", f"<b>{number(step.expected)}</b> similar<br>units"


def across(step: str) -> str:
    """The name of the axis of steps from the start."""
    return f"{step.capitalize()}s before and after"


def step_rows(effect: Effect) -> list[tuple[str, ...]]:
    """Before and after as rows."""
    return [
        (signed(s.offset) if s.offset else "start", _score(s.trained), _score(s.expected), str(s.blocks))
        for s in effect.steps
    ]


def _score(value: float) -> str:
    return NOTHING if isnan(value) else number(value)
