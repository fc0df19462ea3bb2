"""What a new release carries on from the current one: its pulses, base blocks, spreads, k and series."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

import queries
from dashboard.disclosure.grouping import BaseBlocks
from dashboard.disclosure.organisation import from_units
from dashboard.disclosure.tables import Memory
from dashboard.terms import Unit


@dataclass(frozen=True, slots=True)
class ReleasedPulse:
    """A pulse of the current release, withdrawn or not: a row of its table `pulses`."""

    pulse: str
    respondents: int
    headcount: int
    released_at: str
    has_keys: bool
    withdrawn_at: str | None
    k: int
    series: int

    def withdrawn(self, at: str) -> tuple[Any, ...]:
        """Its row once it is withdrawn."""
        return astuple(replace(self, withdrawn_at=at))


@dataclass(frozen=True)
class Carried:
    """The current release; empty before the first."""

    pulses: dict[str, ReleasedPulse] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    bases: dict[str, BaseBlocks] = field(default_factory=dict)
    spreads: dict[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> list[str]:
        """The pulses that readers see."""
        return [pulse for pulse, row in self.pulses.items() if row.withdrawn_at is None]

    @property
    def floor(self) -> int:
        """No release file with a lower number may stay: it holds what has been withdrawn."""
        return int(self.facts.get("oldest_file", "0"))

    def series(self, k: int) -> int:
        """The number of the series that a pulse released under `k` belongs to; another k starts a new one."""
        before = int(self.facts.get("series", "1"))
        return before + (self.facts.get("k", str(k)) != str(k))

    def memory(self, k: int) -> Memory:
        """What new pulses must agree with: nothing, if they start a new series."""
        series = self.series(k)
        mine = {pulse for pulse, row in self.pulses.items() if row.series == series}
        if not mine:
            return Memory()
        return Memory({pulse: base for pulse, base in self.bases.items() if pulse in mine}, dict(self.spreads))


def read(file: Path | None) -> Carried:
    """Read what there is to carry on; `file` None means nothing has been released."""
    if file is None:
        return Carried()
    with duckdb.connect(str(file), read_only=True) as database:

        def rows(query: str, **parameters: Any) -> list[tuple[Any, ...]]:
            return database.execute(queries.read(query), parameters or None).fetchall()

        pulses = {row[0]: ReleasedPulse(*row) for row in rows("publish/pulses_by_release")}
        blocks: dict[str, dict[str, set[str]]] = {}
        for pulse, block, unit in rows("publish/base_blocks_by_unit"):
            blocks.setdefault(pulse, {}).setdefault(block, set()).add(unit)
        bases = {
            pulse: BaseBlocks(
                from_units([Unit(*row) for row in rows("report/units_by_pulse", pulse=pulse)]),
                tuple(map(frozenset, found.values())),
            )
            for pulse, found in blocks.items()
        }
        return Carried(
            pulses,
            dict(rows("report/facts")),
            bases,
            dict(rows("publish/spreads_by_measure")),
        )
