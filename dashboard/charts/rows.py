"""Charts made of rows, each with its label above it: bars, dots with a range, stacked shares. All on a 0-100 track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.style import Theme

ROW = 62
"""Pixels a row: the label's line and the mark below it."""
STACK = 84
NAMES = 0.3
"""Rows that the names of dot and tick take up under the first row."""
MIDDLE = (40, 60)
"""Where a stack's middle text may stand, so that it keeps clear of both ends on a phone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of the track; `text` stands above it and may hold <b>."""

    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with the range it could lie in, beside what it is compared with (nan: nothing)."""

    text: str
    value: float
    low: float
    high: float
    other: float


@dataclass(frozen=True, slots=True)
class Stack:
    """Three shares that add up to the whole; `texts` stand above them, from left to right."""

    text: str
    shares: tuple[float, float, float]
    texts: tuple[str, str, str]
    picked: bool = False


def bars(rows: Sequence[Bar], *, theme: Theme) -> go.Figure:
    """Shares as bars on a full track."""
    figure = _rows(len(rows), theme=theme, height=54)
    for place, row in enumerate(rows):
        _box(figure, 0, 100, place, style.BAND)
        _box(figure, 0, row.value, place, style.MARK["usual"])
        style.label(figure, row.text, x=0, y=place - 0.02, side="bottom")
    figure.update_xaxes(range=[0, 100], visible=False)
    return figure


def dots(rows: Sequence[Dot], *, theme: Theme, here: str, there: str) -> go.Figure:
    """A dot and the range it could lie in, with a tick for all units; the first row names dot and tick."""
    figure = _rows(len(rows), theme=theme, foot=26, more=NAMES)
    places = [place + NAMES * (place > 0) for place in range(len(rows))]
    for place, row in zip(places, rows, strict=True):
        y = place + 0.16
        style.line(figure, [row.low, row.high], [y, y], colour="rgba(123,133,140,.5)", width=7)
        if row.other == row.other:
            style.line(figure, [row.other, row.other], [y - 0.15, y + 0.15], colour=style.TEXT[theme], width=3)
        style.label(figure, row.text, x=0, y=place + 0.02, side="bottom")
    figure.add_scatter(
        x=[row.value for row in rows],
        y=[place + 0.16 for place in places],
        mode="markers",
        marker={"size": 13, "color": style.PICKED, "opacity": 1},
        text=[row.text for row in rows],
        hovertemplate="%{text}<extra></extra>",
    )
    if rows:
        _name_dot_and_tick(figure, rows[0], here=here, there=there)
    figure.update_xaxes(range=[0, 100], tickvals=[20, 40, 60, 80], showgrid=True)
    return figure


def stacks(rows: Sequence[Stack], *, theme: Theme) -> go.Figure:
    """Three shares a row; both ends start at an edge, so that both can be compared."""
    lines = max((text.count("<br>") + 1 for row in rows[:1] for text in row.texts), default=1)
    figure = _rows(len(rows), theme=theme, height=STACK)
    for place, row in enumerate(rows):
        colour = style.PICKED if row.picked else style.MARK["usual"]
        first, middle, last = row.shares
        end = first + middle
        _box(figure, first, end, place, style.BAND)
        _box(figure, 0, first, place, colour)
        _box(figure, end, end + last, place, colour)
        above = style.LINE * (1 if place else lines)
        style.label(figure, row.text, x=0, y=place, side="bottom", yshift=above)
        centre = min(max(first + middle / 2, MIDDLE[0]), MIDDLE[1])
        for text, x, anchor in zip(row.texts, (0.0, centre, 100.0), ("left", "center", "right"), strict=True):
            style.label(figure, text, x=x, y=place, anchor=anchor, side="bottom", align=anchor)
    figure.update_xaxes(range=[0, 100], visible=False)
    more = style.LINE * (lines - 1)
    figure.update_layout(height=figure.layout.height + more)
    figure.update_yaxes(range=[len(rows) - 0.55, -0.6 - more / STACK])
    return figure


def _rows(count: int, *, theme: Theme, height: int = ROW, foot: int = 4, more: float = 0) -> go.Figure:
    figure = style.blank(theme, height=round((count + more) * height) + foot + 8)
    figure.update_yaxes(range=[count + more - 0.55, -0.55], visible=False)
    figure.update_layout(margin={"l": 2, "r": 2, "t": 4, "b": foot})
    return figure


def _box(figure: go.Figure, start: float, end: float, place: int, colour: str) -> None:
    figure.add_shape(
        type="rect",
        x0=start,
        x1=end,
        y0=place + 0.02,
        y1=place + 0.36,
        fillcolor=colour,
        line={"width": 0},
        layer="below",
    )


def _name_dot_and_tick(figure: go.Figure, row: Dot, *, here: str, there: str) -> None:
    """Two names on one line, moved apart to either side when dot and tick are close."""
    apart = row.other == row.other
    right = row.value >= (row.other if apart else 0)
    style.label(figure, here, x=row.value, y=0.36, anchor=_anchor(row.value, right=right), side="top")
    if apart:
        style.label(figure, there, x=row.other, y=0.36, anchor=_anchor(row.other, right=not right), side="top")


def _anchor(x: float, *, right: bool) -> str:
    if right:
        return "left" if x < 70 else "center" if x < 88 else "right"
    return "right" if x > 25 else "left"
