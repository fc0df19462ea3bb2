"""Every setting, typed; the only reader of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

FLOOR_K = 5


class SettingError(ValueError):
    """A setting cannot be used; says which one and what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation is run. Each field is the environment variable DASHBOARD_<NAME> in capitals."""

    data: Path = Path("data")
    """Folder that holds `responses/` and `release/`."""
    k: int = 10
    """Fewest people a published figure may rest on; floor 5. Changing it starts a new series."""
    key_secret: str = ""
    """Secret for respondent keys (HMAC-SHA256). Without it keys are dropped."""
    organisation: str = ""
    """Name shown on pages and briefs."""
    support: str = ""
    """Whom staff can turn to: one line, shown with bad news and on briefs."""

    @property
    def responses_folder(self) -> Path:
        return self.data / "responses"

    @property
    def release_folder(self) -> Path:
        return self.data / "release"


def from_environment(*, data: Path | None = None) -> Settings:
    """Read DASHBOARD_* variables; `data` given on the command line wins. Raises SettingError."""
    defaults = Settings()
    return Settings(
        data=data or Path(os.environ.get("DASHBOARD_DATA", defaults.data)),
        k=_whole_number("DASHBOARD_K", default=defaults.k, at_least=FLOOR_K),
        key_secret=os.environ.get("DASHBOARD_KEY_SECRET", ""),
        organisation=os.environ.get("DASHBOARD_ORGANISATION", ""),
        support=os.environ.get("DASHBOARD_SUPPORT", ""),
    )


def _whole_number(name: str, *, default: int, at_least: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or int(text) < at_least:
        raise SettingError(f"{name} is {text!r}: give a whole number of {at_least} or more.")
    return int(text)
