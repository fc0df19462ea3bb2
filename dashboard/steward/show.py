"""How the steward's pages show problems and reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from dashboard.steward import sentences, wording
from dashboard.terms import BadInputError, CheckFailedError, Problem
from dashboard.wording.plain import for_markdown


def problems(found: Sequence[Problem], *, title: str = wording.BAD_TITLE) -> None:
    """What is wrong, where, and how to mend it; each once, in the order of the rows."""
    distinct = sorted(dict.fromkeys(found), key=lambda problem: (problem.file, problem.row or 0))
    st.error(sentences.bad_files(distinct), title=title, icon=":material/error:")
    lines = [f"{number}. {sentences.problem_line(problem)}" for number, problem in enumerate(distinct, start=1)]
    st.markdown("\n".join(lines))


@contextmanager
def told(title: str = wording.REFUSED) -> Iterator[None]:
    """Show what went wrong inside the block, in words."""
    try:
        yield
    except BadInputError as error:
        problems(error.problems, title=title)
    except CheckFailedError as error:
        st.error(for_markdown(str(error)), title=title, icon=":material/error:")


def lines(texts: Sequence[str]) -> None:
    """A report, one sentence a line."""
    st.markdown("\n".join(f"- {for_markdown(text)}" for text in texts))
