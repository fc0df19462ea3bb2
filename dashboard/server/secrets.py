"""Our settings as the secrets that Streamlit's `st.login` reads."""

from __future__ import annotations

from typing import Any

from dashboard.settings import Settings


def for_streamlit(settings: Settings) -> dict[str, dict[str, Any]]:
    """The secrets of sign-in; empty where nobody signs in, so that a `secrets.toml` may say otherwise."""
    if not settings.sign_in_provider:
        return {}
    section = {
        "redirect_uri": f"{settings.sign_in_address.rstrip('/')}/oauth2callback",
        "cookie_secret": settings.cookie_secret,
        "client_id": settings.sign_in_client,
        "client_secret": settings.sign_in_secret,
        "server_metadata_url": settings.sign_in_provider,
        # PKCE also where the provider's metadata does not announce it.
        "client_kwargs": {"scope": "openid email profile", "code_challenge_method": "S256"},
    }
    return {"auth": section}
