"""Settings are typed, safe by default, and say what is wrong without telling a secret."""

from itertools import pairwise
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.__main__ import main
from dashboard.serve import command
from dashboard.settings import SettingError, Settings

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105
SIGN_IN = {
    "SIGN_IN_PROVIDER": "https://id.example.org/.well-known/openid-configuration",
    "SIGN_IN_CLIENT": "dashboard",
    "SIGN_IN_SECRET": SECRET,
    "SIGN_IN_ADDRESS": "https://dashboard.example.org",
    "COOKIE_SECRET": SECRET,
    "ROLE_CLAIM": "roles",
}


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"DASHBOARD_{name}", value)
    return settings.from_environment()


def test_sign_in_is_all_there_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, **SIGN_IN).sign_in_client == "dashboard"
    for name in set(SIGN_IN) - {"ROLE_CLAIM"}:
        with monkeypatch.context() as changed:
            changed.delenv(f"DASHBOARD_{name}")
            with pytest.raises(SettingError, match=f"half set up: set DASHBOARD_{name} too"):
                settings.from_environment()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ROLE_CLAIM": ""}, "DASHBOARD_ROLE_CLAIM or DASHBOARD_ACCESS_FILE"),
        ({"ACCESS_FILE": "people.csv"}, "DASHBOARD_ROLE_CLAIM or DASHBOARD_ACCESS_FILE"),
        ({"SIGN_IN_ADDRESS": "http://dashboard.example.org"}, "begins with https"),
        ({"SIGN_IN_PROVIDER": "http://id.example.org/x"}, "begins with https"),
        ({"COOKIE_SECRET": SECRET[:31]}, "has 31 characters: give 32 or more"),
        ({"RESPONSES_KEY": "short"}, "DASHBOARD_RESPONSES_KEY has 5 characters"),
        ({"SIGN_IN_HOURS": "0"}, "DASHBOARD_SIGN_IN_HOURS is '0'"),
        ({"LOG_MEGABYTES": "ten"}, "DASHBOARD_LOG_MEGABYTES is 'ten'"),
        ({"K": "4"}, "DASHBOARD_K is '4'"),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], changes: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingError, match=said):
        given(monkeypatch, **{**SIGN_IN, **changes})
    assert main(["log"]) == 2
    told = capsys.readouterr().err
    assert SECRET[:31] not in told
    assert "short" not in told.replace("character", "")


def test_a_sign_in_on_this_machine_may_do_without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "http://localhost:8501"
    assert given(monkeypatch, **{**SIGN_IN, "SIGN_IN_ADDRESS": address}).sign_in_address == address


def test_another_address_is_listened_on_only_with_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingError, match="set up sign-in first"):
        given(monkeypatch, LISTEN="0.0.0.0")  # noqa: S104
    assert given(monkeypatch, **SIGN_IN).listen == "0.0.0.0"  # noqa: S104


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SECRET}\n", encoding="utf-8")
    assert given(monkeypatch, RESPONSES_KEY_FILE=str(tmp_path / "key")).responses_key == SECRET
    with pytest.raises(SettingError, match="both set"):
        given(monkeypatch, RESPONSES_KEY=SECRET)
    monkeypatch.delenv("DASHBOARD_RESPONSES_KEY")
    with pytest.raises(SettingError, match="cannot be read"):
        given(monkeypatch, RESPONSES_KEY_FILE=str(tmp_path / "none"))


def test_no_secret_is_in_the_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SECRET not in repr(given(monkeypatch, **SIGN_IN, RESPONSES_KEY=SECRET, KEY_SECRET=SECRET))


def arguments(found: list[str], name: str) -> list[str]:
    return [value for option, value in pairwise(found) if option == f"--server.{name}"]


def test_without_sign_in_only_this_machine_is_answered() -> None:
    found = command(Settings(), port=8501, steward=False)
    assert arguments(found, "address") == ["127.0.0.1"]
    assert arguments(found, "allowedHosts") == ["localhost", "127.0.0.1", "::1"]


def test_with_sign_in_only_its_address_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    found = command(given(monkeypatch, **SIGN_IN), port=8501, steward=False)
    assert arguments(found, "address") == ["127.0.0.1"]
    assert arguments(found, "allowedHosts") == ["dashboard.example.org"]
