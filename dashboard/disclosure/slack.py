"""Which figures of larger units must stay out, because beside those of their parts they would settle single answers.

A share of 700 people is printed to 1 %, those of its 30 blocks to 5 or 10 %. If the lower ends of the blocks' bands add
up to the upper end of the whole's, then every block printed as "under 8 %" has none at all. So a figure is printed only
where its band leaves room for one more person at the extreme than its parts account for. What decides is the parts'
own print: the cells of the whole that are kept back are the same whatever the whole is, and always more than one, so
that a missing figure tells no more than a printed one (it may be in any of them).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.disclosure.rounding import Printed

Leaves = tuple[int, ...]

_PLACES = 10_000
ONE_PERSON = 100 * _PLACES
"""From the lowest to the highest answer: 100 points of one person, in ten-thousandths."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is printed about a set of `people`, if anything, and whether people are counted (a share) or scored."""

    people: int
    printed: Printed | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Where a set's sum lies, by what a reader knows.

    `zero`: if the sum were at its lowest, some part could not have a single answer above zero; `full` mirrors it.
    """

    low: int
    high: int
    zero: bool
    full: bool


def parts(sets: Iterable[Leaves]) -> dict[Leaves, tuple[Leaves, ...]]:
    """The largest of the sets inside each set that share nobody; smaller sets come first. Empty for a block."""
    found: dict[Leaves, tuple[Leaves, ...]] = {}
    holding: dict[int, list[Leaves]] = {}
    for one in sorted(set(sets), key=lambda leaves: (len(leaves), leaves)):
        inside = {other: None for leaf in one for other in holding.get(leaf, ())}
        found[one] = tuple(_disjoint(sorted(inside, key=len, reverse=True), set(one)))
        for leaf in one:
            holding.setdefault(leaf, []).append(one)
    return found


def _disjoint(candidates: Iterable[Leaves], free: set[int]) -> Iterable[Leaves]:
    for candidate in candidates:
        if free.issuperset(candidate):
            free.difference_update(candidate)
            yield candidate


def too_telling(
    within: Mapping[Leaves, Sequence[Leaves]], cells: Mapping[Leaves, Cell]
) -> tuple[set[Leaves], dict[Leaves, Span]]:
    """The sets whose figure must stay out, and what a reader then knows of each set.

    `within` as made by `parts`; `cells` for each of its sets.
    """
    spans: dict[Leaves, Span] = {}
    withheld: set[Leaves] = set()
    for one, inside in within.items():
        own = span(cells[one])
        if not inside:
            spans[one] = own
            continue
        below = total([spans[part] for part in inside])
        if cells[one].printed is not None and not _leaves_room(_edges(cells[one]), below):
            withheld.add(one)
            own = below
        spans[one] = _narrowed(own, below)
    return withheld, spans


def fits(whole: Cell, inside: Sequence[Cell]) -> bool:
    """Whether the figure of a whole leaves its parts room, when all of them are printed."""
    return whole.printed is None or _leaves_room(_edges(whole), total([span(cell) for cell in inside]))


def cross(one: Span, other: Span) -> bool:
    """Whether two ways to part the same people, each safe by itself, still leave each other room."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    up = all(high - way.low >= ONE_PERSON for way in (one, other) if way.zero)
    return up and all(way.high - low >= ONE_PERSON for way in (one, other) if way.full)


def total(spans: Sequence[Span]) -> Span:
    """What is known of the sum over sets that share nobody."""
    return Span(
        sum(span.low for span in spans),
        sum(span.high for span in spans),
        any(span.zero for span in spans),
        any(span.full for span in spans),
    )


def _narrowed(own: Span, below: Span) -> Span:
    """What both together say. Where the own print puts the sum one person beyond the parts', they have room."""
    low, high = max(own.low, below.low), min(own.high, below.high)
    zero, full = low - below.low < ONE_PERSON, below.high - high < ONE_PERSON
    return Span(low, high, below.zero and zero, below.full and full)


def _edges(cell: Cell) -> tuple[int, int]:
    if cell.printed is None:
        return 0, cell.people * ONE_PERSON
    return cell.people * round(cell.printed.band_low * _PLACES), cell.people * round(cell.printed.band_high * _PLACES)


def span(cell: Cell) -> Span:
    """What a cell's print says by itself."""
    low, high = _edges(cell)
    if cell.counted:  # only whole people
        low, high = -(-low // ONE_PERSON) * ONE_PERSON, high // ONE_PERSON * ONE_PERSON
    return Span(low, high, zero=low < ONE_PERSON, full=cell.people * ONE_PERSON - high < ONE_PERSON)


def _leaves_room(edges: tuple[int, int], below: Span) -> bool:
    """Whether a band leaves room for one more person at either extreme, or lies clear of where that matters."""
    low, high = edges
    room = below.low + ONE_PERSON
    if below.zero and low < room and not (low <= below.low and high >= room):
        return False
    room = below.high - ONE_PERSON
    return not (below.full and high > room and not (high >= below.high and low <= room))
