"""What an ID token says about a person: who it is, until when, and in which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.access import ROLES, Access, Role
from dashboard.settings import SettingError

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClaimNames:
    """Where the provider puts what, and what it calls our roles."""

    role: str
    units: str
    roles: Mapping[str, Role]


def role_names(text: str) -> Mapping[str, Role]:
    """The provider's names by role, from `lead=grp-lead;manager=grp-mgr`. Raises SettingError."""
    names: dict[str, Role] = {role: role for role in ROLES} if not text else {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        role, _, name = (word.strip() for word in part.partition("="))
        if role not in ROLES or not name:
            raise SettingError(f"DASHBOARD_ROLE_NAMES has {part!r}: write role=name, with role one of {ROLES}.")
        names[name] = role
    return names


def email(claims: Claims, *, claim: str) -> str:
    """The e-mail address in lower case; '' if there is none, or the provider says that nobody has checked it."""
    if claims.get("email_verified") in (False, "false"):
        return ""
    return str(_claim(claims, claim) or "").strip().lower()


def ends(claims: Claims, *, hours: int) -> float:
    """When this sign-in is over, in seconds since 1970: at the token's `exp`, at most `hours` after its `iat`.

    A token that lacks either is over at once: Streamlit keeps its cookie for thirty days and checks neither.
    """
    issued, expires = _seconds(claims.get("iat")), _seconds(claims.get("exp"))
    return min(expires, issued + hours * 3600)


def access(claims: Claims, names: ClaimNames) -> Access | None:
    """The access that the claims give; None if they give none. Of several roles the widest counts."""
    roles = [names.roles[name] for name in _texts(_claim(claims, names.role)) if name in names.roles]
    if not roles:
        return None
    role = max(roles, key=ROLES.index)
    units = frozenset(_texts(_claim(claims, names.units)))
    if role != "manager":
        return Access(role)
    return Access(role, units) if units else None


def _claim(claims: Claims, name: str) -> Any:
    """A claim by its own name, which may hold dots, or else by its path, as in `realm_access.roles`."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _texts(value: Any) -> list[str]:
    """A list of texts, or one text separated by `;`."""
    parts = value.split(";") if isinstance(value, str) else value if isinstance(value, list) else []
    return [part.strip() for part in parts if isinstance(part, str) and part.strip()]


def _seconds(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0.0
