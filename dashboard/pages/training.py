"""Training: is it reaching staff, and does it help?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import tables
from dashboard.charts import effects as effect_charts
from dashboard.charts import rows as row_charts
from dashboard.charts.style import Tone
from dashboard.pages import choice, frame
from dashboard.pages.context import View
from dashboard.pages.show import Chart, card, show
from dashboard.readings import strains, trends
from dashboard.readings import training as readings
from dashboard.statistics.training_effect import Effect
from dashboard.terms import PublishedMeasure
from dashboard.wording import data as data_words
from dashboard.wording import measures, unit
from dashboard.wording import training as words
from dashboard.wording.plain import period


def page(view: View) -> None:
    """Draw the page."""
    frame.heading("training", view)
    by_measure = readings.effects(view.release)
    offered = [m for m in view.release.measures.values() if m.id in by_measure]
    chosen = _measure(offered) if len(offered) > 1 else next(iter(by_measure), "")
    left, right = st.columns(2, gap="large")
    with left:
        _uptake(view)
    with right:
        if not chosen:
            st.header(words.NO_EFFECTS, anchor=False)
            return
        _effects(view, by_measure[chosen], view.release.measures[chosen])
    left, right = st.columns([1.9, 1], gap="medium")
    with left:
        _before_after(view, by_measure[chosen], view.release.measures[chosen])
    with right, card():
        st.subheader(words.HOW_SURE_HEADING, anchor=False)
        st.markdown(words.HOW_SURE)
        frame.link("data", words.HOW_WORKED_OUT, tab=data_words.TABS["method"])


def _measure(offered: Sequence[PublishedMeasure]) -> str:
    """The measure to show: a list, since as many buttons as there are demands fill a telephone."""
    names = {m.id: measures.name_of(m).full for m in offered}
    return st.selectbox(
        unit.MEASURE, list(names), format_func=names.__getitem__, key="measure", bind="query-params", width=340
    )


def _uptake(view: View) -> None:
    found = readings.uptake(view.release)
    if not found:
        st.header(words.NO_UPTAKE, anchor=False)
        return
    bars = [row_charts.Bar(words.bar(f), strains.edge(f)) for f in found]
    said = words.uptake(found, register=readings.is_register(found[0]))
    table = tables.frame(words.UPTAKE_COLUMNS, words.uptake_rows(found))
    show(Chart(row_charts.bars(bars, theme=view.theme), said, table), key="uptake")


def _effects(view: View, effects: Mapping[str, Effect], measure: PublishedMeasure) -> None:
    found = list(effects.items())
    rows = [_row(name, effect) for name, effect in found]
    less, more = words.sides(measure)
    ticks = words.effect_ticks(effect_charts.span(rows))
    figure = effect_charts.effects(rows, theme=view.theme, less=less, more=more, ticks=ticks)
    table = tables.frame(words.EFFECT_COLUMNS, words.effect_rows(found))
    show(Chart(figure, words.effects(found, measure), table), key="effects")


def _row(name: str, effect: Effect) -> effect_charts.Effect:
    tone: Tone = "better" if effect.verdict in words.GOOD else "worse" if effect.verdict == "may_strain" else "usual"
    ends = (effect.effect, effect.low, effect.high)
    value, low, high = (float("nan") if end is None else end for end in ends)
    return effect_charts.Effect(words.effect_text(name, effect), value, low, high, tone)


def _before_after(view: View, effects: Mapping[str, Effect], measure: PublishedMeasure) -> None:
    offered = {name: words.programme(name) for name, effect in effects.items() if readings.drawn(effect)}
    if not offered:
        return
    name = choice.one_of(words.PROGRAMME, offered, key="programme")
    effect, step = effects[name], period([pulse.id for pulse in view.release.pulses])
    figure = effect_charts.before_after(
        [s.offset for s in effect.steps],
        [s.trained for s in effect.steps],
        [s.expected for s in effect.steps],
        theme=view.theme,
        top=trends.top(view.release, measure.id),
        start=words.start_label(name),
        ends=words.end_labels(effect.steps[-1]),
        across=words.across(step),
    )
    table = tables.frame(words.STEP_COLUMNS, words.step_rows(effect))
    show(Chart(figure, words.before_after(name, effect, measure, step), table), key="steps")
