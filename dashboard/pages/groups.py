"""The part of Compare that shows roles and training status: of the organisation, or of chosen divisions."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import tables
from dashboard.charts import rows as row_charts
from dashboard.pages import choice
from dashboard.pages.context import View
from dashboard.pages.show import Chart, show
from dashboard.readings import groups, trends
from dashboard.readings.groups import Breakdown
from dashboard.terms import PublishedMeasure, Unit
from dashboard.wording import groups as words


def draw(view: View, measure: PublishedMeasure, divisions: Sequence[str]) -> None:
    """A chart for each chosen division, or one for the organisation."""
    offered = groups.published(view.release, measure.id)
    breakdown = choice.one_of(words.BREAKDOWN, {kind: words.NAMES[kind] for kind in offered}, key="groups")
    chosen = [unit for unit in view.tree.units if unit.depth == 1 and unit.name in divisions] or [view.tree.root]
    if breakdown == "training":
        st.caption(words.TRAINING_NOTE)
    with st.grid(2, min_column_width=320, gap="large"):
        for place in chosen:
            with st.container():
                _place(view, measure, "role" if breakdown == "role" else "training", place)


def _place(view: View, measure: PublishedMeasure, breakdown: Breakdown, place: Unit) -> None:
    found = groups.groups(view.release, measure.id, breakdown, place.id)
    everybody = trends.of_unit(view.release, measure.id, place.id)
    if not found or everybody is None:
        st.caption(words.nothing(place.name))
        return
    dots = [row_charts.Dot(words.text(g), g.value, *g.could_be, everybody.value) for g in found]
    figure = row_charts.dots(dots, theme=view.theme, here=words.GROUP, there=words.EVERYBODY)
    said = words.words(found, measure, place=place.name, everybody=everybody.value, pulse=view.pulse.id)
    show(Chart(figure, said, tables.frame(words.COLUMNS, words.rows(found))), key=f"groups_{place.id}")
