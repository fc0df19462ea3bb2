"""The numbers behind each chart as frames for `st.table` and as CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


def frame(header: Sequence[str], rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Rows of text under `header`; the first cell of each row becomes its row header."""
    index = pd.Index([row[0] for row in rows], name=header[0], dtype=object)
    return pd.DataFrame([list(row[1:]) for row in rows], index=index, columns=list(header[1:]), dtype=object)


def safe_csv(table: pd.DataFrame) -> str:
    """`table` with its row headers as CSV; a cell that could start a formula is marked as text."""
    whole = table.reset_index()
    whole.columns = pd.Index([harmless(str(name)) for name in whole.columns])
    return str(whole.map(harmless).to_csv(index=False))


def harmless(cell: object) -> object:
    """`cell`, with a leading apostrophe if a spreadsheet would run it; plain numbers stay as they are."""
    if isinstance(cell, str) and cell.startswith(FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def file_name(title: str) -> str:
    """A plain file name made of `title`, without an ending."""
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:60] or "numbers"
