"""Correcting a released pulse: answers may change, who answered may not, and never only a few people's (DESIGN 2.2)."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

import queries
from dashboard.disclosure.atoms import Atoms, DatabaseAtoms
from dashboard.disclosure.carried import Carried
from dashboard.disclosure.preparing import Prepared, tabulated
from dashboard.disclosure.tables import Caution
from dashboard.settings import Settings
from dashboard.surveys import store
from dashboard.terms import BadInputError, CheckFailedError, Problem


def prepare(settings: Settings, before: Carried, pulse: str, caution: Mapping[str, Caution]) -> Prepared:
    """The tables of `pulse` with the corrected answers that wait for it.

    Raises BadInputError if it has not been released or no correction waits, CheckFailedError if the correction
    could tell what single people answered.
    """
    if pulse not in before.shown:
        what = f"'{pulse}' is not among the released pulses."
        raise BadInputError(Problem("--correct", what, f"Released are: {', '.join(before.shown) or 'none'}."))
    if before.pulses[pulse].k != settings.k:
        what = f"{pulse} was released with k = {before.pulses[pulse].k}, and k is {settings.k} now."
        raise BadInputError(Problem("--correct", what, f"Set DASHBOARD_K to {before.pulses[pulse].k} for this."))
    with store.connect(settings) as database:
        if (pulse,) in database.execute(queries.read("publish/pulses_corrected")).fetchall():
            what = f"{pulse} has been corrected before, and three versions together cannot be proved safe."
            raise BadInputError(Problem("--correct", what, "`withdraw` the pulse if its figures are wrong."))
        measures = store.measures_asked(database, settings)
        database.execute(queries.read("publish/keep_scores"), {"pulse": pulse})
        released = DatabaseAtoms(database, measures, settings.k).atoms(pulse)
        database.execute(queries.read("publish/corrections_as_responses"))
        store.create_scores(database, measures)
        corrected = DatabaseAtoms(database, measures, settings.k).atoms(pulse)
        _refuse_other_people(pulse, released, corrected)
        _refuse_few_changes(database, pulse, k=settings.k)
        return tabulated(database, settings, before, [pulse], caution)


def _refuse_other_people(pulse: str, released: Atoms, corrected: Atoms) -> None:
    if not corrected.units:
        what = f"no corrected answers wait for {pulse}."
        raise BadInputError(Problem("--correct", what, "Import the corrected file first."))
    if _people(released) != _people(corrected):
        raise CheckFailedError(
            f"The correction of {pulse} changes who answered, or what they left out, and not only what was answered. "
            "The difference between the figures would be about the people who came, went or moved. Nothing was "
            "published; `withdraw` the pulse if its figures are wrong."
        )


def _people(atoms: Atoms) -> dict[str, list[int]]:
    """Who answered what: people by family, in the fixed order of the cells, and the cells themselves."""
    cells = [hash(cell) for cell in zip(atoms.units, atoms.roles, atoms.trained, strict=True)]
    return {"cells": cells, **{family: people.tolist() for family, people in atoms.people.items()}}


def _refuse_few_changes(database: duckdb.DuckDBPyConnection, pulse: str, *, k: int) -> None:
    rows = database.execute(queries.read("publish/changes_by_unit"), {"pulse": pulse}).fetchall()
    changed = sum(people for _, people in rows)
    if 0 < changed < k:
        where = ", ".join(unit for unit, _ in rows)
        raise CheckFailedError(
            f"The correction of {pulse} changes the answers of {changed} people only, in {where}. Who keeps the old "
            f"figures could work out theirs from the difference, so {k} or more must change. Nothing was published; "
            "`withdraw` the pulse if its figures are wrong."
        )
