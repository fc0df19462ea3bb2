"""Columns over the pulses, on 0-100 %."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts import style
from dashboard.charts.style import Figure, Theme


def columns(values: Sequence[float], *, theme: Theme, ticks: dict[int, str], line: float, said: str) -> Figure:
    """One column a pulse, and a dashed line at `line` with `said` on it."""
    figure = style.blank(theme, height=240)
    figure.add_bar(
        x=list(range(len(values))), y=list(values), marker={"color": style.MARK["usual"]}, width=0.6, hoverinfo="skip"
    )
    style.line(figure, [-0.6, len(values) - 0.4], [line, line], colour=style.TEXT[theme], width=1.3, dash="dash")
    style.label(figure, said, x=-0.5, y=100, side="top")
    figure.update_xaxes(range=[-0.6, len(values) - 0.4], tickvals=list(ticks), ticktext=list(ticks.values()))
    marks = [0, 50, 100]
    figure.update_yaxes(range=[0, 102], tickvals=marks, ticktext=[f"{mark}%" for mark in marks], showgrid=True)
    figure.update_layout(margin={"l": 48, "r": 4, "t": 8, "b": 46})
    return figure
