"""From a made-up organisation to what a reader of the release would know about its exhaustion, without any file.

The people are those of `dashboard.sample`, the blocks, the grid and the open ends those of `dashboard.disclosure`; only
the store of answers and the audit are left out. (`commands.py` proves on some organisations that they change nothing.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.disclosure.atoms import ANSWERS, Atoms, Spread, Sums
from dashboard.disclosure.organisation import ListedUnit
from dashboard.disclosure.register import RegisterRow
from dashboard.disclosure.tables import Lists, Memory, PulseTables, Rules, tabulate
from dashboard.sample import Organisation, exhaustion_scores
from dashboard.sample.catalogue import PROGRAMMES
from dashboard.statistics.arrays import Objects
from dashboard.statistics.training_panel import Leaves
from dashboard.terms import MICRO

K = 10
MEASURE = "exhaustion"
_NOBODY = ("not stated", None)


@dataclass(frozen=True)
class Counted:
    """An AtomSource of one measure: its scores added up by unit, in whole millionths of a point."""

    atoms_by_pulse: Mapping[str, Atoms]
    spread_by_pulse: Mapping[str, Spread]

    def atoms(self, pulse: str) -> Atoms:
        return self.atoms_by_pulse[pulse]

    def spreads(self, pulse: str) -> tuple[Spread, ...]:
        return (self.spread_by_pulse[pulse],)

    def counts(self, until: str) -> Mapping[str, Mapping[str, int]]:
        return {pulse: atoms.answers() for pulse, atoms in self.atoms_by_pulse.items() if pulse <= until}


def counted(organisation: Organisation) -> Counted:
    """Let everybody answer, and add up."""
    units = tuple(leaf.unit for leaf in organisation.leaves)
    role, trained = _NOBODY
    atoms, spreads = {}, {}
    for pulse, scores in zip(organisation.pulses, exhaustion_scores(organisation), strict=True):
        scored = np.isfinite(scores.exhaustion)
        micro = np.floor(scores.exhaustion[scored] * MICRO + 0.5).astype(np.int64)
        unit = scores.who.unit[scored]
        people, everybody = (np.bincount(each, minlength=len(units)) for each in (unit, scores.who.unit))
        total = np.zeros(len(units), dtype=np.int64)
        np.add.at(total, unit, micro)
        atoms[pulse] = Atoms(
            pulse,
            units,
            (role,) * len(units),
            (trained,) * len(units),
            {ANSWERS: everybody, MEASURE: people},
            (Sums(MEASURE, MEASURE, "mean", total),),
        )
        spreads[pulse] = Spread(MEASURE, len(micro), int(micro.sum()), sum(score * score for score in micro.tolist()))
    return Counted(atoms, spreads)


def listed(organisation: Organisation) -> list[ListedUnit]:
    """The unit list as units.csv has it."""
    heads = dict(zip((leaf.unit for leaf in organisation.leaves), organisation.headcount.tolist(), strict=True))
    return [ListedUnit(p.unit, p.name, p.parent or None, p.kind, heads.get(p.unit)) for p in organisation.places]


def register(organisation: Organisation, pulse: int) -> list[RegisterRow]:
    """The training register up to a pulse (its number) as training.csv has it, but for hours and satisfaction."""
    done = organisation.completed[:, :, pulse]
    return [
        RegisterRow(
            PROGRAMMES[programme].id, organisation.leaves[unit].unit, int(done[programme, unit]), 0, 0.0, 0, 0.0
        )
        for programme, unit in np.argwhere(done > 0).tolist()
    ]


@dataclass(frozen=True, eq=False)
class Published:
    """Everything published about an organisation's exhaustion and training, by leaf (U) and pulse (T)."""

    organisation: Organisation
    tables: tuple[PulseTables, ...]
    spread: int

    @cached_property
    def units(self) -> tuple[str, ...]:
        return tuple(unit.id for unit in self.tables[-1].organisation.leaves)

    @property
    def pulses(self) -> tuple[str, ...]:
        return self.organisation.pulses

    @cached_property
    def exhaustion(self) -> Leaves:
        """The means."""
        return self._leaves(MEASURE, "respondents")

    def uptake(self, programme: int) -> Leaves:
        """Completions of a programme (its number in the sample) by the register."""
        return self._leaves(f"uptake:{PROGRAMMES[programme].id}", "headcount")

    def _leaves(self, measure: str, weight_of: str) -> Leaves:
        row = {unit: place for place, unit in enumerate(self.units)}
        column = {pulse: place for place, pulse in enumerate(self.pulses)}
        value, low, high, weight = (np.full((len(row), len(column)), np.nan) for _ in range(4))
        members: Objects = np.full((len(row), len(column)), "", dtype=object)
        for figure in (figure for table in self.tables for figure in table.figures):
            if (figure.measure, figure.breakdown) == (measure, "") and figure.unit in row:
                place = row[figure.unit], column[figure.pulse]
                value[place], low[place], high[place] = map(_number, (figure.value, figure.band_low, figure.band_high))
                weight[place] = _number(getattr(figure, weight_of))
                members[place] = ";".join(figure.leaf_units)
        return Leaves(value, low, high, weight, members)


def publish(organisation: Organisation) -> Published:
    """Release every pulse of an organisation, one after the other."""
    source, memory = counted(organisation), Memory()
    units = listed(organisation)
    rules = Rules(K, certify=lambda *_: False)  # no table here needs a certificate
    tables = tuple(
        tabulate(source, Lists(units, register(organisation, number)), pulse, memory, rules)
        for number, pulse in enumerate(organisation.pulses)
    )
    return Published(organisation, tables, memory.spreads[MEASURE])


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)
