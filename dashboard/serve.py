"""Opens the web app: Streamlit with our settings, on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dashboard.settings import Settings
from dashboard.terms import BadInputError, Problem

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "streamlit_app.py"


def command(*, port: int) -> list[str]:
    """What is run: the same interpreter, headless, reachable from this machine only."""
    return [
        *(sys.executable, "-m", "streamlit", "run", str(SCRIPT)),
        *("--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"),
    ]


def serve(*, settings: Settings, port: int, steward: bool) -> None:
    """Replace this process by the web app on `settings.data`; does not return.

    Raises BadInputError for what it cannot open.
    """
    if steward:
        raise BadInputError(
            Problem("--steward", "the steward's pages are not built yet.", "Use `import` and `release`.")
        )
    # Streamlit looks for its configuration in the folder it is started from.
    data = settings.data.resolve()
    os.chdir(ROOT)
    os.execve(sys.executable, command(port=port), {**os.environ, "DASHBOARD_DATA": str(data)})  # noqa: S606 - fixed arguments
