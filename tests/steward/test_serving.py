"""The steward's pages answer on this machine, and to this machine only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import serve
from dashboard.settings import THIS_MACHINE, Settings
from dashboard.steward import guard, wording
from dashboard.terms import BadInputError
from tests.steward.conftest import ROOT, words

APP = ROOT / "dashboard" / "steward" / "app.py"


def test_it_listens_on_this_machine_and_knows_no_other_name() -> None:
    command = serve.command(Settings(sign_in_address="https://dashboard.example.org"), port=1, steward=True)
    assert command[command.index("--server.address") + 1] == "127.0.0.1"
    hosts = [command[place + 1] for place, word in enumerate(command) if word == "--server.allowedHosts"]
    assert set(hosts) == set(THIS_MACHINE)
    assert str(APP.with_name("serving.py")) in command


def test_the_readers_get_none_of_it() -> None:
    assert "steward" not in " ".join(serve.command(Settings(), port=1, steward=False))


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.7", "::", "dashboard.example.org"])  # noqa: S104 - refused
def test_another_address_is_refused(settings: Settings, address: str) -> None:
    with pytest.raises(BadInputError, match="this machine only"):
        serve.serve(settings=replace(settings, listen=address), port=1, steward=True)


@pytest.mark.parametrize(
    ("address", "local"),
    [(None, True), ("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("192.0.2.7", False), ("::", False)],
)
def test_whose_browser_is_local(address: str | None, *, local: bool) -> None:
    assert guard.is_local(address) is local


def opened(monkeypatch: pytest.MonkeyPatch, data: Path) -> AppTest:
    monkeypatch.setattr("dashboard.steward.guard.is_local", lambda _: True)  # AppTest has no browser with an address
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    return AppTest.from_file(str(APP), default_timeout=60).run()


def test_the_app_opens_on_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = opened(monkeypatch, tmp_path)
    assert not app.exception
    assert app.title[0].value == wording.QUESTION["start"]


@pytest.mark.parametrize("listens", ["0.0.0.0", None])  # noqa: S104 - refused
def test_started_by_hand_on_another_address_it_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, listens: str | None
) -> None:
    monkeypatch.setattr("dashboard.steward.guard.st.get_option", lambda _: listens)
    app = opened(monkeypatch, tmp_path)
    assert wording.HERE_ONLY in words(app)
    assert not app.button
    assert not app.get("file_uploader")
