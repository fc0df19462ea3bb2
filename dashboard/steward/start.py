"""Start: two equal doors, the sample and one's own survey."""

from __future__ import annotations

import streamlit as st

from dashboard.settings import Settings
from dashboard.steward import navigation, sample, sentences, show, wording


def page(settings: Settings) -> None:
    """Draw the page."""
    st.title(wording.QUESTION["start"], anchor=False)
    st.markdown(wording.WHAT_IT_IS)
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        st.header(wording.SAMPLE_HEADING, anchor=False)
        st.markdown(wording.SAMPLE)
        _sample(settings)
    with right, st.container(border=True, height="stretch"):
        st.header(wording.OWN_HEADING, anchor=False)
        st.markdown(wording.OWN)
        navigation.link("import", wording.OWN_OPEN)
    st.header(wording.NEED_HEADING, anchor=False)
    st.markdown("\n".join(f"{n}. {need}" for n, need in enumerate(wording.NEEDS, start=1)))
    navigation.link("questionnaire", wording.NO_SURVEY)


def _sample(settings: Settings) -> None:
    with show.told():
        if sample.is_all(settings):
            st.badge(wording.SAMPLE_HERE, icon=":material/science:", color="violet")
            st.markdown(f"{wording.SAMPLE_CLEAR_FIRST} {wording.READERS}")
            st.code(sentences.serve_command(settings.data), language=None)
            if st.button(wording.SAMPLE_CLEAR, icon=":material/delete:"):
                sample.clear(settings)
                st.toast(wording.SAMPLE_CLEARED)
                st.rerun()
        elif not sample.may_open(settings):
            st.markdown(wording.SAMPLE_NOT_NOW)
        elif st.button(wording.SAMPLE_OPEN, icon=":material/science:"):
            with st.status(wording.SAMPLE_WORKING):
                sample.open_(settings)
            st.rerun()
