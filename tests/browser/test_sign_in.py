"""Sign-in in a real browser, at a real provider: who gets in, what they see, and how it ends."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.log import Event, Log
from tests.operations.serving import COOKIE_SECRET, Server, dashboard, person, provider, signed_in_dashboard
from tests.pages import fake_release

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANN, BOB, LEE = "ann@example.org", "bob@example.org", "lee@example.org"
expect.set_options(timeout=20_000)  # machines differ
OTHERS = ("Renal Unit", "Theatres", "Emergency Department", "Maternity", "Ward 5 Older People")


@pytest.fixture(scope="module")
def identity() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    fake_release.write(folder / "release")
    return folder


@pytest.fixture(scope="module")
def people(data: Path) -> Path:
    return data / "people.csv"


@pytest.fixture(scope="module")
def server(data: Path, people: Path, identity: str) -> Iterator[Server]:
    listed(people)
    for email in (ANN, BOB, LEE, "stranger@example.org"):
        person(identity, email, email=email, email_verified=True)
    person(identity, "liar", email=LEE, email_verified=False)
    with signed_in_dashboard(data, identity, access_file=str(people), support="Occupational Health") as server:
        yield server


def listed(people: Path, *, ann: str = "manager,stroke", bob: str = "manager,renal") -> None:
    people.write_text(f"email,role,units\n{ANN},{ann}\n{BOB},{bob}\n{LEE},lead,\n", encoding="utf-8")


Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def states() -> dict[str, StorageState]:
    """The cookies of everybody who has signed in already."""
    return {}


@pytest.fixture
def enter(browser: Browser, server: Server, states: dict[str, StorageState]) -> Iterator[Enter]:
    """Open a page as somebody, in a browser profile of their own; `anew` by signing in at the provider."""
    contexts: list[BrowserContext] = []

    def enter(name: str, path: str = "/", *, at: Server = server, anew: bool = False) -> Page:
        known = None if anew else states.get(name)
        contexts.append(browser.new_context(storage_state=known))
        page = contexts[-1].new_page()
        page.goto(at.address + path)
        if known is None:
            page.get_by_role("button", name="Sign in").click()
            page.get_by_placeholder("sub").fill(name)
            page.get_by_role("button", name="Authorize").click()
            page.wait_for_url(f"{at.address}/**")
        if not anew:
            states[name] = contexts[-1].storage_state()
        return page

    yield enter
    for context in contexts:
        context.close()


def text(page: Page) -> str:
    """All the page says, once Streamlit has come to rest."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached")
    return page.locator("body").inner_text()


def offered(page: Page) -> list[str]:
    """The units that can be chosen."""
    page.get_by_label("Unit", exact=True).click()
    expect(page.get_by_role("option").first).to_be_visible()
    options = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return options


def events(data: Path) -> list[Event]:
    return list(Log(data / "log").events())


def test_nothing_is_shown_before_sign_in(browser: Browser, server: Server) -> None:
    page = browser.new_context().new_page()
    received: list[str] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: received.append(repr(frame))))
    page.goto(f"{server.address}/unit?unit=Ward+7+Stroke")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert received
    assert [name for name in ("Stroke", "Riverside", "exhaustion", *OTHERS) if name in "".join(received)] == []
    page.context.close()


def test_a_manager_sees_the_own_unit_and_no_other(enter: Enter, data: Path) -> None:
    page = enter(ANN, "/unit?unit=Ward+7+Stroke", anew=True)
    expect(page.get_by_text("Signed in as")).to_contain_text("ann@example.org")
    expect(page.get_by_role("heading", name="How is this team doing?")).to_be_visible()
    expect(page.get_by_role("heading", name="Ward 7 Stroke").first).to_be_visible()
    options = offered(page)
    assert options[0] == "Ward 7 Stroke"
    assert [name for name in OTHERS if name in options] == []
    assert [e.units for e in events(data) if e.what == "viewed" and e.who == ANN][-1] == ("stroke",)


def test_a_managers_browser_is_never_sent_another_units_name(enter: Enter, server: Server) -> None:
    page = enter(ANN)
    received: list[str] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: received.append(repr(frame))))
    for path in ("/", "/unit?unit=Ward+7+Stroke", "/unit?unit=Renal+Unit"):
        page.goto(server.address + path)
        expect(page.get_by_text("Signed in as")).to_be_visible()
        text(page)
    assert "Ward 7 Stroke" in "".join(received)
    assert [name for name in OTHERS if name in "".join(received)] == []


