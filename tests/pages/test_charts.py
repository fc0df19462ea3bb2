"""Texts on charts keep clear of lines, marks and each other, whatever the numbers are."""

from __future__ import annotations

import re

import numpy as np
import pytest

from dashboard.charts import effects, rows, style, trend
from dashboard.charts.style import Figure, Tone
from dashboard.readings.reading import History

PHONE = 286
"""Pixels of plot at a screen of 320."""
GLYPH = 7
"""Pixels a character, as drawn at 15 px."""


def _history(values: list[float], *, lower: float, upper: float) -> History:
    count = len(values)
    usual: Tone = "usual"
    return History(
        pulses=tuple(f"2026-{at + 1:02}" for at in range(count)),
        value=np.array(values),
        respondents=np.full(count, 40.0),
        lower=np.full(count, lower),
        middle=np.full(count, (lower + upper) / 2),
        upper=np.full(count, upper),
        tones=(usual,) * count,
        provisional=False,
    )


def _usual_label(values: list[float], *, lower: float, upper: float) -> tuple[float, str]:
    history = _history(values, lower=lower, upper=upper)
    figure = trend.trend(history, theme="light", ticks={}, names=[], last="9", usual="Usual range", top=80)
    (label,) = [text for text in figure.layout.annotations if text.text == "Usual range"]
    return label.y, label.yanchor


def test_the_usual_range_is_named_where_no_point_lies() -> None:
    calm = [38.0] * 10
    assert _usual_label(calm, lower=30, upper=45) == (45, "bottom")
    assert _usual_label([*calm[:7], 55, 53, 52], lower=30, upper=45) == (30, "top")
    assert _usual_label([*calm[:7], 25, 24, 23], lower=30, upper=45) == (45, "bottom")


def test_the_usual_range_is_not_named_over_the_axis() -> None:
    assert _usual_label([10.0] * 7 + [30, 31, 32], lower=8, upper=15) == (15, "bottom")
    assert _usual_label([10.0] * 7 + [30, 31, 32], lower=8.1, upper=15) == (8.1, "top")


@pytest.mark.parametrize("shares", [(4, 66, 30), (4, 92, 4), (50, 4, 46), (92, 4, 4), (4, 4, 92)])
def test_the_three_texts_of_a_stack_never_meet(shares: tuple[float, float, float]) -> None:
    texts = ("<b>8% or less</b><br>shut down", "<b>8% or less</b><br>steady", "<b>30%</b><br>over-revved")
    figure = rows.stacks([rows.Stack("Ward", shares, texts)], theme="light")
    _, left, middle, right = figure.layout.annotations
    half = _pixels(middle.text) / 2
    centre = middle.x * PHONE / 100
    assert _pixels(left.text) <= centre - half
    assert centre + half <= PHONE - _pixels(right.text)


def _pixels(text: str) -> float:
    """About how wide the longest line is drawn."""
    return max(len(re.sub("<[^>]+>", "", line)) for line in text.split("<br>")) * GLYPH


def _effects(*texts: str) -> Figure:
    found = [effects.Effect(text, 1, -1, 3, "usual") for text in texts]
    return effects.effects(found, theme="light", less="Less", more="More", ticks={-1: "", 0: "", 1: ""})


def test_long_texts_of_effects_run_over_more_lines_and_rows_grow() -> None:
    one, two = _effects("<b>Short</b> one"), _effects("<b>Reflective rounds</b> cannot tell yet: fewer than 2 units")
    assert two.layout.annotations[0].text == "<b>Reflective rounds</b> cannot tell yet: fewer<br>than 2 units"
    assert two.layout.height == one.layout.height + style.LINE


@pytest.mark.parametrize(
    ("width", "lines"), [(8, ["<b>ab cd</b> ef"]), (7, ["<b>ab cd</b>", "ef"]), (1, ["<b>ab", "cd</b>", "ef"])]
)
def test_tags_do_not_count_as_characters(width: int, lines: list[str]) -> None:
    assert style.lines("<b>ab cd</b> ef", width=width) == lines


def test_the_names_under_the_first_row_have_room() -> None:
    found = [rows.Dot(name, 40, 35, 45, 42) for name in ("A", "B", "C")]
    figure = rows.dots(found, theme="light", here="This", there="All")
    first, second, third = (text.y for text in figure.layout.annotations if text.text in ("A", "B", "C"))
    assert second - first == pytest.approx(1 + rows.NAMES)
    assert third - second == pytest.approx(1)
