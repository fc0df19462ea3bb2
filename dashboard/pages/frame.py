"""What stands around every page: title, logo, navigation, context badges, links, and the watch on the theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.pages.context import View
from dashboard.wording import common

ICON = str(Path(__file__).with_name("icon.svg"))
_MATERIAL = {
    "overview": ":material/home:",
    "unit": ":material/groups:",
    "compare": ":material/scatter_plot:",
    "training": ":material/school:",
    "data": ":material/shield:",
    "start": ":material/flag:",
}

# Switching the theme does not run the script again, so text drawn by Python would keep the old theme's colour.
_WATCH_THEME = """
export default function ({ setTriggerValue }) {
  const shade = () => getComputedStyle(document.querySelector('.stApp')).backgroundColor
  let last = shade()
  const timer = setInterval(() => {
    if (shade() !== last) { last = shade(); setTriggerValue('changed', last) }
  }, 300)
  return () => clearInterval(timer)
}
"""


def configure(title: str = common.PRODUCT) -> None:
    """Set the browser's title and icon; called before and after navigation, or all pages share one title."""
    st.set_page_config(page_title=title, page_icon=ICON, layout="wide")


def page(name: str, run: Callable[[], None], *, first: bool = False) -> st.Page:
    """A page of the navigation."""
    address = "" if first else name
    return st.Page(run, title=common.NAVIGATION[name], icon=_MATERIAL[name], url_path=address, default=first)


def run(pages: list[st.Page]) -> None:
    """Show the navigation and the page the address names."""
    st.logo(ICON, size="large")
    chosen = st.navigation(pages, position="top")
    configure(f"{chosen.title} – {common.PRODUCT}")
    watch = st.components.v2.component("theme_watch", js=_WATCH_THEME)
    watch(key="theme", on_changed_change=lambda: None)
    chosen.run()


def heading(name: str, view: View) -> None:
    """The page's question, and what it rests on."""
    view.saw(name)
    badges(view, title(name), answered=common.answered_badge(view.pulse))


def title(name: str) -> DeltaGenerator:
    """The page's question; returns the place for its badges, which may depend on what is chosen below them."""
    st.title(common.QUESTION[name], anchor=False)
    return st.container(horizontal=True, gap="small")


def badges(view: View, place: DeltaGenerator, *, answered: str) -> None:
    """Say what the page rests on."""
    with place:
        if view.is_sample:
            st.badge(common.SAMPLE_BADGE, icon=":material/science:", color="violet")
        st.badge(common.pulse_badge(view.pulse.id, view.today), icon=":material/calendar_month:", color="gray")
        if answered:
            st.badge(answered, icon=":material/groups:", color="gray")
        promise = common.group_badge(view.k, has_keys=view.pulse.has_keys)
        st.badge(promise, icon=":material/lock:", color="gray")
    if view.trouble:
        st.caption(view.trouble)


def link(name: str, label: str, **query: str) -> None:
    """A link to another page in the same session; `query` restores widgets there by their labels."""
    target = st.Page(
        _elsewhere,
        title=common.NAVIGATION[name],
        url_path="" if name == "overview" else name,
        default=name == "overview",
    )
    st.page_link(target, label=label, icon=":material/arrow_forward:", query_params=query or None)


def _elsewhere() -> None:
    """Stands for a page that another run will open."""
