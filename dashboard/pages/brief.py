"""The one-page brief as a file to print or send, made only of what is on the screen; and the conversation guide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

import orjson
import streamlit as st
import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard import tables
from dashboard.charts import paper
from dashboard.pages.context import View
from dashboard.readings import trends
from dashboard.readings.reading import Reading
from dashboard.wording import brief as words
from dashboard.wording import states, unit
from dashboard.wording.strain import Pair

FOLDER = Path(__file__).parent
SCREEN_FONT = "Source Sans, Arial, sans-serif"
PAPER_FONT = "Libertinus Serif"  # comes with typst; a font of the machine might not be there
_HTML = Environment(loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, autoescape=True, trim_blocks=True)


def offer(view: View, reading: Reading, pairs: Sequence[Pair]) -> None:
    """The buttons under the next steps."""
    name = tables.file_name(f"{states.place_name(reading.place)} {view.pulse.id}")
    with st.container(horizontal=True, gap="small"):
        if st.button(words.TALK_BUTTON, icon=":material/forum:"):
            talk(reading, view.settings.support)
        for label, ending, mime, make in (
            (words.BUTTON, "pdf", "application/pdf", as_pdf),
            (words.BUTTON_WEB, "html", "text/html", as_html),
        ):
            st.download_button(
                label,
                data=partial(make, view, reading, pairs),
                file_name=f"{name}.{ending}",
                mime=mime,
                on_click="ignore",
                icon=":material/print:",
            )


@st.dialog(words.TALK_TITLE, width="large", icon=":material/forum:")
def talk(reading: Reading, support: str) -> None:
    """What to say and what to leave."""
    st.markdown(words.guide(reading, support))


def as_html(view: View, reading: Reading, pairs: Sequence[Pair]) -> bytes:
    """A web page in one file, that needs nothing from anywhere."""
    drawing = Markup(_drawing(view, reading, font=SCREEN_FONT))  # noqa: S704 - every text in it was escaped when drawn
    return (
        _HTML.get_template("brief.html")
        .render(brief=_brief(view, reading, pairs), drawing=drawing, words=words)
        .encode()
    )


def as_pdf(view: View, reading: Reading, pairs: Sequence[Pair]) -> bytes:
    """One A4 page, tagged so that it can be read aloud."""
    given = {
        "brief": asdict(_brief(view, reading, pairs)),
        "drawing": _drawing(view, reading, font=PAPER_FONT),
        "words": {
            "strain": words.STRAIN_HEADING,
            "note": words.SCORE_NOTE,
            "talk": words.TALK_HEADING,
            "please": words.PLEASE,
            "agreed": words.AGREED_HEADING,
            "lines": words.AGREED,
        },
    }
    inputs = {"given": orjson.dumps(given).decode()}
    return bytes(typst.compile(FOLDER / "brief.typ", format="pdf", sys_inputs=inputs, pdf_standards="ua-1"))


def _brief(view: View, reading: Reading, pairs: Sequence[Pair]) -> words.Brief:
    return words.brief(
        reading,
        trends.of_everyone(view.release, reading.measure.id),
        pairs,
        is_sample=view.is_sample,
        k=view.k,
        has_keys=view.pulse.has_keys,
        support=view.settings.support,
    )


def _drawing(view: View, reading: Reading, *, font: str) -> str:
    return paper.trend(
        reading.history,
        last=states.score(reading),
        usual=unit.usual_label(reading),
        ticks=unit.ticks(reading.history.pulses),
        top=trends.top(view.release, reading.measure.id),
        font=font,
    )
