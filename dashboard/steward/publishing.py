"""Publish: what would be shown, from counts alone; publish, undo, withdraw."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.disclosure import preview
from dashboard.disclosure.preview import Preview
from dashboard.pages.show import card, verbatim
from dashboard.release import ReleaseFolder
from dashboard.settings import Settings
from dashboard.steward import sentences, show, wording, work
from dashboard.surveys import undo
from dashboard.wording.plain import answered, pulse_name


def page(settings: Settings) -> None:
    """Draw the page."""
    st.title(wording.QUESTION["publish"], anchor=False)
    if said := st.session_state.pop("publish_said", None):
        _say(*said)
    with show.told(wording.NOT_NOW):
        if undo.newest(settings) is None:
            st.info(wording.NOTHING_HERE)
        else:
            _waiting(preview.waiting(settings), settings)
        _published(settings)


def _say(what: str, proof: str) -> None:
    st.success(what, icon=":material/check_circle:")
    if proof:
        with st.expander(wording.PROOF):
            st.code(proof, language=None, wrap_lines=True)


def _waiting(waiting: tuple[Preview, ...], settings: Settings) -> None:
    if not waiting:
        st.info(wording.NOTHING_WAITS)
        _undo(settings)
        return
    st.header(wording.WAITING_HEADING, anchor=False)
    st.markdown(wording.FROM_COUNTS)
    left, right = st.columns([1.3, 1], gap="large")
    with left:
        names = {pulse_name(found.pulse): found for found in waiting}
        chosen = list(names)[-1]
        if len(names) > 1:
            chosen = st.selectbox(wording.LOOK_AT, list(names), index=len(names) - 1)
        _preview(names[chosen])
    with right, card():
        st.subheader(wording.DECIDE, anchor=False)
        st.markdown(wording.ONCE)
        pulses = [found.pulse for found in waiting]
        if (
            len(names) > 1
            and st.radio(wording.WHICH, sentences.which(len(names), chosen)) != sentences.which(len(names))[0]
        ):
            pulses = [names[chosen].pulse]
        if st.button(sentences.publish(pulses), icon=":material/publish:"):
            _publish(pulses, settings)
        _undo(settings)


def _preview(found: Preview) -> None:
    who = answered(found.respondents, found.headcount, has_keys=found.has_keys)
    st.subheader(f"{pulse_name(found.pulse)}: {who}", anchor=False)
    together = sum(len(group.names) for group in found.together)
    st.markdown(sentences.shown(len(found.alone), together, len(found.hidden)))
    if found.crowded:
        st.warning(sentences.crowded(found.crowded), icon=":material/warning:")
    rows = [sentences.together(group.names, all_year=group.all_year) for group in found.together]
    rows += [(name, wording.WOULD_BE_HIDDEN) for name in found.hidden]
    if rows:
        table = pd.DataFrame(rows, columns=wording.TOGETHER_COLUMNS).set_index(wording.TOGETHER_COLUMNS[0])
        st.table(verbatim(table), border="horizontal", alt=wording.TOGETHER_ALT)


def _publish(pulses: list[str], settings: Settings) -> None:
    status = st.status(wording.PUBLISHING, expanded=False)
    with show.told():
        st.session_state["publish_said"] = (wording.PUBLISHED_NOW, work.published(pulses, settings))
        st.rerun()
    status.update(label=wording.REFUSED, state="error")


def _undo(settings: Settings) -> None:
    last = undo.last_import(settings)
    if last is None:
        return
    st.caption(sentences.undo_what(last.files, last.imported_at))
    if st.button(wording.UNDO, icon=":material/undo:"):
        work.undone(settings)
        st.session_state.pop("import_done", None)
        st.session_state["publish_said"] = (wording.UNDONE, "")
        st.rerun()


def _published(settings: Settings) -> None:
    st.header(wording.PUBLISHED_HEADING, anchor=False)
    release = ReleaseFolder(settings.release_folder).current()
    if release is None or not release.pulses:
        st.markdown(wording.PUBLISHED_NONE)
        return
    pulses = [pulse.id for pulse in release.pulses]
    st.markdown(sentences.months(pulses).capitalize() + ".")
    st.markdown(wording.READERS)
    st.code(sentences.serve_command(settings.data), language=None)
    with st.expander(wording.WITHDRAW):
        names = {pulse_name(pulse): pulse for pulse in reversed(pulses)}
        chosen = st.selectbox(wording.WITHDRAW_WHICH, list(names))
        if st.button(wording.WITHDRAW_OPEN, icon=":material/delete:"):
            _withdraw(names[chosen], settings)


@st.dialog(wording.WITHDRAW)
def _withdraw(pulse: str, settings: Settings) -> None:
    st.markdown(f"**{pulse_name(pulse)}.** {wording.WITHDRAW_WHY}")
    if st.button(wording.WITHDRAW_SURE, icon=":material/delete:"):
        with show.told(wording.NOT_NOW):
            st.session_state["publish_said"] = (work.withdrawn(pulse, settings), "")
            st.rerun()
