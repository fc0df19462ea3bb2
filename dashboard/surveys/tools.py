"""How survey tools write their exports: told apart by their own columns, in any language where the tool allows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.surveys.rows import Names

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool and its habits: rows before the answers, the column that says finished, the one that says when."""

    name: str
    recognises: Callable[[Rows], bool]
    header_rows: int = 1
    names: Names = "first"
    finished: tuple[str, ...] = ()
    """Names of the column that says an answer is finished, in any header row."""
    finished_values: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    """Names of the column that says when somebody answered, the best first."""
    dates: str = ""
    """How it writes dates where a date alone would leave day and month open."""


_TRUE = ("1", "true", "wahr", "vero")
_QUALTRICS_WHEN = ("recordeddate", "recorded date", "enddate", "end date", "aufzeichnungsdatum", "erfassungsdatum")


def _header(rows: Rows, number: int = 0) -> list[str]:
    return [cell.strip().lower() for cell in rows[number]] if len(rows) > number else []


def _has(*names: str) -> Callable[[Rows], bool]:
    return lambda rows: set(names) <= set(_header(rows))


def _starts(*openings: tuple[str, ...]) -> Callable[[Rows], bool]:
    return lambda rows: any(tuple(_header(rows)[: len(opening)]) == opening for opening in openings)


def _is_qualtrics(rows: Rows) -> bool:
    third = _header(rows, 2)
    return sum("importid" in cell for cell in third) * 2 > len(third) > 0


def _is_old_qualtrics(rows: Rows) -> bool:
    return {"responseid", "responseset"} <= set(_header(rows, 1)) or _header(rows)[:3] == ["v1", "v2", "v3"]


def _is_surveymonkey(rows: Rows) -> bool:
    first, second = _header(rows), _header(rows, 1)
    numbered = first[:1] in (["respondent id"], ["respondentid"])
    return numbered and second[:1] == [""] and any(cell in ("response", "open-ended response") for cell in second)


def _is_redcap(rows: Rows) -> bool:
    header = _header(rows)
    return any(name.startswith("redcap_") or "___" in name for name in header) or (
        header[:1] == ["record_id"] and any(name.endswith("_complete") for name in header)
    )


TOOLS = (
    Tool("Qualtrics", _is_qualtrics, 3, finished=("finished",), finished_values=_TRUE, when=_QUALTRICS_WHEN),
    Tool(
        "Qualtrics (old layout)", _is_old_qualtrics, 2, finished=("finished",), finished_values=_TRUE, when=("enddate",)
    ),
    Tool("SurveyMonkey", _is_surveymonkey, 2, "joined", when=("end date", "start date"), dates="%m/%d/%Y %H:%M:%S"),
    Tool("LimeSurvey", _has("submitdate", "lastpage"), finished=("submitdate",), when=("submitdate", "datestamp")),
    Tool("LimeSurvey", _has("date submitted", "last page"), finished=("date submitted",), when=("date submitted",)),
    Tool("REDCap", _is_redcap),
    Tool(
        "Microsoft Forms",
        _starts(
            ("id", "start time", "completion time"),
            ("id", "startzeit", "fertigstellungszeit"),
            ("id", "ora di inizio", "ora di completamento"),
        ),
        when=("completion time", "fertigstellungszeit", "ora di completamento"),
    ),
    Tool(
        "Google Forms",
        _starts(("timestamp",), ("zeitstempel",), ("informazioni cronologiche",)),
        when=("timestamp", "zeitstempel", "informazioni cronologiche"),
        dates="%m/%d/%Y %H:%M:%S",
    ),
    Tool("Typeform", _has("network id", "submit date (utc)"), when=("submit date (utc)",)),
    Tool("Viva Glint", _has("survey cycle completion date"), when=("survey cycle completion date",)),
)
PLAIN = Tool("no tool we know", lambda _: True)


def recognise(rows: Rows) -> Tool:
    """The tool that wrote a file beginning with `rows`."""
    return next((tool for tool in TOOLS if tool.recognises(rows)), PLAIN)
