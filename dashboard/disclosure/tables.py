"""Everything one pulse publishes, made from its atoms and from what was published before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import isqrt

from dashboard.disclosure import grouping, where, who
from dashboard.disclosure.atoms import ANSWERS, AtomSource, Spread
from dashboard.disclosure.grouping import BaseBlocks
from dashboard.disclosure.organisation import UNKNOWN, ListedUnit, Organisation, organisation
from dashboard.disclosure.places import Blocks, places
from dashboard.disclosure.register import RegisterRow, by_register
from dashboard.disclosure.tally import Tally
from dashboard.terms import MICRO, Figure


@dataclass
class Memory:
    """What a new pulse must agree with: base blocks by released pulse, and the spread of each scale."""

    bases: dict[str, BaseBlocks] = field(default_factory=dict)
    spreads: dict[str, int] = field(default_factory=dict)

    def base_of_year(self, pulse: str) -> BaseBlocks | None:
        """The base blocks of the nearest released pulse of the same year, an earlier one first."""
        year = sorted(known for known in self.bases if known[:4] == pulse[:4])
        earlier = [known for known in year if known < pulse]
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


@dataclass(frozen=True, slots=True)
class Lists:
    """What is known of a pulse besides the answers: its units, and the training register up to it."""

    units: Sequence[ListedUnit]
    register: Sequence[RegisterRow]


def tabulate(source: AtomSource, lists: Lists, pulse: str, memory: Memory, *, k: int) -> PulseTables:
    """Group, round and print one pulse. `memory` learns its base blocks and new spreads."""
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
    rows = tuple(_figures(tally, blocks, lists.register, memory.spreads, k=k))
    return PulseTables(pulse, place, blocks, rows, int(atoms.people[ANSWERS].sum()))


def _figures(
    tally: Tally, blocks: Mapping[str, Blocks], register: Sequence[RegisterRow], spreads: Mapping[str, int], *, k: int
) -> Iterator[Figure]:
    units = where.by_unit(tally, blocks, spreads)
    yield from units.figures
    yield from who.by_role(tally, blocks, units.tells, spreads, k=k)
    found = tuple(places(tally.organisation, blocks[ANSWERS]))
    yield from by_register(tally.atoms.pulse, found, tally.organisation, register, k=k)


def standard_deviation(spread: Spread) -> int:
    """The standard deviation of a scale in the whole organisation, in whole points, half up; at least 1."""
    n = spread.people
    variance = Fraction(n * spread.squares - spread.total**2, n * (n - 1) * MICRO**2)
    return max(1, (isqrt(int(4 * variance)) + 1) // 2)
