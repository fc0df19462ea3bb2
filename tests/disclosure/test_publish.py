"""Releasing, withdrawing and correcting pulses, on disk: what stays, what goes, what is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.disclosure import ledger, publish, who
from dashboard.disclosure.audit import Check, Verdict, audit
from dashboard.disclosure.release_file import ReleaseFolder
from dashboard.surveys import loader, store
from dashboard.terms import BadInputError, CheckFailedError
from tests.disclosure.conftest import Row, Steward

FIRST, SECOND, THIRD = "2026-08", "2026-09", "2026-10"
pytestmark = pytest.mark.slow


def fingerprints(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): sha(file) for file in sorted(folder.rglob("*")) if file.is_file()}


def sha(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture
def unaudited(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what does not depend on the audit, which takes most of a release's time."""

    def fine(*, pulses: Sequence[str], **_: Any) -> Verdict:
        return Verdict(tuple(Check(pulse, "none", "safe", "not audited in this test") for pulse in pulses))

    monkeypatch.setattr(publish, "audit", fine)


def test_a_release_can_be_read(steward: Steward) -> None:
    release = steward.release
    assert [pulse.id for pulse in release.pulses] == [FIRST]
    assert release.pulses[0].respondents == 400
    assert release.facts["k"] == "10"
    assert release.facts["sample"] == "yes"
    assert release.panel("exhaustion").value.shape[1] == 1
    assert release.annotations
    assert {check for _, _, check, outcome, _ in release.certificates if outcome == "safe"} >= {"groups", "differences"}


def test_one_unit_whose_roles_nobody_gave_is_told_as_it_is(steward: Steward, tmp_path: Path) -> None:
    survey = steward.changed(lambda row: row | {"unit": "all", "role": ""} if row["pulse"] == FIRST else None)
    units = tmp_path / "units.csv"
    units.write_text("unit,name,parent,kind,headcount\nall,Everybody,,organisation,\n", encoding="utf-8")
    alone = replace(steward, settings=replace(steward.settings, data=tmp_path / "alone"))
    loader.import_files([survey], mapping=None, settings=alone.settings, units=units, training=None, annotations=None)
    assert "answers; the organisation as a whole." in alone.publish()
    by_role = [f for f in alone.released[FIRST].values() if f.breakdown == "role"]
    assert {(f.status, f.reason) for f in by_role} == {("withheld", who.ROLES_UNKNOWN)}
    assert audit(settings=alone.settings).safe


def test_every_row_keeps_the_promise_and_says_why_where_it_must(steward: Steward) -> None:
    rows = [f for figures in steward.released.values() for f in figures.values()]
    assert len(rows) > 500
    for f in rows:
        if f.status == "withheld":
            assert (f.respondents, f.value, f.band_low, f.interval_low) == (None,) * 4
            assert f.reason
        else:
            assert f.respondents is not None
            assert f.respondents >= 10
            assert f.band_low is not None
            assert bool(f.reason) == (f.status == "combined")
    combined = [f for f in rows if f.status == "combined" and not f.breakdown]
    assert combined
    assert all("(combined)" in f.unit_name and len(f.leaf_units) > 1 for f in combined)


@pytest.mark.usefixtures("unaudited")
def test_a_pulse_is_released_once_and_later_ones_leave_it_as_it_was(steward: Steward) -> None:
    before = steward.released[FIRST]
    file = steward.release.file
    assert "nothing to release" in steward.publish(FIRST)
    assert steward.release.file == file
    steward.publish(SECOND)
    steward.publish()
    assert [pulse.id for pulse in steward.release.pulses] == [FIRST, SECOND, THIRD]
    assert steward.released[FIRST] == before
    assert "nothing to release" in steward.publish()


@pytest.mark.usefixtures("unaudited")
def test_the_same_answers_give_the_same_figures(steward: Steward, imported: Steward, tmp_path: Path) -> None:
    again = replace(steward, settings=replace(imported.settings, data=tmp_path / "again"))
    again.imports(again.files / "survey.csv")
    again.publish(FIRST)
    assert again.released == steward.released


def test_an_unknown_pulse_is_refused_and_nothing_is_written(steward: Steward) -> None:
    before = fingerprints(steward.settings.data)
    with pytest.raises(BadInputError, match="'2031-01' has not been imported"):
        steward.publish("2031-01")
    assert fingerprints(steward.settings.data) == before


def test_nothing_imported(tmp_path: Path, steward: Steward) -> None:
    with pytest.raises(BadInputError, match="nothing has been imported"):
        publish.release(settings=replace(steward.settings, data=tmp_path / "empty"))


