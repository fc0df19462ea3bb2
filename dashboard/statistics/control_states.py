"""What a chart's newest point comes to in one word, and the reason as a code that `wording` makes a sentence of."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from dashboard.statistics.arrays import Codes, Flags, Words
from dashboard.statistics.control_limits import Limits
from dashboard.statistics.control_rules import Rule, Signals
from dashboard.statistics.series import Compressed
from dashboard.terms import Direction

FEWEST_POINTS = 8
RECENT = 3


class Change(IntEnum):
    """What a flagged point means for staff, given which way is good news."""

    BETTER = -1
    NONE = 0
    WORSE = 1
    DIFFERENT = 2  # neither way is good news


_STATES = {Change.BETTER: "better", Change.WORSE: "worse", Change.DIFFERENT: "different"}
_REASONS = np.array([[f"{rule.name.lower()}_{side}" for side in ("low", "", "high")] for rule in Rule])


def change_of(side: Codes, better: Direction) -> Codes:
    """Translate high and low of flagged points into Change."""
    if better == "neither":
        return np.abs(side) * np.int8(Change.DIFFERENT)
    return side if better == "lower" else -side


def newest_state(
    packed: Compressed, *, counted: Flags, few_people: Flags, limits: Limits, found: Signals, change: Codes
) -> tuple[Words, Words]:
    """State and reason of each series' newest pulse, as the table of ControlChart has them (S and S).

    `counted`, `found` and `change` are S by T; `few_people` and `limits` belong to the rows of `packed`.
    """
    newest = packed.row_of[:, -1]
    before = slice(-1 - RECENT, -1)
    recent = (found.rule != Rule.NONE) & (packed.row_of == newest[:, None])
    cases = [
        (~counted[:, -1], "none", "not_counted"),
        (packed.points[newest] < FEWEST_POINTS, "early", "few_points"),
        (few_people[newest], "early", "few_respondents"),
        *(
            (change[:, -1] == code, state, _REASONS[found.rule[:, -1], found.side[:, -1] + 1])
            for code, state in _STATES.items()
        ),
        (recent[:, before].any(axis=1), "recent", "was_flagged"),
        (~(limits.reach[newest, 0] > 0), "usual", "no_variation"),
    ]
    when = [case[0] for case in cases]
    return (
        np.select(when, [np.asarray(case[1]) for case in cases], default="usual"),
        np.select(when, [np.asarray(case[2]) for case in cases], default="within"),
    )
