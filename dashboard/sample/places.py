"""The tree of the made-up organisation: divisions, hospitals if it needs several, and the units below them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.sample.catalogue import DIVISIONS, HOSPITALS, ORGANISATION, TEMPLATES, Template, chosen


@dataclass(frozen=True, slots=True)
class Place:
    """A row of units.csv but for its headcount; `template` only for leaves."""

    unit: str
    name: str
    parent: str
    kind: str
    template: Template | None = None


def places(units: int) -> tuple[Place, ...]:
    """The tree with `units` leaves, parents before children."""
    root = Place(ORGANISATION, f"{ORGANISATION} Care Trust", "", "organisation")
    if units <= len(TEMPLATES):
        leaves = tuple(_leaf(template, parent=template.division) for template in chosen(units))
        return (root, *_divisions({template.division for template in chosen(units)}), *leaves)
    branches, leaves = _hospitals(units)
    return (root, *_divisions({branch.parent for branch in branches}), *branches, *leaves)


def neighbours(leaves: tuple[Place, ...]) -> npt.NDArray[np.int64]:
    """For each leaf the one whose training it shares: itself, or for a small one the smallest larger one beside it.

    Small units are likely to be published together with that one, so that a block starts as one.
    """
    sizes = [_template(leaf).headcount for leaf in leaves]
    by_parent: dict[str, int] = {}
    for number in sorted(range(len(leaves)), key=sizes.__getitem__):
        if not _template(leaves[number]).is_small:
            by_parent.setdefault(leaves[number].parent, number)
    hosts = [
        by_parent.get(leaf.parent, number) if _template(leaf).is_small else number for number, leaf in enumerate(leaves)
    ]
    return np.array(hosts, dtype=np.int64)


def templates_of(leaves: tuple[Place, ...]) -> tuple[Template, ...]:
    """The templates the leaves were made from."""
    return tuple(map(_template, leaves))


def _template(leaf: Place) -> Template:
    if leaf.template is None:
        raise ValueError(f"{leaf.unit} is not a leaf")
    return leaf.template


def _leaf(template: Template, *, parent: str, hospital: str = "") -> Place:
    unit = f"{hospital} {template.id}".strip()
    name = f"{template.name}, {hospital}" if hospital else template.name
    return Place(unit, name, parent, template.kind, template)


def _divisions(used: set[str]) -> tuple[Place, ...]:
    return tuple(Place(id_, name, ORGANISATION, "division") for id_, name in DIVISIONS.items() if id_ in used)


def _hospitals(units: int) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Branches (a division in a hospital) and leaves; only the first hospital plays the parts of the catalogue."""
    branches: list[Place] = []
    leaves: list[Place] = []
    for number, first in enumerate(range(0, units, len(TEMPLATES))):
        hospital = HOSPITALS[number] if number < len(HOSPITALS) else f"Hospital {number + 1}"
        here = [t if number == 0 else _without_part(t) for t in chosen(min(len(TEMPLATES), units - first))]
        for division in dict.fromkeys(template.division for template in here):
            branch = Place(f"{hospital} {division}", f"{DIVISIONS[division]}, {hospital}", division, "hospital")
            branches.append(branch)
            leaves += [_leaf(t, parent=branch.unit, hospital=hospital) for t in here if t.division == division]
    return tuple(branches), tuple(leaves)


def _without_part(template: Template) -> Template:
    return Template(template.id, template.name, template.division, template.kind, template.headcount, template.mix)
