"""What confidentiality costs: `python -m dashboard.disclosure.benchmark [--answers N ...] [--pulses P]`.

For each size an organisation is made up, imported, released and audited by the commands a steward uses, each in a
process of its own; a table for docs/confidentiality.md goes to standard output. Seconds are of the processor, so that
other work on the machine counts for little; they still differ between machines: read the ratios.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

SIZES = (100, 300, 1_000, 3_000, 10_000)
ANSWERS_A_UNIT = 17  # 10,000 in about 600 units


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds, of all cores together, and peak memory (MB) of one command."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One organisation: its size, what was published, what the commands cost."""

    answers: int
    units: int
    figures: int
    shown: Counter[str]
    release: Cost
    audit: Cost

    def row(self) -> str:
        """A row of the table: shares are of units (the smallest)."""
        total = self.shown.total() or 1
        shares = [f"{100 * self.shown[status] / total:.0f} %" for status in ("published", "combined", "withheld")]
        costs = [f"{cost.seconds:.1f} s | {cost.megabytes:.0f} MB" for cost in (self.release, self.audit)]
        return f"| {self.answers:,} | {self.units:,} | {self.figures:,} | {' | '.join([*shares, *costs])} |"


HEADER = """\
| answers a pulse | units | figures | units on their own | combined | withheld | release | | audit | |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"""


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.disclosure.benchmark", description=__doc__)
    parser.add_argument("--answers", type=int, nargs="+", default=SIZES, help="answers a pulse")
    parser.add_argument("--pulses", type=int, default=1)
    args = parser.parse_args()
    sys.stdout.write(f"{HEADER}\n")
    for answers in args.answers:
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write(f"{_measure(Path(folder), answers, args.pulses).row()}\n")
        sys.stdout.flush()


def _measure(folder: Path, answers: int, pulses: int) -> Measured:
    units = max(answers // ANSWERS_A_UNIT, 6)
    made, data, exported = folder / "made", folder / "data", folder / "figures.csv"
    _run("sample", made, "--respondents", answers, "--units", units, "--pulses", pulses)
    places = ("--units", made / "units.csv", "--training", made / "training.csv")
    _run("import", made / "survey.csv", *places, "--data", data)
    release = _run("release", "--data", data)
    audit = _run("audit", "--data", data)
    _run("export", exported, "--data", data)
    with exported.open(encoding="utf-8", newline="") as file:
        figures = list(csv.DictReader(file))
    leaves = [row for row in figures if row["level"] == "unit" and row["measure"] == "exhaustion" and not row["group"]]
    shown = Counter(row["status"] for row in leaves if row["statistic"] == "mean")
    return Measured(answers, units, len(figures), shown, release, audit)


def _run(*arguments: object) -> Cost:
    """Run one of our commands; raises CalledProcessError if it fails."""
    command = [sys.executable, "-m", "dashboard", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
