"""Compare: which units differ by more than chance, and how has each moved?"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboard import tables
from dashboard.charts import funnel as funnel_charts
from dashboard.charts import trend as trend_charts
from dashboard.charts.style import Tone
from dashboard.pages import choice, frame
from dashboard.pages import groups as group_page
from dashboard.pages.context import View
from dashboard.pages.show import Chart, card, numbers, plot, show
from dashboard.readings import groups, trends
from dashboard.readings.reading import Reading
from dashboard.wording import compare, measures, states, unit
from dashboard.wording.common import CLEAR_FILTERS
from dashboard.wording.plain import for_markdown


def page(view: View) -> None:
    """Draw the page."""
    frame.heading("compare", view)
    headline = trends.headline(view.release)
    with st.container(horizontal=True, vertical_alignment="top"):
        kind = choice.one_of(compare.VIEW, _views(view, headline[0].id), key="view")
        measure = choice.measure(headline) if kind != "all" else headline[0].id
        divisions = choice.divisions(view) if any(u.depth == 1 and not u.is_leaf for u in view.tree.units) else []
        picked = (
            choice.unit(view, label=compare.HIGHLIGHT, key="highlight", width=choice.NARROW, only_leaves=True)
            if kind == "now"
            else None
        )
    if kind == "groups":
        group_page.draw(view, view.release.measures[measure], divisions)
        return
    found = [r for r in trends.of_units(view.release, measure) if not divisions or r.place.division in divisions]
    if not any(not r.place.withheld for r in found):
        _nothing(view)
    elif kind == "now":
        _now(view, found, picked)
    elif kind == "time":
        _over_time(view, [r for r in found if not r.place.withheld])
    else:
        _all(view, found, [m.id for m in headline])


def _views(view: View, measure: str) -> dict[str, str]:
    """What can be compared: roles only where they are published."""
    has_groups = groups.published(view.release, measure)
    return {kind: name for kind, name in compare.VIEWS.items() if kind != "groups" or has_groups}


def _nothing(view: View) -> None:
    st.markdown(compare.NO_UNITS.format(k=view.k))
    st.button(CLEAR_FILTERS, on_click=choice.clear, args=(("divisions", "highlight"),))


def _now(view: View, found: Sequence[Reading], picked: str | None) -> None:
    shown = [r for r in found if not r.place.withheld]
    limits, _ = trends.funnel(view.release, shown[0].measure.id)
    dots = [_dot(r, picked=picked is not None and picked in r.place.leaves) for r in shown]
    figure = funnel_charts.funnel(
        dots,
        limits,
        theme=view.theme,
        top=trends.top(view.release, shown[0].measure.id),
        everywhere=compare.everywhere(limits.center),
        edge=compare.EDGE,
        across=compare.ACROSS,
    )
    words = compare.funnel(shown, limits.center, comparable=limits.tau == limits.tau)
    left, right = st.columns([1.9, 1], gap="medium")
    with left:
        show(Chart(figure, words, tables.frame(compare.FUNNEL_COLUMNS, compare.funnel_rows(shown))), key="funnel")
    with right:
        with card():
            st.subheader(compare.HOW_TO_READ, anchor=False)
            st.markdown(compare.READING_HELP)
        _not_alone(view, found)


def _dot(reading: Reading, *, picked: bool) -> funnel_charts.Dot:
    tone: Tone = "usual"
    if reading.level:
        tone = "worse" if reading.level_is_bad else "better"
    return funnel_charts.Dot(
        n=reading.respondents,
        value=reading.value,
        tone=tone,
        name=compare.dot_name(reading),
        said=compare.dot_said(reading),
        named=picked or bool(reading.level),
        picked=picked,
    )


def _not_alone(view: View, found: Sequence[Reading]) -> None:
    places = [r.place for r in found if r.place.combined or r.place.withheld]
    if places:
        with card():
            st.subheader(compare.together_heading(places), anchor=False)
            st.markdown(compare.together(places, view.k))
            st.markdown(compare.COUNTED)


def _over_time(view: View, found: Sequence[Reading]) -> None:
    heading, caption = compare.over_time(found)
    st.header(heading, anchor=False)
    st.caption(caption)
    shown = found[: compare.MOST_CHARTS]
    if len(found) > len(shown):
        st.caption(compare.shortened(len(shown), len(found)))
    top = trends.top(view.release, found[0].measure.id)
    with st.grid(4, min_column_width=260):
        for reading in shown:
            _small(view, reading, top)
    numbers(tables.frame(compare.TIME_COLUMNS, compare.time_rows(found)), title=heading, key="time")


def _small(view: View, reading: Reading, top: int) -> None:
    badge, history = states.badge(reading), reading.history
    ticks = unit.ticks(history.pulses, at_most=3)
    with card():
        st.markdown(
            f"**{for_markdown(states.place_name(reading.place))}**  \n"
            f"{compare.small_answers(reading)} :{badge.colour}-badge[{badge.text}]"
        )
        figure = trend_charts.small_trend(
            history, theme=view.theme, ticks=ticks, names=unit.point_names(history), top=top
        )
        plot(figure, alt=compare.small_alt(reading), key=f"small_{reading.place.unit}")


def _all(view: View, found: Sequence[Reading], offered: Sequence[str]) -> None:
    st.header(compare.EVERY_UNIT, anchor=False)
    st.caption(compare.EVERY_UNIT_HELP)
    labels = choice.unit_labels(view.tree)
    names = [measures.name_of(view.release.measures[m]).full for m in offered]
    rows = []
    for reading in found:
        address = urlencode({"unit": labels[reading.place.unit]})
        link = f"[{for_markdown(states.place_name(reading.place))}](unit?{address})"
        cells = [compare.cell(trends.of_unit(view.release, m, reading.place.unit)) for m in offered]
        rows.append((link, for_markdown(reading.place.division), *cells, compare.answers(reading, view.k)))
    st.table(tables.frame(compare.all_columns(names), rows), border="horizontal", alt=compare.EVERY_UNIT)
