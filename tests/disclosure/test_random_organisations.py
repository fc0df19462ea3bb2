"""Random organisations go the whole way - imported, grouped, rounded, published - and the audit certifies each."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from dashboard.disclosure import publish
from dashboard.disclosure.audit import audit
from dashboard.disclosure.organisation import ListedUnit
from dashboard.release import Release, ReleaseFolder
from dashboard.settings import Settings
from dashboard.surveys import loader
from tests.disclosure.organisations import K, Pulse, pulses

pytestmark = pytest.mark.slow

Person = tuple[str, str, bool, bool, int]
TWO = ("nurse", "doctor")


def people(unit: str, count: int, *, roles: tuple[str, ...] = TWO) -> list[Person]:
    """`count` people of one unit: roles by turns, every third trained, answers all over the range."""
    return [(unit, roles[i % len(roles)], i % 3 == 0, i % 7 != 0, (i * 37) % 101) for i in range(count)]


def made(parents: dict[str, str | None], answers: dict[str, int], *, roles: tuple[str, ...] = TWO) -> Pulse:
    """An organisation of units by parent, with so many answers each."""
    listed = tuple(ListedUnit(unit, f"Unit {unit}", parent, "unit", None) for unit, parent in parents.items())
    return Pulse(listed, tuple(one for unit, count in answers.items() for one in people(unit, count, roles=roles)))


DEEP = made({"a": None, "b": "a", "c": "b", "d": "c", "e": "d", "f": "d", "g": "c"}, {"e": 12, "f": 9, "g": 14})
ONE_HUGE = made({"a": None, "h": "a", **{f"t{i}": "a" for i in range(9)}}, {"h": 180, **{f"t{i}": 3 for i in range(9)}})
ONE_PERSON = made({"a": None, "b": "a", "c": "a"}, {"b": 40, "c": 1})
ONE_ROLE = made({"a": None, "b": "a", "c": "a", "d": "a"}, {"b": 20, "c": 11, "d": 10}, roles=("nurse",))


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(pulse=pulses(most=8))
@example(pulse=DEEP)
@example(pulse=ONE_HUGE)
@example(pulse=ONE_PERSON)
@example(pulse=ONE_ROLE)
def test_whatever_is_published_is_certified(pulse: Pulse) -> None:
    if not pulse.people:
        return
    with tempfile.TemporaryDirectory() as folder:
        files, store = Path(folder), Settings(data=Path(folder) / "data", k=K)
        _write(files, pulse)
        loader.import_files(
            [files / "survey.csv"],
            mapping=None,
            units=files / "units.csv",
            training=None,
            annotations=None,
            settings=store,
        )
        publish.release(settings=store)
        verdict = audit(settings=store)
        assert verdict.safe, verdict.text
        release = ReleaseFolder(store.release_folder).current()
        assert release is not None
        _no_group_is_small(release)
        release.close()


def _no_group_is_small(release: Release) -> None:
    shown = [f for measure in release.measures for f in release.figures_on(measure) if f.status != "withheld"]
    assert [f for f in shown if f.statistic in ("mean", "share_high") and (f.respondents or 0) < K] == []


def _write(folder: Path, pulse: Pulse) -> None:
    inner = {unit.parent for unit in pulse.listed}
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        units = csv.writer(file)
        units.writerow(["unit", "name", "parent", "kind", "headcount"])
        for unit in pulse.listed:
            staff = "" if unit.id in inner else max(unit.headcount or 0, pulse.answers[unit.id])
            units.writerow([unit.id, unit.name, unit.parent or "", unit.kind, staff])
    with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        survey = csv.writer(file)
        survey.writerow(["pulse", "unit", "role", "programmes", "moral_distress"])
        for unit_id, role, trained, answered, score in pulse.people:
            programmes, answer = "circles" if trained else "", score // 10 if answered else ""
            survey.writerow(["2026-01", unit_id, role, programmes, answer])
