"""Who: every figure by role, and by training status where that is certified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.disclosure import roles, training
from dashboard.disclosure.atoms import NOT_STATED, PROGRAMMES
from dashboard.disclosure.breakdowns import Table, Tells, Trait, by_trait
from dashboard.disclosure.classes import Classes
from dashboard.disclosure.figures import Spreads
from dashboard.disclosure.places import Blocks, Place
from dashboard.disclosure.roles import RoleTable
from dashboard.disclosure.tally import Tally
from dashboard.disclosure.training import STATUSES, Certifier
from dashboard.terms import Figure

NO_ROLES = "Roles are not shown here: with so few answers in some of them, single people could be picked out."
ROLES_UNKNOWN = "Roles are not shown here: in this pulse nobody gave one."
ROLES_TOGETHER = "Shown together with {}: apart, single people could be picked out."
NO_TRAINING = "Training is not shown here: beside units and roles, single people could be picked out."


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be shown besides units: roles or not, and training where `certify` says so (None: nowhere)."""

    k: int
    roles: bool
    certify: Certifier | None


def by_role_and_training(
    tally: Tally, blocks: Mapping[str, Blocks], tells: Tells, spreads: Spreads, allowed: Allowed
) -> Iterator[Figure]:
    """The organisation's and each division's figures by role, and by training status."""
    role = Trait("role", roles.names_of(tally), roles.columns_of(tally), ROLES_TOGETHER)
    status = Trait("training", STATUSES, training.statuses_of(tally), "")
    classes = dict.fromkeys(blocks, Classes(()))
    if allowed.roles:
        classes = roles.classes_by_family(tally, blocks, k=allowed.k)
    certified: dict[str, list[Place]] = {family: [] for family in blocks}
    if allowed.certify is not None:
        certified = training.certified_places(tally, blocks, classes, allowed.certify)
    for family, partition in blocks.items():
        found = roles.role_tables(tally, partition, classes[family])
        tables = [_role_table(tally, table) for table in found]
        yield from by_trait(tally, role, family, tables, known=tells, spreads=spreads)
        shown = {place.unit.id for place in certified[family]}
        tables = [_training_table(table, shown=table.place.unit.id in shown) for table in found]
        if family != PROGRAMMES and True in tally.atoms.trained:  # status is made from what people say of programmes
            yield from by_trait(tally, status, family, tables, known=tells, spreads=spreads)


def _role_table(tally: Tally, table: RoleTable) -> Table:
    here = roles.present(tally, table.place)
    groups = tuple(tuple(sorted(one & here)) for one in table.classes if one & here)
    unknown = set(roles.names_of(tally)) <= {NOT_STATED}
    return Table(table.place, groups, tuple(sorted(here)), ROLES_UNKNOWN if unknown else NO_ROLES)


def _training_table(table: RoleTable, *, shown: bool) -> Table:
    values = tuple(range(len(STATUSES)))
    return Table(table.place, tuple((value,) for value in values) if shown else (), values, NO_TRAINING)
