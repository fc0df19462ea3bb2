"""The web app's table of contents: settings, what this reader may see, the pages, run."""

from __future__ import annotations

from functools import partial

from dashboard import settings
from dashboard.pages import context, frame, overview, start, unit

frame.configure()
view = context.view(settings.from_environment())
frame.run(
    [frame.page("start", start.page, first=True)]
    if view is None
    else [
        frame.page("overview", partial(overview.page, view), first=True),
        frame.page("unit", partial(unit.page, view)),
    ]
)
