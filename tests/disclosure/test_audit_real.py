"""Real people and the sample, released by the real commands: certified, and most units keep their own figures."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from dashboard import __main__ as commands
from dashboard.disclosure.audit import audit
from dashboard.release import Release, ReleaseFolder
from dashboard.settings import Settings

INSTRUMENT = """
id = "army"
name = "Scales of two studies of U.S. Army companies"
source = "Bliese, Halverson and Schriesheim 2002; Bliese and Halverson 1996; R package multilevel"
licence = "tests only"
confidence = "own"
[[measure]]
id = "leadership"
name = "Leadership climate"
items = ["lead01", "lead02", "lead03", "lead04", "lead05", "lead06", "lead07", "lead08", "lead09", "lead10", "lead11"]
codes = [1, 2, 3, 4, 5]
least_answered = 8
better = "higher"
cut_off = { at_least = 75, label = "75 or more", source = "tests" }
[[measure]]
id = "hostility"
name = "Hostility"
items = ["hostil01", "hostil02", "hostil03", "hostil04", "hostil05"]
codes = [0, 1, 2, 3, 4]
least_answered = 3
better = "lower"
cut_off = { at_least = 50, label = "50 or more", source = "tests" }
[[measure]]
id = "wellbeing"
name = "Well-being"
items = ["wbeing"]
codes = { from = 0, to = 500 }
better = "higher"
cut_off = { at_least = 60, label = "60 or more", source = "tests" }
"""
LEADERSHIP = [f"lead{number:02}" for number in range(1, 12)]
HOSTILITY = [f"hostil{number:02}" for number in range(1, 6)]
PULSES = {"lq2002": ("2002-01", "COMPID"), "bh1996": ("1996-01", "GRP")}
BATTALION = 6  # companies


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def write(file: Path, rows: Iterable[dict[str, object]], columns: list[str]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return file


def answers(row: dict[str, str]) -> dict[str, object]:
    """Whole codes: the scale means of 1996 as hundredths."""
    if "WBEING" in row:
        return {"wbeing": round(float(row["WBEING"]) * 100)}
    return {name: row[name.upper()] for name in LEADERSHIP + HOSTILITY}


def army(shared: Path, folder: Path) -> tuple[Path, Path]:
    """(survey.csv, units.csv): a pulse a study, its companies in battalions of six."""
    survey: list[dict[str, object]] = []
    units: list[dict[str, object]] = []
    for study, (pulse, column) in PULSES.items():
        people = rows_of(shared / "data" / "multilevel_army" / f"{study}.csv")
        sizes = Counter(f"{study}-{float(row[column]):g}" for row in people)
        survey += [{"pulse": pulse, "unit": f"{study}-{float(row[column]):g}"} | answers(row) for row in people]
        units.append({"pulse": pulse, "unit": "army", "name": "Army", "kind": "organisation"})
        for number, (company, size) in enumerate(sizes.items()):
            battalion = f"battalion-{number // BATTALION}"
            if number % BATTALION == 0:
                units.append(
                    {"pulse": pulse, "unit": battalion, "name": battalion, "parent": "army", "kind": "battalion"}
                )
            unit: dict[str, object] = {"name": company, "parent": battalion, "kind": "company", "headcount": size + 2}
            units.append({"pulse": pulse, "unit": company} | unit)
    return (
        write(folder / "survey.csv", survey, ["pulse", "unit", *LEADERSHIP, *HOSTILITY, "wbeing"]),
        write(folder / "units.csv", units, ["unit", "name", "parent", "kind", "headcount", "pulse"]),
    )


def run(*arguments: object) -> None:
    assert commands.main([str(argument) for argument in arguments]) == 0


def released(data: Path) -> Release:
    release = ReleaseFolder(data / "release").current()
    assert release is not None
    return release


def own_figure(release: Release, measure: str, pulse: str) -> float:
    """The part of units with ten answers or more that keep their own figure."""
    response = {f.unit: f for f in release.figures_on("response") if f.pulse == pulse and f.level not in LEVELS}
    shown = [f for f in release.figures_on(measure) if f.pulse == pulse and f.unit in response and not f.breakdown]
    own = {f.unit for f in shown if f.status == "published"}
    return len(own) / len(response)


LEVELS = ("organisation", "division")


@pytest.mark.slow
def test_two_studies_of_army_companies_are_certified(shared: Path, tmp_path: Path) -> None:
    survey, units = army(shared, tmp_path)
    (tmp_path / "data" / "instruments").mkdir(parents=True)
    (tmp_path / "data" / "instruments" / "army.toml").write_text(INSTRUMENT, encoding="utf-8")
    run("import", survey, "--units", units, "--data", tmp_path / "data")
    run("release", "--data", tmp_path / "data")
    verdict = audit(settings=Settings(data=tmp_path / "data"))
    assert verdict.safe, verdict.text
    assert {check.pulse for check in verdict.checks} == {"1996-01", "2002-01"}
    release = released(tmp_path / "data")
    assert sum(pulse.respondents for pulse in release.pulses) == 2042 + 7382
    for measure, pulse in (("leadership", "2002-01"), ("hostility", "2002-01"), ("wellbeing", "1996-01")):
        assert own_figure(release, measure, pulse) >= 0.6


@pytest.mark.slow
def test_the_sample_is_certified_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("sample", tmp_path / "made", "--pulses", 3)
    files = ("--units", tmp_path / "made" / "units.csv", "--training", tmp_path / "made" / "training.csv")
    run("import", tmp_path / "made" / "survey.csv", *files, "--data", tmp_path / "data")
    run("release", "--data", tmp_path / "data")
    run("audit", "--data", tmp_path / "data")
    assert "Nothing can be recovered" in capsys.readouterr().out
    stored = released(tmp_path / "data").certificates
    assert len({pulse for pulse, *_ in stored}) == 3
    assert {outcome for *_, outcome, _ in stored} == {"safe"}
