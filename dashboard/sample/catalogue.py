"""A made-up care organisation: its divisions, its 24 units, who works in them, its programmes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Part = Literal["worsens", "improves", "high", ""]
"""What is planted in a unit's exhaustion; '' nothing of its own."""

ORGANISATION = "Hollin Vale"
DIVISIONS = {
    "Medicine": "Medicine",
    "Surgery": "Surgery",
    "Urgent": "Urgent and critical care",
    "Family": "Women and children",
    "Community": "Community and mental health",
}
HOSPITALS = (
    *("Ashbrook", "Bramley Moor", "Calder", "Dunmore", "Elmfield", "Fernhill", "Garth", "Harrowgate Lane"),
    *("Ings Road", "Jubilee", "Keld", "Larkspur", "Millbank", "Netherby", "Oakshott", "Priory"),
)
"""More than 24 units are spread over several of these; past the last they are numbered."""

ROLES = ("nurse", "doctor", "healthcare assistant", "allied health", "admin", "")
"""As written in the survey; '' is not stated."""
ROLE_POINTS = np.array([1.5, 0.5, 1.0, -1.5, -4.0, 0.0])
"""How far a role's exhaustion lies from that of its unit, in points."""
_NOT_STATED = 0.06

_MIXES = {
    "ward": (50, 12, 26, 6, 6),
    "theatre": (46, 22, 20, 8, 4),
    "urgent": (48, 22, 18, 4, 8),
    "clinic": (44, 16, 14, 6, 20),
    "community": (46, 6, 18, 20, 10),
    "support": (20, 4, 4, 40, 32),
}


@dataclass(frozen=True, slots=True)
class Template:
    """One unit as it stands in every hospital; `part` is played in the first hospital only."""

    id: str
    name: str
    division: str
    kind: str
    headcount: int
    mix: str
    part: Part = ""

    @property
    def is_small(self) -> bool:
        """Too small to run a programme by itself: it joins the smallest larger unit beside it."""
        return self.headcount < 30

    @property
    def role_shares(self) -> npt.NDArray[np.float64]:
        """Share of each of ROLES, adding up to 1."""
        shares = np.array(_MIXES[self.mix], dtype=np.float64) / 100
        return np.append(shares * (1 - _NOT_STATED), _NOT_STATED)


TEMPLATES = (
    Template("Ward 3", "Ward 3 Respiratory", "Medicine", "ward", 62, "ward"),
    Template("Ward 4", "Ward 4 Stroke", "Medicine", "ward", 54, "ward"),
    Template("Brontë", "Brontë ward, older people", "Medicine", "ward", 58, "ward"),
    Template("Cardiology", "Cardiology", "Medicine", "ward", 66, "clinic"),
    Template("Endoscopy", "Endoscopy", "Medicine", "department", 34, "clinic"),
    Template("Diabetes", "Diabetes team", "Medicine", "team", 14, "clinic"),
    Template("Theatres", "Theatres and recovery", "Surgery", "department", 110, "theatre"),
    Template("Ward 7", "Ward 7 Orthopaedics", "Surgery", "ward", 60, "ward"),
    Template("Ward 12", "Ward 12 General surgery", "Surgery", "ward", 56, "ward"),
    Template("Day unit", "Day surgery unit", "Surgery", "department", 38, "theatre"),
    Template("Pain", "Pain team", "Surgery", "team", 9, "clinic"),
    Template("ED", "Emergency department", "Urgent", "department", 180, "urgent", "high"),
    Template("ICU", "Intensive care", "Urgent", "ward", 96, "urgent"),
    Template("AMU", "Acute medical unit", "Urgent", "ward", 74, "ward"),
    Template("Resus", "Resus team", "Urgent", "team", 16, "urgent"),
    Template("Outreach", "Critical care outreach", "Urgent", "team", 12, "urgent"),
    Template("Maternity", "Maternity", "Family", "ward", 92, "ward", "worsens"),
    Template("Noël", "Noël children's ward", "Family", "ward", 52, "ward"),
    Template("NNU", "Neonatal unit", "Family", "ward", 46, "ward"),
    Template("Child safety", "Safeguarding team", "Family", "team", 8, "support"),
    Template("District", "District nursing", "Community", "team", 76, "community", "improves"),
    Template("CMHT", "Community mental health", "Community", "team", 60, "community"),
    Template("Crisis", "Crisis team", "Community", "team", 36, "community"),
    Template("Chaplaincy", "Chaplaincy and bereavement", "Community", "team", 11, "support"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme as it is offered: hours a participant spends, and how well it is liked (0-100)."""

    id: str
    hours: float
    satisfaction: float


PROGRAMMES = (
    Offer("compassion_circles", 6, 82),
    Offer("listening_skills", 3, 88),  # liked best, and does nothing: satisfaction is not effect
    Offer("reflective_rounds", 4, 76),
)


def chosen(units: int) -> tuple[Template, ...]:
    """`units` (0 to 24) of the templates, in their order: those with a part first, then the largest."""
    by_use = sorted(TEMPLATES, key=lambda template: (not template.part, -template.headcount))
    return tuple(sorted(by_use[:units], key=TEMPLATES.index))
