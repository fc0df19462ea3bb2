"""The web app as one ASGI application: `serve` opens it, and so can any ASGI server."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from dashboard import settings as settings_room
from dashboard.access import door
from dashboard.server import health, logs, secrets
from dashboard.server.headers import Headers
from dashboard.server.media import SignedInMedia
from dashboard.server.way_back import WayBack

settings = settings_room.from_environment()
door.check(settings)
logs.set_up()
https = settings.sign_in_address.startswith("https://")

app = st.App(
    Path(__file__).resolve().parents[2] / "streamlit_app.py",
    secrets=secrets.for_streamlit(settings),
    routes=[Route("/health", health.answer(settings.release_folder))],
    middleware=[
        Middleware(Headers, https=https),
        Middleware(SignedInMedia, settings=settings),
        Middleware(WayBack, signs_in=bool(settings.sign_in_provider)),
    ],
    on_script_error=logs.script_error(contact=settings.support),
)
