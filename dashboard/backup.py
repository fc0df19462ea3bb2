"""Backup and restore of both stores as one file: whole, checked, and possible while people read.

The file is a plain tar with a manifest of checksums. What is encrypted at rest stays encrypted in it.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from dashboard.settings import Settings
from dashboard.terms import BadInputError, Problem

MANIFEST = "manifest.json"
FORMAT = 1
POINTER = "release/current"
_STORE = "responses/responses.duckdb"
_MEMBER = re.compile(
    r"responses/responses\.duckdb(\.wal)?|release/(current|release_\d{1,9}\.duckdb)|instruments/[\w.-]{1,100}\.toml"
)
_PATIENCE = 60.0


def backup(settings: Settings, out: Path, *, patience: float = _PATIENCE) -> str:
    """Write both stores and the own instruments to `out`; a sentence about it.

    Readers are not disturbed, and a writer is waited for. Raises BadInputError; then `out` is as it was.
    """
    beside = out.with_name(f".{out.name}.part")
    try:
        with ExitStack() as stack:
            store = stack.enter_context(_undisturbed(settings.data / _STORE, patience))
            members = {name: stack.enter_context(file) for name, file in _members(settings.data)}
            if store is None and POINTER not in members:
                raise BadInputError(Problem(str(settings.data), "there is nothing to back up here.", "Check --data."))
            written = _write(beside, members, store)
        beside.replace(out)
        _flush(out.parent)
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise BadInputError(Problem(str(out), f"{reason}.", "Name a file in a folder that can be written.")) from error
    finally:
        beside.unlink(missing_ok=True)
    return f"{written} files backed up to {out}."


def restore(settings: Settings, source: Path, *, force: bool = False) -> str:
    """Put the stores of a backup in the data folder; a sentence about it.

    Everything is checked and written beside first. Raises BadInputError when the backup is not whole, or when there
    are stores already and `force` is not set.
    """
    there = [name for name in (_STORE, POINTER) if (settings.data / name).exists()]
    if there and not force:
        what = f"there are stores already: {', '.join(there)}."
        raise BadInputError(Problem(str(settings.data), what, "Name an empty folder, or add --force to replace them."))
    settings.data.mkdir(parents=True, exist_ok=True)
    with (
        _undisturbed(settings.data / _STORE, patience=5),
        tempfile.TemporaryDirectory(dir=settings.data, prefix=".restore-") as folder,
    ):
        names = _unpack(source, Path(folder))
        # The pointer goes last: until then readers stay with what they have.
        for name in sorted(names, key=lambda name: name == POINTER):
            _put(Path(folder) / name, settings.data / name)
        if f"{_STORE}.wal" not in names and _STORE in names:
            (settings.data / f"{_STORE}.wal").unlink(missing_ok=True)
    return f"{len(names)} files restored to {settings.data}."


@contextmanager
def _undisturbed(file: Path, patience: float) -> Iterator[IO[bytes] | None]:
    """`file` open, with a lock that lets others read but nobody write: the kind that DuckDB itself takes."""
    if not file.is_file():
        yield None
        return
    with file.open("rb") as opened:
        end = time.monotonic() + patience
        while True:
            try:
                fcntl.lockf(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
                break
            except OSError as error:
                if time.monotonic() > end:
                    what = "another command has been writing all the time."
                    raise BadInputError(Problem(str(file), what, "Wait for it to end, then try again.")) from error
                time.sleep(0.2)
        yield opened


def _members(data: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """What is copied besides the store itself, each opened once: a file that is then deleted stays whole for us."""
    pointer = data / POINTER
    while pointer.is_file():
        text = pointer.read_bytes()
        try:
            name = f"release/{text.decode().strip()}"
            release = (data / name).open("rb")
        except FileNotFoundError:
            if pointer.read_bytes() == text:
                raise
            continue  # a newer release came between
        yield name, release
        yield POINTER, io.BytesIO(text)
        break
    for file in sorted((data / "instruments").glob("*.toml")):
        yield f"instruments/{file.name}", file.open("rb")
    if (wal := data / f"{_STORE}.wal").is_file():  # left by a command that was killed; DuckDB reads it
        yield f"{_STORE}.wal", wal.open("rb")


def _write(out: Path, members: dict[str, IO[bytes]], store: IO[bytes] | None) -> int:
    if store is not None:
        members[_STORE] = store
    if bad := [name for name in members if not _MEMBER.fullmatch(name)]:
        raise BadInputError(Problem(bad[0], "is no name of ours.", "Rename it with plain letters."))
    sums = {name: _digest(file) for name, file in members.items()}
    manifest = {"format": FORMAT, "made_at": datetime.now(tz=UTC).isoformat(timespec="seconds"), "sha256": sums}
    out.touch(mode=0o600)
    with out.open("wb") as raw, tarfile.open(fileobj=raw, mode="w") as tar:
        _add(tar, MANIFEST, io.BytesIO(json.dumps(manifest, indent=1).encode()))
        for name, file in members.items():
            _add(tar, name, file)
    _flush(out)
    return len(members)


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = file.seek(0, os.SEEK_END)
    entry.mode = 0o600
    file.seek(0)
    tar.addfile(entry, file)


def _unpack(source: Path, folder: Path) -> list[str]:
    """Write every member below `folder`; their names. Raises BadInputError unless all are as they were backed up."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            first = tar.next()
            manifest = json.load(_content(tar, first)) if first and first.name == MANIFEST else {}
            if manifest.get("format") != FORMAT:
                raise _broken(source, "it is no backup of ours")
            sums = dict(manifest["sha256"])
            names = []
            while (entry := tar.next()) is not None:
                if not entry.isfile() or not _MEMBER.fullmatch(entry.name) or entry.name not in sums:
                    raise _broken(source, f"it holds {entry.name!r}, which no backup has")
                target = folder / entry.name
                target.parent.mkdir(mode=0o700, exist_ok=True)
                with target.open("wb+") as out:
                    shutil.copyfileobj(_content(tar, entry), out)
                    if _digest(out) != sums.pop(entry.name):
                        raise _broken(source, f"{entry.name} is not as it was backed up")
                names.append(entry.name)
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise _broken(source, "it cannot be read") from error
    if sums:
        raise _broken(source, f"{min(sums)} is missing")
    return names


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(entry)
    if content is None:
        raise tarfile.ReadError
    return content


def _broken(source: Path, what: str) -> BadInputError:
    return BadInputError(Problem(str(source), f"{what}. Nothing was restored.", "Use another backup."))


def _put(file: Path, target: Path) -> None:
    """Move into place, with the rights it is to have: the web process reads the release, and nothing else."""
    secret = target.parent.name == "responses"
    target.parent.mkdir(mode=0o700 if secret else 0o755, parents=True, exist_ok=True)
    file.chmod(0o600 if secret else 0o644)
    _flush(file)
    file.replace(target)
    _flush(target.parent)


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def _flush(path: Path) -> None:
    """Wait until the file, or the folder's list of names, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
