"""Sentences of the steward's pages that have names and numbers in them. Names come from files: never as Markdown."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from dashboard.steward import wording
from dashboard.surveys.rehearsal import Counted
from dashboard.terms import Problem
from dashboard.wording.plain import for_markdown, listed, pulse_name, several


def bad_files(problems: Sequence[Problem]) -> str:
    """How many things to fix, and where."""
    files = listed([f"**{name}**" for name in dict.fromkeys(for_markdown(problem.file) for problem in problems)])
    names = {problem.file for problem in problems}
    again = "try again" if wording.THE_TABLE in names else f"add {'it' if len(names) == 1 else 'them'} again"
    return f"Nothing was saved. Fix {several(len(problems), 'thing')} in {files} and {again}."


def problem_line(problem: Problem) -> str:
    """What is wrong, where, and how to mend it; the first letter in capitals."""
    places = []
    if problem.column is not None:
        places.append(f"column “{for_markdown(problem.column)}”")
    if problem.row is not None:
        places.append(f"row {problem.row:,}")
    where = f"{', '.join(places)}: " if places else ""
    text = f"{where}{for_markdown(problem.what)}"
    return f"**{text[:1].upper()}{text[1:]}** {for_markdown(problem.fix)}"


def months(pulses: Sequence[str]) -> str:
    """'October 2026', or '18 months, May 2025 to October 2026'."""
    if len(pulses) == 1:
        return pulse_name(pulses[0])
    return f"{several(len(pulses), 'pulse')}, {pulse_name(pulses[0])} to {pulse_name(pulses[-1])}"


def publish(pulses: Sequence[str]) -> str:
    """The button."""
    return f"Publish {pulse_name(pulses[0]) if len(pulses) == 1 else several(len(pulses), 'pulse')}"


def reading(done: int, of: int) -> str:
    """How far a file has been read."""
    return f"{wording.STEPS['reading']} {done:,} of {of:,} rows"


def step(name: str, count: int, of: int) -> str:
    """A step that has been done: `count` finished rows read, of so many columns; units matched, of so many listed."""
    return wording.STEPS[name].format(count=f"{count:,}", of=of)


def summary(counted: Counted) -> str:
    """The last step."""
    total = sum(count for _, count in counted.answers)
    return f"Summarised {several(total, 'answer')} from {several(counted.units, 'unit')}"


def serve_command(data: Path) -> str:
    """How readers open what is published here."""
    return f"python -m dashboard serve --data {shlex.quote(str(data))}"


def imported(answers: Sequence[tuple[str, int]]) -> str:
    """The headline of a finished import."""
    total = sum(count for _, count in answers)
    return f"Import finished: {total:,} answers for {months([pulse for pulse, _ in answers])}"


def which(count: int, chosen: str = "") -> list[str]:
    """What may be published: everything that waits, or the month that is looked at."""
    return [f"All {several(count, 'pulse')}", f"Only {chosen}"]


def together(names: Sequence[str], *, all_year: bool) -> tuple[str, str]:
    """Which units are shown as one, and for how long."""
    return " + ".join(names), "Together all year" if all_year else "Together this time"


def shown(own: int, together: int, hidden: int) -> str:
    """How many units are shown alone, together, or not at all."""
    parts = [f"{several(own, 'unit')} shown alone", f"{together:,} shown together with a neighbour"]
    if hidden:
        parts.append(f"{hidden:,} hidden")
    return f"{listed(parts)}."


def crowded(names: Sequence[str]) -> str:
    """The warning for units with more answers than staff."""
    return f"More answers than staff in {listed(list(names))}: check the numbers in units.csv."


def undo_what(files: Sequence[str], day: str) -> str:
    """Which import would be undone."""
    return f"The last import was {listed([for_markdown(name) for name in files])}, on {day[:10]}."


def turned(column: str, highest: str) -> str:
    """The question about an item that is worded the other way round."""
    question, answer = for_markdown(column), for_markdown(highest)
    return f"“{question}” is worded the other way round. In this file, what does “{answer}” mean?"


def read_as(answers: str) -> str:
    """How answers that a person left open are read."""
    return f"We read the answers as {for_markdown(answers)}."


def still_unknown(columns: Sequence[str]) -> str:
    """What must be filled in before the file can be read; '' stands for the month."""
    named = [f"“{for_markdown(column)}”" for column in columns if column]
    parts = [f"what each answer of {listed(named)} stands for"] if named else []
    parts += ["the month of the survey"] if "" in columns else []
    return f"Replace each ? first: {listed(parts)}."
