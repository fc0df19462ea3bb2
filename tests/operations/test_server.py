"""What the server adds to every answer, what it refuses, and what it says about itself."""

import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.log import Log
from dashboard.pages import failure
from dashboard.server import health, logs, secrets
from dashboard.server.headers import Headers, content_policy
from dashboard.server.media import SignedInMedia
from dashboard.server.way_back import WayBack
from dashboard.settings import Settings
from tests.pages import fake_release

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105


def page(_request: Request) -> Response:
    answer = PlainTextResponse("figures", media_type="text/html")
    answer.set_cookie("_streamlit_user", "x", httponly=True)
    answer.set_cookie("other", "y", secure=True)
    return answer


def back(_request: Request) -> Response:
    return RedirectResponse("/", 302)


ROUTES = [
    Route("/oauth2callback", back),
    Route("/media/{name}", page),
    Route("/_stcore/{name:path}", page),
    Route("/{name:path}", page),
]


def client(wrap: Callable[[Starlette], object], address: str = "http://testserver") -> TestClient:
    return TestClient(wrap(Starlette(routes=ROUTES)), base_url=address, follow_redirects=False)  # type: ignore[arg-type]


def test_every_answer_has_the_ordinary_headers() -> None:
    for path in ("/", "/media/x.csv", "/_stcore/metrics"):
        headers = client(lambda app: Headers(app, https=False)).get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "strict-transport-security" not in headers


def test_the_content_policy_lets_no_other_host_and_no_inline_script_in() -> None:
    scripts = next(part for part in content_policy().split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "sha256-" in scripts
    assert "http" not in content_policy()


def test_behind_https_every_cookie_is_secure() -> None:
    answer = client(lambda app: Headers(app, https=True)).get("/")
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert [cookie.lower().count("; secure") for cookie in cookies] == [1, 1]
    assert "max-age" in answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_stcore/metrics", 404),
        ("/_stcore/metrics/", 404),
        ("/base/_stcore/metrics", 404),
        ("/_stcore/agent/interact", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/script-health-check", 404),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
    ],
)
def test_what_is_nobodys_business_is_shut(path: str, status: int) -> None:
    assert client(lambda app: Headers(app, https=False)).get(path).status_code == status


def signed(**claims: object) -> str:
    return create_signed_value(SECRET, "_streamlit_user", json.dumps(claims)).decode()


def test_media_are_for_those_who_are_signed_in_and_are_written_down(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, sign_in_provider="set", cookie_secret=SECRET)
    asked = client(lambda app: SignedInMedia(app, settings=settings))
    now = time.time()
    good = signed(email="ann@x", iat=now, exp=now + 60)
    for cookie, status in (
        (None, 403),
        ("nonsense", 403),
        (good[:-3] + "abc", 403),
        (signed(email="ann@x", iat=now - 60, exp=now - 1), 403),
        (create_signed_value("another secret", "_streamlit_user", "{}").decode(), 403),
        (good, 200),
    ):
        headers = {"cookie": f"_streamlit_user={cookie}"} if cookie else {}
        assert asked.get("/media/1a2b.csv", headers=headers).status_code == status
    looked = {"cookie": f"_streamlit_user={good}", "sec-fetch-mode": "cors"}
    assert asked.get("/media/1a2b.csv", headers=looked).status_code == 200  # the page itself, not a person
    assert asked.get("/").status_code == 200
    assert [(e.what, e.who, e.detail) for e in Log(tmp_path / "log").events()] == [("export", "ann@x", "1a2b.csv")]


def test_without_sign_in_media_are_answered(tmp_path: Path) -> None:
    asked = client(lambda app: SignedInMedia(app, settings=Settings(data=tmp_path)))
    assert asked.get("/media/1a2b.csv").status_code == 200


def test_a_bookmark_is_found_again_after_sign_in() -> None:
    asked = client(lambda app: WayBack(app, signs_in=True))
    asked.get("/unit?unit=Ward+7%3B&measure=x")
    answer = asked.get("/oauth2callback?code=1&state=2")
    assert answer.headers["location"] == "/unit?unit=Ward+7%3B&measure=x"
    assert asked.get("/oauth2callback").headers["location"] == "/"  # once


@pytest.mark.parametrize(
    "kept",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/unit\r\nset-cookie: a=b",
        "/unit?x=\r\nlocation: //evil",
        "/auth/logout",
        "javascript:alert(1)",
        "/../x",
        "",
    ],
)
def test_no_cookie_leads_anywhere_but_to_our_pages(kept: str) -> None:
    asked = client(lambda app: WayBack(app, signs_in=True))
    answer = asked.get("/oauth2callback", headers={"cookie": f"dashboard_way_back={quote(kept, safe='')}"})
    assert answer.headers["location"] == "/"
    assert "a=b" not in str(answer.headers)


def health_of(folder: Path) -> tuple[int, dict[str, object]]:
    answer = TestClient(Starlette(routes=[Route("/health", health.answer(folder))])).get("/health")
    return answer.status_code, answer.json()


def test_health_tells_of_the_release_and_of_trouble_with_a_newer_one(tmp_path: Path) -> None:
    assert health_of(tmp_path) == (503, {"status": "nothing has been released", "release": None, "trouble": ""})
    fake_release.write(tmp_path, pulses=1)
    asked = TestClient(Starlette(routes=[Route("/health", health.answer(tmp_path))]))
    assert asked.get("/health").json() == {"status": "ok", "release": 1, "trouble": ""}
    (tmp_path / "release_2.duckdb").write_bytes(b"garbage")
    (tmp_path / "current").write_text("release_2.duckdb")
    answer = asked.get("/health")
    assert answer.status_code == 200  # or a proxy would take every process away at once
    assert answer.json()["release"] == 1
    assert "cannot be opened" in answer.json()["trouble"]


def test_a_failing_page_is_logged_by_place_and_not_by_what_it_met(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(failure, "show", lambda code, contact: shown.extend((code, contact)))
    records: list[logging.LogRecord] = []
    monkeypatch.setattr(logs._LOGGER, "handle", records.append)
    answers: dict[str, int] = {}
    with pytest.raises(KeyError) as caught:
        answers["answer of ann@example.org"]
    assert logs.script_error(contact="us")(caught.value) is True
    line = json.loads(logs.JsonLines().format(records[0]))
    assert shown == [line["message"].rpartition(" ")[2], "us"]
    assert line["error"] == "KeyError"
    assert "ann@example.org" not in json.dumps(line)
    assert any("test_server.py" in place for place in line["where"])


def test_streamlit_gets_what_it_needs_to_sign_people_in() -> None:
    settings = Settings(
        sign_in_provider="https://id/x",
        sign_in_client="us",
        sign_in_secret="s",
        sign_in_address="https://here/",
        cookie_secret=SECRET,
    )
    auth = secrets.for_streamlit(settings)["auth"]
    assert auth["redirect_uri"] == "https://here/oauth2callback"
    assert auth["client_kwargs"]["code_challenge_method"] == "S256"
    assert "expose_tokens" not in auth
    assert secrets.for_streamlit(Settings()) == {}
