"""Publish: what would be shown, from counts alone; publish, undo, withdraw."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.disclosure import preview, publish
from dashboard.disclosure.preview import Preview
from dashboard.pages.show import card
from dashboard.release import ReleaseFolder
from dashboard.settings import Settings
from dashboard.steward import show, wording, work
from dashboard.surveys import undo
from dashboard.terms import BadInputError, CheckFailedError
from dashboard.wording.plain import answered, pulse_name


def page(settings: Settings) -> None:
    """Draw the page."""
    st.title(wording.QUESTION["publish"], anchor=False)
    if said := st.session_state.pop("publish_said", None):
        st.success(said[0], icon=":material/check_circle:")
        if said[1]:
            with st.expander(wording.PROOF):
                st.code(said[1], language=None, wrap_lines=True)
    try:
        waiting = preview.waiting(settings)
    except BadInputError as error:
        st.info(str(error.problems[0].what).capitalize() if not _nothing(error) else wording.NOTHING_HERE)
    else:
        _waiting(waiting, settings)
    _published(settings)


def _nothing(error: BadInputError) -> bool:
    return "nothing has been imported" in error.problems[0].what


def _waiting(waiting: tuple[Preview, ...], settings: Settings) -> None:
    if not waiting:
        st.info(wording.NOTHING_WAITS)
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
            and st.radio(wording.WHICH, wording.which(len(names), chosen)) != wording.which(len(names))[0]
        ):
            pulses = [names[chosen].pulse]
        if st.button(wording.publish(pulses), icon=":material/publish:"):
            _publish(pulses, settings)
        _undo(settings)


def _preview(found: Preview) -> None:
    st.subheader(f"{pulse_name(found.pulse)}: {answered(found.respondents, found.headcount)}", anchor=False)
    together = sum(len(group.names) for group in found.together)
    st.markdown(wording.shown(len(found.alone), together, len(found.hidden)))
    if found.crowded:
        st.warning(wording.crowded(found.crowded), icon=":material/warning:")
    rows = [wording.together(group.names, all_year=group.all_year) for group in found.together]
    rows += [(name, wording.WOULD_BE_HIDDEN) for name in found.hidden]
    if rows:
        table = pd.DataFrame(rows, columns=wording.TOGETHER_COLUMNS).set_index(wording.TOGETHER_COLUMNS[0])
        st.table(table, border="horizontal", alt=wording.TOGETHER_ALT)


def _publish(pulses: list[str], settings: Settings) -> None:
    status = st.status(wording.PUBLISHING, expanded=False)
    try:
        with work.alone():
            report = publish.release(settings=settings, pulses=pulses)
            undo.forget(settings)
    except (BadInputError, CheckFailedError) as error:
        status.update(label=wording.REFUSED, state="error")
        st.error(wording.plain(str(error)), title=wording.REFUSED, icon=":material/error:")
        return
    st.session_state["publish_said"] = (wording.PUBLISHED_NOW, report.text)
    st.rerun()


def _undo(settings: Settings) -> None:
    try:
        last = undo.last_import(settings)
    except BadInputError as error:
        show.problems(error.problems)
        return
    if last is None:
        return
    st.caption(wording.undo_what(last.files, last.imported_at))
    if st.button(wording.UNDO, icon=":material/undo:"):
        with work.alone():
            undo.undo(settings)
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
    st.markdown(wording.months(pulses).capitalize() + ".")
    st.markdown(wording.READERS)
    st.code(wording.serve_command(settings.data), language=None)
    with st.expander(wording.WITHDRAW):
        names = {pulse_name(pulse): pulse for pulse in reversed(pulses)}
        chosen = st.selectbox(wording.WITHDRAW_WHICH, list(names))
        if st.button(wording.WITHDRAW_OPEN, icon=":material/delete:"):
            _withdraw(names[chosen], settings)


@st.dialog(wording.WITHDRAW)
def _withdraw(pulse: str, settings: Settings) -> None:
    st.markdown(f"**{pulse_name(pulse)}.** {wording.WITHDRAW_WHY}")
    if st.button(wording.WITHDRAW_SURE, icon=":material/delete:"):
        with work.alone():
            report = publish.withdraw(settings=settings, pulse=pulse)
        st.session_state["publish_said"] = (report.text, "")
        st.rerun()
