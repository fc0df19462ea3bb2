"""Atoms added up by leaf: what blocks are chosen from, and what figures are summed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.disclosure.atoms import Atoms
from dashboard.disclosure.organisation import UNKNOWN, Organisation, Whole


@dataclass(frozen=True)
class Tally:
    """One pulse's atoms in the organisation of that pulse."""

    organisation: Organisation
    atoms: Atoms

    @cached_property
    def leaf(self) -> Whole:
        """The leaf of each cell."""
        number = self.organisation.leaf_number
        return np.array([number[unit] for unit in self.atoms.units], dtype=np.int64)

    def by_leaf(self, amounts: Whole) -> Whole:
        """Amounts by cell, added up by leaf."""
        found = np.zeros(len(self.organisation.leaves), dtype=np.int64)
        np.add.at(found, self.leaf, amounts)
        return found

    def answers(self, family: str) -> Whole:
        """Answers by leaf."""
        return self.by_leaf(self.atoms.people[family])

    def people(self, family: str) -> Whole:
        """The most people that are sure to be behind them, by leaf: min(answers, headcount)."""
        return at_most_staff(self.organisation, self.answers(family))


def at_most_staff(organisation: Organisation, answers: Whole) -> Whole:
    """min(answers, headcount) by leaf, the answers where the headcount is not known."""
    heads = organisation.headcount
    return np.where(heads == UNKNOWN, answers, np.minimum(answers, heads))
