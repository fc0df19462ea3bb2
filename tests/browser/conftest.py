"""One app on the made-up release and one Chromium for all browser tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.app import app, chromium
from tests.pages import fake_release


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("data")
    fake_release.write(data / "release")
    with app(data) as address:
        yield address


@pytest.fixture(scope="session")
def empty_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with app(tmp_path_factory.mktemp("empty")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if shutil.which("chromium") is None:
        pytest.skip("no chromium on this machine: `python3 -m tests` installs it where it can")
    with chromium() as found:
        yield found
