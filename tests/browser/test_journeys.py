"""What the three users do, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.app import settled

pytestmark = pytest.mark.browser


def test_a_lead_goes_from_the_overview_to_a_unit(browser: Browser, host: str) -> None:
    page = browser.new_page()
    page.goto(host)
    settled(page)
    page.get_by_role("link", name="Open Ward 7 Stroke").click()
    page.get_by_role("heading", name="Exhaustion in Ward 7 Stroke has risen above its usual range").wait_for()
    assert page.url.endswith("/unit?unit=Ward+7+Stroke")
    page.close()


def test_an_address_restores_the_view_in_a_new_browser(browser: Browser, host: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{host}/unit?unit=District+Nursing&measure=Compassion")
    page.get_by_role("heading", name="Compassion satisfaction in District Nursing").wait_for()
    page.close()


def test_a_manager_sees_state_reason_and_steps_without_scrolling(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{host}/unit?unit=Ward+7+Stroke")
    settled(page)
    for text in ("▲ Worse than usual", "Why we flag it", "Agree one change."):
        box = page.get_by_text(text).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 900
    page.close()


def test_no_request_leaves_the_host(browser: Browser, host: str) -> None:
    page = browser.new_page()
    away: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((host, "data:", "blob:", "ws://127.0.0.1")):
            away.append(request.url)

    page.on("request", note)
    for address in ("/", "/unit?unit=Ward+7+Stroke", "/compare", "/training", "/data"):
        page.goto(host + address)
        settled(page)
    page.close()
    assert not away


def test_before_the_first_release_it_says_how_to_begin(browser: Browser, empty_host: str) -> None:
    page = browser.new_page()
    page.goto(empty_host)
    page.get_by_role("heading", name="Look around with sample data").wait_for()
    page.close()
