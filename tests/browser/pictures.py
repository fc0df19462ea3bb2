"""Takes a picture of every page and state: `python -m tests.browser.pictures OUT_DIR [--data DIR]`.

Without a data folder the made-up release of the page tests is used.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser

from tests.browser.app import app, chromium, settled
from tests.pages import fake_release

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
ADDRESSES = {
    "overview": "/",
    "unit": "/unit?unit=Ward+7+Stroke",
    "unit_better": "/unit?unit=District+Nursing",
    "unit_high": "/unit?unit=Emergency+Department",
    "unit_combined": "/unit?unit=Chaplaincy",
    "unit_hidden": "/unit?unit=Resus+Team",
    "unit_none": "/unit",
    "division": "/unit?unit=Medicine+(all+units)",
    "compare": "/compare?highlight=Intensive+Care",
    "compare_time": "/compare?view=Over+time",
    "compare_all": "/compare?view=All+measures",
    "compare_roles": "/compare?view=Roles",
    "training": "/training",
    "privacy": "/data",
    "method": "/data?tab=How+the+numbers+are+worked+out",
    "import": "/data?tab=How+a+survey+file+gets+here",
}


def take(browser: Browser, address: str, file: Path, *, size: tuple[int, int], theme: str) -> None:
    """One picture of a whole page."""
    width, height = size
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else None
    )
    page.goto(address)
    settled(page)
    whole = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, whole + 60)})
    page.wait_for_timeout(500)
    page.screenshot(path=file)
    page.close()


def _address(name: str, unit: str | None) -> str:
    return f"/unit?{urlencode({'unit': unit})}" if name == "unit" and unit else ADDRESSES[name]


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", choices=ADDRESSES, nargs="*")
    parser.add_argument("--unit", help="a unit of --data to show in place of the made-up one")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        data = args.data or Path(scratch)
        if args.data is None:
            fake_release.write(data / "release")
        with app(data) as host:
            for name in args.only or ADDRESSES:
                for size, shape in SIZES.items():
                    for theme in THEMES:
                        file = args.out / f"{name}_{size}_{theme}.png"
                        take(browser, host + _address(name, args.unit), file, size=shape, theme=theme)


if __name__ == "__main__":
    main()
