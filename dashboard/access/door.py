"""Who is let in: the decision on every run of a page, from the claims of a sign-in, the settings and the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from dashboard.access import Access, claims, people
from dashboard.access.claims import ClaimNames, Claims
from dashboard.settings import Settings
from dashboard.terms import BadInputError

Reason = Literal["not signed in", "expired", "unknown", "access file"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may read: the name in the audit log, what they may see, and until when (seconds since 1970).

    `sign_in` tells this sign-in from any other of the same person.
    """

    name: str
    access: Access
    until: float = float("inf")
    sign_in: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody who may not: why, and who it is if that is known."""

    reason: Reason
    name: str = ""


def admit(given: Claims, *, settings: Settings, now: float) -> Reader | Refusal:
    """Let in whom the provider vouches for, whose sign-in has not run out, and who has access; nobody else.

    `given` are the claims of the ID token, which Streamlit has verified; empty while nobody is signed in.
    """
    if given.get("is_logged_in") is not True:
        return Refusal("not signed in")
    email = claims.email(given, claim=settings.email_claim)
    name = email or str(given.get("sub") or "somebody without a name")
    until = claims.ends(given, hours=settings.sign_in_hours)
    if now >= until:
        return Refusal("expired", name)
    try:
        access = _access(given, email, settings)
    except BadInputError:  # half an access file is none: whoever was removed must not stay by a slip of the pen
        return Refusal("access file", name)
    if access is None:
        return Refusal("unknown", name)
    return Reader(name, access, until, sign_in=f"{name} {given.get('nonce')} {given.get('iat')}")


def check(settings: Settings) -> None:
    """Say at the start what would keep everybody out. Raises BadInputError or SettingError."""
    claims.role_names(settings.role_names)
    if settings.access_file:
        _people(Path(settings.access_file))


def _access(given: Claims, email: str, settings: Settings) -> Access | None:
    if settings.access_file:
        return _people(Path(settings.access_file)).get(email) if email else None
    if not settings.role_claim:
        return None
    names = ClaimNames(settings.role_claim, settings.units_claim, claims.role_names(settings.role_names))
    return claims.access(given, names)


def _people(file: Path) -> Mapping[str, Access]:
    """The access file as it is now: a change counts from the next click on."""
    try:
        state = file.stat()
    except OSError:
        return people.read(file)  # says what is wrong
    return _read(file, state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=2)
def _read(file: Path, _changed: int, _size: int, _inode: int) -> Mapping[str, Access]:
    return people.read(file)
