"""Sign-in: nothing is shown before it, and only the reader's share after it."""

from __future__ import annotations

import logging
import time
from typing import NoReturn

import streamlit as st

from dashboard.access import EVERYTHING, door
from dashboard.access.door import Reader, Refusal
from dashboard.log import Event, Log, What
from dashboard.settings import THIS_MACHINE, Settings
from dashboard.wording import sign_in as words
from dashboard.wording.plain import for_markdown

_LOGGER = logging.getLogger(__name__)
LOCAL = Reader("this machine", EVERYTHING)
"""Whoever sits at the machine while sign-in is not set up."""
_ended: dict[str, float] = {}
"""Sign-ins that were ended here, and when they would expire: other tabs and copied cookies end with them."""


def reader(settings: Settings) -> Reader:
    """Who reads. Whoever may not gets a sentence instead, and the run of the page ends here."""
    if not settings.sign_in_provider and "auth" not in _secrets():
        if st.get_option("server.address") not in THIS_MACHINE:
            _stop(*words.ONLY_HERE)
        return LOCAL
    if "auth" not in _secrets():
        _stop(*words.NOT_THIS_WAY)
    found = door.admit(dict(st.user), settings=settings, now=time.time())
    if isinstance(found, Reader) and found.sign_in in _ended:
        found = Refusal("not signed in", found.name)
    if isinstance(found, Refusal):
        _refuse(found, settings)
    note(settings, found, "sign-in")
    _end_in_time(found.until)
    return found


def foot(settings: Settings, reader: Reader) -> None:
    """Whose screen it is, and the way out; nothing where nobody signs in."""
    if reader is LOCAL:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words.signed_in_as(for_markdown(reader.name)))
        if st.button(words.SIGN_OUT, icon=":material/logout:"):
            _sign_out(settings, reader)


def note(
    settings: Settings,
    reader: Reader,
    what: What,
    *,
    units: tuple[str, ...] = (),
    release: int | None = None,
    detail: str = "",
) -> None:
    """Write down what `reader` did, once a session. What cannot be written down is not shown."""
    if reader is not LOCAL:
        _once(settings, Event(what, reader.name, units, release, detail))


def _once(settings: Settings, event: Event) -> None:
    noted = st.session_state.setdefault("_noted", set())
    if event not in noted:
        _write(settings, event)
        noted.add(event)


def _refuse(refusal: Refusal, settings: Settings) -> NoReturn:
    if refusal.reason != "not signed in":
        _once(settings, Event("refusal", refusal.name, detail=refusal.reason))
    _say(*words.refused(refusal.reason, settings.support))
    if refusal.reason in ("not signed in", "expired"):
        again = refusal.reason == "expired"
        st.button(words.SIGN_IN_AGAIN if again else words.SIGN_IN, on_click=st.login, icon=":material/login:")
    else:
        st.button(words.SIGN_OUT, on_click=st.logout, icon=":material/logout:")
    st.stop()


def _sign_out(settings: Settings, reader: Reader) -> NoReturn:
    now = time.time()
    for key in [key for key, until in list(_ended.items()) if until < now]:
        _ended.pop(key, None)
    _ended[reader.sign_in] = reader.until
    _write(settings, Event("sign-out", reader.name))
    st.logout()
    st.stop()


def _end_in_time(until: float) -> None:
    """Clear the screen when the sign-in ends, also if nobody touches it."""

    @st.fragment(run_every=max(1.0, until - time.time() + 1))
    def end() -> None:
        if time.time() >= until:
            st.rerun()

    end()


def _write(settings: Settings, event: Event) -> None:
    try:
        Log(settings.audit_folder, megabytes=settings.log_megabytes).append(event)
    except OSError as error:
        _LOGGER.error("The audit log cannot be written (%s): nothing is shown.", error.strerror)  # noqa: TRY400 - enough said
        _stop(*words.refused("no log", settings.support))


def _secrets() -> set[str]:
    try:
        return set(st.secrets.keys())
    except FileNotFoundError:
        return set()


def _say(title: str, text: str) -> None:
    st.title(title, anchor=False)
    st.markdown(text)


def _stop(title: str, text: str) -> NoReturn:
    _say(title, text)
    st.stop()
