"""Charts about training: what each programme is linked to, and how units moved before and after their start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, isfinite

from dashboard.charts import style
from dashboard.charts.style import Figure, Theme, Tone

ROW = 66
WIDTH = 42
"""Characters a line above a row, so that it can be read on a phone."""
LEAST_SPAN = 10
MARK_Y = 0.2


@dataclass(frozen=True, slots=True)
class Effect:
    """A programme: what stands above its row, its change in points and the range it could be (nan: nothing)."""

    text: str
    value: float
    low: float
    high: float
    tone: Tone


def effects(rows: Sequence[Effect], *, theme: Theme, less: str, more: str, ticks: dict[int, str]) -> Figure:
    """A point and a bar a programme, around no change; `less` and `more` name the two sides."""
    texts = [style.lines(row.text, width=WIDTH) for row in rows]
    below = list(accumulate((1 + (len(text) - 1) * style.LINE / ROW for text in texts), initial=0))
    figure = style.blank(theme, height=round(below[-1] * ROW) + 84)
    reach = span(rows)
    for bottom, text, row in zip(below[1:], texts, rows, strict=True):
        y = bottom - 1 + MARK_Y
        style.label(figure, "<br>".join(text), x=-reach, y=bottom - 1.02, side="bottom", align="left")
        style.line(figure, [0, 0], [y - 0.2, y + 0.2], colour=style.TEXT[theme], width=2)
        if isfinite(row.value):
            style.line(figure, [row.low, row.high], [y, y], colour=style.MARK[row.tone], width=6)
            marker = {"size": 15, "color": style.MARK[row.tone], "symbol": style.SYMBOL[row.tone], "opacity": 1}
            figure.add_scatter(x=[row.value], y=[y], mode="markers", marker=marker, hoverinfo="skip")
    for side, anchor, shift in ((less, "right", -8), (more, "left", 8)):
        style.label(figure, side, x=0, y=1, yref="paper", anchor=anchor, side="top", xshift=shift)
    places = {-reach / 2: ticks[-1], 0: ticks[0], reach / 2: ticks[1]}
    figure.update_xaxes(range=[-reach, reach], tickvals=list(places), ticktext=list(places.values()))
    figure.update_yaxes(range=[below[-1] - 0.5, -0.95], visible=False)
    figure.update_layout(margin={"l": 2, "r": 2, "t": 4, "b": 46})
    return figure


def span(rows: Sequence[Effect]) -> int:
    """Points to either side of no change: enough for every range, and never so few that chance looks big."""
    ends = [abs(end) for row in rows for end in (row.low, row.high) if isfinite(end)]
    return max(LEAST_SPAN, 2 * ceil(max(ends, default=0) * 1.1 / 2))


def before_after(
    offsets: Sequence[int],
    trained: Sequence[float],
    expected: Sequence[float],
    *,
    theme: Theme,
    top: int,
    start: str,
    ends: tuple[str, str],
    across: str,
) -> Figure:
    """Units with training (violet) and what they would have shown without (grey, dashed), by pulses from the start."""
    figure = style.blank(theme, height=320)
    figure.add_vline(x=0, line={"color": style.PICKED, "width": 2, "dash": "dot"})
    style.label(figure, start, x=0, y=1, yref="paper", side="top", xshift=6)
    style.line(figure, offsets, expected, dash="dash", width=2.5)
    style.line(figure, offsets, trained, colour=style.PICKED, width=3)
    figure.add_scatter(
        x=list(offsets), y=list(trained), mode="markers", marker={"size": 9, "color": style.PICKED}, hoverinfo="skip"
    )
    high = trained[-1] >= expected[-1]
    for text, value, up in ((ends[0], trained[-1], high), (ends[1], expected[-1], not high)):
        style.label(figure, text, x=offsets[-1], y=value, xshift=10, yshift=14 if up else -14, align="left")
    figure.update_xaxes(
        range=[offsets[0] - 0.5, offsets[-1] + 0.3],
        dtick=4,
        tick0=0,
        title={"text": across, "font": {"size": style.TEXT_SIZE}},
    )
    figure.update_yaxes(style.score_axis(theme, top=top))
    figure.update_layout(margin={"l": 34, "r": 120, "t": 8, "b": 54})
    return figure
