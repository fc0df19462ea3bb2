"""Names that are code somewhere: markup, formulas, directions, emoji, 300 characters. They stay names."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app import app
from tests.pages import fake_release

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = {
    "stroke": "<img src=x onerror=window.hacked=1><b>Ward</b>",
    "renal": "![x](http://evil.example/x.png) [link](http://evil.example) **bold** :red[red] $a$",
    "theatres": '=HYPERLINK("http://evil.example","Theatres")',
    "emergency": "Emergency \u202eDepartment\u202c 🚑 'quoted' \"double\" `code`",
    "maternity": "M" * 300,
}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("names")
    file = fake_release.write(data / "release")
    with duckdb.connect(str(file)) as database:
        for unit, name in NAMES.items():
            database.execute("update units set name = ? where unit = ?", [name, unit])
            database.execute("update figures set unit_name = ? where unit = ?", [name, unit])
    with app(data) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("unit", NAMES)
def test_a_name_is_shown_as_it_is_and_does_nothing(named: str, page: Page, unit: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{named}/unit")
    box = page.get_by_label("Unit", exact=True)
    box.fill(NAMES[unit][:40])
    page.get_by_role("option").first.click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", name=NAMES[unit][:5]).first).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert [url for url in asked if "evil" in url] == []
    assert page.locator("h1 b, h2 b, h2 img, h2 a[href*=evil], p a[href*=evil], p img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_every_page_stands_such_names(named: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/compare", "/training", "/data"):
        page.goto(named + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached")
        assert page.get_by_text("Something went wrong").count() == 0
        assert page.evaluate("window.hacked") is None
    assert [url for url in asked if "evil" in url] == []


def test_a_downloaded_table_starts_no_formula(named: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{named}/compare")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    page.get_by_text("Show these numbers as a table").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").first.click()
    file = tmp_path / "table.csv"
    shutil.copy(download.value.path(), file)
    cells = [cell.strip('"') for line in file.read_text(encoding="utf-8").splitlines() for cell in line.split(",")]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []


def test_a_failing_page_shows_a_code_and_no_traceback(browser: Browser, tmp_path: Path) -> None:
    file = fake_release.write(tmp_path / "release", pulses=2)
    with duckdb.connect(str(file)) as database:
        database.execute("delete from about where fact = 'k'")
    with app(tmp_path) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.get_by_text("Something went wrong on our side")).to_be_visible(timeout=30_000)
        said = page.locator("body").inner_text()
        assert [word for word in ("Traceback", "KeyError", ".py", "dashboard/") if word in said] == []
        page.close()
