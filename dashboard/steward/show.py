"""How the steward's pages show problems and reports."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.steward import wording
from dashboard.terms import Problem


def problems(found: Sequence[Problem], *, title: str = wording.BAD_TITLE) -> None:
    """What is wrong, where, and how to mend it; each once, in the order it was found."""
    distinct = list(dict.fromkeys(found))
    st.error(wording.bad_files(distinct), title=title, icon=":material/error:")
    lines = [f"{number}. {wording.problem_line(problem)}" for number, problem in enumerate(distinct, start=1)]
    st.markdown("\n".join(lines))


def lines(texts: Sequence[str]) -> None:
    """A report, one sentence a line."""
    st.markdown("\n".join(f"- {wording.plain(text)}" for text in texts))
