"""What a survey file seems to be: in words, as a mapping (TOML), and with the columns a person may choose from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.surveys import detection, inspection, reader


@dataclass(frozen=True, slots=True)
class Proposal:
    """As `inspect` proposes it; `mapping` is "" where the file needs none."""

    description: str
    mapping: str
    columns: tuple[str, ...]


def propose(path: Path) -> Proposal:
    """Look at a file. Raises BadInputError when it cannot be opened."""
    found = inspection.propose(path)
    columns = reader.open_file(path, detection.detect(path).layout).columns
    return Proposal(found.description, found.mapping, columns)
