"""Files behind a page (downloads, pictures) only for whoever is signed in: Streamlit would give them to anybody."""

from __future__ import annotations

import json
import time
from http.cookies import CookieError, SimpleCookie
from typing import Any, cast

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# Private to Streamlit; tests/operations sees a change.
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from dashboard.access import claims
from dashboard.log import Event, Log
from dashboard.settings import Settings

_COOKIE = "_streamlit_user"
_TAKEN_AWAY = (".csv", ".pdf", ".html", ".xlsx")


class SignedInMedia:
    """Answers requests for media with 403 unless they carry a sign-in that has not run out; logs what is taken away."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._log = Log(settings.audit_folder, megabytes=settings.log_megabytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "/media/" not in scope["path"] or not self._settings.sign_in_provider:
            await self._app(scope, receive, send)
            return
        name = self._signed_in(Headers(scope=scope).get("cookie", ""))
        if name is None:
            await PlainTextResponse("Sign in first", 403)(scope, receive, send)
            return
        # Streamlit's page fetches each file beforehand to see that it is there; a person's click navigates to it.
        clicked = Headers(scope=scope).get("sec-fetch-mode", "navigate") == "navigate"
        if clicked and scope["path"].endswith(_TAKEN_AWAY):
            self._log.append(Event("export", name, detail=scope["path"].rpartition("/")[2]))
        await self._app(scope, receive, send)

    def _signed_in(self, header: str) -> str | None:
        """Who asks, by a cookie that we signed; None if nobody, or not any more."""
        try:
            cookies = SimpleCookie(header)
        except CookieError:
            return None

        def signed(name: str) -> bytes | None:
            secret = self._settings.cookie_secret
            return decode_signed_value(secret, name, cookies[name].value) if name in cookies else None

        payload = get_cookie_with_chunks(signed, _COOKIE)
        given = cast(dict[str, Any], json.loads(payload)) if payload else {}
        if time.time() >= claims.ends(given, hours=self._settings.sign_in_hours):
            return None
        return claims.email(given, claim=self._settings.email_claim) or str(given.get("sub"))
