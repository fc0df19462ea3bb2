"""Whether this process can show a release: for whoever watches over the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse

from dashboard.release import ReleaseFolder


def answer(folder: Path) -> Callable[[Request], JSONResponse]:
    """The answer to GET /health: 200 if a release can be shown, else 503. It holds no figures.

    `trouble` with a newer release is told, but is no reason to take the process away from its readers.
    """
    releases = ReleaseFolder(folder)

    def health(_request: Request) -> JSONResponse:
        release = releases.current()
        state = {
            "status": "ok" if release else "nothing has been released",
            "release": release.number if release else None,
            "trouble": releases.trouble,
        }
        return JSONResponse(state, status_code=200 if release else 503)

    return health
