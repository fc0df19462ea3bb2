"""The web app's table of contents: settings, sign-in, what this reader may see, the pages, run."""

from __future__ import annotations

from functools import partial

from dashboard import settings as settings_room
from dashboard.pages import compare, context, data, frame, overview, sign_in, start, training, unit

settings = settings_room.from_environment()
frame.configure()
reader = sign_in.reader(settings)
view = context.view(settings, reader)
if view is None:
    frame.run([frame.page("start", start.page, first=True)])
else:
    frame.run(
        [
            frame.page("overview", partial(overview.page, view), first=True),
            frame.page("unit", partial(unit.page, view)),
            frame.page("compare", partial(compare.page, view)),
            frame.page("training", partial(training.page, view)),
            frame.page("data", partial(data.page, view)),
        ]
    )
sign_in.foot(settings, reader)