def test_the_address_of_anothers_unit_looks_like_that_of_an_unknown_one(enter: Enter, server: Server) -> None:
    page = enter(ANN)
    seen = []
    for name in ("Renal+Unit", "No+such+unit"):
        page.goto(f"{server.address}/unit?unit={name}")
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        seen.append((text(page), page.url.partition("?")[2]))
    assert seen[0] == seen[1]
    assert "Choose your unit to begin" in seen[0][0]


def test_a_lead_sees_every_unit(enter: Enter) -> None:
    page = enter(LEE, "/unit")
    page.get_by_label("Unit", exact=True).fill("Renal")
    expect(page.get_by_role("option", name="Renal Unit")).to_be_visible()


@pytest.mark.parametrize("name", ["stranger@example.org", "liar"])
def test_somebody_unknown_sees_a_polite_page_and_nothing_else(enter: Enter, data: Path, name: str) -> None:
    page = enter(name, "/unit?unit=Ward+7+Stroke")
    expect(page.get_by_role("heading", name="You cannot see this dashboard yet")).to_be_visible()
    said = text(page)
    assert "Occupational Health can do that" in said
    assert "Stroke" not in said
    assert events(data)[-1].what == "refusal"


def test_signing_out_ends_every_tab_and_any_copy_of_the_cookie(enter: Enter, browser: Browser, server: Server) -> None:
    page = enter(ANN, anew=True)
    expect(page.get_by_text("Signed in as")).to_be_visible()
    other = page.context.new_page()
    other.goto(server.address)
    expect(other.get_by_text("Signed in as")).to_be_visible()
    copied = browser.new_context()
    copied.add_cookies([{**cookie, "url": server.address} for cookie in _cookies(page)])  # type: ignore[typeddict-item]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Confirm").or_(page.get_by_role("button").first).click()
    page.wait_for_url(f"{server.address}/**")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    other.get_by_role("link", name="My unit").first.click()
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()
    stolen = copied.new_page()
    stolen.goto(server.address)
    expect(stolen.get_by_role("button", name="Sign in")).to_be_visible()
    copied.close()


def _cookies(page: Page) -> list[dict[str, str]]:
    return [{"name": str(c["name"]), "value": str(c["value"])} for c in page.context.cookies()]


def test_a_tampered_cookie_signs_nobody_in(enter: Enter, server: Server) -> None:
    page = enter(ANN)
    expect(page.get_by_text("Signed in as")).to_be_visible()
    for cookie in _cookies(page):
        if cookie["name"] == "_streamlit_user":
            at = len(cookie["value"]) // 3
            changed = "A" if cookie["value"][at] != "A" else "B"
            value = cookie["value"][:at] + changed + cookie["value"][at + 1 :]
            page.context.add_cookies([{"name": cookie["name"], "value": value, "url": server.address}])
    page.goto(server.address)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_cookie_that_outlived_its_token_signs_nobody_in(browser: Browser, server: Server) -> None:
    now = int(time.time())
    claims = {"email": LEE, "sub": LEE, "iat": now - 600, "exp": now - 1, "is_logged_in": True}
    context = browser.new_context()
    for changed, expected in ((claims, "Your sign-in has ended"), ({**claims, "exp": now + 60}, "How are our staff")):
        payload = json.dumps({**changed, "origin": server.address, "provider": "default"})
        value = create_signed_value(COOKIE_SECRET, "_streamlit_user", payload).decode()
        context.add_cookies([{"name": "_streamlit_user", "value": value, "url": server.address}])
        page = context.new_page()
        page.goto(server.address)
        expect(page.get_by_role("heading", name=expected).first).to_be_visible()
    context.close()


def test_a_screen_left_alone_is_cleared_when_the_sign_in_ends(enter: Enter, data: Path, people: Path) -> None:
    with provider(token_seconds=12) as brief:
        person(brief, LEE, email=LEE)
        with signed_in_dashboard(data, brief, access_file=str(people)) as server:
            page = enter(LEE, at=server, anew=True)
            expect(page.get_by_role("heading", name="How are our staff doing?")).to_be_visible()
            expect(page.get_by_role("heading", name="Your sign-in has ended")).to_be_visible(timeout=20_000)
            assert "Riverside" not in text(page)
            assert "In usual range" not in text(page)


