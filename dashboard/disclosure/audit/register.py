"""What the training register says: completions of all staff, hours and satisfaction of those who took part (rule 8)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dashboard.disclosure.audit.cells import Cells, Kind, cells_from
from dashboard.disclosure.audit.lines import Line, name
from dashboard.disclosure.audit.places import Places
from dashboard.disclosure.audit.values import TOLERANCE, wrong_values
from dashboard.terms import MICRO


@dataclass(frozen=True, slots=True)
class Entry:
    """The register on one programme in one unit, up to a pulse: sums over `hours_n` and `satisfaction_n` people."""

    programme: str
    unit: str
    completed: int
    hours_n: int
    hours: float
    satisfaction_n: int
    satisfaction: float


def register_cells(entries: Iterable[Entry], places: Places) -> Iterator[tuple[str, Cells]]:
    """For each measure of the register the people it is about, by unit."""
    by_programme: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_programme[entry.programme].append(entry)
    staff = {_kind(unit): count for unit, count in places.headcounts().items()}
    for programme, found in by_programme.items():
        completed = _sums(places, ((one.unit, one.completed) for one in found))
        yield _about(f"uptake:{programme}", "uptake", staff, completed)
        people = _sums(places, ((one.unit, one.hours_n) for one in found))
        yield _about(
            f"hours:{programme}", "mean", people, _sums(places, ((one.unit, one.hours) for one in found), MICRO)
        )
        people = _sums(places, ((one.unit, one.satisfaction_n) for one in found))
        total = _sums(places, ((one.unit, one.satisfaction) for one in found), MICRO)
        yield _about(f"satisfaction:{programme}", "mean", people, total)


def _sums(places: Places, amounts: Iterable[tuple[str, float]], scale: int = 1) -> Counter[Kind]:
    found: Counter[Kind] = Counter()
    for unit, amount in amounts:
        found[_kind(places.leaf(unit))] += round(amount * scale)
    return found


def _kind(unit: str) -> Kind:
    return Kind(unit, "", "", "")


def _about(measure: str, statistic: str, people: Mapping[Kind, int], total: Mapping[Kind, int]) -> tuple[str, Cells]:
    counts = {kind: count for kind, count in people.items() if count > 0}
    return measure, cells_from(measures=(), counts=counts, totals={(measure, statistic): total})


def wrong_register(lines: Iterable[Line], k: int) -> list[str]:
    """Figures of the register that are not what it holds, or say who alone took part or alone did not."""
    found = []
    for line in lines:
        if line.figure.measure.startswith("satisfaction:"):
            found += wrong_values([line], spreads={})
        elif not _holds(line, line.exact):
            found.append(f"{name(line.figure)} is not what the register gives")
        elif line.figure.statistic == "uptake" and line.figure.value is not None:
            fewest = min(line.total, line.people - line.total)
            if fewest < k:
                found.append(f"{name(line.figure)} sets {fewest} of {line.people} people apart, fewer than {k}")
    return found


def wrong_rates(lines: Iterable[Line]) -> list[str]:
    """Response rates that are not answers over staff."""
    found = []
    for line in lines:
        staff = line.figure.headcount
        if line.figure.breakdown:
            found.append(f"{name(line.figure)} is published for a class of staff")
        elif staff and not _holds(line, min(100 * line.people / staff, 100.0)):
            found.append(f"{name(line.figure)} is not what the answers and the lists give")
    return found


def _holds(line: Line, exact: float) -> bool:
    low, high = line.figure.band_low, line.figure.band_high
    return low is not None and high is not None and low - TOLERANCE <= exact <= high + TOLERANCE
