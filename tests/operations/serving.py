"""A provider and a dashboard that really run, on loopback, for tests that look at them from outside."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import oidc_provider_mock

ROOT = Path(__file__).parents[2]
COOKIE_SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a server that lives for a minute
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """A dashboard that answers."""

    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], str]:
        """Status, headers (names in lower case) and text of one answer; redirects are not followed."""
        request = urllib.request.Request(self.address + path, headers=dict(headers or {}))  # noqa: S310 - loopback
        try:
            with _OPENER.open(request, timeout=10) as answer:
                return answer.status, _plain(answer.headers.items()), answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, _plain(error.headers.items()), error.read().decode(errors="replace")

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))


def _plain(headers: list[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def provider(*, token_seconds: int = 3600) -> Iterator[str]:
    """An OpenID provider; its address. People are made by name: see `person`."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    age = timedelta(seconds=token_seconds)
    with oidc_provider_mock.run_server_in_thread(access_token_max_age=age) as server:
        yield f"http://localhost:{server.server_port}"


def person(provider: str, name: str, **claims: object) -> None:
    """Make somebody known to the provider, or change what it says about them."""
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{provider}/users/{name}",
        data=json.dumps(claims).encode(),
        headers={"content-type": "application/json"},
        method="PUT",
    )
    _OPENER.open(request, timeout=10).close()


@contextmanager
def dashboard(data: Path, *, port: int | None = None, **settings: str) -> Iterator[Server]:
    """A dashboard on `data` with `settings` (names as in Settings), once it answers."""
    port = port or free_port()
    given = {f"DASHBOARD_{name.upper()}": value for name, value in settings.items()}
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DASHBOARD_", "STREAMLIT_"))}
    log = data / f"server_{port}.log"
    command = [sys.executable, "-m", "dashboard", "serve", "--data", str(data), "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env={**clean, **given}, stdout=out, stderr=out)
    server = Server(f"http://localhost:{port}", log, process)
    try:
        _await(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=10)


def _await(server: Server) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        try:
            server.get("/health")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the dashboard did not start:\n{server.said()}")


@contextmanager
def signed_in_dashboard(data: Path, provider: str, **settings: str) -> Iterator[Server]:
    """A dashboard where people sign in at `provider`."""
    port = free_port()
    sign_in = {
        "sign_in_provider": f"{provider}/.well-known/openid-configuration",
        "sign_in_client": "dashboard",
        "sign_in_secret": "our-client-secret",
        "sign_in_address": f"http://localhost:{port}",
        "cookie_secret": COOKIE_SECRET,
    }
    with dashboard(data, port=port, **sign_in, **settings) as server:
        yield server
