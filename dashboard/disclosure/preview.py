"""What a release would show together: from counts of answers alone, before anything is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import numpy as np

import queries
from dashboard.disclosure import carried, grouping
from dashboard.disclosure.atoms import ANSWERS, Atoms, DatabaseAtoms
from dashboard.disclosure.organisation import UNKNOWN, ListedUnit, organisation
from dashboard.disclosure.places import Blocks, Place, places
from dashboard.disclosure.release_file import ReleaseFolder
from dashboard.disclosure.tables import Memory
from dashboard.disclosure.tally import Tally
from dashboard.settings import Settings
from dashboard.surveys import store


@dataclass(frozen=True)
class Preview:
    """One pulse as it would be released. `places` are leaves only, in tree order."""

    pulse: str
    respondents: int
    headcount: int
    places: tuple[Place, ...]
    crowded: tuple[str, ...]
    """Names of units with more answers than staff."""

    def names(self, status: str) -> tuple[str, ...]:
        """Names of units with this status: published, combined or withheld."""
        return tuple(place.unit.name for place in self.places if place.status == status)


def waiting(settings: Settings) -> tuple[Preview, ...]:
    """Every imported pulse that `release` would publish, oldest first. Raises BadInputError if nothing is imported."""
    before = carried.read(ReleaseFolder(settings.release_folder).current())
    with store.connect(settings) as database:
        imported = [pulse for pulse, _ in database.execute(queries.read("publish/pulses_imported")).fetchall()]
        history = DatabaseAtoms(database, (), settings.k).counts(max(imported, default=""))
        memory = before.memory(settings.k)
        pulses = sorted(set(imported) - set(before.pulses))
        return tuple(_preview(pulse, _listed(database, pulse), history, memory, k=settings.k) for pulse in pulses)


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
    over = known & (tally.answers(ANSWERS) > place.headcount)
    return Preview(
        pulse,
        int(counts.sum()),
        int(place.headcount[known].sum()),
        tuple(found for found in places(place, blocks) if found.unit.is_leaf),
        tuple(place.leaves[leaf].name for leaf in np.flatnonzero(over)),
    )


def _listed(database: duckdb.DuckDBPyConnection, pulse: str) -> list[ListedUnit]:
    rows = database.execute(queries.read("publish/listed_units_by_pulse"), {"pulse": pulse}).fetchall()
    return [ListedUnit(*row) for row in rows]
