"""What is said about demands and states: where work is hard, and whether energy is in balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.readings.reading import Reading
from dashboard.terms import Figure
from dashboard.wording import measures
from dashboard.wording.common import Words
from dashboard.wording.plain import listed, percent, pulse_name, several, within_sentence
from dashboard.wording.states import could_be, score

ALL_UNITS = "All units"
HERE = "This unit"
BALANCE = "Is energy in balance?"
TOO_FEW_FOR_STATES = (
    "We show this when 30 or more people answer. With fewer, it would say too much about single people."
)
NO_DEMANDS = "This survey did not ask what makes the work hard."
STATE_NAMES = ("shut down", "steady", "over-revved")
STATES_HELP = (
    "Shut down (hypo-engaged): numb, distant, going through the motions. "
    "Over-revved (hyper-engaged): wound up, unable to switch off."
)
BIGGEST_COLUMNS = ("Demand", "A big strain for", "Could be", "Answers")
DEMAND_COLUMNS = ("Demand", "Score", "Could be", "All units")
BALANCE_COLUMNS = ("Who", "Shut down", "Steady", "Over-revved")


@dataclass(frozen=True, slots=True)
class Pair:
    """A demand here and in all units together."""

    here: Reading
    everywhere: Reading | None

    @property
    def stands_out(self) -> bool:
        """Whether the whole range lies above that of all units."""
        return self.everywhere is not None and self.here.could_be[0] > self.everywhere.value


def share(figure: Figure) -> str:
    """A published share: on its grid, or its open end ('7% or less'), never 0% or 100%."""
    if figure.value is not None:
        return percent(figure.value)
    if (figure.band_low or 0) <= 0:
        return f"{percent(figure.band_high or 0)} or less"
    return f"{percent(figure.band_low or 0)} or more"


def biggest(shares: Sequence[tuple[str, Figure]]) -> Words:
    """The biggest strain in the organisation, from (demand, share) sorted by size."""
    title = f"{shares[0][0]} is the biggest strain at work"
    pulse = pulse_name(shares[0][1].pulse)
    people = max(figure.respondents or 0 for _, figure in shares)
    said = "; ".join(f"{name} {share(figure)}" for name, figure in shares)
    subtitle = f"Share of staff who say each demand is a big strain. {several(people, 'answer')}, {pulse}."
    return Words(title, subtitle, f"Bar chart. {title}. {said}.")


def bar_text(name: str, figure: Figure) -> str:
    """What stands above a bar."""
    return f"{name} <b>{share(figure)}</b>"


def demands(pairs: Sequence[Pair]) -> Words:
    """Demands here against all units; `pairs` from hardest to lightest."""
    first = pairs[0].here
    names = [measures.demand(pair.here.measure) for pair in pairs if pair.stands_out]
    if names:
        verb = "is a bigger strain" if len(names) == 1 else "are bigger strains"
        title = f"{_sentence(names)} {verb} here than elsewhere"
    else:
        title = f"{measures.demand(first.measure)} is the biggest strain"
        if _is_hardest_everywhere(pairs):
            title += ", as it is elsewhere"
    subtitle = (
        f"Average score from 0 (no strain) to 100 (very big). Dot: this unit ({several(first.respondents, 'answer')}). "
        "Bar: range it could be. Tick: all units."
    )
    said = "; ".join(
        f"{measures.demand(pair.here.measure)} {score(pair.here)} (could be {could_be(pair.here)})"
        + (f", all units {score(pair.everywhere)}" if pair.everywhere else "")
        for pair in pairs
    )
    return Words(title, subtitle, f"Dot plot. {title}. {said}.")


def _sentence(names: Sequence[str]) -> str:
    first, *rest = names
    return listed([first, *(within_sentence(name) for name in rest)])


def _is_hardest_everywhere(pairs: Sequence[Pair]) -> bool:
    others = [pair.everywhere.value for pair in pairs if pair.everywhere]
    return len(others) == len(pairs) and others[0] == max(others)


def dot_text(pair: Pair) -> str:
    """What stands above a row of the dot plot."""
    return f"{measures.demand(pair.here.measure)} <b>{score(pair.here)}</b>"


def balance(rows: Sequence[tuple[str, Sequence[Figure]]]) -> Words:
    """Three states: (who or when, the three shares) from here and now to everywhere."""
    _, now = rows[0]
    title = f"{_in_hundred(now[1])} staff are mostly steady"
    people = several(now[0].respondents or 0, "answer")
    subtitle = (
        f"The rest are mostly shut down or over-revved. {people} in {pulse_name(now[0].pulse)}. "
        "Rounded, so they may not add up to 100."
    )
    said = "; ".join(
        f"{who}: " + ", ".join(f"{share(f)} {name}" for f, name in zip(three, STATE_NAMES, strict=True))
        for who, three in rows
    )
    return Words(title, subtitle, f"Stacked bars. {title}. {said}.")


def _in_hundred(figure: Figure) -> str:
    if figure.value is not None:
        return f"{figure.value:.0f} in 100"
    return (
        f"{figure.band_low:.0f} or more in 100"
        if (figure.band_low or 0) > 0
        else f"{figure.band_high:.0f} or fewer in 100"
    )


def stack_texts(three: Sequence[Figure], *, named: bool) -> tuple[str, str, str]:
    """What stands above the three parts of a row; the first row names them."""
    first, middle, last = (
        f"<b>{share(figure)}</b>{'<br>' + name if named else ''}"
        for figure, name in zip(three, STATE_NAMES, strict=True)
    )
    return first, middle, last


def balance_row(kind: str, name: str, pulse: str) -> str:
    """Who a row of states is about: `here`, a year `before` or `everywhere`."""
    return {"here": f"{name} now", "before": f"{name}, {pulse_name(pulse)}", "everywhere": f"{ALL_UNITS} now"}[kind]


def biggest_rows(shares: Sequence[tuple[str, Figure]]) -> list[tuple[str, ...]]:
    """The organisation's demands as rows."""
    return [
        (name, share(f), f"{percent(f.interval_low or 0)} to {percent(f.interval_high or 0)}", f"{f.respondents:,}")
        for name, f in shares
    ]


def demand_rows(pairs: Sequence[Pair]) -> list[tuple[str, ...]]:
    """A unit's demands as rows."""
    return [
        (
            measures.demand(pair.here.measure),
            score(pair.here),
            could_be(pair.here),
            score(pair.everywhere) if pair.everywhere else "–",
        )
        for pair in pairs
    ]


def balance_rows(rows: Sequence[tuple[str, Sequence[Figure]]]) -> list[tuple[str, ...]]:
    """Three states as rows."""
    return [(who, *(share(figure) for figure in three)) for who, three in rows]
