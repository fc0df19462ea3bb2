"""My unit: has anything really changed, what is hardest, and what to do next?"""

from __future__ import annotations

import streamlit as st

from dashboard import tables
from dashboard.charts import rows as row_charts
from dashboard.charts import trend as trend_charts
from dashboard.pages import brief, choice, frame
from dashboard.pages.context import View
from dashboard.pages.show import Chart, card, heading, show
from dashboard.readings import strains, trends
from dashboard.readings.conversations import also_worse
from dashboard.readings.reading import Reading
from dashboard.wording import common, measures, states, strain, unit
from dashboard.wording.plain import answered, for_chart, for_markdown
from dashboard.wording.strain import Pair


def page(view: View) -> None:
    """Draw the page."""
    badges = frame.title("unit")
    with st.container(horizontal=True, vertical_alignment="top"):
        chosen = choice.unit(view)
        measure = choice.measure(trends.headline(view.release))
    reading = trends.of_unit(view.release, measure, chosen) if chosen else None
    if reading is None or reading.place.withheld:
        frame.badges(view, badges, answered="")
        _nothing(view, chosen)
        return
    said = answered(reading.respondents, reading.headcount, has_keys=view.pulse.has_keys)
    frame.badges(view, badges, answered=said)
    _shown(view, reading)


def _nothing(view: View, chosen: str | None) -> None:
    if chosen is None:
        st.markdown(unit.CHOOSE)
    else:
        _hidden(view, chosen)


def _hidden(view: View, chosen: str) -> None:
    with card():
        heading(unit.hidden_title(view.tree.by_id[chosen].name))
        st.markdown(unit.hidden(view.k, [pulse.id for pulse in view.release.pulses]))
        st.markdown(f"**{unit.WHAT_YOU_CAN_DO}**")
        st.markdown("\n".join(f"- {step}" for step in unit.HIDDEN_STEPS))
        frame.link("overview", common.NAVIGATION["overview"])


def _shown(view: View, reading: Reading) -> None:
    view.saw("unit", *reading.place.leaves)
    pairs = [Pair(*pair) for pair in strains.demands(view.release, reading.place.unit)]
    left, right = st.columns([1.9, 1], gap="medium")
    with left:
        _trend(view, reading)
    with right, card():
        _meaning(view, reading, pairs)
    left, right = st.columns(2, gap="large")
    with left:
        _demands(view, pairs)
    with right:
        _balance(view, reading)


def _trend(view: View, reading: Reading) -> None:
    if reading.place.combined:
        st.caption(for_markdown(states.shown_with(reading.place)))
    history = reading.history
    figure = trend_charts.trend(
        history,
        theme=view.theme,
        ticks=unit.ticks(history.pulses),
        names=unit.point_names(history),
        last=states.score(reading),
        usual=unit.usual_label(reading),
        top=trends.top(view.release, reading.measure.id),
        notes=[(at, for_chart(text, width=unit.NOTE_WIDTH)) for at, text in trends.notes(view.release, reading)],
    )
    table = tables.frame(unit.TREND_COLUMNS, unit.trend_rows(reading))
    show(Chart(figure, unit.trend(reading), table), key="trend")


def _meaning(view: View, reading: Reading, pairs: list[Pair]) -> None:
    hardest = [measures.demand(pair.here.measure) for pair in pairs[:2]]
    with st.container(horizontal=True, gap="small"):
        for badge in states.badges(reading):
            st.badge(badge.text, color=badge.colour)
    st.subheader(unit.card_title(reading), anchor=False)
    st.markdown(unit.meaning(reading, trends.of_everyone(view.release, reading.measure.id)))
    if others := unit.also_worse(also_worse(view.release, reading)):
        st.markdown(f"**{others}**")
    st.markdown(f"**{unit.NEXT_STEPS}**")
    st.markdown("\n".join(f"{n}. {step}" for n, step in enumerate(unit.steps(reading, hardest), start=1)))
    brief.offer(view, reading, pairs)
    st.divider()
    st.markdown(unit.how_sure(reading))
    if common.low_response(reading.respondents, reading.headcount):
        st.markdown(common.LOW_RESPONSE_NOTE)
    st.markdown(unit.DOES_NOT_TELL)


def _demands(view: View, pairs: list[Pair]) -> None:
    if not pairs:
        st.caption(strain.NO_DEMANDS)
        return
    dots = [
        row_charts.Dot(
            strain.dot_text(p), p.here.value, *p.here.could_be, p.everywhere.value if p.everywhere else float("nan")
        )
        for p in pairs
    ]
    figure = row_charts.dots(dots, theme=view.theme, here=strain.HERE, there=strain.ALL_UNITS)
    show(
        Chart(figure, strain.demands(pairs), tables.frame(strain.DEMAND_COLUMNS, strain.demand_rows(pairs))),
        key="demands",
    )


def _balance(view: View, reading: Reading) -> None:
    if strains.STATE not in view.release.measures:
        return
    found = strains.states(view.release, reading.place)
    if not found:
        st.header(strain.BALANCE, anchor=False)
        st.markdown(strain.TOO_FEW_FOR_STATES)
        return
    name = states.place_name(reading.place)
    named = [(strain.balance_row(kind, name, three[0].pulse), three) for kind, three in found.items()]
    stacks = [
        row_charts.Stack(
            f"<b>{for_chart(who)}</b>" if place == 0 else for_chart(who),
            strains.shares(three),
            strain.stack_texts(three, named=place == 0),
            picked=place == 0,
        )
        for place, (who, three) in enumerate(named)
    ]
    table = tables.frame(strain.BALANCE_COLUMNS, strain.balance_rows(named))
    show(Chart(row_charts.stacks(stacks, theme=view.theme), strain.balance(named), table), key="balance")
