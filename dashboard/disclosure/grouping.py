"""Which blocks a pulse gets: the year's base blocks, merged where the pulse or a family needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from dashboard.disclosure.atoms import ANSWERS
from dashboard.disclosure.blocks import Enough, apart, home, members, merged, partition
from dashboard.disclosure.organisation import UNKNOWN, Organisation, Whole
from dashboard.disclosure.places import Blocks
from dashboard.disclosure.tally import Tally, at_most_staff

REMEMBERED = 12
"""How many earlier pulses base blocks are chosen from."""
SHORT = 2
"""At how many of them a block may have fallen under k."""
MARGIN = 0.5
"""How many standard deviations of a count a block must lie above k when only one pulse is known.

Stricter values take figures from units that have enough answers; laxer ones break more trends. With these, three in
four units with k answers have their own figure, and 2 base blocks in 100 fall under k at a pulse (`cost.py`).
"""


@dataclass(frozen=True)
class BaseBlocks:
    """The base blocks as they stood at a released pulse, and the organisation then; blocks are sets of leaf ids."""

    organisation: Organisation
    blocks: tuple[frozenset[str], ...]


def group(tally: Tally, *, base: Whole, k: int) -> dict[str, Blocks]:
    """The blocks of every family of the pulse."""
    people = {family: tally.people(family) for family in tally.atoms.families}
    here = _merge(tally.organisation, base, people[ANSWERS], _present(tally.organisation, tally.answers(ANSWERS), k), k)
    found = {}
    for family, counts in people.items():
        partition_of_family = _merge(tally.organisation, here, counts, tally.answers(family) > 0, k)
        found[family] = Blocks(base, here, here if family == ANSWERS else partition_of_family, counts, k)
    return found


def first_base(organisation: Organisation, history: Sequence[Mapping[str, int]], *, k: int) -> Whole:
    """Base blocks from the answers by unit at earlier pulses, oldest first; from the pulse's own if it is the first."""
    answers = [_by_leaf(organisation, pulse) for pulse in history[-REMEMBERED:]]
    people = np.stack([at_most_staff(organisation, counts) for counts in answers], axis=1)
    present = _present(organisation, np.max(answers, axis=0), k)
    return merged(organisation, apart(organisation), people=people, present=present, enough=_margin(k))


def kept_base(organisation: Organisation, earlier: BaseBlocks) -> Whole:
    """The year's base blocks in today's organisation: a block whose units no longer share a parent is dissolved."""
    number = {unit.id: place for place, unit in enumerate(organisation.leaves)}
    kept = []
    for block in earlier.blocks:
        here = sorted(number[leaf] for leaf in block if leaf in number)
        if len(here) > 1 and _home_then(earlier.organisation, block) == _home_now(organisation, here):
            kept.append(here)
    alone = set(range(len(number))).difference(*kept)
    return partition(len(number), [*kept, *([leaf] for leaf in alone)])


def base_blocks(organisation: Organisation, base: Whole) -> BaseBlocks:
    """The array form of base blocks, made ready for the next pulse."""
    ids = [unit.id for unit in organisation.leaves]
    blocks = tuple(frozenset(ids[leaf] for leaf in leaves) for leaves in members(base).values())
    return BaseBlocks(organisation, blocks)


def _margin(k: int) -> Enough:
    """With a year of counts: k at all pulses but a few. With fewer: some way above k."""

    def enough(counts: Whole) -> bool:
        ordered = np.sort(counts)
        worst = float(ordered[len(ordered) * SHORT // REMEMBERED])
        return worst - MARGIN * sqrt(worst / len(ordered)) >= k

    return enough


def _merge(organisation: Organisation, start: Whole, people: Whole, present: npt.NDArray[np.bool_], k: int) -> Whole:
    return merged(organisation, start, people=people, present=present, enough=lambda counts: int(counts[0]) >= k)


def _present(organisation: Organisation, answers: Whole, k: int) -> npt.NDArray[np.bool_]:
    """Leaves that must be covered: somebody answered, or so few work there that even silence is about them."""
    heads = organisation.headcount
    return np.asarray((answers > 0) | ((heads > 0) & (heads < k) & (heads != UNKNOWN)))


def _by_leaf(organisation: Organisation, answers: Mapping[str, int]) -> Whole:
    found = np.zeros(len(organisation.leaves), dtype=np.int64)
    for unit, people in answers.items():
        if unit in organisation.leaf_number:
            found[organisation.leaf_number[unit]] += people
    return found


def _home_now(organisation: Organisation, leaves: Sequence[int]) -> str:
    return organisation.nodes[home(organisation, leaves)].unit.id


def _home_then(organisation: Organisation, block: frozenset[str]) -> str:
    number = {unit.id: place for place, unit in enumerate(organisation.leaves)}
    return _home_now(organisation, sorted(number[leaf] for leaf in block))
