"""One made-up release for all tests of pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.pages.context import View
from dashboard.release import Release, ReleaseFolder
from dashboard.settings import Settings
from tests.pages import fake_release


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    fake_release.write(folder / "release")
    return folder


@pytest.fixture(scope="session")
def release(data_folder: Path) -> Release:
    found = ReleaseFolder(data_folder / "release").current()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def view(release: Release, data_folder: Path) -> View:
    return View(release=release, settings=Settings(data=data_folder), theme="light", today=date(2026, 11, 2))
