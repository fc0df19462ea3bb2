"""Everything one pulse publishes, made from its atoms and from what was published before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import isqrt
from typing import Literal

from dashboard.disclosure import grouping, where, who
from dashboard.disclosure.atoms import ANSWERS, AtomSource, Spread
from dashboard.disclosure.grouping import BaseBlocks
from dashboard.disclosure.organisation import UNKNOWN, ListedUnit, Organisation, organisation
from dashboard.disclosure.places import Blocks, places
from dashboard.disclosure.register import RegisterRow, by_register
from dashboard.disclosure.tally import Tally
from dashboard.disclosure.training import Certifier
from dashboard.disclosure.who import Allowed
from dashboard.terms import MICRO, Figure


@dataclass
class Memory:
    """What a new pulse must agree with: base blocks by released pulse, and the spread of each scale."""

    bases: dict[str, BaseBlocks] = field(default_factory=dict)
    spreads: dict[str, int] = field(default_factory=dict)

    def base_of_year(self, pulse: str) -> BaseBlocks | None:
        """The base blocks of the nearest released pulse of the same year: itself, one before, or one after."""
        year = sorted(known for known in self.bases if known[:4] == pulse[:4])
        earlier = [known for known in year if known <= pulse]
        nearest = earlier[-1:] or year[:1]
        return self.bases[nearest[0]] if nearest else None


@dataclass(frozen=True)
class PulseTables:
    """The published rows of one pulse."""

    pulse: str
    organisation: Organisation
    blocks: Mapping[str, Blocks]
    figures: tuple[Figure, ...]
    respondents: int

    @property
    def headcount(self) -> int:
        """Everybody whose unit's headcount is known."""
        heads = self.organisation.headcount
        return int(heads[heads != UNKNOWN].sum())

    def unit_rows(self) -> Iterator[tuple[object, ...]]:
        """Rows of the table `units`."""
        for position, node in enumerate(self.organisation.nodes):
            unit = node.unit
            yield (
                self.pulse, position, unit.id, unit.name, unit.parent, unit.kind, unit.depth, unit.is_leaf, unit.level,
            )  # fmt: skip

    def block_rows(self) -> Iterator[tuple[str, ...]]:
        """Rows of the table `blocks`: a block goes by its first leaf."""
        leaves = [unit.id for unit in self.organisation.leaves]
        for family, blocks in self.blocks.items():
            for leaf, block, base in zip(leaves, blocks.family.tolist(), blocks.base.tolist(), strict=True):
                yield self.pulse, family, leaf, leaves[block], leaves[base]


Caution = Literal["no training", "units only"]
"""What a pulse must do without, because the audit would not pass it otherwise."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What is known of a pulse besides the answers: its units, and the training register up to it."""

    units: Sequence[ListedUnit]
    register: Sequence[RegisterRow]


@dataclass(frozen=True, slots=True)
class Rules:
    """The fewest people behind a figure, and who certifies tables that no simple proof covers."""

    k: int
    certify: Certifier
    caution: Caution | None = None

    def with_caution(self, caution: Caution | None) -> Rules:
        return replace(self, caution=caution)


def tabulate(source: AtomSource, lists: Lists, pulse: str, memory: Memory, rules: Rules) -> PulseTables:
    """Group, round and print one pulse. `memory` learns its base blocks and new spreads."""
    k = rules.k
    atoms = source.atoms(pulse)
    place = organisation(lists.units, answers=atoms.answers(), k=k)
    tally = Tally(place, atoms)
    base = memory.base_of_year(pulse)
    if base is None:
        history = source.counts(pulse)
        earlier = [history[known] for known in sorted(history) if known < pulse] or [atoms.answers()]
        partition = grouping.first_base(place, earlier, k=k)
    else:
        partition = grouping.kept_base(place, base)
    memory.bases[pulse] = grouping.base_blocks(place, partition)
    if any(sums.statistic == "mean" and sums.measure not in memory.spreads for sums in atoms.sums):
        for spread in source.spreads(pulse):
            memory.spreads.setdefault(spread.measure, standard_deviation(spread))
    blocks = grouping.group(tally, base=partition, k=k)
    rows = tuple(_figures(tally, blocks, lists.register, memory.spreads, rules))
    return PulseTables(pulse, place, blocks, rows, int(atoms.people[ANSWERS].sum()))


def _figures(
    tally: Tally,
    blocks: Mapping[str, Blocks],
    register: Sequence[RegisterRow],
    spreads: Mapping[str, int],
    rules: Rules,
) -> Iterator[Figure]:
    units = where.by_unit(tally, blocks, spreads)
    yield from units.figures
    allowed = Allowed(rules.k, rules.caution != "units only", None if rules.caution else rules.certify)
    yield from who.by_role_and_training(tally, blocks, units.tells, spreads, allowed)
    found = tuple(places(tally.organisation, blocks[ANSWERS]))
    yield from by_register(tally.atoms.pulse, found, tally.organisation, register, k=rules.k)


def standard_deviation(spread: Spread) -> int:
    """The standard deviation of a scale in the whole organisation, in whole points, half up; at least 1."""
    n = spread.people
    variance = Fraction(n * spread.squares - spread.total**2, n * (n - 1) * MICRO**2)
    return max(1, (isqrt(int(4 * variance)) + 1) // 2)
