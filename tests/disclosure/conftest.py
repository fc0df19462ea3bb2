"""A small organisation whose files have been imported: what a steward releases from."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dashboard import sample
from dashboard.disclosure import publish
from dashboard.release import Release, ReleaseFolder
from dashboard.settings import Settings
from dashboard.surveys import loader
from dashboard.terms import Figure

Row = dict[str, str]


@dataclass
class Steward:
    """Someone with survey files and a data folder."""

    files: Path
    settings: Settings

    @property
    def release(self) -> Release:
        found = ReleaseFolder(self.settings.release_folder).current()
        assert found is not None
        return found

    @property
    def released(self) -> dict[str, dict[tuple[str, ...], Figure]]:
        """Every figure by pulse and key."""
        return {
            pulse.id: {
                (f.unit, f.breakdown, f.group, f.measure, f.statistic): f
                for unit in self.release.tree(pulse.id).units
                for f in self.release.figures_of(unit.id, pulse.id)
            }
            for pulse in self.release.pulses
        }

    def publish(self, *pulses: str, correct: str | None = None, k: int | None = None) -> str:
        settings = self.settings if k is None else replace(self.settings, k=k)
        return publish.release(settings=settings, pulses=pulses, correct=correct).text

    def withdraw(self, pulse: str) -> str:
        return publish.withdraw(settings=self.settings, pulse=pulse).text

    def imports(self, survey: Path) -> str:
        files = {name: self.files / f"{name}.csv" for name in ("units", "training", "annotations")}
        return loader.import_files([survey], mapping=None, settings=self.settings, **files).text

    def changed(self, change: Callable[[Row], Row | None], *, name: str = "changed.csv") -> Path:
        """The survey with `change` made to each row; None leaves the row out."""
        with (self.files / "survey.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [row for row in map(change, reader) if row is not None]
            columns = list(reader.fieldnames or ())
        with (self.files / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        return self.files / name


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Steward:
    """Three pulses of 400 answers in 24 units, imported; nothing released. Not to be changed."""
    folder = tmp_path_factory.mktemp("steward")
    sample.write(folder / "files", respondents=400, units=24, pulses=3, seed=3)
    steward = Steward(folder / "files", Settings(data=folder / "data", key_secret="a secret of thirty-two characters"))
    steward.imports(folder / "files" / "survey.csv")
    return steward


@pytest.fixture(scope="session")
def first_released(imported: Steward, tmp_path_factory: pytest.TempPathFactory) -> Steward:
    """The same with its first pulse released. Not to be changed."""
    steward = copy_of(imported, tmp_path_factory.mktemp("released"))
    steward.publish("2026-08")
    return steward


@pytest.fixture
def steward(first_released: Steward, tmp_path: Path) -> Steward:
    """A copy to work with: three pulses imported, the first released."""
    return copy_of(first_released, tmp_path)


def copy_of(steward: Steward, folder: Path) -> Steward:
    shutil.copytree(steward.settings.data, folder / "data")
    shutil.copytree(steward.files, folder / "files")
    return Steward(folder / "files", replace(steward.settings, data=folder / "data"))
