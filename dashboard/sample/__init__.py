"""A believable organisation with a known truth: to try things on, and to test what the statistics find."""

from __future__ import annotations

import tempfile
from pathlib import Path

from dashboard.sample.answers import Scores, exhaustion_scores
from dashboard.sample.files import write_annotations, write_survey, write_training, write_units
from dashboard.sample.organisation import Organisation, organisation
from dashboard.sample.planting import NOTHING, Plan
from dashboard.sample.truth import write_truth
from dashboard.terms import BadInputError, Problem

__all__ = ["NOTHING", "Organisation", "Plan", "Scores", "exhaustion_scores", "organisation", "write"]

_FILES = {
    "survey.csv": write_survey,
    "units.csv": write_units,
    "training.csv": write_training,
    "annotations.csv": write_annotations,
    "truth.json": write_truth,
}


def write(out: Path, *, respondents: int | None, units: int, pulses: int, seed: int) -> None:
    """Write the sample's five files to the folder `out`, all or none; the same seed gives the same bytes.

    `respondents` is answers a pulse; None takes the catalogue's headcounts, about 1,300 staff for 24 units.
    Raises BadInputError for numbers that make no organisation, or an `out` that is no folder.
    """
    _check({"--respondents": respondents, "--units": units, "--pulses": pulses}, seed=seed)
    if out.exists() and not out.is_dir():
        raise BadInputError(Problem(str(out), "is a file.", "Name a folder; it is made if need be."))
    made = organisation(seed=seed, units=units, pulses=pulses, respondents=respondents)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".sample-") as folder:
        for name, write_file in _FILES.items():
            write_file(Path(folder) / name, made)
        for name in _FILES:
            (Path(folder) / name).replace(out / name)


def _check(counts: dict[str, int | None], *, seed: int) -> None:
    problems = [
        Problem(option, f"is {count}.", "Give 1 or more.")
        for option, count in counts.items()
        if count is not None and count < 1
    ]
    if seed < 0:
        problems.append(Problem("--seed", f"is {seed}.", "Give 0 or more."))
    if problems:
        raise BadInputError(*problems)
