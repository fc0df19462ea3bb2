"""Who: every figure by role, and by training status where that is certified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard.disclosure import roles
from dashboard.disclosure.breakdowns import Table, Tells, Trait, by_trait
from dashboard.disclosure.figures import Spreads
from dashboard.disclosure.places import Blocks
from dashboard.disclosure.roles import RoleTable
from dashboard.disclosure.tally import Tally
from dashboard.terms import Figure

NO_ROLES = "Roles are not shown here: with so few answers in some of them, single people could be picked out."
ROLES_TOGETHER = "Shown together with {}: apart, single people could be picked out."


def by_role(tally: Tally, blocks: Mapping[str, Blocks], tells: Tells, spreads: Spreads, *, k: int) -> Iterator[Figure]:
    """The organisation's and each division's figures by role."""
    trait = Trait("role", roles.names_of(tally), roles.columns_of(tally), ROLES_TOGETHER)
    classes = roles.classes_by_family(tally, blocks, k=k)
    for family, partition in blocks.items():
        tables = [_table(tally, table) for table in roles.role_tables(tally, partition, classes[family])]
        yield from by_trait(tally, trait, family, tables, tells, spreads)


def _table(tally: Tally, table: RoleTable) -> Table:
    here = roles.present(tally, table.place)
    groups = tuple(tuple(sorted(one & here)) for one in table.classes if one & here)
    return Table(table.place, groups, tuple(sorted(here)), NO_ROLES)
