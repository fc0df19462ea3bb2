"""What a reader sees when a page fails: a sentence and a code, never a traceback."""

from __future__ import annotations

import streamlit as st

from dashboard.wording import common, sign_in


def show(code: str, contact: str) -> None:
    """Say that something went wrong, and how to ask about it."""
    st.error(common.FAILED.format(contact=contact or sign_in.CONTACT.lower(), code=code), icon=":material/error:")
