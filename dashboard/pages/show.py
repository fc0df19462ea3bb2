"""The one way a chart gets on a page: finding, what it shows, figure with alternative text, numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import tables
from dashboard.charts.style import Figure
from dashboard.wording import common
from dashboard.wording.common import Words
from dashboard.wording.plain import for_markdown

# The mode bar's buttons cannot be reached by keyboard, and dragging would catch a thumb that scrolls.
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with everything that must come with it."""

    figure: Figure
    words: Words
    table: pd.DataFrame


def show(chart: Chart, *, key: str, level: int = 2) -> None:
    """Draw `chart` under a heading of `level` 2 or 3; `key` is unique on the page."""
    heading(chart.words.title, level=level)
    if chart.words.subtitle:
        st.caption(for_markdown(chart.words.subtitle))
    plot(chart.figure, alt=chart.words.alt, key=key)
    numbers(chart.table, title=chart.words.title, key=key)


def heading(text: str, *, level: int = 2) -> None:
    """A heading that may hold names somebody else chose."""
    (st.header if level == 2 else st.subheader)(for_markdown(text), anchor=False)


def plot(figure: Figure, *, alt: str, key: str) -> None:
    """Only the figure, with its alternative text."""
    st.plotly_chart(figure, alt=alt, key=f"{key}_figure", theme=None, config=_CONFIG)


def numbers(table: pd.DataFrame, *, title: str, key: str) -> None:
    """The numbers behind a chart, one key press away, and as a file."""
    with st.expander(common.SHOW_TABLE, type="compact", icon=":material/table:"):
        st.table(verbatim(table), border="horizontal", alt=title)
        st.download_button(
            common.DOWNLOAD_CSV,
            data=tables.safe_csv(table),
            file_name=f"{tables.file_name(title)}.csv",
            mime="text/csv",
            key=f"{key}_csv",
            on_click="ignore",
            icon=":material/download:",
        )


def verbatim(table: pd.DataFrame) -> pd.DataFrame:
    """`table` for the screen, where cells are read as Markdown."""
    return table.rename(index=for_markdown).map(for_markdown)


@contextmanager
def card() -> Iterator[None]:
    """A bordered box."""
    with st.container(border=True):
        yield
