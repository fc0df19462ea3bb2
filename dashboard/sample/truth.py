"""What was planted, as truth.json: its schema is documented in sample_data/README.md."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dashboard.sample.answers import ITEM_MISSING, UNFINISHED
from dashboard.sample.catalogue import PROGRAMMES
from dashboard.sample.chance import FloatArray
from dashboard.sample.organisation import Organisation
from dashboard.sample.planting import changes_at, planted_points

SCHEMA = "1"
_PARTS_OF_PROGRAMMES = ("helps", "does_nothing", "too_little_to_tell")
_SMALL = 20


@dataclass(frozen=True, slots=True)
class Change:
    """A unit whose exhaustion moves by `points` from a pulse on, and stays there."""

    unit: str
    kind: str
    from_pulse: str
    points: float


@dataclass(frozen=True, slots=True)
class Note:
    """The line of annotations.csv."""

    date: str
    unit: str
    what: str
    rebase: str


def changes(organisation: Organisation) -> tuple[Change, ...]:
    """The units that worsen and improve; those too late to show are not listed."""
    plan, pulses = organisation.plan, organisation.pulses
    parts = {"worsens": (plan.worsens, plan.worsens_at), "improves": (plan.improves, plan.improves_at)}
    found = []
    for leaf, template in zip(organisation.leaves, organisation.templates, strict=True):
        points, share = parts.get(template.part, (0.0, 0.0))
        if points and (first := changes_at(share, len(pulses))) < len(pulses):
            found.append(Change(leaf.unit, template.part, pulses[first], points))
    return tuple(found)


def note(organisation: Organisation) -> Note:
    """What happened in the unit that improves, when it did; where no unit improves, something of no consequence."""
    for change in changes(organisation):
        if change.kind == "improves":
            return Note(
                f"{change.from_pulse}-01", change.unit, "Visits limited to nine a day, by the team's own plan", "no"
            )
    return Note(f"{organisation.pulses[-1]}-01", organisation.leaves[0].unit, "A new lead began", "no")


def write_truth(file: Path, organisation: Organisation) -> None:
    """Write truth.json, a line a fact."""
    facts = (f"{json.dumps(key)}: {json.dumps(fact, ensure_ascii=False)}" for key, fact in _truth(organisation).items())
    file.write_text("{\n" + ",\n".join(facts) + "\n}\n", encoding="utf-8")


def _truth(organisation: Organisation) -> dict[str, Any]:
    units = [leaf.unit for leaf in organisation.leaves]
    answering = organisation.answering.sum(axis=0).tolist()
    small = organisation.headcount <= _SMALL
    return {
        "schema": SCHEMA,
        "seed": organisation.seed,
        "measure": "exhaustion",
        "pulses": organisation.pulses,
        "staff": int(organisation.headcount.sum()),
        "answers": dict(zip(organisation.pulses, answering, strict=True)),
        "typical": organisation.plan.typical,
        "changes": [asdict(change) for change in changes(organisation)],
        "high": _high(organisation),
        "programmes": [_programme(organisation, number) for number in range(len(PROGRAMMES))],
        "null_units": [unit for unit, points in zip(units, _planted(organisation), strict=True) if not points.any()],
        "small_units": [unit for unit, is_small in zip(units, small, strict=True) if is_small],
        "missing": {"items": ITEM_MISSING, "unfinished_rows": UNFINISHED},
        "annotation": asdict(note(organisation)),
        "expected": dict(zip(units, organisation.expected.round(2).tolist(), strict=True)),
    }


def _planted(organisation: Organisation) -> FloatArray:
    return planted_points(
        organisation.plan, organisation.templates, organisation.begun, pulses=len(organisation.pulses)
    )


def _high(organisation: Organisation) -> list[dict[str, Any]]:
    points = organisation.plan.high
    leaves = zip(organisation.leaves, organisation.templates, strict=True)
    return [{"unit": leaf.unit, "points": points} for leaf, template in leaves if template.part == "high" and points]


def _programme(organisation: Organisation, number: int) -> dict[str, Any]:
    pulses = organisation.pulses
    begun = zip(organisation.leaves, organisation.begun[number].tolist(), strict=True)
    return {
        "programme": PROGRAMMES[number].id,
        "kind": _PARTS_OF_PROGRAMMES[number],
        "points": organisation.plan.programme_points[number],
        "starts": {leaf.unit: pulses[first] for leaf, first in begun if first < len(pulses)},
    }
