"""A manager's share of a release, through every method a page may call."""

import csv
import gc
import json
import shutil
from pathlib import Path

import duckdb
import pytest

import queries
from dashboard.access import Access, share
from dashboard.release import Release
from tests.pages.fake_release import COMBINED, DIVISIONS, LEAVES, ORGANISATION, WORSENS

MEDICINE = {"medicine", "acute", "endoscopy", "respiratory", "elderly", "stroke", "renal"}
EVERY_UNIT = {ORGANISATION, *DIVISIONS, *(leaf.id for leaf in LEAVES)}


def manager(release: Release, *units: str) -> Release:
    return share(release, Access("manager", frozenset(units)))


def everything(release: Release, folder: Path) -> str:
    """All that can be read through the public methods of `release`, as one text."""
    release.export(folder / "all.csv")
    parts: list[object] = [(folder / "all.csv").read_text(encoding="utf-8")]
    parts += [release.facts, release.pulses, release.measures, release.annotations, release.blocks]
    parts += [release.certificates, release.effects]
    for pulse in release.pulses:
        parts += [release.tree(pulse.id), *(release.figures_of(unit, pulse.id) for unit in sorted(EVERY_UNIT))]
    for measure in (*release.measures, "response", "uptake:circles"):
        parts += [release.figures_on(measure), release.panel(measure), release.panel(measure).leaf_units.tolist()]
    return repr(parts)


def test_a_manager_of_a_unit_reads_it_its_totals_and_nothing_else(release: Release, tmp_path: Path) -> None:
    text = everything(manager(release, "stroke"), tmp_path)
    names = {leaf.id: leaf.name for leaf in LEAVES} | DIVISIONS
    hidden = EVERY_UNIT - {"stroke", "medicine", ORGANISATION}
    assert [unit for unit in hidden if f"{unit!r}" in text or f",{unit}," in text or f";{unit}" in text] == []
    assert [unit for unit in hidden if names[unit] in text.replace(names["medicine"], "")] == []
    assert names["stroke"] in text


def test_a_manager_of_a_division_reads_it_and_all_below(release: Release) -> None:
    own = manager(release, "medicine")
    assert {row.unit for row in own.panel("exhaustion").rows} == MEDICINE | {ORGANISATION}
    assert {unit.id for unit in own.tree(own.pulses[-1].id).units} == MEDICINE | {ORGANISATION}


def test_what_may_be_seen_is_the_published_figure_itself(release: Release) -> None:
    own, pulse = manager(release, "stroke"), release.pulses[-1].id
    assert own.figures_of("stroke", pulse) == release.figures_of("stroke", pulse) != ()


def test_an_unknown_unit_and_another_managers_unit_look_the_same(release: Release) -> None:
    own, pulse = manager(release, "stroke"), release.pulses[-1].id
    for unit in ("renal", "surgery", "no such unit"):
        assert own.figures_of(unit, pulse) == ()
        assert unit not in own.tree(pulse).by_id


def test_a_unit_of_a_combined_block_is_seen_without_the_neighbours_row(release: Release) -> None:
    one, other = COMBINED
    own, pulse = manager(release, one), release.pulses[-1].id
    assert {f.status for f in own.figures_of(one, pulse) if f.measure == "exhaustion"} == {"combined"}
    assert own.figures_of(one, pulse)[0].leaf_units == COMBINED
    assert own.figures_of(other, pulse) == ()


def test_a_total_above_ones_own_units_does_not_list_its_members_but_tells_when_they_change(release: Release) -> None:
    panel = manager(release, "stroke").panel("exhaustion")
    members = panel.leaf_units[panel.index[ORGANISATION, ""]]
    assert len(set(members)) == 1
    assert members[0].startswith("group-")


def test_a_manager_with_units_nobody_knows_sees_the_organisation(release: Release) -> None:
    assert {row.unit for row in manager(release, "gone").panel("exhaustion").rows} == {ORGANISATION}


def test_events_of_other_units_are_absent(release: Release) -> None:
    assert [a.unit for a in manager(release, WORSENS).annotations] == [WORSENS]
    assert manager(release, "renal").annotations == ()


def test_training_effects_do_not_tell_which_units_were_compared(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "release_1.duckdb"
    shutil.copy(file, copy)
    detail = '{"verdict":"helps","effect":-4.5,"groups":[{"units":["renal"],"respondents":30}],"steps":[{"offset":0}]}'
    with duckdb.connect(str(copy)) as database:
        database.execute("delete from effects")
        database.execute("insert into effects values ('circles', 'exhaustion', '2026', ?)", [detail])
    whole = Release(copy)
    ((*_, seen),) = manager(whole, "stroke").effects
    assert json.loads(seen) == {"verdict": "helps", "effect": -4.5, "groups": [], "steps": [{"offset": 0}]}
    assert whole.effects[0][3] == detail


def test_an_export_holds_only_what_may_be_seen(release: Release, tmp_path: Path) -> None:
    out = tmp_path / "mine.csv"
    manager(release, "stroke").export(out)
    with out.open(encoding="utf-8") as file:
        assert {row["unit"] for row in csv.DictReader(file)} == {"stroke", "medicine", ORGANISATION}


def test_a_unit_id_is_a_value_and_never_a_statement(release: Release) -> None:
    for unit in ("x'); drop schema memory.main; --", '"', "'", "\\", "ward\n7", "病棟", "a;b"):
        assert {row.unit for row in manager(release, unit).panel("exhaustion").rows} == {ORGANISATION}


def test_reports_name_no_schema_so_that_a_share_can_stand_before_the_release() -> None:
    at_the_door = ("limit_", "read_through", "schema_version")
    reports = [file for file in (queries.FOLDER / "report").glob("*.sql") if not file.stem.startswith(at_the_door)]
    assert reports
    assert [file.name for file in reports if "release." in file.read_text(encoding="utf-8")] == []


def test_every_published_table_is_limited_or_declared_open(file: Path) -> None:
    own = manager(Release(file), "stroke")
    with duckdb.connect(file, read_only=True) as database:
        published = {str(row[0]) for row in database.execute("show tables").fetchall()}
    with own._root.cursor() as cursor:
        cursor.execute(f"use {own._schema}")
        shared = {str(row[0]) for row in cursor.execute("show tables").fetchall()}
    assert shared == published | {"seen"}


def test_a_share_goes_when_nobody_uses_it(file: Path) -> None:
    whole = Release(file)
    own = whole.limited([])
    schema = own._schema.removeprefix("memory.")
    assert schema in _schemas(whole)
    del own
    gc.collect()
    assert schema not in _schemas(whole)


def _schemas(release: Release) -> set[str]:
    with release._root.cursor() as cursor:
        return {str(row[0]) for row in cursor.execute("select schema_name from duckdb_schemas()").fetchall()}


def test_the_lock_holds_for_a_share_too(release: Release, tmp_path: Path) -> None:
    own = manager(release, "stroke")
    with own._root.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(f"copy (select 1) to '{tmp_path / 'out.csv'}'")
