"""Every setting, typed; the only reader of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

FLOOR_K = 5
SHORTEST_SECRET = 32
"""Characters; `python -c "import secrets; print(secrets.token_hex(32))"` writes 64."""
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class SettingError(ValueError):
    """A setting cannot be used; says which one and what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation is run. Each field is the environment variable DASHBOARD_<NAME> in capitals.

    A text may be given as DASHBOARD_<NAME>_FILE instead: a file that holds it, as systemd and containers pass secrets.
    """

    data: Path = Path("data")
    """Folder that holds `responses/` and `release/`."""
    k: int = 10
    """Fewest people a published figure may rest on; floor 5. Changing it starts a new series."""
    key_secret: str = field(default="", repr=False)
    """Secret for respondent keys (HMAC-SHA256). Without it keys are dropped."""
    organisation: str = ""
    """Name shown on pages and briefs."""
    support: str = ""
    """Whom staff can turn to: one line, shown with bad news and on briefs."""
    listen: str = "127.0.0.1"
    """The network address that `serve` answers on; another than this machine's only with sign-in."""
    sign_in_provider: str = ""
    """The identity provider's metadata: https://.../.well-known/openid-configuration. Without it nobody signs in."""
    sign_in_client: str = ""
    """Our client id at the provider."""
    sign_in_secret: str = field(default="", repr=False)
    """Our client secret at the provider."""
    sign_in_address: str = ""
    """Where people open the dashboard, as in https://dashboard.example.org; the provider must know it."""
    sign_in_hours: int = 12
    """A sign-in ends after so many hours, or earlier when its token expires."""
    cookie_secret: str = field(default="", repr=False)
    """Signs the sign-in cookie; 32 characters or more, the same in every web process."""
    email_claim: str = "email"
    """The claim of the ID token that holds the e-mail address."""
    role_claim: str = ""
    """The claim that holds the role (or roles, the widest counts); `a.b` reaches into a claim."""
    role_names: str = ""
    """What the provider calls our roles, as in `lead=grp-lead;manager=grp-mgr`; else they have our names."""
    units_claim: str = "units"
    """The claim that holds a manager's unit ids: a list, or a text separated by `;`."""
    access_file: str = ""
    """Who may sign in, by e-mail (CSV or TOML), instead of `role_claim`."""
    log_folder: str = ""
    """Folder of the audit log; else `log/` in the data folder."""
    log_megabytes: int = 10
    """The audit log goes on in a new file when the current one is so large."""
    responses_key: str = field(default="", repr=False)
    """Encrypts `responses.duckdb` at rest; 32 characters or more. Without it the file is plain."""
    retention_months: int = 0
    """`purge` removes answers of released pulses that are older; 0 keeps all."""

    @property
    def responses_folder(self) -> Path:
        return self.data / "responses"

    @property
    def release_folder(self) -> Path:
        return self.data / "release"

    @property
    def audit_folder(self) -> Path:
        return Path(self.log_folder) if self.log_folder else self.data / "log"


def from_environment(*, data: Path | None = None) -> Settings:
    """Read DASHBOARD_* variables; `data` given on the command line wins. Raises SettingError."""
    defaults = Settings()
    settings = Settings(
        data=data or Path(os.environ.get("DASHBOARD_DATA", defaults.data)),
        k=_whole_number("DASHBOARD_K", default=defaults.k, at_least=FLOOR_K),
        sign_in_hours=_whole_number("DASHBOARD_SIGN_IN_HOURS", default=defaults.sign_in_hours, at_least=1),
        retention_months=_whole_number("DASHBOARD_RETENTION_MONTHS", default=defaults.retention_months, at_least=0),
        log_megabytes=_whole_number("DASHBOARD_LOG_MEGABYTES", default=defaults.log_megabytes, at_least=1),
        **{name: _text(f"DASHBOARD_{name.upper()}", default=getattr(defaults, name)) for name in _TEXTS},
    )
    _check_secrets(settings)
    _check_sign_in(settings)
    return settings


def _whole_number(name: str, *, default: int, at_least: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or int(text) < at_least:
        raise SettingError(f"{name} is {text!r}: give a whole number of {at_least} or more.")
    return int(text)


_TEXTS = (
    *("key_secret", "organisation", "support", "listen"),
    *("sign_in_provider", "sign_in_client", "sign_in_secret", "sign_in_address", "cookie_secret"),
    *("email_claim", "role_claim", "role_names", "units_claim", "access_file", "log_folder", "responses_key"),
)
_SIGN_IN = ("sign_in_provider", "sign_in_client", "sign_in_secret", "sign_in_address", "cookie_secret")


def _text(name: str, *, default: str) -> str:
    file = os.environ.get(f"{name}_FILE", "")
    if not file:
        return os.environ.get(name, default).strip()
    if name in os.environ:
        raise SettingError(f"{name} and {name}_FILE are both set: keep one.")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{name}_FILE is {file!r}, which cannot be read: name a text file.") from error


def _check_secrets(settings: Settings) -> None:
    """The message never holds the secret itself."""
    for name in ("cookie_secret", "responses_key"):
        secret = getattr(settings, name)
        if secret and len(secret) < SHORTEST_SECRET:
            raise SettingError(
                f"DASHBOARD_{name.upper()} has {len(secret)} characters: give {SHORTEST_SECRET} or more, at random."
            )


def _check_sign_in(settings: Settings) -> None:
    missing = [f"DASHBOARD_{name.upper()}" for name in _SIGN_IN if not getattr(settings, name)]
    if len(missing) == len(_SIGN_IN):
        if settings.listen not in THIS_MACHINE:
            raise SettingError(f"DASHBOARD_LISTEN is {settings.listen!r}: set up sign-in first, or leave it out.")
        return
    if missing:
        raise SettingError(f"Sign-in is only half set up: set {', '.join(missing)} too, or none of them.")
    if bool(settings.role_claim) == bool(settings.access_file):
        raise SettingError("Sign-in must know who may see what: set DASHBOARD_ROLE_CLAIM or DASHBOARD_ACCESS_FILE.")
    for name in ("sign_in_provider", "sign_in_address"):
        address = urlsplit(getattr(settings, name))
        if address.scheme != "https" and (address.scheme != "http" or address.hostname not in THIS_MACHINE):
            raise SettingError(
                f"DASHBOARD_{name.upper()} is {getattr(settings, name)!r}: give an address that begins with https://."
            )
