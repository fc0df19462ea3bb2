"""Go through a release, pulse by pulse, and prove each of its promises or say which figures break it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from dashboard.disclosure.audit.pulse import PulseAudit
from dashboard.disclosure.audit.store import earlier_releases, open_release, open_responses
from dashboard.disclosure.audit.verdict import Verdict
from dashboard.settings import Settings


def audit(
    *, settings: Settings, candidate: Path | None = None, pulses: Sequence[str] = (), corrected: str | None = None
) -> Verdict:
    """Prove the release on disk, or `candidate`, from the answers it was made from, earlier release files included.

    `pulses`: only these; otherwise all of the release. `corrected`: the pulse whose figures in `candidate` come from
    the table `corrections` rather than from `responses`. None of the files may be open for writing. Raises
    BadInputError when there is no release.
    """
    with ExitStack() as opened:
        release = opened.enter_context(open_release(settings, candidate))
        earlier = [opened.enter_context(one) for one in earlier_releases(release)]
        responses = open_responses(settings)
        if responses is not None:
            opened.enter_context(responses)
        checks = []
        for pulse in release.pulses():
            if not pulses or pulse.id in pulses:
                answers = responses.other_side() if responses and pulse.id == corrected else responses
                checks += PulseAudit(release, tuple(earlier), answers, pulse, _progress).checks()
    _progress("")
    return Verdict(tuple(checks))


def _progress(text: str) -> None:
    """Show on a terminal what is being proved."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)  # noqa: T201
