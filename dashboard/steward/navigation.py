"""The steward's pages, and the links between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.pages import frame
from dashboard.steward import wording

_ICONS = {
    "start": ":material/flag:",
    "import": ":material/upload_file:",
    "publish": ":material/publish:",
    "questionnaire": ":material/assignment:",
}


def run(pages: Mapping[str, Callable[[], None]]) -> None:
    """Show the navigation and the page the address names."""
    st.logo(frame.ICON, size="large")
    chosen = st.navigation([_page(name, draw) for name, draw in pages.items()], position="top")
    frame.configure(f"{chosen.title} – {wording.PRODUCT}")
    chosen.run()


def link(name: str, label: str) -> None:
    """A link to another page in the same session."""
    st.page_link(_page(name, _elsewhere), label=label, icon=":material/arrow_forward:")


def _page(name: str, draw: Callable[[], None]) -> st.Page:
    first = name == "start"
    return st.Page(
        draw, title=wording.NAVIGATION[name], icon=_ICONS[name], url_path="" if first else name, default=first
    )


def _elsewhere() -> None:
    """Stands for a page that another run will open."""