def test_a_changed_role_counts_from_the_next_click(enter: Enter, people: Path) -> None:
    page = enter(BOB, "/unit")
    assert "Theatres" not in offered(page)
    try:
        listed(people, bob="lead,")
        page.get_by_role("link", name="Overview").first.click()
        page.get_by_role("link", name="My unit").first.click()
        page.get_by_label("Unit", exact=True).fill("Theatres")
        expect(page.get_by_role("option", name="Theatres")).to_be_visible()
        people.write_text(f"email,role,units\n{LEE},lead,\n", encoding="utf-8")
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Overview").first.click()
        expect(page.get_by_role("heading", name="You cannot see this dashboard yet")).to_be_visible()
        people.write_text("email,role\nhalf a file", encoding="utf-8")
        page.reload()
        expect(page.get_by_role("heading", name="Access is being changed")).to_be_visible()
    finally:
        listed(people)


def test_a_unit_that_moves_goes_to_its_new_manager(enter: Enter, data: Path, people: Path) -> None:
    listed(people, ann="manager,medicine", bob="manager,surgery")
    pages = {name: enter(name, "/unit") for name in (ANN, BOB)}
    try:
        assert _offered(pages[ANN], "Renal Unit") == (True, False)
        assert _offered(pages[BOB], "Renal Unit") == (False, True)
        _move(data / "release", "renal", "surgery")
        assert _offered(pages[ANN], "Renal Unit") == (False, False)
        assert _offered(pages[BOB], "Renal Unit") == (True, True)
    finally:
        listed(people)


def _offered(page: Page, unit: str) -> tuple[bool, bool]:
    """Whether `unit`, and Theatres, can be chosen."""
    page.reload()
    options = offered(page)
    return unit in options, "Theatres" in options


def _move(folder: Path, unit: str, parent: str) -> None:
    """Publish a second release in which `unit` hangs from `parent` at the newest pulse."""
    shutil.copy(folder / "release_1.duckdb", folder / "release_2.duckdb")
    with duckdb.connect(str(folder / "release_2.duckdb")) as database:
        newest = "pulse = (select max(pulse) from units)"
        database.execute(f"update units set parent = ? where unit = ? and {newest}", [parent, unit])
    (folder / "current.new").write_text("release_2.duckdb\n", encoding="utf-8")
    (folder / "current.new").replace(folder / "current")


def test_two_people_in_one_server_at_once_see_their_own(enter: Enter) -> None:
    pages = {"Ward 7 Stroke": enter(ANN, "/unit?unit=Ward+7+Stroke"), "Renal Unit": enter(BOB, "/unit?unit=Renal+Unit")}
    for _ in range(3):
        for page in pages.values():
            page.reload(wait_until="commit")
        for own, page in pages.items():
            expect(page.get_by_text("Signed in as")).to_be_visible()
            said = text(page)
            (other,) = set(pages) - {own}
            assert own in said
            assert other not in said


def test_the_browser_finds_nothing_that_the_content_policy_forbids(enter: Enter, server: Server) -> None:
    page = enter(LEE)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "://" in request.url else None)
    for path in ("/", "/unit?unit=Ward+7+Stroke"):
        page.goto(server.address + path)
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
        text(page)
    assert complaints == []
    assert hosts == {server.address.removeprefix("http://")}


def test_a_download_needs_a_sign_in_and_is_logged(enter: Enter, server: Server, data: Path) -> None:
    page = enter(ANN, "/unit?unit=Ward+7+Stroke")
    expect(page.get_by_text("Signed in as")).to_be_visible()
    page.get_by_text("Show these numbers as a table").first.click()
    text(page)
    assert [event for event in events(data) if event.what == "export"] == []  # nothing is taken away by looking
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").first.click()
    assert "Pulse" in download.value.path().read_text(encoding="utf-8")
    assert [(event.what, event.who) for event in events(data)][-1] == ("export", ANN)
    status, _, body = server.get(download.value.url.removeprefix(server.address))
    assert (status, body) == (403, "Sign in first")


def test_secrets_are_in_no_log(server: Server, data: Path) -> None:
    logs = server.said() + "".join(file.read_text(encoding="utf-8") for file in (data / "log").iterdir())
    assert [s for s in ("our-client-secret", COOKIE_SECRET, "id_token", "code=", "eyJ") if s in logs] == []
    assert "Traceback" not in logs


def test_the_authorization_request_proves_itself_by_pkce(browser: Browser, server: Server) -> None:
    page = browser.new_context().new_page()
    page.goto(server.address)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/oauth2/authorize?**")
    assert "code_challenge_method=S256" in page.url
    assert "code_challenge=" in page.url
    assert "nonce=" in page.url
    page.context.close()


def test_without_sign_in_only_this_machine_is_answered(browser: Browser, data: Path) -> None:
    with dashboard(data) as server:
        assert "on this machine only" in server.said()
        page = browser.new_context().new_page()
        page.goto(server.address)
        expect(page.get_by_role("heading", name="How are our staff doing?")).to_be_visible()
        page.context.close()
