"""What confidentiality costs a reader: `python -m dashboard.disclosure.cost [--k 10] [--pulses 18] [--seed 1]`.

Prints, for organisations of 100 to 10,000 answers, how many units are shown by themselves, together or not at all;
and how many base blocks (`merged`) had too few answers at a pulse and were shown with a neighbour that once.
Unit sizes are log-normal (median 24 staff, every size from 4 to 200), 5 to 12 units a division; each unit has its own
response rate around 54 % and everybody answers or not by chance, so counts vary more than where the same people answer.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure import grouping
from dashboard.disclosure.atoms import ANSWERS, Atoms
from dashboard.disclosure.blocks import members
from dashboard.disclosure.organisation import ListedUnit, Organisation, Whole, organisation
from dashboard.disclosure.places import Blocks, places
from dashboard.disclosure.tally import Tally

SIZES = (100, 200, 400, 1_000, 3_000, 10_000)
USUAL_RATE, RATE_SPREAD = 0.54, 0.07
PULSES_A_YEAR = 12

Answers = dict[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """One pulse: units by status, units with k answers by status, base blocks and how many the pulse merged."""

    units: Counter[str]
    large: Counter[str]
    base: int
    merged: int


def made_up(answers: int, rng: np.random.Generator) -> tuple[ListedUnit, ...]:
    """The unit list of an organisation in which about so many answer."""
    units = [ListedUnit("org", "Organisation", None, "organisation", None)]
    expected = 0.0
    division, room = 0, 0
    while expected < answers:
        if room == 0:
            division, room = division + 1, int(rng.integers(5, 13))
            units.append(ListedUnit(f"d{division}", f"Division {division}", "org", "division", None))
        staff = int(np.clip(rng.lognormal(np.log(24), 0.75), 4, 200))
        units.append(ListedUnit(f"u{len(units)}", f"Unit {len(units)}", f"d{division}", "ward", staff))
        expected += USUAL_RATE * staff
        room -= 1
    return tuple(units)


def pulses(listed: tuple[ListedUnit, ...], *, count: int, k: int, rng: np.random.Generator) -> Iterator[Shown]:
    """Group so many pulses as releases would, base blocks anew each year."""
    place = organisation(listed, answers={}, k=k)
    rates = np.clip(rng.normal(USUAL_RATE, RATE_SPREAD, len(place.leaves)), 0.2, 0.9)
    history: list[Answers] = []
    base: Whole | None = None
    for number in range(count):
        sent = rng.binomial(place.headcount, rates).tolist()
        answers = dict(zip((unit.id for unit in place.leaves), sent, strict=True))
        if base is None or number % PULSES_A_YEAR == 0:
            base = grouping.first_base(place, history or [answers], k=k)
        history.append(answers)
        yield _shown(place, grouping.group(_tally(place, answers), base=base, k=k)[ANSWERS], answers)


def _tally(place: Organisation, answers: Answers) -> Tally:
    units = tuple(answers)
    nobody = ("",) * len(units)
    return Tally(place, Atoms("", units, nobody, (None,) * len(units), {ANSWERS: np.array([*answers.values()])}, ()))


def _shown(place: Organisation, blocks: Blocks, answers: Answers) -> Shown:
    status: dict[str, str] = {one.unit.id: one.status for one in places(place, blocks) if one.unit.is_leaf}
    large = Counter(status[unit] for unit, count in answers.items() if count >= blocks.k)
    base, now = len(members(blocks.base)), len(members(blocks.pulse))
    return Shown(Counter(status.values()), large, base, base - now)


def row(answers: int, *, count: int, k: int, seed: int) -> str:
    """A line of the table: five organisations of one size over all pulses."""
    found, worst, units = [], 1.0, 0
    for draw in range(5):
        rng = np.random.default_rng([seed, answers, draw])
        listed = made_up(answers, rng)
        shown = list(pulses(listed, count=count, k=k, rng=rng))
        units += sum(unit.kind == "ward" for unit in listed)
        worst = min(worst, *(one.large["published"] / max(1, one.large.total()) for one in shown))
        found += shown
    total = sum((one.units for one in found), Counter[str]())
    large = sum((one.large for one in found), Counter[str]())
    shares = [f"{total[status] / total.total():.0%}" for status in ("published", "combined", "withheld")]
    kept, merged = large["published"] / large.total(), sum(one.merged for one in found) / sum(one.base for one in found)
    return f"| {answers:,} | {units // 5} | {' | '.join(shares)} | {kept:.0%} | {worst:.0%} | {merged:.1%} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--pulses", type=int, default=18)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    large = f"own, of those with {args.k} answers"
    heads = "answers a pulse", "units", "own figure", "together", "withheld", large, "at the worst pulse", "merged"
    lines = [
        f"| {' | '.join(heads)} |",
        "|---:" * len(heads) + "|",
        *(row(size, count=args.pulses, k=args.k, seed=args.seed) for size in SIZES),
    ]
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    main()
