"""The audit log: who saw which units' figures, signed in, imported, released, exported, was refused; and when.

One line of JSON an event, only ever appended to. It holds no answers and no figures.
"""

from __future__ import annotations

import fcntl
import getpass
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

What = Literal[
    "sign-in", "sign-out", "refusal", "viewed", "import", "release", "withdraw", "export", "backup", "restore", "purge"
]
WHATS: tuple[What, ...] = get_args(What)
NEWEST = "audit.jsonl"
_LONGEST = 300
"""Characters of a text that somebody else chose, such as an e-mail address."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log; `detail` is a fixed phrase or a name, never a number that staff answered."""

    what: What
    who: str
    units: tuple[str, ...] = ()
    release: int | None = None
    detail: str = ""
    when: str = ""


class Log:
    """An audit log in a folder. Any number of threads and processes may append at once."""

    def __init__(self, folder: Path, *, megabytes: int = 10) -> None:
        self._folder = folder
        self._largest = megabytes * 1_000_000

    def append(self, event: Event) -> None:
        """Write `event` down, with the time. Raises OSError: what cannot be logged should not happen."""
        now = datetime.now(tz=UTC)
        line = {**asdict(event), "when": now.isoformat(timespec="milliseconds")}
        line |= {name: line[name][:_LONGEST] for name in ("who", "detail")}
        data = (json.dumps(line) + "\n").encode()
        self._folder.mkdir(parents=True, exist_ok=True)
        newest = self._folder / NEWEST
        # Appending is atomic only as a single write to a file opened for appending.
        file = os.open(newest, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        try:
            os.write(file, data)
            if os.fstat(file).st_size >= self._largest:
                self._rotate(newest, file, now)
        finally:
            os.close(file)

    def _rotate(self, newest: Path, file: int, now: datetime) -> None:
        """Put the full file aside. Whoever still has it open appends to it under its new name: nothing is lost."""
        lock = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)  # several processes may find it full at once: the first one moves it
            if newest.exists() and newest.stat().st_ino == os.fstat(file).st_ino:
                newest.rename(self._folder / f"audit-{now:%Y%m%dT%H%M%S%f}-{os.getpid()}.jsonl")
        finally:
            os.close(lock)

    def events(self, *, since: str = "", who: str = "") -> Iterator[Event]:
        """The events from `since` (a date or time, in UTC) on, of people whose name contains `who`; oldest first."""
        for line in self._lines():
            event = _event(line)
            if event and event.when >= since and who.lower() in event.who.lower():
                yield event

    def _lines(self) -> Iterable[str]:
        files = sorted(self._folder.glob("audit-*.jsonl"))
        for file in (*files, self._folder / NEWEST):
            with suppress(FileNotFoundError), file.open(encoding="utf-8", errors="replace") as lines:
                yield from lines


def _event(line: str) -> Event | None:
    """A line as an event; None if a full disk or a killed machine left only a part of it."""
    try:
        fields = json.loads(line)
        return Event(**{**fields, "units": tuple(fields["units"])})
    except (ValueError, TypeError, KeyError):
        return None


def text(event: Event) -> str:
    """An event as one line for people; control characters are shown as escapes."""
    parts = [event.when[:19].replace("T", " "), event.what, event.who]
    if event.release is not None:
        parts.append(f"release {event.release}")
    parts += [" ".join(event.units), event.detail]
    return "  ".join(
        part.encode("unicode_escape").decode() if not part.isprintable() else part for part in parts if part
    )


def user() -> str:
    """Who runs a command: the operating system's name for them, or their number where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def release_in(folder: Path) -> int | None:
    """The number of the release that readers are pointed at; None where there is none."""
    try:
        found = re.search(r"\d+", (folder / "current").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return int(found[0]) if found else None
