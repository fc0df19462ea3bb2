"""The trend as a drawing for paper: plain SVG that prints, needs no script, and fits into one page with the words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import isfinite

from dashboard.charts import style
from dashboard.readings.reading import History

WIDTH, HEIGHT = 720, 250
LEFT, RIGHT, TOP, BOTTOM = 36, 60, 10, 34
INK, PALE = "#2B373D", "#DDE2E4"


class _Plane:
    """Where a pulse and a score lie on the paper."""

    def __init__(self, *, pulses: int, top: int) -> None:
        self.step = (WIDTH - LEFT - RIGHT) / max(pulses - 1, 1)
        self.top = top

    def x(self, pulse: int) -> float:
        return round(LEFT + pulse * self.step, 1)

    def y(self, score: float) -> float:
        return round(HEIGHT - BOTTOM - score / self.top * (HEIGHT - BOTTOM - TOP), 1)

    def path(self, scores: Sequence[float]) -> str:
        points = ((self.x(at), self.y(score)) for at, score in enumerate(scores) if isfinite(score))
        return " ".join(f"{x},{y}" for x, y in points)


def trend(history: History, *, last: str, usual: str, ticks: dict[int, str], top: int, font: str) -> str:
    """The trend of My unit as SVG, 720 by 250; all text is passed in and escaped here."""
    plane = _Plane(pulses=len(history.pulses), top=top)
    parts = [*_grid(plane), *_ticks(plane, ticks), *_usual(plane, history, usual)]
    parts.append(_line(plane.path(history.value.tolist()), width=2))
    marks = zip(history.value.tolist(), history.tones, strict=True)
    parts += [_mark(plane.x(at), plane.y(score), tone) for at, (score, tone) in enumerate(marks) if isfinite(score)]
    end = history.value[-1]
    if isfinite(end):
        x, y = plane.x(len(history.pulses) - 1), plane.y(float(end))
        parts.append(_text(last, x + 12, y + 7, size=20, weight="bold"))
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{escape(font)}">{"".join(parts)}</svg>'


def _grid(plane: _Plane) -> list[str]:
    parts = []
    for score in range(0, plane.top + 1, 20):
        y = plane.y(score)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="{PALE}"/>')
        parts.append(_text(str(score), LEFT - 8, y + 5, anchor="end"))
    return parts


def _ticks(plane: _Plane, ticks: dict[int, str]) -> list[str]:
    return [_text(label.replace("<br>", " "), plane.x(at), HEIGHT - 10, anchor="middle") for at, label in ticks.items()]


def _usual(plane: _Plane, history: History, label: str) -> list[str]:
    low, high = history.lower.tolist(), history.upper.tolist()
    if not any(map(isfinite, high)):
        return []
    there, back = plane.path(high).split(), plane.path(low).split()[::-1]
    first = next(at for at, score in enumerate(high) if isfinite(score))
    return [
        f'<polygon points="{" ".join(there + back)}" fill="#7B858C" fill-opacity=".15"/>',
        _line(" ".join(there), dash=True),
        _line(" ".join(back), dash=True),
        _line(plane.path(history.middle.tolist())),
        _text(label, plane.x(first) + 4, plane.y(high[first]) - 6),
    ]


def _line(points: str, *, width: float = 1, dash: bool = False) -> str:
    dashed = ' stroke-dasharray="6 5"' if dash else ""
    return f'<polyline points="{points}" fill="none" stroke="{style.MARK["usual"]}" stroke-width="{width}"{dashed}/>'


def _mark(x: float, y: float, tone: style.Tone) -> str:
    colour = style.MARK[tone]
    if tone == "usual":
        return f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>'
    if tone == "better":
        return f'<rect x="{x - 5.5}" y="{y - 5.5}" width="11" height="11" fill="{colour}"/>'
    corners = f"{x},{y - 8} {x + 8},{y} {x},{y + 8} {x - 8},{y}"
    return f'<polygon points="{corners}" fill="{colour}"/>'


def _text(text: str, x: float, y: float, *, anchor: str = "start", size: int = 14, weight: str = "normal") -> str:
    look = f'font-size="{size}" font-weight="{weight}" fill="{INK}" text-anchor="{anchor}"'
    return f'<text x="{x}" y="{y}" {look}>{escape(text)}</text>'
