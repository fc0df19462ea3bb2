"""What the steward's pages say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from dashboard.terms import Problem
from dashboard.wording.plain import listed, pulse_name, several

_PULSE_FIRST = re.compile(r"\d{4}-\d{2}(-\d{2})?: ")

PRODUCT = "Burnout Dashboard, data steward"
NAVIGATION = {"start": "Start", "import": "Import", "publish": "Publish", "questionnaire": "Questionnaire"}
QUESTION = {
    "start": "Welcome, data steward",
    "import": "Is this survey file ready to use?",
    "publish": "What will people see?",
    "questionnaire": "No survey yet?",
}
HERE_ONLY = "These pages work on this computer only"
HERE_ONLY_WHY = (
    "They hold the answers of your staff. Start them with `python -m dashboard serve --steward`, and open them "
    "on the same computer at 127.0.0.1 or localhost."
)

FOOT = "These pages run on this computer only. Nothing is sent anywhere."

WHAT_IT_IS = (
    "Bring in a survey, see what was found, and decide whether to publish. "
    "These pages run on this computer only. Readers have pages of their own, without any person's answers."
)
SAMPLE_HEADING = "Look around with sample data"
SAMPLE = "A made-up organisation: 24 units, 18 months. It takes a minute. Nothing to set up."
SAMPLE_OPEN = "Open the sample"
SAMPLE_WORKING = "Making the sample ready. This takes a minute."
SAMPLE_HERE = "Sample data, not real people"
SAMPLE_CLEAR_FIRST = "The sample is here. Clear it before you bring in your own survey."
SAMPLE_CLEAR = "Clear the sample"
SAMPLE_CLEARED = "The sample is gone. Nothing else was here."
SAMPLE_NOT_NOW = "There are answers here already, so the sample stays out."
OWN_HEADING = "Use your own survey"
OWN = "Add the survey file. We check it, say what we found, and you decide whether to publish."
OWN_OPEN = "Import a file"
NEED_HEADING = "What you will need"
NEEDS = (
    "A survey file (CSV, Excel or OpenDocument) with one row for each answer, and a unit.",
    "A list of units, with the number of staff in each, to show how many answered.",
    "5 minutes.",
)
NO_SURVEY = "No survey yet? Use our questionnaire"
READERS = "Readers open their pages with this command, on any computer that may read the release folder."

FILES_HEADING = "1. Choose the files"
STAYS = "The files stay on this computer. Names, e-mail addresses and staff numbers are refused."
SURVEY_FILE = "Survey file"
SURVEY_FILE_HELP = "CSV, Excel, OpenDocument or Parquet, as your survey tool exports it. Several files may be added."
UNITS_FILE = "List of units (units.csv)"
MORE_FILES = "Training, and what happened when (if you have them)"
TRAINING_FILE = "Training (training.csv)"
ANNOTATIONS_FILE = "What happened (annotations.csv)"
TEMPLATES = "Templates"
TEMPLATES_WHY = "Each holds the column names and two made-up rows. Replace the rows by yours."

FORMAT_HEADING = "2. What the columns mean"
CANONICAL = "This file has the columns of our template, so nothing needs to be matched."
PROPOSED = "We looked at the first survey file and propose this. Change what is wrong."
WHERE_ELSE = "For what is not in the file"
PULSE_OF_ALL = "Month of the survey (all rows)"
PULSE_OF_ALL_HELP = "As 2026-10, or 2026-10-05. Leave it empty if a column says so."
UNIT_OF_ALL = "Unit (all rows)"
UNIT_OF_ALL_HELP = "If all rows come from one unit."
CONFIRM_HEADING = "Please confirm"
CONFIRM_WHY = "A question scored the wrong way round ruins a result quietly. So we never guess these."
DIRECTIONS = {
    "as_published": "It is the answer a person gave. It will be turned round for the score.",
    "already_reversed": "It has been turned round already. Leave it as it is.",
}
ANSWERS_HELP = "What each answer stands for, as in: Never = 0; Always = 100. Empty: the numbers as they are."
SAVE_MAPPING = "Save these choices for the command line"

RUN_HEADING = "3. Check and import"
RUN = "Check and import"
RUN_WHY = "Nothing is published yet. You can undo it."
NOT_YET = {
    "survey": "Add a survey file first.",
    "units": "Add the list of units, too.",
    "confirm": "Fill in what is still open above.",
}
STEPS = {
    "working": "Checking the file",
    "reading": "Reading",
    "read": "Read {rows} rows and {columns} columns",
    "read_sheet": "Read {columns} columns",
    "personal": "Checked for names, e-mail addresses and staff numbers: none found",
    "units": "Matched {matched} of {listed} units",
    "saving": "Saving",
    "refused": "This file cannot be used yet",
}
BAD_TITLE = "This file cannot be used yet"
FOUND_HEADING = "Check before you publish"
BY_PULSE = "Answers by month"
ANOTHER = "Import another file"
THE_TABLE = "the table above"
SEE_PREVIEW = "See what would be published"
UNDO = "Undo this import"
UNDONE = "The import was undone. Everything is as it was before."
BUSY = "An import or a release is running in another window."

NOTHING_HERE = "Nothing has been imported yet."
NOTHING_WAITS = "Everything that was imported has been published."
WAITING_HEADING = "What would be shown"
FROM_COUNTS = "Worked out from the number of answers alone. Nothing has been published."
LOOK_AT = "Month to look at"
WHICH = "What to publish"
ONCE = (
    "A month is published once. It cannot be changed later, only withdrawn. "
    "Before anything is shown, we prove that nobody can be picked out. If that fails, nothing is published."
)
PUBLISHING = "Grouping, rounding and checking. This can take a minute."
PUBLISHED_NOW = "Published. Readers see it at once."
PROOF = "What was checked"
REFUSED = "Nothing was published"
PUBLISHED_HEADING = "What is published"
PUBLISHED_NONE = "Nothing is published yet."
WITHDRAW = "Withdraw a month"
WITHDRAW_WHICH = "Month to withdraw"
WITHDRAW_OPEN = "Withdraw"
WITHDRAW_SURE = "Yes, take it back"
WITHDRAW_WHY = (
    "Its figures disappear from every page and every file. It can come back only with exactly the same figures. "
    "Copies that somebody made before stay with them."
)
TOGETHER_COLUMNS = ["Units", "How"]
TOGETHER_ALT = "Units that would be shown together or hidden"
WOULD_BE_HIDDEN = "Hidden: too few answers"
DECIDE = "Ready?"

QUESTIONNAIRE_WHY = (
    "A short survey that fits these pages. Print it, or paste it into your survey tool. "
    "It takes about 4 minutes to fill in."
)
PARTS = "Parts to ask"
LEFT_OUT_HEADING = "Questions we may not print"
YOUR_NAME = "Name of your organisation"
YOUR_CONTACT = "Whom staff can ask"
CLOSES = "Open until"
PRINT = "Download to print (PDF)"
PASTE = "Download to paste (text)"
LOOK = "What it looks like"


def bad_files(problems: Sequence[Problem]) -> str:
    """How many things to fix, and where."""
    files = listed([f"**{name}**" for name in dict.fromkeys(plain(problem.file) for problem in problems)])
    again = "it" if len({problem.file for problem in problems}) == 1 else "them"
    return f"Nothing was saved. Fix {several(len(problems), 'thing')} in {files} and add {again} again."


def problem_line(problem: Problem) -> str:
    """What is wrong, where, and how to mend it; the first letter in capitals."""
    places = []
    if problem.column is not None:
        places.append(f"column “{plain(problem.column)}”")
    if problem.row is not None:
        places.append(f"row {problem.row:,}")
    where = f"{listed(places)}: " if places else ""
    text = f"{where}{plain(problem.what)}"
    return f"**{text[:1].upper()}{text[1:]}** {plain(problem.fix)}"


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
    return f"{STEPS['reading']} {done:,} of {of:,} rows"


def step(name: str, count: int, of: int) -> str:
    """A step that has been done; `count` is rows read (0: not counted) or units matched, `of` columns or units."""
    name = "read_sheet" if name == "read" and not count else name
    return STEPS[name].format(rows=f"{count:,}", columns=of, matched=count, listed=of)


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
    """How many units are shown by themselves, together, or not at all."""
    parts = [f"{several(own, 'unit')} shown by themselves", f"{together:,} shown together with a neighbour"]
    if hidden:
        parts.append(f"{hidden:,} hidden")
    return f"{listed(parts)}."


def crowded(names: Sequence[str]) -> str:
    """The warning for units with more answers than staff."""
    return f"More answers than staff in {listed(list(names))}: check the numbers in units.csv."


def undo_what(files: Sequence[str], day: str) -> str:
    """Which import would be undone."""
    return f"The last import was {listed([plain(name) for name in files])}, on {day[:10]}."


def turned(column: str, highest: str) -> str:
    """The question about an item that is worded the other way round."""
    return f"“{plain(column)}” is worded the other way round. In this file, what does “{plain(highest)}” mean?"


def still_unknown(columns: Sequence[str]) -> str:
    """What must be filled in before the file can be read; '' stands for the month."""
    named = [f"“{plain(column)}”" for column in columns if column]
    parts = [f"what each answer of {listed(named)} stands for"] if named else []
    parts += ["the month of the survey"] if "" in columns else []
    return f"Replace each ? first: {listed(parts)}."


def is_about_a_pulse(line: str) -> bool:
    """Whether a sentence of an import's report is about one pulse."""
    return _PULSE_FIRST.match(line) is not None


def plain(text: str) -> str:
    """Text from a file, so that Markdown leaves it as it is."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~:$" else char for char in text)
