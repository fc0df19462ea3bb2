"""Every check of one pulse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dashboard.disclosure.audit.earlier import no_longer_printed
from dashboard.disclosure.audit.groups import broken_promises, has_numbers
from dashboard.disclosure.audit.places import Places
from dashboard.disclosure.audit.proof import Proof
from dashboard.disclosure.audit.store import ReleasedPulse, ReleaseStore, ResponseStore
from dashboard.disclosure.audit.verdict import Check
from dashboard.terms import Figure

NAMED = 5  # problems of one kind, before "and n more"


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
        return self._proved(figures, self.responses)

    def _proved(self, figures: Sequence[Figure], responses: ResponseStore) -> list[Check]:
        k, places = self.pulse.k, Places(self.release.units(self.pulse.id), responses.headcounts(self.pulse.id))
        then = [figure for one in self.earlier for figure in one.figures(self.pulse.id)]
        then += responses.superseded(self.pulse.id)
        proof = Proof(
            pulse=self.pulse.id,
            k=k,
            shown=[figure for figure in figures if has_numbers(figure)],
            before=no_longer_printed(figures, then),
            spreads=self.release.spreads(),
            places=places,
            responses=responses,
        )
        proof.prove(self.progress)
        return [
            self._check("groups", broken_promises(figures, places=places, k=k), f"each rests on {k} people or more"),
            self._check("values", proof.values, "every figure is what was answered, no more exact than allowed"),
            self._check("differences", proof.differences, f"no combination is about fewer than {k} people"),
            self._check("single answers", proof.ranges, "nobody's answer is narrowed down", proof.narrow),
            self._check("earlier releases", proof.earlier, "nothing more follows from what was printed before"),
        ]

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
