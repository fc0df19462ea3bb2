"""How every chart looks: colours with one job each, our own template for light and dark, direct labels, no legend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import plotly.graph_objects as go

Figure = go.Figure
Theme = Literal["light", "dark"]
Tone = Literal["worse", "better", "usual"]

# One job a colour (SPEC 10): these four read on white and on dark, and stay apart for colour-blind readers.
MARK: dict[Tone, str] = {"worse": "#CC5500", "better": "#1F78C8", "usual": "#7B858C"}
PICKED = "#7A6FC0"
BAND = "rgba(123,133,140,.15)"
SYMBOL: dict[Tone, str] = {"worse": "diamond", "better": "square", "usual": "circle"}

TEXT: dict[Theme, str] = {"light": "#2B373D", "dark": "#DCE3E6"}
PAGE: dict[Theme, str] = {"light": "#FFFFFF", "dark": "#12191E"}
GRID: dict[Theme, str] = {"light": "#E1E6E8", "dark": "#2C373D"}
FONT = '"Source Sans", sans-serif'
TEXT_SIZE = 15
LINE = 20
"""Pixels from one line of text to the next."""
_TAG = re.compile(r"<[^>]+>")


def _axis(theme: Theme) -> dict[str, object]:
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
        "gridcolor": GRID[theme],
        "automargin": False,
        "ticklabelstandoff": 4,
    }


def _template(theme: Theme) -> go.layout.Template:
    layout = go.Layout(
        font={"family": FONT, "size": TEXT_SIZE, "color": TEXT[theme]},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        hovermode="closest",
        hoverlabel={"bgcolor": PAGE[theme], "font": {"color": TEXT[theme], "size": TEXT_SIZE}},
        dragmode=False,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis=_axis(theme),
        yaxis=_axis(theme),
    )
    return go.layout.Template(layout=layout)


# Importing Streamlit sets a template whose colours only its own page can resolve, so every figure names ours.
TEMPLATE: dict[Theme, go.layout.Template] = {"light": _template("light"), "dark": _template("dark")}


def blank(theme: Theme, *, height: int) -> go.Figure:
    """An empty figure in our template."""
    return go.Figure(layout=go.Layout(template=TEMPLATE[theme], height=height))


def score_axis(theme: Theme, *, top: int = 100, step: int = 20) -> dict[str, object]:
    """A value axis from 0, with light grid lines."""
    ticks = list(range(0, top + 1, step))
    return {"range": [0, top + top * 0.02], "tickvals": ticks, "showgrid": True, "gridcolor": GRID[theme]}


def label(
    figure: go.Figure, text: str, *, x: object, y: object, anchor: str = "left", side: str = "middle", **more: object
) -> None:
    """Write `text` beside a mark; `more` goes to the annotation."""
    given: dict[str, object] = {"xref": "x", "yref": "y"} | more
    figure.add_annotation(text=text, x=x, y=y, xanchor=anchor, yanchor=side, showarrow=False, **given)


def lines(text: str, *, width: int) -> list[str]:
    """`text` in lines of at most `width` characters; tags do not count, and a longer word stays whole."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and len(_TAG.sub("", longer)) > width:
            found.append(word)
        else:
            found[-1:] = [longer]
    return found


def line(
    figure: go.Figure,
    x: Sequence[object],
    y: Sequence[float],
    *,
    colour: str = MARK["usual"],
    width: float = 2,
    dash: str | None = None,
    fill: bool = False,
) -> None:
    """A plain line that does not answer to the pointer; with `fill`, the area to the line before it is shaded."""
    figure.add_scatter(
        x=list(x),
        y=list(y),
        mode="lines",
        line={"color": colour, "width": width, "dash": dash},
        fill="tonexty" if fill else None,
        fillcolor=BAND if fill else None,
        hoverinfo="skip",
    )
