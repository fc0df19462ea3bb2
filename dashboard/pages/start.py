"""Start: what stands in place of the Overview while nothing has been released."""

from __future__ import annotations

import streamlit as st

from dashboard.pages import frame
from dashboard.pages.show import card
from dashboard.wording import start


def page() -> None:
    """Draw the page."""
    frame.title("start")
    st.markdown(start.WHAT_IT_IS)
    left, right = st.columns(2)
    with left, card():
        st.header(start.SAMPLE_HEADING, anchor=False)
        st.markdown(start.SAMPLE)
        st.code(start.SAMPLE_COMMAND, language=None)
    with right, card():
        st.header(start.OWN_HEADING, anchor=False)
        st.markdown(start.OWN)
        st.code(start.OWN_COMMANDS, language=None)
    st.header(start.NEED_HEADING, anchor=False)
    st.markdown("\n".join(f"{n}. {need}" for n, need in enumerate(start.NEEDS, start=1)))
