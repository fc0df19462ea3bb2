"""The sample in one click, and its removal before one's own survey comes in. A mark says that nothing else is here."""

from __future__ import annotations

import shutil
from pathlib import Path

from dashboard.release import ReleaseFolder
from dashboard.settings import Settings
from dashboard.steward import work
from dashboard.surveys import loader, store, undo

FOLDER = Path(__file__).resolve().parents[2] / "sample_data"


def may_open(settings: Settings) -> bool:
    """Whether nothing is here yet."""
    return undo.newest(settings) is None and ReleaseFolder(settings.release_folder).current() is None


def is_all(settings: Settings) -> bool:
    """Whether the sample is all that was ever imported here."""
    newest, mark = undo.newest(settings), _mark(settings)
    return newest is not None and mark.is_file() and mark.read_text(encoding="utf-8") == f"{newest}"


def open_(settings: Settings) -> str:
    """Import and publish the sample; what the release said. Raises as `import` and `release` do."""
    with work.alone():
        loader.import_files(
            [FOLDER / "survey.csv"],
            mapping=None,
            units=FOLDER / "units.csv",
            training=FOLDER / "training.csv",
            annotations=FOLDER / "annotations.csv",
            settings=settings,
        )
        _mark(settings).write_text(f"{undo.newest(settings)}", encoding="utf-8")
    return work.published((), settings)


def clear(settings: Settings) -> None:
    """Remove the sample if it is all there is: the release first, so that no figure outlives its answers."""
    with work.alone():
        if not is_all(settings):
            return
        shutil.rmtree(settings.release_folder)
        undo.forget(settings)
        store.file_of(settings).unlink()
        _mark(settings).unlink()


def _mark(settings: Settings) -> Path:
    return settings.responses_folder / "only_the_sample"
