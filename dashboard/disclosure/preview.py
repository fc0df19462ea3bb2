"""What a release would show together: from counts of answers alone, before anything is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb
import numpy as np

import queries
from dashboard.disclosure import carried, grouping
from dashboard.disclosure.atoms import ANSWERS, Atoms, DatabaseAtoms
from dashboard.disclosure.blocks import members
from dashboard.disclosure.organisation import UNKNOWN, ListedUnit, Whole, organisation
from dashboard.disclosure.places import Blocks
from dashboard.disclosure.release_file import ReleaseFolder
from dashboard.disclosure.tables import Memory
from dashboard.disclosure.tally import Tally
from dashboard.settings import Settings
from dashboard.surveys import store


@dataclass(frozen=True, slots=True)
class Together:
    """Units that would be shown as one: all year, or this time only."""

    names: tuple[str, ...]
    all_year: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """One pulse as it would be released: names of units (leaves) by themselves, together, and not at all."""

    pulse: str
    respondents: int
    headcount: int
    has_keys: bool
    """Without respondent keys we count answers, not people."""
    alone: tuple[str, ...]
    together: tuple[Together, ...]
    hidden: tuple[str, ...]
    crowded: tuple[str, ...]
    """Units with more answers than staff."""


def waiting(settings: Settings) -> tuple[Preview, ...]:
    """Every imported pulse that `release` would publish, oldest first. Raises BadInputError if nothing is imported."""
    before = carried.read(ReleaseFolder(settings.release_folder).current())
    with store.connect(settings) as database:
        imported = dict(database.execute(queries.read("publish/pulses_imported")).fetchall())
        history = DatabaseAtoms(database, (), settings.k).counts(max(imported, default=""))
        memory = before.memory(settings.k)
        pulses = sorted(set(imported) - set(before.pulses))
        previews = (_preview(pulse, _listed(database, pulse), history, memory, k=settings.k) for pulse in pulses)
        return tuple(replace(found, has_keys=imported[found.pulse]) for found in previews)


def _preview(
    pulse: str, listed: list[ListedUnit], history: Mapping[str, Mapping[str, int]], memory: Memory, *, k: int
) -> Preview:
    answers = history[pulse]
    place = organisation(listed, answers=answers, k=k)
    counts = np.array(list(answers.values()), dtype=np.int64)
    tally = Tally(place, Atoms(pulse, tuple(answers), (), (), {ANSWERS: counts}, ()))
    base = memory.base_of_year(pulse)
    if base is None:
        earlier = [history[known] for known in sorted(history) if known < pulse] or [answers]
        partition = grouping.first_base(place, earlier, k=k)
    else:
        partition = grouping.kept_base(place, base)
    memory.bases[pulse] = grouping.base_blocks(place, partition)
    blocks: Blocks = grouping.group(tally, base=partition, k=k)[ANSWERS]
    known = place.headcount != UNKNOWN
    names = [unit.name for unit in place.leaves]
    shown = blocks.enough()
    groups = {block: [names[leaf] for leaf in leaves] for block, leaves in members(blocks.family).items()}
    return Preview(
        pulse,
        int(counts.sum()),
        int(place.headcount[known].sum()),
        has_keys=False,
        alone=tuple(group[0] for block, group in groups.items() if block in shown and len(group) == 1),
        together=tuple(
            Together(tuple(group), all_year=_is_one(partition, members(blocks.family)[block]))
            for block, group in groups.items()
            if block in shown and len(group) > 1
        ),
        hidden=tuple(name for block, group in groups.items() if block not in shown for name in group),
        crowded=tuple(names[leaf] for leaf in np.flatnonzero(known & (tally.answers(ANSWERS) > place.headcount))),
    )


def _is_one(base: Whole, leaves: Sequence[int]) -> bool:
    return len({int(base[leaf]) for leaf in leaves}) == 1


def _listed(database: duckdb.DuckDBPyConnection, pulse: str) -> list[ListedUnit]:
    rows = database.execute(queries.read("publish/listed_units_by_pulse"), {"pulse": pulse}).fetchall()
    return [ListedUnit(*row) for row in rows]
