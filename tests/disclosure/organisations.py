"""Random organisations, and the atoms of a pulse in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from dashboard.disclosure.atoms import ANSWERS, Atoms, Sums
from dashboard.disclosure.organisation import ListedUnit, Organisation, organisation
from dashboard.disclosure.tally import Tally
from dashboard.terms import MICRO

K = 10
ROLES = ("nurse", "doctor", "porter", "admin")


@dataclass(frozen=True)
class Pulse:
    """One pulse of a made-up organisation: (unit, role, trained, family answered, score) of everybody who answered."""

    listed: tuple[ListedUnit, ...]
    people: tuple[tuple[str, str, bool, bool, int], ...]

    @property
    def answers(self) -> dict[str, int]:
        return {unit.id: sum(person[0] == unit.id for person in self.people) for unit in self.listed}

    def organisation(self, k: int = K) -> Organisation:
        return organisation(self.listed, answers=self.answers, k=k)

    def tally(self, k: int = K) -> Tally:
        return Tally(self.organisation(k), atoms(self.people))


def atoms(people: Sequence[tuple[str, str, bool, bool, int]], pulse: str = "2026-01") -> Atoms:
    """Count and add up, the slow way. One family, `strain`: a mean and a share."""
    cells = sorted({person[:3] for person in people})
    counts = np.zeros((4, len(cells)), dtype=np.int64)
    for unit, role, trained, answered, score in people:
        place = cells.index((unit, role, trained))
        counts[0, place] += 1
        counts[1, place] += answered
        counts[2, place] += score * MICRO * answered
        counts[3, place] += (score >= 50) * answered
    units, roles = tuple(cell[0] for cell in cells), tuple(cell[1] for cell in cells)
    statuses = tuple(cell[2] for cell in cells)
    sums = Sums("strain", "strain", "mean", counts[2]), Sums("strain", "strain", "share_high", counts[3])
    return Atoms(pulse, units, roles, statuses, {ANSWERS: counts[0], "strain": counts[1]}, sums)


@st.composite
def trees(draw: st.DrawFn, *, most: int = 14) -> tuple[ListedUnit, ...]:
    """Deep or shallow, balanced or not; headcounts 0 to 60, of single people, or unknown. Parents first."""
    parents = [None, *(draw(st.integers(0, number)) for number in range(draw(st.integers(0, most))))]
    inner = {parent for parent in parents if parent is not None}
    heads = st.one_of(st.none(), st.just(1), st.integers(0, 60))
    units = []
    for number, parent in enumerate(parents):
        head = None if number in inner else draw(heads)
        units.append(ListedUnit(f"u{number}", f"Unit {number}", None if parent is None else f"u{parent}", "unit", head))
    return tuple(units)


@st.composite
def pulses(draw: st.DrawFn, *, most: int = 14) -> Pulse:
    """Answers from 0 to 40 a unit, some on parents, some more than there are staff; one role or several."""
    listed = draw(trees(most=most))
    roles = ROLES[: draw(st.integers(1, len(ROLES)))]
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    most_here = draw(st.sampled_from((3, 12, 40)))
    people = []
    inner = {unit.parent for unit in listed}
    for unit in listed:
        sent = draw(st.integers(0, most_here)) if unit.id not in inner or draw(st.booleans()) else 0
        for _ in range(sent):
            role = roles[rng.integers(len(roles))]
            people.append((unit.id, role, bool(rng.random() < 0.4), bool(rng.random() < 0.85), int(rng.integers(101))))
    return Pulse(listed, tuple(people))
