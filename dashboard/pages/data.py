"""Data and privacy: where does this come from, and is it safe?"""

from __future__ import annotations

import streamlit as st

from dashboard import tables
from dashboard.charts import columns
from dashboard.pages import frame
from dashboard.pages.context import View
from dashboard.pages.show import Chart, show, verbatim
from dashboard.readings import trends
from dashboard.wording import common, unit
from dashboard.wording import data as words
from dashboard.wording.plain import listed


def page(view: View) -> None:
    """Draw the page."""
    frame.heading("data", view)
    privacy, method, survey = st.tabs(list(words.TABS.values()), key="tab", bind="query-params", on_change="rerun")
    with privacy:
        _privacy(view)
    with method:
        st.markdown(words.METHOD)
        measures = words.measure_rows(list(view.release.measures.values()))
        st.table(verbatim(tables.frame(words.MEASURE_COLUMNS, measures)), border="horizontal", alt=words.TABS["method"])
    with survey:
        left, right = st.columns(2, gap="large")
        with left:
            st.header(words.TABS["import"], anchor=False)
            st.markdown(words.IMPORT)
        with right:
            _response(view)


def _privacy(view: View) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.header(words.PROMISE_HEADING, anchor=False)
        st.markdown(words.promise(view.k, has_keys=view.pulse.has_keys))
        st.markdown(words.LIMITS)
    with right:
        _proof(view)
        _together(view)


def _proof(view: View) -> None:
    st.header(words.PROOF_HEADING, anchor=False)
    found = view.release.certificates
    passed = all(outcome == "safe" for _, _, _, outcome, _ in found)
    st.markdown(words.proof(len(found), len(view.release.pulses), passed=passed))
    newest = [row for row in found if row[0] == view.pulse.id]
    table = tables.frame(words.PROOF_COLUMNS, words.proof_rows(newest, has_keys=view.pulse.has_keys))
    st.table(verbatim(table), border="horizontal", alt=words.proof_title(view.pulse.id))


def _together(view: View) -> None:
    st.header(words.TOGETHER_HEADING, anchor=False)
    units = trends.of_units(view.release, trends.headline(view.release)[0].id)
    combined = [r.place for r in units if r.place.combined]
    if not combined:
        st.markdown(words.ALL_ALONE)
        return
    st.markdown(words.TOGETHER)
    rows = [(name, listed([n for n in place.names if n != name])) for place in combined for name in place.names]
    st.table(verbatim(tables.frame(words.TOGETHER_COLUMNS, rows)), border="horizontal", alt=words.TOGETHER_HEADING)


def _response(view: View) -> None:
    pulses = view.release.pulses
    figure = columns.columns(
        [100 * p.respondents / p.headcount if p.headcount else 0.0 for p in pulses],
        theme=view.theme,
        ticks=unit.ticks([p.id for p in pulses]),
        line=common.LOW_RESPONSE,
        said=words.RESPONSE_LINE,
    )
    table = tables.frame(words.RESPONSE_COLUMNS, words.response_rows(pulses))
    show(Chart(figure, words.response(pulses), table), key="response")
    st.caption(words.RESPONSE_NOTE)
