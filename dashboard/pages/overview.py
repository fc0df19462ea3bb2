"""Overview: how are our staff doing, and where would a conversation help?"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from dashboard import tables
from dashboard.charts import rows as row_charts
from dashboard.charts import trend as trend_charts
from dashboard.pages import choice, frame
from dashboard.pages.context import View
from dashboard.pages.show import Chart, card, plot, show
from dashboard.readings import conversations as talk
from dashboard.readings import strains, trends
from dashboard.readings.conversations import GROUPS, Conversation, Group
from dashboard.readings.reading import Reading
from dashboard.wording import measures, overview, states, strain
from dashboard.wording.plain import for_markdown

MOST_OPEN = 3
_BADGE = {"high": states.level_badge, "watch": states.watch_badge}


def page(view: View) -> None:
    """Draw the page."""
    frame.heading("overview", view)
    headline = trends.headline(view.release)
    totals = [r for m in headline if (r := trends.of_everyone(view.release, m.id)) and not r.place.withheld]
    if not totals:
        st.markdown(overview.NOTHING_PUBLISHED)
        return
    units = [trends.of_units(view.release, total.measure.id) for total in totals]
    found = talk.conversations(units)
    judged = bool(found.found) or talk.can_judge(units)
    _summary(view, totals[0], found, judged=judged)
    with st.grid(4, min_column_width=160):
        for total in totals:
            _card(total, view)
    st.caption(overview.sparks(totals[0].history.pulses))
    left, right = st.columns([1.3, 1], gap="large")
    with left:
        _conversations(view, units, totals, found, judged=judged)
        for line in overview.not_alone([r.place for r in units[0]], view.k):
            st.markdown(line)
    with right:
        _biggest_strain(view)


def _summary(view: View, lead: Reading, found: talk.Conversations, *, judged: bool) -> None:
    with card():
        high = strains.share_high(view.release, lead)
        st.header(overview.summary(lead, high, found.found, judged=judged), anchor=False)
        st.markdown(overview.WORSE_MEANS)


def _card(total: Reading, view: View) -> None:
    name, badge = measures.name_of(total.measure), states.badge(total)
    with card():
        st.metric(name.short, states.score(total), help=measures.definition(total.measure))
        st.markdown(f"**:{badge.colour}[{badge.text}]**")
        st.caption(overview.usually(total))
        figure = trend_charts.spark(total.history, theme=view.theme)
        plot(figure, alt=overview.spark_alt(total), key=f"spark_{total.measure.id}")


def _conversations(
    view: View, units: list[tuple[Reading, ...]], totals: list[Reading], found: talk.Conversations, *, judged: bool
) -> None:
    st.header(overview.START_HEADING, anchor=False)
    divisions = any(r.place.division not in ("", r.place.name) for r in units[0])
    if order := overview.by_chance(len(units[0]), len(units), found.expected_by_chance, divisions=divisions):
        st.caption(order)
    everywhere = {total.measure.id: total for total in totals}
    for group in GROUPS:
        _group(view, group, found.of(group), everywhere)
    if all(conversation.group == "watch" for conversation in found.found):
        st.markdown(overview.NOTHING if judged else overview.TOO_EARLY)


def _group(view: View, group: Group, found: tuple[Conversation, ...], everywhere: dict[str, Reading]) -> None:
    """Bad news stands open; good news does too while it is short; what may be chance is one click away."""
    if not found:
        return
    heading = overview.group_heading(group, len(found))
    if group == "watch" or (group == "better" and len(found) > MOST_OPEN):
        box: AbstractContextManager[object] = st.expander(heading)
    else:
        st.subheader(heading, anchor=False)
        box = nullcontext()
    with box:
        for conversation in found:
            _conversation(view, conversation, group, everywhere)


def _conversation(view: View, conversation: Conversation, group: Group, everywhere: dict[str, Reading]) -> None:
    name = for_markdown(states.place_name(conversation.place))
    label = choice.unit_labels(view.tree)[conversation.place.unit]
    with card():
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f"**{name}**  \n{overview.who(conversation)}", width="content")
            measure = measures.name_of(conversation.loudest.measure).short
            frame.link("unit", overview.opening(conversation.place), unit=label, measure=measure)
        st.markdown("  \n".join(_reason(reading, group, everywhere) for reading in conversation.reasons))


def _reason(reading: Reading, group: Group, everywhere: dict[str, Reading]) -> str:
    badge = _BADGE.get(group, states.badge)(reading)
    reason = overview.reason(reading, everywhere.get(reading.measure.id), level=group == "high")
    return f":{badge.colour}-badge[{badge.text}] {reason}"


def _biggest_strain(view: View) -> None:
    shares = strains.demand_shares(view.release)
    if not shares:
        st.caption(strain.NO_DEMANDS)
        return
    named = [(measures.demand(view.release.measures[f.measure]), f) for f in shares]
    bars = [row_charts.Bar(strain.bar_text(name, f), strains.edge(f)) for name, f in named]
    table = tables.frame(strain.BIGGEST_COLUMNS, strain.biggest_rows(named))
    show(Chart(row_charts.bars(bars, theme=view.theme), strain.biggest(named), table), key="strain")
