"""Opens the web app: Streamlit with our settings, on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dashboard.settings import THIS_MACHINE, Settings
from dashboard.terms import BadInputError, Problem

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "streamlit_app.py"
STEWARD = ROOT / "dashboard" / "steward" / "app.py"
_STEWARDS = (
    *("--server.allowedHosts", "127.0.0.1", "--server.allowedHosts", "localhost"),
    *("--server.maxUploadSize", "1000"),  # megabytes: the files of a large organisation
)


def command(*, port: int, steward: bool) -> list[str]:
    """What is run: the same interpreter, headless, reachable from this machine only."""
    return [
        *(sys.executable, "-m", "streamlit", "run", str(STEWARD if steward else SCRIPT)),
        *("--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"),
        *(_STEWARDS if steward else ()),
    ]


def serve(*, settings: Settings, port: int, steward: bool) -> None:
    """Replace this process by the web app on `settings.data`, or by the steward's pages; does not return.

    Raises BadInputError where the steward's pages would have to answer to another address than this machine's.
    """
    if steward and settings.listen not in THIS_MACHINE:
        what = f"the steward's pages open on this machine only, and DASHBOARD_LISTEN is {settings.listen}."
        raise BadInputError(Problem("--steward", what, "Start them without that setting, on the steward's machine."))
    # Streamlit looks for its configuration in the folder it is started from.
    data = settings.data.resolve()
    os.chdir(ROOT)
    os.execve(sys.executable, command(port=port, steward=steward), {**os.environ, "DASHBOARD_DATA": str(data)})  # noqa: S606 - fixed arguments
