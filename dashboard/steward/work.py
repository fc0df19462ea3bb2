"""The steward's work: what the commands do, called from the pages one at a time. No Streamlit in here."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard import log
from dashboard.disclosure import publish
from dashboard.readings.release_effects import release_effects
from dashboard.settings import Settings
from dashboard.steward import wording
from dashboard.steward.uploads import Paths
from dashboard.surveys import loader, undo
from dashboard.surveys.rehearsal import Counted, Look, rehearse
from dashboard.terms import BadInputError, Problem

_BUSY = threading.Lock()
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that has been done: read (rows, columns), personal, units (matched, listed)."""

    name: str
    count: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """How far the file has been read."""

    done: int
    of: int


News = Iterator[Step | Rows | Counted]


@contextmanager
def alone() -> Iterator[None]:
    """Only one window works at a time. Raises BadInputError."""
    if not _BUSY.acquire(blocking=False):
        raise BadInputError(Problem("this page", wording.BUSY, "Wait for it to end."))
    try:
        yield
    finally:
        _BUSY.release()


def checked(paths: Paths, mapping: Path | None, settings: Settings) -> News:
    """Rehearse an import: steps and rows as they happen, at last what was counted. Raises BadInputError.

    The rehearsal runs beside, so that whoever watches can draw; it writes nothing.
    """
    said: queue.Queue[Step | Rows | Counted | BaseException] = queue.Queue()

    def run() -> None:
        look = Look(lambda *step: said.put(Step(*step)), lambda *rows: said.put(Rows(*rows)))
        try:
            found = rehearse(
                paths.survey,
                mapping=mapping,
                units=_units(paths),
                training=paths.training,
                annotations=paths.annotations,
                settings=settings,
                look=look,
            )
            said.put(found)
        except BaseException as error:  # noqa: BLE001 - it is raised again where somebody watches
            said.put(error)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    while True:
        news = said.get()
        if isinstance(news, BaseException):
            raise news
        yield news
        if isinstance(news, Counted):
            worker.join()
            return


def imported(paths: Paths, mapping: Path | None, settings: Settings) -> loader.Report:
    """Import, as the command does, so that it can be undone. Raises BadInputError."""
    with alone(), undo.kept(settings):
        report = loader.import_files(
            paths.survey,
            mapping=mapping,
            units=_units(paths),
            training=paths.training,
            annotations=paths.annotations,
            settings=settings,
        )
    _note(settings, "import", _names(path.name for path in paths.survey))
    return report


def undone(settings: Settings) -> None:
    """Take the last import back. Raises BadInputError."""
    with alone():
        last = undo.undo(settings)
    _note(settings, "import", f"undone: {_names(last.files)}")


def published(pulses: Sequence[str], settings: Settings) -> str:
    """Release these pulses, as the command does; what was said. Raises BadInputError and CheckFailedError."""
    with alone():
        report = publish.release(settings=settings, pulses=pulses, effects=release_effects)
        undo.forget(settings)
    _note(settings, "release", _names(pulses))
    return report.text


def withdrawn(pulse: str, settings: Settings) -> str:
    """Withdraw a pulse, as the command does; what was said. Raises BadInputError."""
    with alone():
        report = publish.withdraw(settings=settings, pulse=pulse)
    _note(settings, "withdraw", pulse)
    return report.text


def _note(settings: Settings, what: log.What, detail: str) -> None:
    """Write in the audit log what was done. It has been done, so a log that cannot be written is only told."""
    event = log.Event(
        what, f"{log.user()} (steward's pages)", release=log.release_in(settings.release_folder), detail=detail
    )
    try:
        log.Log(settings.audit_folder, megabytes=settings.log_megabytes).append(event)
    except OSError as error:
        _LOGGER.warning("This is not in the audit log, which cannot be written: %s.", error.strerror)


def _names(names: Iterable[str]) -> str:
    return ", ".join(names)


def _units(paths: Paths) -> Path:
    if paths.units is None:
        raise BadInputError(Problem("units.csv", "the list of units is missing.", "Add it."))
    return paths.units
