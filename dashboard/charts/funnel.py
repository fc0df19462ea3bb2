"""The funnel: every unit by how many answered, with how far chance alone would carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.charts import style
from dashboard.charts.style import Figure, Theme, Tone
from dashboard.statistics.funnel import ALARM, WARNING, Funnel

FEWEST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Dot:
    """A unit: its answers and score, whether it lies outside, its name (drawn if `named`), what the pointer says."""

    n: float
    value: float
    tone: Tone
    name: str
    said: str
    named: bool
    picked: bool


def funnel(
    dots: Sequence[Dot], limits: Funnel, *, theme: Theme, top: int, everywhere: str, edge: str, across: str
) -> Figure:
    """Units in their funnel; `everywhere`, `edge` and `across` name the middle, the outer line and the x-axis."""
    figure = style.blank(theme, height=430)
    widest = max((dot.n for dot in dots), default=50) * 1.12
    if np.isfinite(limits.tau):
        crowded = [dot.value > limits.center for dot in dots if dot.named]
        _limits(figure, limits, widest, everywhere=everywhere, edge=edge, above=2 * sum(crowded) < len(crowded))
    for dot in dots:
        if dot.picked:
            ring = {"size": 24, "color": "rgba(0,0,0,0)", "line": {"color": style.PICKED, "width": 3}}
            figure.add_scatter(x=[dot.n], y=[dot.value], mode="markers", marker=ring, hoverinfo="skip")
        if dot.named:
            _name(figure, dot, above=dot.value >= limits.center, far=dot.n > widest * 0.75)
    figure.add_scatter(
        x=[dot.n for dot in dots],
        y=[dot.value for dot in dots],
        mode="markers",
        marker={
            "size": [10 if dot.tone == "usual" else 14 for dot in dots],
            "color": [style.MARK[dot.tone] for dot in dots],
            "symbol": [style.SYMBOL[dot.tone] for dot in dots],
            "opacity": 1,
        },
        text=[dot.said for dot in dots],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
    title = {"text": across, "standoff": 6, "font": {"size": style.TEXT_SIZE}}
    figure.update_xaxes(range=[0, widest], nticks=6, title=title)
    figure.update_yaxes(style.score_axis(theme, top=top))
    figure.update_layout(margin={"l": 34, "r": 8, "t": 10, "b": 54})
    return figure


def _name(figure: Figure, dot: Dot, *, above: bool, far: bool) -> None:
    """Write a dot's name on the side away from the middle line, and inwards where the plot ends."""
    away = 15 if dot.picked else 9
    anchor, shift = ("right", 24) if far else ("center", 0)
    side, lift = ("bottom", away) if above else ("top", -away)
    style.label(figure, dot.name, x=dot.n, y=dot.value, anchor=anchor, side=side, xshift=shift, yshift=lift)


def _limits(figure: Figure, limits: Funnel, widest: float, *, everywhere: str, edge: str, above: bool) -> None:
    n = np.linspace(FEWEST_SHOWN, widest, 60)
    outer, inner = limits.limits(n, confidence=ALARM), limits.limits(n, confidence=WARNING)
    style.line(figure, n.tolist(), outer.low.tolist(), width=1.5)
    style.line(figure, n.tolist(), outer.high.tolist(), width=1.5, fill=True)
    for end in (inner.low, inner.high):
        style.line(figure, n.tolist(), end.tolist(), width=1, dash="dash")
    style.line(figure, [0, widest], [limits.center] * 2, width=1.5)
    style.label(figure, everywhere, x=widest, y=limits.center, anchor="right", side="top")
    middle, line = widest / 2, outer.high if above else outer.low
    side, lift = ("bottom", 4) if above else ("top", -28)  # below: under the names of dots that lie outside there
    style.label(figure, edge, x=middle, y=float(line[len(n) // 2]), anchor="center", side=side, yshift=lift)
