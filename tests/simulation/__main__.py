"""Publish many made-up organisations and compare what the statistics say with what was planted.

    python -m tests.simulation --organisations 2000
    python -m tests.simulation --commands 50

The first prints the tables of docs/statistics.md. The second takes organisations through the real commands (sample,
import, release with its audit, export) and fails unless every figure equals that of the shorter way.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.commands import differences
from tests.simulation.outcomes import Outcome, observe
from tests.simulation.report import report
from tests.simulation.worlds import world


def outcome(seed: int) -> Outcome:
    """What is learnt from the world of a seed."""
    return observe(world(seed))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--organisations", type=int, default=0)
    parser.add_argument("--commands", type=int, default=0)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    args = parser.parse_args()
    if args.organisations:
        seeds = range(args.first_seed, args.first_seed + args.organisations)
        with ProcessPoolExecutor(args.processes) as pool:
            sys.stdout.write(report(list(_told(pool.map(outcome, seeds, chunksize=5), len(seeds)))))
    wrong = 0
    for seed in range(args.first_seed, args.first_seed + args.commands):
        found = differences(seed)
        wrong += bool(found)
        sys.stdout.write(f"organisation {seed}: {found or 'equal'}\n")
    return 1 if wrong else 0


def _told(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """Pass outcomes on, saying on a terminal how far it has got."""
    for number, found in enumerate(outcomes, start=1):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number} of {total}")
        yield found


if __name__ == "__main__":
    sys.exit(main())
