"""The steward's journey in a real browser, from an empty folder to a published pulse; and the wall in fact."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard import sample
from dashboard.disclosure import publish
from dashboard.settings import Settings
from dashboard.surveys import loader
from tests.browser.app import ROOT, _wait, app, free_port, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ITEMS = ("exhausting", "burnt_out", "frustrates", "worn_out", "morning", "every_hour", "energy")
WORDS = ("Never/almost never", "Seldom", "Sometimes", "Often", "Always")
UNITS = """unit,name,parent,kind,headcount
O,Made-up Care,,organisation,
A,Ward A,O,ward,70
B,Ward B,O,ward,70
C,Ward C,O,ward,9
"""
READERS_PAGES = ("/", "/unit?unit=Emergency+Department", "/unit", "/compare", "/training", "/data")
STEWARDS_PAGES = ("/", "/import", "/publish", "/questionnaire")
BEHIND_THE_WALL = {"surveys", "disclosure", "instruments", "sample", "steward"}
WAIT = 60_000


def export(*, unit_of_first: str = "A") -> str:
    """What a survey tool might write: words for answers, a column that is nobody's business, no month."""
    luck = random.Random(4)  # noqa: S311 - made-up answers
    rows = [
        ",".join([unit, "fine", *(luck.choice(WORDS) for _ in ITEMS)])
        for unit, people in (("A", 45), ("B", 38), ("C", 6))
        for _ in range(people)
    ]
    rows[0] = rows[0].replace("A", unit_of_first, 1)
    return "\n".join([",".join(["Ward", "Comment", *(f"cbi_work_{item}" for item in ITEMS)]), *rows, ""])


@pytest.fixture
def steward(tmp_path: Path) -> Iterator[str]:
    with app(tmp_path / "data", "--steward") as address:
        yield address


