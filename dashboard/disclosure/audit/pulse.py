"""Every check of one pulse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from dashboard.disclosure.audit import earlier
from dashboard.disclosure.audit.cells import Cells
from dashboard.disclosure.audit.differences import small_difference
from dashboard.disclosure.audit.groups import broken_promises, has_numbers
from dashboard.disclosure.audit.lines import Line, lines
from dashboard.disclosure.audit.places import Places
from dashboard.disclosure.audit.ranges import bounded_answers
from dashboard.disclosure.audit.register import wrong_register
from dashboard.disclosure.audit.store import ReleasedPulse, ReleaseStore, ResponseStore
from dashboard.disclosure.audit.values import wrong_values
from dashboard.disclosure.audit.verdict import Check
from dashboard.terms import Figure, Measure

NAMED = 5  # problems of one kind, before "and n more"


@dataclass(slots=True)
class _Findings:
    """What is wrong with the figures of one pulse, by kind of check. `spreads`: printed, by measure."""

    k: int
    spreads: dict[str, float | None]
    values: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    narrow: list[tuple[str, str]] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)

    def examine(self, found: list[Line], mismatched: list[str], cells: Cells) -> None:
        """Check the figures on one family of measures against the people who answered it."""
        printed = [line for line in found if line.figure.statistic != "response_rate"]
        wrong = mismatched + wrong_values(printed, spreads=self.spreads)
        self.values += wrong
        self.differences += small_difference(found, cells, self.k)
        if wrong:
            return  # bands that do not hold what was answered bound nothing
        ordered = sorted(printed, key=lambda line: line.variable)
        for variable, group in groupby(ordered, key=lambda line: line.variable):
            problems = bounded_answers(list(group), cells)
            self.ranges += problems
            self.narrow += [variable] * len(problems)


@dataclass(frozen=True, slots=True)
class PulseAudit:
    """One pulse of `release`, against the answers and against what `earlier` releases said of it."""

    release: ReleaseStore
    earlier: tuple[ReleaseStore, ...]
    responses: ResponseStore | None
    pulse: ReleasedPulse
    progress: Callable[[str], None]

    def checks(self) -> list[Check]:
        figures = self.release.figures(self.pulse.id)
        if self.pulse.withdrawn:
            left = ["it was withdrawn, and figures are left"] if figures else []
            return [self._check("withdrawn", left, "no figures are left")]
        if self.responses is None or not self.responses.has(self.pulse.id):
            return self._stored()
        places = Places(self.release.units(self.pulse.id), self.responses.headcounts(self.pulse.id))
        return self._proved(figures, places, self.responses)

    def _proved(self, figures: Sequence[Figure], places: Places, responses: ResponseStore) -> list[Check]:
        k, shown = self.pulse.k, [figure for figure in figures if has_numbers(figure)]
        then = [figure for one in self.earlier for figure in one.figures(self.pulse.id)]
        before = earlier.no_longer_printed(figures, then)
        findings = _Findings(k, self.release.spreads())
        for family, cells in self._families(responses, places):
            self.progress(f"audit: {self.pulse.id}, {family[0].family if family else 'responses'}")
            names = {measure.id for measure in family}
            now = _on(names, shown, responses)
            found, mismatched = lines(now, cells)
            findings.examine(found, mismatched, cells)
            old = _on(names, before, responses)
            findings.earlier += earlier.late_answers(earlier=old, now=found, cells=cells, k=k)
            for measure in earlier.corrected(now, old) & names:
                changed = responses.answers(self.pulse.id, measure, places)
                both = [figure for figure in (*now, *old) if figure.measure == measure]
                findings.earlier += earlier.small_corrections(figures=both, sides=changed, k=k)
        findings.values += wrong_register(shown, places, k)
        return [
            self._check("groups", broken_promises(figures, places=places, k=k), f"each rests on {k} people or more"),
            self._check("values", findings.values, "every figure is what was answered, no more exact than allowed"),
            self._check("differences", findings.differences, f"no combination is about fewer than {k} people"),
            self._check("single answers", findings.ranges, "nobody's answer is narrowed down", findings.narrow),
            self._check("earlier releases", findings.earlier, "nothing more follows from what was printed before"),
        ]

    def _families(self, responses: ResponseStore, places: Places) -> Iterator[tuple[tuple[Measure, ...], Cells]]:
        """Each family of measures with the people behind it; at last, as a family of none, everybody who responded."""
        ordered = sorted(responses.measures, key=lambda measure: measure.family)
        for _, group in groupby(ordered, key=lambda measure: measure.family):
            family = tuple(group)
            yield family, responses.family(self.pulse.id, family, places)
        yield (), responses.responses(self.pulse.id, places)

    def _stored(self) -> list[Check]:
        stored = self.release.certificates(self.pulse.id)
        if not stored:
            return [self._check("stored", ["the answers are gone, and the release holds no certificate"], "")]
        return [
            Check(self.pulse.id, name, "stored", f"{outcome} when checked on {at}: {detail}")
            for at, name, outcome, detail in stored
        ]

    def _check(self, name: str, problems: Sequence[str], fine: str, variables: Iterable[tuple[str, str]] = ()) -> Check:
        if not problems:
            return Check(self.pulse.id, name, "safe", fine)
        more = f"; and {len(problems) - NAMED:,} more" if len(problems) > NAMED else ""
        detail = "; ".join(problems[:NAMED]) + more
        return Check(self.pulse.id, name, "unsafe", detail, tuple(dict.fromkeys(variables)))


def _on(names: set[str], figures: Iterable[Figure], responses: ResponseStore) -> list[Figure]:
    """The figures on the measures named; without names, on what anybody who responded was asked."""
    if names:
        return [figure for figure in figures if figure.measure in names]
    asked = {measure.id for measure in responses.measures}
    kept = ("share:self_reported", "response_rate")
    return [figure for figure in figures if figure.measure not in asked and figure.statistic in kept]
