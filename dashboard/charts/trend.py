"""Lines over the pulses: the trend with its usual range, and the small one on a card."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.style import Theme
from dashboard.readings.reading import History

SPARK_SPAN = 12
"""All small charts span as many points, so that they can be compared."""
LABEL_SHARE = 0.8
"""Share of the pulses that the usual range's label stands over, on a phone."""
ROOM = 0.1
"""Share of the axis that must be free below the usual range for its label to stand there."""


def trend(
    history: History,
    *,
    theme: Theme,
    ticks: dict[int, str],
    names: Sequence[str],
    last: str,
    usual: str,
    top: int = 100,
    notes: Sequence[tuple[int, str]] = (),
    height: int = 400,
) -> go.Figure:
    """One line with its usual range, signals as orange diamonds and blue squares.

    `ticks` are the labels under positions 0..T-1, `names` those of all pulses (for the pointer);
    `last` and `usual` label the last point and the usual range; `notes` are (position, text) of what happened;
    `top` ends the value axis, the same for every unit of a measure.
    """
    figure = style.blank(theme, height=height)
    x = list(range(len(history.pulses)))
    _usual_range(figure, history, x)
    style.line(figure, x, list(history.value))
    _points(figure, history, x, names=names, size=9)
    for position, text in notes:
        _note(figure, position, text, of=len(x))
    _labels(figure, history, theme, last=last, usual=usual, top=top)
    figure.update_xaxes(range=[-0.6, len(x) - 0.4], tickvals=list(ticks), ticktext=list(ticks.values()))
    figure.update_yaxes(style.score_axis(theme, top=top))
    figure.update_layout(margin={"l": 34, "r": 50, "t": 10, "b": 46})
    return figure


def spark(history: History, *, theme: Theme) -> go.Figure:
    """The trend without words, for a card: line, usual range, last point."""
    figure = style.blank(theme, height=76)
    x = list(range(len(history.pulses)))
    _usual_range(figure, history, x, middle=False)
    style.line(figure, x, list(history.value))
    last = history.tones[-1]
    figure.add_scatter(
        x=x[-1:],
        y=history.value[-1:].tolist(),
        mode="markers",
        marker={"size": 11, "color": style.MARK[last], "symbol": style.SYMBOL[last], "opacity": 1},
        cliponaxis=False,
        hoverinfo="skip",
    )
    centre = float(np.nanmedian(history.value)) if x else 50.0
    low = min(max(centre - SPARK_SPAN / 2, 0), 100 - SPARK_SPAN)
    figure.update_xaxes(range=[-0.5, len(x) + len(x) * 0.04], showticklabels=False)
    figure.update_yaxes(range=[low, low + SPARK_SPAN], showticklabels=False)
    figure.update_layout(margin={"l": 0, "r": 10, "t": 6, "b": 6})
    return figure


def small_trend(history: History, *, theme: Theme, ticks: dict[int, str], names: Sequence[str], top: int) -> go.Figure:
    """One of many trends on the same scale: no labels but the axes."""
    figure = style.blank(theme, height=150)
    x = list(range(len(history.pulses)))
    _usual_range(figure, history, x)
    style.line(figure, x, list(history.value))
    _points(figure, history, x, names=names, size=7)
    figure.update_xaxes(range=[-0.8, len(x) - 0.2], tickvals=list(ticks), ticktext=list(ticks.values()))
    figure.update_yaxes(style.score_axis(theme, top=top))
    figure.update_layout(margin={"l": 34, "r": 8, "t": 8, "b": 42})
    return figure


def _usual_range(figure: go.Figure, history: History, x: Sequence[int], *, middle: bool = True) -> None:
    colour = style.MARK["usual"]
    style.line(figure, x, list(history.lower), width=1.3, dash="dash")
    style.line(figure, x, list(history.upper), width=1.3, dash="dash", fill=True)
    if middle:
        style.line(figure, x, list(history.middle), colour=colour, width=1.5)


def _points(figure: go.Figure, history: History, x: Sequence[int], *, names: Sequence[str], size: int) -> None:
    figure.add_scatter(
        x=list(x),
        y=list(history.value),
        mode="markers",
        marker={
            "size": [size if tone == "usual" else size + 4 for tone in history.tones],
            "color": [style.MARK[tone] for tone in history.tones],
            "symbol": [style.SYMBOL[tone] for tone in history.tones],
            "opacity": 1,
        },
        cliponaxis=False,
        text=list(names),
        hovertemplate="%{text}<extra></extra>",
    )


def _note(figure: go.Figure, position: int, text: str, *, of: int) -> None:
    figure.add_vline(x=position, line={"color": style.PICKED, "width": 2, "dash": "dot"})
    late = position > of * 0.6
    style.label(
        figure,
        text,
        x=position,
        y=1,
        yref="paper",
        align="left",
        anchor="right" if late else "left",
        side="top",
        xshift=-6 if late else 6,
    )


def _labels(figure: go.Figure, history: History, theme: Theme, *, last: str, usual: str, top: int) -> None:
    end = len(history.value) - 1
    if end < 0 or np.isnan(history.value[end]):
        return
    big = {"size": 19, "color": style.TEXT[theme]}
    style.label(figure, f"<b>{last}</b>", x=end, y=history.value[end], xshift=14, font=big)
    if np.isfinite(history.upper).any():
        place, above = _clear_place(history, top)
        limit, side = (history.upper, "bottom") if above else (history.lower, "top")
        style.label(figure, usual, x=place, y=limit[place], side=side, xshift=-4)


def _clear_place(history: History, top: int) -> tuple[int, bool]:
    """Where the usual range can be named without covering a point: far left, and over (True) or under it."""
    width = max(1, round(len(history.value) * LABEL_SHARE))
    limits = np.isfinite(history.upper)
    starts = [at for at in range(max(1, len(limits) - width)) if limits[at]] or [int(limits.argmax())]
    over = np.nan_to_num(history.value - history.upper, nan=-1.0) > -1
    under = np.nan_to_num(history.lower - history.value, nan=-1.0) > -1
    places = [(int(over[at : at + width].sum()), False, at) for at in starts]
    places += [(int(under[at : at + width].sum()), True, at) for at in starts if history.lower[at] > top * ROOM]
    _, below, place = min(places)
    return place, not below