@pytest.fixture
def page(browser: Browser, steward: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(steward)
    settled(page)
    return page


def choose(page: Page, survey: str) -> None:
    """Upload both files on the Import page."""
    files = page.locator("input[type=file]")
    files.nth(0).set_input_files({"name": "october.csv", "mimeType": "text/csv", "buffer": survey.encode()})
    expect(page.get_by_role("heading", name="2. What the columns mean")).to_be_visible(timeout=WAIT)
    files.nth(1).set_input_files({"name": "units.csv", "mimeType": "text/csv", "buffer": UNITS.encode()})
    expect(page.get_by_title("units.csv")).to_be_visible(timeout=WAIT)
    settled(page)


def complete_mapping(page: Page) -> None:
    page.get_by_role("textbox", name="Pulse: the month of the survey").fill("2026-10")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Replace each ? first")).to_have_count(0, timeout=WAIT)
    page.get_by_text("It is the answer a person gave.").click()
    expect(page.get_by_role("radio", name="It is the answer a person gave.")).to_be_checked(timeout=WAIT)


def bring_in(page: Page, survey: str) -> None:
    choose(page, survey)
    complete_mapping(page)
    run = page.get_by_role("button", name="Check and import")
    expect(run).to_be_enabled(timeout=WAIT)
    run.click()


def test_from_an_empty_folder_to_a_published_pulse_and_back(page: Page, steward: str, tmp_path: Path) -> None:
    page.get_by_role("link", name="Import a file").click()
    bring_in(page, export(unit_of_first="Z"))
    expect(page.get_by_text("Nothing was saved. Fix 1 thing in october.csv and add it again.")).to_be_visible(
        timeout=WAIT
    )
    expect(page.get_by_text("the unit 'Z' is not in units.csv for 2026-10.")).to_be_visible()
    assert not (tmp_path / "data" / "responses" / "responses.duckdb").exists()

    page.goto(f"{steward}/import")
    bring_in(page, export())
    expect(page.get_by_text("Import finished: 89 answers for October 2026")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Matched 3 of 3 units").last).to_be_visible()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_role("heading", name="1. Choose the files")).to_be_visible(timeout=WAIT)

    bring_in(page, export())
    page.get_by_role("link", name="See what would be published").click(timeout=WAIT)
    expect(page.get_by_role("heading", name="October 2026: 89 answers from 149 staff")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Ward B + Ward C")).to_be_visible()
    assert not (tmp_path / "data" / "release").exists()
    page.get_by_role("button", name="Publish October 2026").click()
    expect(page.get_by_text("Published. Readers see it at once.")).to_be_visible(timeout=WAIT)
    assert (tmp_path / "data" / "release" / "current").exists()
    expect(page.get_by_role("button", name="Undo this import")).to_have_count(0)
    assert list((tmp_path / "data" / "responses" / "uploads").iterdir()) == []

    page.get_by_text("Withdraw a pulse").click()
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_role("button", name="Yes, take it back").click()
    expect(page.get_by_text("2026-10 is withdrawn")).to_be_visible(timeout=WAIT)


def test_everybody_can_use_these_pages(page: Page, steward: str) -> None:
    for address in STEWARDS_PAGES:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(steward + address)
        settled(page)
        expect(page.get_by_text("These pages run on this computer only. Nothing is sent anywhere.")).to_be_visible()
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")] == []
        assert page.locator("h1").count() == 1
        levels = page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(e => +e.tagName[1])")
        assert all(b - a <= 1 for a, b in pairwise(levels))
        page.set_viewport_size({"width": 320, "height": 640})
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.locator("[data-testid=stBaseButton-primary]").count() == 0


def test_another_name_for_this_machine_gets_no_answer(steward: str) -> None:
    for path in ("/", "/_stcore/health", "/_stcore/upload_file/x/y"):
        request = Request(steward + path, headers={"Host": "rebound.example.org"})  # noqa: S310 - loopback
        with pytest.raises(HTTPError, match="400"):
            urlopen(request, timeout=10)  # noqa: S310 - loopback


def test_titles_tell_the_pages_apart(page: Page, steward: str) -> None:
    titles = set()
    for address in STEWARDS_PAGES:
        page.goto(steward + address)
        settled(page)
        titles.add(page.title())
    assert len(titles) == len(STEWARDS_PAGES)


@dataclass
class Watched:
    """A readers' process: where it answers, which modules it has loaded, which files it had open at any look."""

    address: str
    modules: Path
    opened: set[str] = field(default_factory=set)


WATCHER = """
import os, sys, threading, time

def watch():
    seen = os.environ["SEEN_MODULES"]
    while True:
        with open(seen + ".new", "w") as file:
            file.write("\\n".join(list(sys.modules)))
        os.replace(seen + ".new", seen)
        time.sleep(0.3)

threading.Thread(target=watch, daemon=True).start()
"""


@contextmanager
def watched_readers(data: Path, scratch: Path) -> Iterator[Watched]:
    """The readers' app as `serve` starts it, looked at from outside every few milliseconds."""
    (scratch / "sitecustomize.py").write_text(WATCHER, encoding="utf-8")
    watched = Watched(f"http://127.0.0.1:{(port := free_port())}", scratch / "modules")
    environment = {**os.environ, "PYTHONPATH": str(scratch), "SEEN_MODULES": str(watched.modules)}
    command = [sys.executable, "-m", "dashboard", "serve", "--data", str(data), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        ended = threading.Event()
        looker = threading.Thread(target=_look, args=(server.pid, watched.opened, ended), daemon=True)
        looker.start()
        try:
            _wait(f"{watched.address}/_stcore/health", server)
            yield watched
        finally:
            ended.set()
            looker.join()
            server.terminate()


def _look(pid: int, opened: set[str], ended: threading.Event) -> None:
    while not ended.wait(0.003):
        for handle in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                opened.add(str(handle.readlink()))
            except OSError:
                continue


def test_the_readers_process_neither_loads_the_survey_code_nor_opens_the_responses(
    browser: Browser, tmp_path: Path
) -> None:
    files, settings = tmp_path / "sample", Settings(data=tmp_path / "data")
    sample.write(files, respondents=300, units=8, pulses=3, seed=5)
    loader.import_files(
        [files / "survey.csv"],
        mapping=None,
        units=files / "units.csv",
        training=files / "training.csv",
        annotations=None,
        settings=settings,
    )
    publish.release(settings=settings)
    with watched_readers(settings.data, tmp_path) as readers:
        page = browser.new_page()
        for address in READERS_PAGES:
            page.goto(readers.address + address)
            settled(page)
        page.wait_for_timeout(1000)  # one more look at the modules
        modules = set(readers.modules.read_text(encoding="utf-8").split())
    ours = {name for name in modules if name.startswith("dashboard.")}
    assert {f"dashboard.pages.{name}" for name in ("overview", "unit", "compare", "training", "data")} <= ours
    assert {name for name in ours if name.split(".")[1] in BEHIND_THE_WALL} == set()
    assert [name for name in readers.opened if "release_" in name]  # the look does see databases
    assert [name for name in readers.opened if "responses" in name] == []
