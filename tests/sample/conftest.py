"""The sample as a user gets it, written once, and read back with nothing but the standard library."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard import sample

Row = dict[str, str]


@dataclass(frozen=True)
class Files:
    """The five files of a sample."""

    folder: Path

    def rows(self, name: str) -> list[Row]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def header(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8").splitlines()[0]

    @property
    def truth(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))
        return facts

    @property
    def contents(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in sorted(self.folder.iterdir())}


def written(folder: Path, *, respondents: int | None = None, units: int = 24, pulses: int = 18, seed: int = 1) -> Files:
    """A sample written to `folder`."""
    sample.write(folder, respondents=respondents, units=units, pulses=pulses, seed=seed)
    return Files(folder)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The sample of the default arguments."""
    return written(tmp_path_factory.mktemp("sample"))
