"""Who works in the organisation, who of them answers a pulse, and whom training has reached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.sample.catalogue import PROGRAMMES
from dashboard.sample.chance import Feelings, FloatArray, IntArray, Purpose, stream
from dashboard.sample.organisation import Organisation

TOLD, MISTAKEN = 0.92, 0.004
"""Share of those trained who say so in the survey, and of the others who say so all the same."""


@dataclass(frozen=True, eq=False)
class Staff:
    """Everyone (N), sorted by unit.

    `unit` and `role` are indices, `first` (U) is the first person of each unit, `queue` (R, N) a person's place in
    the unit's queue for each programme, `willing` (N) the wish to answer surveys.
    """

    unit: IntArray
    first: IntArray
    role: IntArray
    queue: IntArray
    willing: Feelings

    def __len__(self) -> int:
        return len(self.unit)

    def centred(self, values: npt.NDArray[np.floating]) -> FloatArray:
        """`values` (N) less their unit's mean."""
        units = len(self.first)
        means = np.bincount(self.unit, values, minlength=units) / np.bincount(self.unit, minlength=units)
        return np.asarray(values - means[self.unit])

    def place_in_unit(self, key: npt.NDArray[np.floating]) -> IntArray:
        """Place of each person (N) among the unit's when sorted by `key`, from 0."""
        order = np.lexsort((key, self.unit))
        place = np.empty(len(self), dtype=np.int64)
        place[order] = np.arange(len(self)) - self.first[self.unit]
        return place


@dataclass(frozen=True, eq=False)
class Turnout:
    """Those who answer a pulse (n), in the order in which they send: indices, and programmes reported (R, n)."""

    person: IntArray
    unit: IntArray
    role: IntArray
    reported: npt.NDArray[np.bool_]


def staff_of(organisation: Organisation) -> Staff:
    """Hire everyone."""
    rng = stream(organisation.seed, Purpose.STAFF)
    unit = np.repeat(np.arange(len(organisation.headcount)), organisation.headcount)
    first = np.concatenate([[0], np.cumsum(organisation.headcount)[:-1]])
    cuts = np.cumsum([template.role_shares for template in organisation.templates], axis=1)[:, :-1]
    draw = rng.random(len(unit))
    role = np.sum([draw > cut[unit] for cut in cuts.T], axis=0)
    willing = rng.standard_normal(len(unit), dtype=np.float32)
    unqueued = Staff(unit, first, role, np.empty((0, len(unit)), dtype=np.int64), willing)
    queue = np.stack([unqueued.place_in_unit(rng.random(len(unit))) for _ in PROGRAMMES])
    return Staff(unit, first, role, queue, willing)


def turnout(organisation: Organisation, staff: Staff, *, pulse: int) -> Turnout:
    """Who answers at `pulse` (index): the most willing of each unit, with the day's luck."""
    rng = stream(organisation.seed, Purpose.TURNOUT, pulse)
    luck = rng.standard_normal(len(staff), dtype=np.float32)
    place = staff.place_in_unit(-(staff.willing + luck))
    person = rng.permutation(np.flatnonzero(place < organisation.answering[staff.unit, pulse]))
    unit = staff.unit[person]
    trained = staff.queue[:, person] < organisation.completed[:, unit, pulse]
    reported = rng.random(trained.shape) < np.where(trained, TOLD, MISTAKEN)
    return Turnout(person, unit, staff.role[person], reported)
