"""What a page may know: the one place where pages get the release, so that access rules have one place to stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import streamlit as st

from dashboard.access import share
from dashboard.access.door import Reader
from dashboard.charts.style import Theme
from dashboard.pages import sign_in
from dashboard.release import Release, ReleaseFolder
from dashboard.settings import Settings
from dashboard.terms import Pulse, UnitTree


@dataclass(frozen=True)
class View:
    """A release as one reader sees it, on one day, in one theme."""

    release: Release
    settings: Settings
    theme: Theme
    today: date
    reader: Reader = sign_in.LOCAL
    trouble: str = ""

    @cached_property
    def pulse(self) -> Pulse:
        """The newest pulse: what "now" means on every page."""
        return self.release.pulses[-1]

    @cached_property
    def tree(self) -> UnitTree:
        """The organisation at the newest pulse."""
        return self.release.tree(self.pulse.id)

    @property
    def k(self) -> int:
        """Fewest people behind any figure of this release."""
        return int(self.release.facts["k"])

    @property
    def is_sample(self) -> bool:
        """Whether the people in it are made up."""
        return self.release.facts.get("sample") == "yes"

    def saw(self, page: str, *units: str) -> None:
        """Write in the audit log that the reader saw figures of `units`; of all they may see if none are named."""
        access = self.reader.access
        all_units = tuple(sorted(access.units)) if access.role == "manager" else ("*",)
        number = self.release.number
        sign_in.note(self.settings, self.reader, "viewed", units=units or all_units, release=number, detail=page)


@st.cache_resource(show_spinner=False)
def _folder(path: Path) -> ReleaseFolder:
    return ReleaseFolder(path)


def view(settings: Settings, reader: Reader) -> View | None:
    """What this reader may see now; None while nothing has been released."""
    folder = _folder(settings.release_folder)
    newest = folder.current()
    if newest is None or not newest.pulses:
        return None
    release = share(newest, reader.access)
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    today = datetime.now(tz=UTC).date()
    return View(release, settings, theme, today, reader=reader, trouble=folder.trouble)
