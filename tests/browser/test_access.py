"""Everybody can read it: axe on every page, narrow screens, both themes, headings, titles, keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.app import settled, until

pytestmark = pytest.mark.browser
PAGES = {
    "overview": "/",
    "unit": "/unit?unit=Ward+7+Stroke",
    "unit combined": "/unit?unit=Chaplaincy&measure=Compassion",
    "unit hidden": "/unit?unit=Resus+Team",
    "unit none": "/unit",
    "compare": "/compare?highlight=Intensive+Care",
    "compare over time": "/compare?view=Over+time&divisions=Surgery",
    "compare all": "/compare?view=All+measures",
    "training": "/training",
    "privacy": "/data",
    "method": "/data?tab=How+the+numbers+are+worked+out",
    "import": "/data?tab=How+a+survey+file+gets+here",
}
WIDE, PHONE, NARROW = (1440, 900), (390, 844), (320, 640)


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]}, color_scheme="light")
    page.goto(address)
    settled(page)
    return page


def open_tables(page: Page) -> None:
    for summary in page.locator("[data-testid=stExpander] summary:visible").all():
        summary.click()
    page.wait_for_timeout(300)


def serious(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(browser: Browser, host: str, name: str) -> None:
    page = opened(browser, host + PAGES[name])
    open_tables(page)
    assert not serious(page)
    for width, height in (NARROW, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(500)
        main = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(1500)
    assert not serious(page)
    page.close()


def test_each_page_has_its_own_title_and_one_question(browser: Browser, host: str) -> None:
    titles = set()
    for address in ("/", "/unit", "/compare", "/training", "/data"):
        page = opened(browser, host + address)
        titles.add(page.title())
        assert page.locator("h1").count() == 1
        assert page.locator("h1").inner_text().endswith("?")
        page.close()
    assert len(titles) == 5


def test_a_new_theme_reaches_the_charts_without_a_reload(browser: Browser, host: str) -> None:
    page = opened(browser, host + PAGES["unit"])
    colour = "[...document.querySelectorAll('.annotation-text')].slice(0, 1).map(e => getComputedStyle(e).fill).join()"
    until(page, f"{colour} === 'rgb(43, 55, 61)'")
    page.emulate_media(color_scheme="dark")
    until(page, f"{colour} === 'rgb(220, 227, 230)'")
    page.close()


def test_the_measure_can_be_changed_by_keyboard(browser: Browser, host: str) -> None:
    page = opened(browser, host + PAGES["unit"])
    page.get_by_role("radio", name="Exhaustion").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    until(page, "document.querySelector('h2').innerText.startsWith('Empathic distress')")
    assert "measure=Distress" in page.url
    page.close()
