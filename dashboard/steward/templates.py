"""Files to fill in: the columns' names and two made-up rows each."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dashboard.terms import Measure

_ALWAYS_ASKED = ("exhaustion", "burnout_single")
"""The measures in survey.csv; a column that is not asked may be deleted with its whole scale, others may be added."""

UNITS = (
    ("unit", "name", "parent", "kind", "headcount"),
    ("trust", "Made-up Care Trust", "", "organisation", ""),
    ("w1", "Ward 1", "trust", "ward", "42"),
)
TRAINING = (
    ("unit", "programme", "date", "completed", "hours", "satisfaction", "satisfaction_n"),
    ("w1", "listening_skills", "2026-09-01", "12", "3", "80", "11"),
    ("w1", "listening_skills", "2026-10-01", "5", "3", "78", "5"),
)
ANNOTATIONS = (
    ("date", "unit", "what", "rebase"),
    ("2026-09-01", "w1", "New rota on the ward", "no"),
    ("2026-10-01", "", "Pay agreement", "no"),
)


def survey(measures: Sequence[Measure]) -> str:
    """survey.csv with the items of the measures that are always asked; answers lie in the middle of each range."""
    items = [item for measure in measures if measure.id in _ALWAYS_ASKED for item in measure.items]
    middle = [str(item.codes[len(item.codes) // 2]) for item in items]
    low = [str(item.codes[0]) for item in items]
    first = ("2026-10", "w1", "nurse", "a1", "listening_skills")
    second = ("2026-10", "w1", "doctor", "a2", "")
    head = ("pulse", "unit", "role", "respondent_key", "programmes")
    return text([(*head, *(item.id for item in items)), (*first, *middle), (*second, *low)])


def text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
