"""The steward's pages as an ASGI application: this machine's names only, and the same headers as readers get."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from dashboard import settings as settings_room
from dashboard.server import logs
from dashboard.server.headers import Headers
from dashboard.settings import THIS_MACHINE

settings = settings_room.from_environment()
logs.set_up()

app = st.App(
    Path(__file__).with_name("app.py"),
    middleware=[
        # A page elsewhere that resolves its own name to this machine gets no answer, also not from the uploads.
        Middleware(TrustedHostMiddleware, allowed_hosts=[*THIS_MACHINE, "[::1]"], www_redirect=False),
        Middleware(Headers, https=False),
    ],
    on_script_error=logs.script_error(contact=settings.support),
)
