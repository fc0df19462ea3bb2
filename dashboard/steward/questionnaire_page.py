"""Questionnaire: choose the parts, fill in the notice, print it or paste it."""

from __future__ import annotations

import streamlit as st

from dashboard.settings import Settings
from dashboard.steward import questionnaire, wording


def page(settings: Settings) -> None:
    """Draw the page."""
    st.title(wording.QUESTION["questionnaire"], anchor=False)
    st.markdown(wording.QUESTIONNAIRE_WHY)
    whole = questionnaire.load()
    names = {part.name: part.id for part in whole.parts}
    chosen = st.multiselect(wording.PARTS, list(names), default=list(names))
    first, second, third = st.columns(3)
    organisation = first.text_input(wording.YOUR_NAME, settings.organisation)
    contact = second.text_input(wording.YOUR_CONTACT, settings.support)
    closes = third.text_input(wording.CLOSES)
    made = whole.only([names[name] for name in chosen])
    made = made.filled(organisation=organisation, contact=contact, closes=closes, k=settings.k)
    with st.container(horizontal=True):
        st.download_button(
            wording.PRINT,
            lambda: questionnaire.as_pdf(made),
            "questionnaire.pdf",
            "application/pdf",
            on_click="ignore",
            icon=":material/print:",
        )
        st.download_button(
            wording.PASTE,
            questionnaire.as_text(made),
            "questionnaire.txt",
            "text/plain",
            on_click="ignore",
            icon=":material/content_paste:",
        )
    _left_out(whole)
    st.header(wording.LOOK, anchor=False)
    for part in made.parts:
        _part(part)


def _left_out(whole: questionnaire.Questionnaire) -> None:
    st.header(wording.LEFT_OUT_HEADING, anchor=False)
    for entry in whole.left_out:
        ids = ", ".join(f"`{name}`" for name in entry.ids)
        st.markdown(f"**{entry.name}.** {entry.where} Columns: {ids}.")


def _part(part: questionnaire.Part) -> None:
    st.subheader(part.name, anchor=False)
    if part.stem:
        st.markdown(part.stem)
    lines = [f"- {item.text}" + ("" if part.in_grid else f" *{' · '.join(item.answers)}*") for item in part.items]
    st.markdown("\n".join(lines).replace("_", "\\_"))
    if part.in_grid:
        st.markdown(f"*{' · '.join(part.items[0].answers)}*")
    if part.credit:
        st.caption(part.credit)
