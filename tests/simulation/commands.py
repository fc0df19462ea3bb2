"""The same organisations through the commands, audit and all: does the shorter way publish the same figures?"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dashboard.sample import organisation
from tests.simulation.published import MEASURE, publish

ROOT = Path(__file__).parents[2]
UNITS, PULSES, RESPONDENTS = 12, 6, 300

Key = tuple[str, str, str]  # pulse, unit, measure
Cell = tuple[str, ...]


def differences(seed: int) -> str:
    """What differs between the export of the commands and the simulation's figures; '' if nothing does."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = _ours(seed), _theirs(seed, Path(folder))
    if set(ours) != set(theirs):
        return f"rows: {sorted(set(ours) ^ set(theirs))[:3]}"
    wrong = [f"{key}: {ours[key]} and {theirs[key]}" for key in ours if ours[key] != theirs[key]]
    return "; ".join(wrong[:3])


def _ours(seed: int) -> Mapping[Key, Cell]:
    published = publish(organisation(seed=seed, units=UNITS, pulses=PULSES, respondents=RESPONDENTS))
    return {
        (figure.pulse, figure.unit, figure.measure): _cell(
            ";".join(figure.leaf_units), figure.respondents, figure.value, figure.band_low, figure.band_high
        )
        for table in published.tables
        for figure in table.figures
        if _wanted(figure.measure, figure.statistic, figure.breakdown)
    }


def _theirs(seed: int, folder: Path) -> Mapping[Key, Cell]:
    sample, data, out = folder / "sample", folder / "data", folder / "out.csv"
    size = ["--units", str(UNITS), "--pulses", str(PULSES), "--respondents", str(RESPONDENTS), "--seed", str(seed)]
    _dashboard("sample", str(sample), *size)
    files = [f"--{name}={sample / name}.csv" for name in ("units", "training", "annotations")]
    _dashboard("import", str(sample / "survey.csv"), *files, f"--data={data}")
    _dashboard("release", f"--data={data}")
    _dashboard("export", str(out), f"--data={data}")
    with out.open(encoding="utf-8", newline="") as lines:
        return {
            (row["pulse"], row["unit"], row["measure"]): _cell(
                row["leaf_units"], *(float(row[name]) if row[name] else None for name in _NUMBERS)
            )
            for row in csv.DictReader(lines)
            if _wanted(row["measure"], row["statistic"], row["breakdown"])
        }


_NUMBERS = ("respondents", "value", "band_low", "band_high")


def _wanted(measure: str, statistic: str, breakdown: str) -> bool:
    return not breakdown and ((measure == MEASURE and statistic == "mean") or statistic in {"uptake", "response_rate"})


def _cell(leaves: str, *numbers: float | None) -> Cell:
    return leaves, *("" if number is None else f"{number:g}" for number in numbers)


def _dashboard(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{arguments[0]}: {done.stderr or done.stdout}")
