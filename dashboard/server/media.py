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

_COOKIE = "_streamlit_user"


class SignedInMedia:
    """Answers requests for media with 403 unless they carry a sign-in that has not run out."""

    def __init__(self, app: ASGIApp, *, secret: str, hours: int) -> None:
        self._app = app
        self._secret = secret
        self._hours = hours

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asks = scope["type"] == "http" and scope["path"].startswith("/media/")
        if asks and self._secret and not self._signed_in(Headers(scope=scope).get("cookie", "")):
            await PlainTextResponse("Sign in first", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _signed_in(self, header: str) -> bool:
        try:
            cookies = SimpleCookie(header)
        except CookieError:
            return False

        def signed(name: str) -> bytes | None:
            return decode_signed_value(self._secret, name, cookies[name].value) if name in cookies else None

        payload = get_cookie_with_chunks(signed, _COOKIE)
        given = cast(dict[str, Any], json.loads(payload)) if payload else {}
        return time.time() < claims.ends(given, hours=self._hours)
