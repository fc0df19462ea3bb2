"""What the browser sent, as files: beside the answers for as long as they are read, and then gone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dashboard.settings import Settings


class Upload(Protocol):
    """A file as Streamlit holds it."""

    @property
    def name(self) -> str: ...

    def getbuffer(self) -> memoryview: ...


@dataclass(frozen=True)
class Chosen:
    """What a person chose on the page; None or () for what is not there yet."""

    survey: Sequence[Upload] = ()
    units: Upload | None = None
    training: Upload | None = None
    annotations: Upload | None = None


@dataclass(frozen=True, slots=True)
class Paths:
    """The same on disk."""

    survey: tuple[Path, ...]
    units: Path | None
    training: Path | None
    annotations: Path | None


@contextmanager
def on_disk(chosen: Chosen, settings: Settings) -> Iterator[Paths]:
    """Write the files where only the answers' owner may look; they are gone when the block ends, however it ends."""
    place = _place(settings)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        others = (chosen.units, chosen.training, chosen.annotations)
        yield Paths(
            tuple(_write(upload, Path(folder) / str(number)) for number, upload in enumerate(chosen.survey)),
            *(_write(upload, Path(folder)) if upload else None for upload in others),
        )


def sweep(settings: Settings) -> None:
    """Remove what a killed process left."""
    shutil.rmtree(_place(settings), ignore_errors=True)


def _place(settings: Settings) -> Path:
    return settings.responses_folder / "uploads"


def _write(upload: Upload, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    name = Path(upload.name.replace("\\", "/")).name
    path = folder / ("file" if name in ("", "..") else name)
    path.write_bytes(upload.getbuffer())
    return path
