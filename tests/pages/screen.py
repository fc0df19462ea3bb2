"""Runs a page without a browser and reads what is on it."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.pages.context import View


def _run(name, view):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - its source runs on its own
    from importlib import import_module  # noqa: PLC0415 - AppTest takes this function's source out of its module

    import_module(f"dashboard.pages.{name}").page(view)


def open_page(name: str, shown: View, /, **address: str) -> AppTest:
    """The page `name` as it stands after its first run with these query parameters."""
    app = AppTest.from_function(_run, args=(name, shown), default_timeout=20)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    """All text on the page, one element a line."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "metric", "expander")
    return "\n".join(_text(element) for kind in kinds for element in app.get(kind))


def _text(element: Any) -> str:
    parts = (getattr(element, name, "") for name in ("label", "value"))
    return " ".join(str(part) for part in parts if part).replace("\\", "")


def charts(app: AppTest) -> list[Any]:
    """What is sent to the browser for each chart."""
    return [element.proto for element in app.get("plotly_chart")]
