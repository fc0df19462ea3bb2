"""What the server says about itself: one line of JSON an event on stderr, without secrets, claims or figures."""

from __future__ import annotations

import json
import logging
import secrets
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime

from dashboard.pages import failure

_LOGGER = logging.getLogger("dashboard")


class JsonLines(logging.Formatter):
    """A record as one line of JSON; of an exception only its type and place, for its text may quote what it met."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "when": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line)


def set_up() -> None:
    """Send every logger of the process through `JsonLines`; called once, at the start."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in ("streamlit", "uvicorn", "uvicorn.error", "uvicorn.access", "httpx", "authlib"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # Starting and stopping takes it eight lines that nobody acts on.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    # These write whole addresses, and the address that ends a sign-in carries its code.
    for name in ("uvicorn.access", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def script_error(*, contact: str) -> Callable[[Exception], bool]:
    """What to do when a page fails: log it under a code, and show the reader that code and nothing else."""

    def handle(error: Exception) -> bool:
        code = secrets.token_hex(4)
        _LOGGER.error("a page failed, code %s", code, exc_info=error)
        failure.show(code, contact)
        return True

    return handle
