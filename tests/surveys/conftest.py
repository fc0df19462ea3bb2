"""A small organisation to import: files as a data steward would have them."""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dashboard.settings import Settings
from dashboard.surveys import loader
from dashboard.surveys.loader import Report

WORK = ("exhausting", "burnt_out", "frustrates", "worn_out", "morning", "every_hour", "energy")
ITEMS = tuple(f"cbi_work_{name}" for name in WORK)
UNITS = (
    "unit,name,parent,kind,headcount\n"
    "trust,The Trust,,organisation,\n"
    "acute,Acute care,trust,division,\n"
    "ward 7,Ward 7 – Stroke,acute,unit,40\n"
    "ED,Emergency,acute,unit,60\n"
)


@dataclass
class Steward:
    """Someone with survey files, a data folder and the command `import`."""

    folder: Path
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.settings = Settings(data=self.folder / "data", key_secret="a secret")
        self.write("units.csv", UNITS)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def survey(self, rows: Sequence[Mapping[str, object]], name: str = "survey.csv") -> Path:
        path = self.folder / name
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        return path

    def imports(self, *files: Path, mapping: Path | None = None, **others: Path) -> Report:
        return loader.import_files(
            files,
            mapping=mapping,
            units=others.get("units", self.folder / "units.csv"),
            training=others.get("training"),
            annotations=others.get("annotations"),
            settings=self.settings,
        )

    def contents(self) -> dict[str, str]:
        """Every file of the data folder, and what is in it."""
        found = sorted(self.settings.data.rglob("*"))
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for path in found}


@pytest.fixture
def steward(tmp_path: Path) -> Steward:
    return Steward(tmp_path)


def answer(number: int, **changes: object) -> dict[str, object]:
    """One response: whose it is, where from, and a believable answer to every item."""
    row: dict[str, object] = {
        "pulse": "2026-01",
        "unit": ("ward 7", "ED")[number % 2],
        "role": ("nurse", "doctor", "")[number % 3],
        "respondent_key": f"k{number}",
        "programmes": ("", "circles", "circles;listening")[number % 3],
    }
    row |= {item: 25 * ((number + place) % 5) for place, item in enumerate(ITEMS)}
    return row | changes


def answers(count: int, **changes: object) -> list[dict[str, object]]:
    return [answer(number, **changes) for number in range(count)]
