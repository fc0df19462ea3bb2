"""What Data and privacy says: the promise, the proof, who is shown together, where the numbers come from."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.terms import PublishedMeasure, Pulse
from dashboard.wording import measures
from dashboard.wording.common import LOW_RESPONSE, Words
from dashboard.wording.plain import percent, pulse_name, several

TABS = {
    "privacy": "How confidentiality works",
    "method": "How the numbers are worked out",
    "import": "How a survey file gets here",
}
PROMISE_HEADING = "Nobody can be picked out"
PROOF_HEADING = "How we know"
TOGETHER_HEADING = "Who is shown together, and why"
RESPONSE_NOTE = (
    "When fewer than 4 in 10 staff answer, treat results with extra care: the people who answered may not be typical."
)
RESPONSE_LINE = "Dashed line: 4 in 10"
RESPONSE_COLUMNS = ("Pulse", "Staff who answered", "Answers", "Staff")
PROOF_COLUMNS = ("Check", "Outcome", "What it found")
MEASURE_COLUMNS = ("Measure", "What it asks", "Source and licence")
TOGETHER_COLUMNS = ("Unit", "Shown with")
TOGETHER = (
    "Too few answered in these units to show them alone. We looked only at how many answered, never at what they said."
)
ALL_ALONE = "Every unit is big enough to be shown by itself."
LIMITS = (
    "**What the check does not cover.** It covers sums and differences of what we publish. It does not cover what "
    "somebody already knows about a person, answers that stay the same for many months, or an average and a share of "
    "the same question taken together. Each answer somebody already knows makes a group 1 smaller for them."
)
IMPORT = (
    "1. Somebody your organisation trusts, the **data steward**, has the survey file on their own machine.\n"
    "2. They import it. The program checks every row. If anything is wrong, it says which row and how to mend it, "
    "and keeps nothing.\n"
    "3. They publish the pulse. The program makes groups, rounds the figures, and tries to break its own promise. "
    "Only if it cannot, the figures come here.\n"
    "4. This website gets group figures only. It cannot open the answers: they are not on it."
)
METHOD = (
    "**Scores.** Each answer counts from 0 to 100. A person’s score is the average of their answers. A unit’s score "
    "is the average of its people.\n\n"
    "**Could be.** Not everybody answers. If we asked again, the score could be a little different. The range we show "
    "would hold the true score 95 times in 100.\n\n"
    "**Usual range.** Every unit goes up and down. We take its first 12 pulses and work out how far it usually moves. "
    "We flag a change in 4 ways. A score is outside that range. Or 7 in a row are on one side of the average. Or 7 in "
    "a row go up or down. Or 2 of 3 are close to the edge. These are the rules of the NHS’s Making Data Count. "
    "With fewer than 13 pulses we call it a trial range. With fewer than 8 we flag nothing.\n\n"
    "**Funnel.** Small units jump about more than big ones. The funnel shows how far chance alone would take a unit of "
    "each size. All units differ a little; the funnel allows for that. (Spiegelhalter, 2005.)\n\n"
    "**Training.** We compare units that started a programme with units that had not started yet, before and after. "
    "We check that both moved alike before. If we cannot compare fairly, we say so. "
    "(Borusyak, Jaravel and Spiess, 2024.)\n\n"
    "**Next steps.** We say “change the work first” for a reason. In studies of doctors, changing how work is set up "
    "helped more than training people alone (Panagioti and others, 2017; West and others, 2016). And numbers help a "
    "team most when they come with a plan (Ivers and others, 2012).\n\n"
    "**High scores.** “High” means 50 or more for exhaustion. That is a common habit, not an official limit. "
    "Nothing here is a diagnosis."
)
_CHECK = {
    "groups": "Groups",
    "values": "Values",
    "differences": "Sums and differences",
    "single answers": "Single answers",
    "earlier releases": "Earlier pulses",
}


def promise(k: int, *, has_keys: bool) -> str:
    """The promise, in sentences that can each be checked."""
    who = "people" if has_keys else "answers"
    return (
        f"We publish fixed groups of at least {k} {who}, once. Smaller teams are shown together. "
        "No filter makes a smaller group.\n\n"
        "- **Your answers are not on this website.** It holds group figures only.\n"
        f"- **Every group has {k} or more {who}.** A smaller team is shown together with a team beside it.\n"
        "- **Groups are made from head counts**, never from what people said.\n"
        "- **Each pulse is published once.** So nobody can compare two versions to find one person.\n"
        "- **Numbers are rounded.** The smaller the group, the more.\n"
        "- **We take in no free text.**"
    )


def proof(checks: int, pulses: int, *, passed: bool) -> str:
    """How many checks were made."""
    end = "All of them passed." if passed else "Not all of them passed. Please tell your data steward."
    return (
        "Before a pulse is published, a second program tries to work out a smaller group from everything that is "
        "shown. "
        f"If it can, nothing is published. So far: {several(checks, 'check')} on {several(pulses, 'pulse')}. {end}"
    )


def proof_rows(
    certificates: Sequence[tuple[str, str, str, str, str]], *, has_keys: bool = True
) -> list[tuple[str, ...]]:
    """The checks of one pulse as rows; without keys nobody can tell people from answers, so answers are promised."""
    rows: list[tuple[str, ...]] = []
    for _, _, check, outcome, detail in certificates:
        found = detail if has_keys else detail.replace("people", "answers")
        rows.append((_CHECK.get(check, check.capitalize()), outcome, found))
    return rows


def proof_title(pulse: str) -> str:
    """What the table of checks is about."""
    return f"Checks of {pulse_name(pulse)}"


def response(pulses: Sequence[Pulse]) -> Words:
    """How many answered, over the pulses."""
    shares = [100 * p.respondents / p.headcount if p.headcount else 0.0 for p in pulses]
    low = sum(share < LOW_RESPONSE for share in shares)
    title = f"{percent(shares[-1])} of staff answered this time"
    kind = "Every pulse had 4 in 10 or more." if not low else f"In {several(low, 'pulse')} fewer than 4 in 10 answered."
    subtitle = f"Share of staff who answered each pulse. {kind}"
    ends = ", ".join(f"{pulse_name(p.id)} {percent(s)}" for p, s in zip(pulses, shares, strict=True))
    return Words(title, subtitle, f"Columns. {title}. {ends}.")


def response_rows(pulses: Sequence[Pulse]) -> list[tuple[str, ...]]:
    """Answers each pulse as rows, the newest first."""
    rows: list[tuple[str, ...]] = []
    for pulse in reversed(pulses):
        share = percent(100 * pulse.respondents / pulse.headcount) if pulse.headcount else "–"
        rows.append((pulse_name(pulse.id), share, f"{pulse.respondents:,}", f"{pulse.headcount:,}"))
    return rows


def measure_rows(published: Sequence[PublishedMeasure]) -> list[tuple[str, ...]]:
    """Every measure with its source."""
    return [
        (measures.name_of(m).full, _asks(m), " ".join(part for part in (m.source, m.licence) if part))
        for m in published
    ]


def _asks(measure: PublishedMeasure) -> str:
    if measure.bands:
        return ", ".join(band.name for band in measure.bands)
    about = measures.name_of(measure).about
    high = f". High: {measure.high_label}" if measure.high_label else ""
    return f"{about[:1].upper()}{about[1:]}{high}."
