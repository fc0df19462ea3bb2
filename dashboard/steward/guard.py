"""What must hold before anything is shown: this computer, and nobody else's."""

from __future__ import annotations

import ipaddress

import streamlit as st

from dashboard.settings import THIS_MACHINE, Settings
from dashboard.steward import uploads, wording


def this_computer_only() -> None:
    """Stop unless the server listens on this computer's own address and is asked from it."""
    if st.get_option("server.address") not in THIS_MACHINE or not is_local(st.context.ip_address):
        st.title(wording.HERE_ONLY, anchor=False)
        st.markdown(wording.HERE_ONLY_WHY)
        st.stop()


def is_local(address: str | None) -> bool:
    """Whether a browser's address is this computer's; Streamlit says None for it."""
    return address is None or ipaddress.ip_address(address).is_loopback


@st.cache_resource(show_spinner=False)
def _swept(_settings: Settings) -> bool:
    uploads.sweep(_settings)
    return True


def sweep_once(settings: Settings) -> None:
    """Remove uploads that an earlier process left, once a process."""
    _swept(settings)
