"""Opens the web app: Streamlit with our settings, on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from dashboard import setup
from dashboard.access import door
from dashboard.settings import THIS_MACHINE, Settings
from dashboard.terms import BadInputError, Problem

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "dashboard" / "server" / "app.py"
STEWARD = ROOT / "dashboard" / "steward" / "serving.py"
_MEGABYTES = 1000  # the files of a large organisation
_PATHS = ("data", "access_file", "log_folder")


def command(settings: Settings, *, port: int, steward: bool) -> list[str]:
    """What is run: the same interpreter, headless, reachable from this machine only unless people sign in."""
    address = settings.sign_in_address if not steward else ""
    hosts = (urlsplit(address).hostname or "",) if address else THIS_MACHINE
    return [
        *(sys.executable, "-m", "streamlit", "run", str(STEWARD if steward else APP)),
        *("--server.address", settings.listen, "--server.port", str(port), "--server.headless", "true"),
        *(part for host in hosts for part in ("--server.allowedHosts", host)),
        *(("--server.maxUploadSize", str(_MEGABYTES)) if steward else ()),
    ]


def serve(*, settings: Settings, port: int, steward: bool) -> None:
    """Replace this process by the web app on `settings.data`, or by the steward's pages; does not return.

    Raises BadInputError where the steward's pages would have to answer to another address than this machine's, or
    nobody could be let in, or the port is in use.
    """
    if steward and settings.listen not in THIS_MACHINE:
        what = f"the steward's pages open on this machine only, and DASHBOARD_LISTEN is {settings.listen}."
        raise BadInputError(Problem("--steward", what, "Start them without that setting, on the steward's machine."))
    door.check(settings)
    setup.check_port(port, address=settings.listen)
    if not steward and not settings.sign_in_provider:
        sys.stderr.write("Sign-in is not set up, so the dashboard answers on this machine only.\n")
    # Streamlit looks for its configuration in the folder it is started from, so other paths must not depend on it.
    paths = {name: Path(value).resolve() for name in _PATHS if (value := getattr(settings, name))}
    given = {f"DASHBOARD_{name.upper()}": str(path) for name, path in paths.items()}
    os.chdir(ROOT)
    os.execve(sys.executable, command(settings, port=port, steward=steward), {**os.environ, **given})  # noqa: S606 - fixed arguments
