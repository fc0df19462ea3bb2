"""The steward's table of contents: this computer only, then the pages."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import settings as settings_room
from dashboard.pages import frame
from dashboard.steward import guard, importing, navigation, publishing, questionnaire_page, start, wording

settings = settings_room.from_environment()
frame.configure(wording.PRODUCT)
guard.this_computer_only()
guard.sweep_once(settings)
navigation.run(
    {
        "start": partial(start.page, settings),
        "import": partial(importing.page, settings),
        "publish": partial(publishing.page, settings),
        "questionnaire": partial(questionnaire_page.page, settings),
    }
)
st.caption(wording.FOOT)
