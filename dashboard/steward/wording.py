"""What the steward's pages say, word for word; sentences with names and numbers in them are in `sentences`."""

from __future__ import annotations

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
PULSE_OF_ALL = "Pulse: the month of the survey (all rows)"
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
    "read": "Read {count} finished rows and {of} columns",
    "personal": "Checked for names, e-mail addresses and staff numbers: none found",
    "units": "Matched {count} of {of} units",
    "saving": "Saving",
    "refused": "This file cannot be used yet",
}
BAD_TITLE = "This file cannot be used yet"
FOUND_HEADING = "Check before you publish"
MORE_FOUND = "More about this import"
NOTHING_UNUSUAL = "Nothing unusual was found."
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
LOOK_AT = "Pulse to look at"
WHICH = "What to publish"
ONCE = (
    "A pulse is published once. It cannot be changed later, only withdrawn. "
    "Before anything is shown, we prove that nobody can be picked out. If that fails, nothing is published."
)
PUBLISHING = "Grouping, rounding and checking. This can take a minute."
PUBLISHED_NOW = "Published. Readers see it at once."
PROOF = "What was checked"
REFUSED = "Nothing was published"
NOT_NOW = "This did not work"
PUBLISHED_HEADING = "What is published"
PUBLISHED_NONE = "Nothing is published yet."
WITHDRAW = "Withdraw a pulse"
WITHDRAW_WHICH = "Pulse to withdraw"
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
