"""Bookmarks survive sign-in: the page that was asked for first is opened after it, instead of the Overview."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_COOKIE = "dashboard_way_back"
_SIGNED_IN = "_streamlit_user"
_PAGE = re.compile(r"/[a-z]{0,20}")
_SECONDS = 600


class WayBack:
    """Keeps the address of a page in a cookie until the provider sends the reader back."""

    def __init__(self, app: ASGIApp, *, signs_in: bool) -> None:
        self._app = app
        self._signs_in = signs_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._signs_in or scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        kept, came_in = unquote(cookies.get(_COOKIE, "")), _SIGNED_IN in cookies

        async def led_back(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if path == "/oauth2callback" and message["status"] == 302 and _is_page(kept):
                    headers["location"] = kept
                    headers.append("set-cookie", f"{_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
                elif not came_in and _is_worth_keeping(path, query) and "text/html" in headers.get("content-type", ""):
                    page = quote(f"{path}?{query}".rstrip("?"), safe="")
                    cookie = f"{_COOKIE}={page}; Path=/; Max-Age={_SECONDS}; HttpOnly; SameSite=Lax"
                    headers.append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, led_back)


def _is_worth_keeping(path: str, query: str) -> bool:
    return _PAGE.fullmatch(path) is not None and path + query != "/"


def _is_page(address: str) -> bool:
    """Whether this is a page of ours: never another host, whatever a cookie says."""
    return _PAGE.fullmatch(address.partition("?")[0]) is not None and address.isascii() and address.isprintable()
