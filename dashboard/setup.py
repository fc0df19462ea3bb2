"""Setting up on a machine that has Python and nothing else. Standard library only, for that is all there is yet."""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from dashboard.terms import BadInputError, CheckFailedError, Problem

ROOT = Path(__file__).parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SAMPLE = ROOT / "sample_data"
DATA = ROOT / ".sample"

MAKERS = ("dashboard/surveys", "dashboard/instruments", "dashboard/disclosure", "queries", "sample_data")
"""What the released sample is made from; when any of it changes, the sample is released anew."""


def start(*, port: int) -> None:
    """Set up what is missing, then open the dashboard on the sample data. Does not return: the server takes over.

    Raises CheckFailedError, in words, when something is missing that cannot be had; BadInputError for a port in use.
    """
    check_port(port)
    install("requirements.lock")
    _release_sample()
    _say(f"Opening the dashboard at http://localhost:{port} (Ctrl-C stops it).")
    os.chdir(ROOT)
    os.execv(PYTHON, (PYTHON, "-m", "dashboard", "serve", "--data", DATA, "--port", str(port)))


def install(lock: str, *, target: Path | None = None) -> None:
    """Install the packages of `lock`, by hash, in the checkout's own .venv; nothing to do if its text is unchanged.

    With `target` they go to that folder, to be put before the others. Raises CheckFailedError.
    """
    stamp = (target or VENV) / f"installed-{lock}"
    digest = _digest([ROOT / lock])
    if PYTHON.exists() and _text(stamp) == digest:
        return
    _make_environment()
    _say(f"Installing the packages of {lock}. The first time this takes a minute or two.")
    where = ("--upgrade", "--no-deps", "--target", target) if target else ()
    options = ("-qq", "--no-input", "--disable-pip-version-check", "--require-hashes", *where)
    if not _ran(PYTHON, "-m", "pip", "install", *options, "-r", ROOT / lock):
        raise CheckFailedError(
            f"The packages of {lock} could not be installed; pip says why above. Is there a network?"
        )
    stamp.write_text(digest, encoding="utf-8")


def install_for_system(package: str) -> bool:
    """Install a Debian package if we may (as root, or by a sudo that asks nothing); whether that worked."""
    become_root = () if os.geteuid() == 0 else ("sudo", "-n")
    if not (shutil.which("apt-get") and _ran(*become_root, "true")):
        return False
    _say(f"Installing Debian's {package}.")
    apt_get = (*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    _ran(*apt_get, "update")  # an old list may do, so failing here is not the end
    return _ran(*apt_get, "install", "-y", "--no-install-recommends", package)


def check_port(port: int, *, address: str = "127.0.0.1") -> None:
    """Raises BadInputError where something already listens on `port` of `address`."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server stopped a moment ago is no hindrance
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                fix = f"Add --port {port + 1}, or stop what runs there."
                raise BadInputError(Problem("--port", f"port {port} is in use.", fix)) from None


def not_installed(error: ModuleNotFoundError) -> str:
    """Where to find the package that this Python lacks. Raises `error` again where it is a module of ours."""
    package = (error.name or "").partition(".")[0]
    if package in ("", "dashboard", "queries"):
        raise error
    again = "Run `python3 -m dashboard start` once, then use .venv/bin/python -m dashboard ..."
    return f"{package} is not installed for this Python. {again}"


def _make_environment() -> None:
    if PYTHON.exists() and _ran(PYTHON, "-c", "import pip"):
        return
    if importlib.util.find_spec("ensurepip") is None and not install_for_system("python3-venv"):
        raise CheckFailedError(
            "Python's venv is missing here: run `apt install python3-venv` as root, then this again."
        )
    _say("Making .venv, the place for our packages.")
    if not _ran(sys.executable, "-m", "venv", "--clear", VENV):
        raise CheckFailedError(f"{VENV} could not be made; Python says why above.")


def _release_sample() -> None:
    stamp = DATA / "made-from"
    digest = _digest(path for maker in MAKERS for path in (ROOT / maker).rglob("*") if path.suffix != ".pyc")
    if _text(stamp) == digest:
        return
    shutil.rmtree(DATA, ignore_errors=True)
    _say("Importing and releasing the sample data.")
    beside = (f"--{name}={SAMPLE}/{name}.csv" for name in ("units", "training", "annotations"))
    for lines, command in ((0, ("import", f"{SAMPLE}/survey.csv", *beside)), (1, ("release",))):
        if not _ran(PYTHON, "-m", "dashboard", *command, "--data", DATA, lines=lines):
            raise CheckFailedError(f"The sample data could not be used: `{command[0]}` says why above.")
    stamp.write_text(digest, encoding="utf-8")


def _digest(files: Iterable[Path]) -> str:
    """One digest of the names and bytes of `files`."""
    digest = hashlib.sha256()
    for file in sorted(path for path in files if path.is_file()):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _ran(*command: str | Path, lines: int | None = None) -> bool:
    """Run a command; whether that worked. If so, only the last `lines` of what it prints are shown (None: all)."""
    if shutil.which(command[0]) is None:
        return False
    out = None if lines is None else subprocess.PIPE
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, text=True, check=False)
    printed = (done.stdout or "").splitlines()
    for line in printed if done.returncode else printed[len(printed) - (lines or 0) :]:
        _say(line)
    return done.returncode == 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
