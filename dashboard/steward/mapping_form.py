"""The mapping on the Import page: what was detected, a table to edit, and what only a person can confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from dashboard import instruments
from dashboard.settings import Settings
from dashboard.steward import mapping_table, sentences, uploads, wording
from dashboard.steward import show as on_page
from dashboard.steward.mapping_table import Form, Line
from dashboard.steward.proposal import UNKNOWN, Proposal, propose
from dashboard.steward.uploads import Chosen
from dashboard.surveys import store
from dashboard.terms import BadInputError, Measure
from dashboard.wording.plain import for_markdown

_COLUMN, _HOLDS, _ANSWERS = "Column in your file", "What it holds", "What its answers stand for"


@dataclass(frozen=True, slots=True)
class Ready:
    """The mapping as the page has it now (TOML, "" for none), and whether nothing is left to confirm."""

    mapping: str = ""
    confirmed: bool = False


def _drawn(proposal: Proposal, measures: Mapping[str, Measure], *, key: str) -> Ready:
    """Draw what was detected; the mapping as a person left it."""
    if not proposal.mapping:
        st.markdown(f":material/check: {wording.CANONICAL}")
        return Ready(confirmed=True)
    st.markdown(for_markdown(proposal.description))
    st.markdown(wording.PROPOSED)
    form = _edited(mapping_table.form_of(proposal, measures), measures, key=key)
    read = mapping_table.understood(form, proposal.answers, measures)
    for answers in dict.fromkeys(line.answers for line in read.lines if line not in form.lines):
        st.caption(sentences.read_as(answers))
    form = read
    form = _directed(form, measures, key=key)
    mapping = mapping_table.toml_of(form, measures)
    st.download_button(
        wording.SAVE_MAPPING, mapping, "mapping.toml", "application/toml", on_click="ignore", icon=":material/download:"
    )
    if open_columns := mapping_table.unknown(form):
        st.warning(sentences.still_unknown(open_columns), icon=":material/help:")
    unsure = UNKNOWN in form.directions.values()
    return Ready(mapping, confirmed=not unsure and not open_columns)


def show(chosen: Chosen, settings: Settings) -> Ready:
    """The form for the first survey file; others of the same import must be laid out alike."""
    measures = instruments.measures(store.instruments_folder(settings))
    try:
        proposal, key = _proposal(chosen, settings)
    except BadInputError as error:
        on_page.problems(error.problems)
        return Ready()
    return _drawn(proposal, measures, key=key)


def _proposal(chosen: Chosen, settings: Settings) -> tuple[Proposal, str]:
    """What the file seems to be, looked at once a file."""
    key = str(getattr(chosen.survey[0], "file_id", chosen.survey[0].name))
    known = st.session_state.setdefault("proposals", {})
    if key not in known:
        with uploads.on_disk(Chosen(chosen.survey[:1]), settings) as paths:
            known.clear()
            known[key] = propose(paths.survey[0])
    return known[key], key


def _edited(form: Form, measures: Mapping[str, Measure], *, key: str) -> Form:
    options = list(dict.fromkeys([*mapping_table.choices(measures), *(line.holds for line in form.lines)]))
    table = pd.DataFrame(
        [[line.column, line.holds, line.answers] for line in form.lines], columns=[_COLUMN, _HOLDS, _ANSWERS]
    )
    edited = st.data_editor(
        table,
        key=f"mapping_{key}",
        hide_index=True,
        num_rows="fixed",
        disabled=[_COLUMN],
        column_config={
            _HOLDS: st.column_config.SelectboxColumn(options=options, required=True, width="large"),
            _ANSWERS: st.column_config.TextColumn(help=wording.ANSWERS_HELP, width="large"),
        },
    )
    with st.expander(wording.WHERE_ELSE, expanded=bool(form.pulse or form.unit)):
        pulse = st.text_input(wording.PULSE_OF_ALL, form.pulse, help=wording.PULSE_OF_ALL_HELP, key=f"pulse_{key}")
        unit = st.text_input(wording.UNIT_OF_ALL, form.unit, help=wording.UNIT_OF_ALL_HELP, key=f"unit_{key}")
    lines = tuple(
        Line(str(row[0]), str(row[1]), str(row[2] or "")) for row in edited.itertuples(index=False, name=None)
    )
    return Form(lines, pulse, unit, form.directions, form.rest)


def _directed(form: Form, measures: Mapping[str, Measure], *, key: str) -> Form:
    """Ask for the direction of each item that is worded the other way round; nothing is chosen beforehand."""
    questions = mapping_table.to_confirm(form, measures)
    if not questions:
        return form
    st.subheader(wording.CONFIRM_HEADING, anchor=False)
    st.markdown(wording.CONFIRM_WHY)
    directions = {}
    for question in questions:
        known = form.directions.get(question.item, UNKNOWN)
        options = list(wording.DIRECTIONS)
        chosen = st.radio(
            sentences.turned(question.column, question.highest),
            options,
            index=options.index(known) if known in options else None,
            format_func=wording.DIRECTIONS.__getitem__,
            key=f"direction_{key}_{question.item}",
        )
        directions[question.item] = chosen or UNKNOWN
    return replace(form, directions=directions)
