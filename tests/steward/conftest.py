"""A small organisation's files, an empty data folder, and the steward's pages without a browser."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.settings import Settings
from dashboard.steward.uploads import Paths

ROOT = Path(__file__).parents[2]
UNITS = """unit,name,parent,kind,headcount
O,Made-up Care,,organisation,
A,Ward A,O,ward,60
B,Ward B,O,ward,60
C,Ward C,O,ward,8
"""


def survey(pulses: tuple[str, ...] = ("2026-10",), *, seed: int = 1) -> str:
    """A canonical file: 40, 30 and 6 answers from three wards at each pulse."""
    luck = random.Random(seed)  # noqa: S311 - made-up answers
    rows = [
        f"{pulse},{unit},{luck.randint(1, 5)},{luck.randint(0, 4)}"
        for pulse in pulses
        for unit, people in (("A", 40), ("B", 30), ("C", 6))
        for _ in range(people)
    ]
    return "\n".join(["pulse,unit,burnout_single,demand_workload", *rows, ""])


@dataclass(frozen=True)
class Written:
    """Files on disk, ready to import."""

    folder: Path

    def paths(self, text: str) -> Paths:
        survey_file, units = self.folder / "survey.csv", self.folder / "units.csv"
        survey_file.write_text(text, encoding="utf-8")
        units.write_text(UNITS, encoding="utf-8")
        return Paths((survey_file,), units, None, None)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def written(tmp_path: Path) -> Written:
    folder = tmp_path / "files"
    folder.mkdir()
    return Written(folder)


@pytest.fixture
def open_page(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], AppTest]:
    """Opens a page of the steward's by its module, on the data folder of `settings`."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))

    def opened(page: str) -> AppTest:
        app = AppTest.from_function(_run, args=(page,), default_timeout=60).run()
        assert not app.exception, app.exception
        return app

    return opened


def _run(page):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - its source runs on its own
    from importlib import import_module  # noqa: PLC0415 - AppTest takes this function's source out of its module

    from dashboard import settings as settings_room  # noqa: PLC0415

    import_module(f"dashboard.steward.{page}").page(settings_room.from_environment())


def words(app: AppTest) -> str:
    """All text on the page, one element a line."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "error",
        "warning",
        "info",
        "success",
        "expander",
        "status",
    )
    return "\n".join(
        " ".join(str(part) for part in (getattr(e, "label", ""), getattr(e, "value", "")) if part)
        for kind in kinds
        for e in app.get(kind)
    )