def test_what_the_audit_refuses_is_not_published(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsafe(**_: Any) -> Verdict:
        return Verdict((Check(SECOND, "differences", "unsafe", "somebody"),))

    before = fingerprints(steward.settings.data)
    monkeypatch.setattr(publish, "audit", unsafe)
    with pytest.raises(CheckFailedError, match="somebody"):
        steward.publish(SECOND)
    assert fingerprints(steward.settings.data) == before


def test_where_the_audit_refuses_training_and_roles_units_are_published(
    steward: Steward, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[str]] = []

    def strict(*, candidate: Path, **others: Any) -> Verdict:
        with duckdb.connect(str(candidate), read_only=True) as database:
            shown = database.execute("select distinct breakdown from figures where value is not null").fetchall()
        asked.append({breakdown for (breakdown,) in shown})
        if len(asked) < 3:
            return Verdict((Check(FIRST, "single answers", "unsafe", "somebody"),))
        return audit(candidate=candidate, **others)

    steward = replace(steward, settings=replace(steward.settings))
    (steward.settings.release_folder / "current").unlink()
    with store.connect(steward.settings, read_only=False) as database:
        database.execute("delete from releases")
    monkeypatch.setattr(publish, "audit", strict)
    steward.publish(FIRST)
    assert "training" not in asked[1]
    assert asked[2] == {""}


@pytest.mark.usefixtures("unaudited")
def test_withdrawn_figures_are_in_no_file(steward: Steward) -> None:
    steward.publish(SECOND)
    earlier = steward.release.file
    assert "withdrawn" in steward.withdraw(FIRST)
    assert [pulse.id for pulse in steward.release.pulses] == [SECOND]
    assert list(steward.settings.release_folder.glob("*.duckdb")) == [steward.release.file]
    assert earlier != steward.release.file
    with duckdb.connect(str(steward.release.file), read_only=True) as database:
        assert database.execute("select count(*) from figures where pulse = ?", [FIRST]).fetchall() == [(0,)]
    assert "withdrawn before" in steward.withdraw(FIRST)
    assert "nothing to release" not in steward.publish()  # the third; the first must be named
    assert [pulse.id for pulse in steward.release.pulses] == [SECOND, THIRD]


def test_only_what_was_released_can_be_withdrawn(steward: Steward) -> None:
    with pytest.raises(BadInputError, match="has not been released"):
        steward.withdraw(SECOND)


@pytest.mark.usefixtures("unaudited")
def test_a_withdrawn_pulse_may_come_back_number_for_number_only(steward: Steward) -> None:
    before = steward.released[FIRST]
    steward.withdraw(FIRST)
    steward.publish(FIRST)
    assert steward.released[FIRST] == before
    steward.withdraw(FIRST)
    with store.connect(steward.settings, read_only=False) as database:
        first = "select min(rowid) from responses where pulse = $pulse and unit = 'ED'"
        database.execute(f"delete from responses where rowid = ({first})", {"pulse": FIRST})  # one leaves
    with pytest.raises(BadInputError, match="with other figures"):
        steward.publish(FIRST)


@pytest.mark.usefixtures("unaudited")
def test_another_k_starts_a_new_series(steward: Steward) -> None:
    before = steward.released[FIRST]
    steward.publish(SECOND, k=15)
    assert steward.released[FIRST] == before
    with duckdb.connect(str(steward.release.file), read_only=True) as database:
        rows = database.execute("select pulse, k, series from pulses order by pulse").fetchall()
    assert rows == [(FIRST, 10, 1), (SECOND, 15, 2)]
    assert steward.release.facts["series"] == "2"
    fewest = min(f.respondents for f in steward.released[SECOND].values() if f.respondents is not None)
    assert fewest >= 15


def corrected(steward: Steward, units: set[str], *, most: int = 1000) -> Path:
    """The first pulse with workload answered otherwise by the first people of some units."""
    left = [most]

    def change(row: Row) -> Row | None:
        if row["pulse"] != FIRST:
            return None
        if row["unit"] in units and row["demand_workload"] and left[0] > 0:
            left[0] -= 1
            return row | {"demand_workload": "0" if row["demand_workload"] != "0" else "4"}
        return row

    return steward.changed(change)


def test_a_correction_of_many_answers_is_published(steward: Steward) -> None:
    before = steward.released[FIRST]
    steward.imports(corrected(steward, {unit.id for unit in steward.release.tree(FIRST).units}))
    steward.publish(correct=FIRST)
    after = steward.released[FIRST]
    key = ("ED", "", "", "demand_workload", "mean")
    assert after[key].value != before[key].value
    assert {k: f for k, f in after.items() if f.measure == "exhaustion"} == {
        k: f for k, f in before.items() if f.measure == "exhaustion"
    }
    steward.publish(SECOND)  # life goes on
    assert steward.released[FIRST] == after


def test_what_a_correction_replaced_stays_under_audit_when_its_file_is_gone(steward: Steward) -> None:
    everywhere = corrected(steward, {unit.id for unit in steward.release.tree(FIRST).units})
    steward.imports(everywhere)
    steward.publish(correct=FIRST)
    for file in steward.settings.release_folder.glob("release_*.duckdb"):
        if file != steward.release.file:
            file.unlink()  # as `tidy` does, some releases later
    assert audit(settings=steward.settings).safe
    with store.connect(steward.settings, read_only=False) as database:  # as if the answers of one had changed
        database.execute("delete from corrections")
        database.execute("insert into corrections select * from responses where pulse = $pulse", {"pulse": FIRST})
        one = "select min(rowid) from corrections where unit = 'ED' and demand_workload is not null"
        database.execute(f"update corrections set demand_workload = 4 - demand_workload where rowid = ({one})")
    unsafe = [check for check in audit(settings=steward.settings).checks if check.outcome == "unsafe"]
    assert [check.name for check in unsafe] == ["earlier releases"]
    assert "differ by one person in ED" in unsafe[0].detail


@pytest.mark.usefixtures("unaudited")
def test_a_pulse_is_corrected_once(steward: Steward) -> None:
    """Each of two corrections may change many answers, and both together those of one person."""
    steward.imports(corrected(steward, {unit.id for unit in steward.release.tree(FIRST).units}))
    steward.publish(correct=FIRST)
    first_version = steward.changed(lambda row: row if row["pulse"] == FIRST else None, name="back.csv")
    before = fingerprints(steward.settings.data)
    with pytest.raises(BadInputError, match="has been corrected before"):
        steward.imports(first_version)
    with pytest.raises(BadInputError, match="has been corrected before"):
        steward.publish(correct=FIRST)
    assert fingerprints(steward.settings.data) == before


def test_a_correction_of_few_answers_in_one_role_is_refused_by_the_audit(steward: Steward) -> None:
    steward.imports(corrected(steward, {"ED"}))
    with pytest.raises(CheckFailedError, match="the earlier and the corrected figures differ by"):
        steward.publish(correct=FIRST)


@pytest.mark.parametrize("few", [1, 9])
def test_a_correction_of_a_few_answers_is_refused_with_the_reason(steward: Steward, few: int) -> None:
    before = fingerprints(steward.settings.release_folder)
    steward.imports(corrected(steward, {"ED"}, most=few))
    with pytest.raises(CheckFailedError, match=f"answers of {few} people only, in ED"):
        steward.publish(correct=FIRST)
    assert fingerprints(steward.settings.release_folder) == before


def test_a_correction_needs_a_released_pulse_and_answers(steward: Steward) -> None:
    with pytest.raises(BadInputError, match="no corrected answers wait"):
        steward.publish(correct=FIRST)
    with pytest.raises(BadInputError, match="not among the released"):
        steward.publish(correct=SECOND)


def test_a_correction_that_changes_who_answered_is_refused(steward: Steward) -> None:
    def left_out(row: Row) -> Row | None:
        if row["pulse"] != FIRST:
            return None
        return row | {"demand_workload": ""} if row["unit"] == "ED" else row

    steward.imports(steward.changed(left_out))
    with pytest.raises(CheckFailedError, match="changes who answered, or what they left out"):
        steward.publish(correct=FIRST)


@pytest.mark.usefixtures("unaudited")
def test_answers_that_come_in_meanwhile_stop_a_release(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter((1, 2))
    monkeypatch.setattr(ledger, "latest_import", lambda _: next(numbers))
    with pytest.raises(BadInputError, match="while the release was being made"):
        steward.publish(SECOND)
    monkeypatch.undo()
    assert [pulse.id for pulse in steward.release.pulses] == [FIRST]
    steward.publish(SECOND)
    assert [pulse.id for pulse in steward.release.pulses] == [FIRST, SECOND]


class KilledError(Exception):
    """The process ends here."""


def killed(*_: Any, **__: Any) -> None:
    raise KilledError


@pytest.mark.usefixtures("unaudited")
@pytest.mark.parametrize("moment", ["seal", "point_at", "tidy", "enter"])
def test_a_release_killed_at_any_moment_is_finished_or_made_again(
    steward: Steward, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    target = ledger if moment == "enter" else ReleaseFolder
    if moment == "tidy":
        steward.publish()  # so that the kill comes in a command that has nothing else to do
    monkeypatch.setattr(target, moment, killed)
    with pytest.raises(KilledError):
        steward.publish(SECOND)
    assert steward.release.pulses[0].id == FIRST  # readers see a whole release
    monkeypatch.undo()
    steward.publish()
    assert [pulse.id for pulse in steward.release.pulses] == [FIRST, SECOND, THIRD]
    assert not list(steward.settings.release_folder.glob("draft_*"))


@pytest.mark.usefixtures("unaudited")
def test_a_withdrawal_killed_before_the_ledger_is_entered_by_the_next_command(
    steward: Steward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "withdraw", killed)
    with pytest.raises(KilledError):
        steward.withdraw(FIRST)
    monkeypatch.undo()
    steward.publish(SECOND)
    with store.connect(steward.settings) as database:
        assert ledger.entries(database)[FIRST].withdrawn_at is not None


@pytest.mark.usefixtures("unaudited")
def test_old_files_are_kept_for_readers_but_not_for_ever(steward: Steward) -> None:
    for _ in range(2):
        steward.publish(SECOND)
        steward.withdraw(SECOND)
    steward.publish(SECOND)
    steward.publish(THIRD)
    assert len(list(steward.settings.release_folder.glob("*.duckdb"))) == 3
