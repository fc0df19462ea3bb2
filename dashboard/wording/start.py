"""What the Start page says while there is nothing to show."""

from __future__ import annotations

WHAT_IT_IS = (
    "See how staff are doing, spot real changes early, and find out whether compassion training helps. "
    "No person can be picked out."
)
SAMPLE_HEADING = "Look around with sample data"
SAMPLE = "A made-up organisation with 24 units and 18 months. It takes a minute. Nothing to set up."
SAMPLE_COMMAND = "python3 -m dashboard start"
OWN_HEADING = "Use your own survey"
OWN = (
    "Two commands on the machine that holds the survey file. The first checks the file and says what it found. "
    "The second publishes group figures. This page then shows them by itself."
)
OWN_COMMANDS = (
    "python -m dashboard import survey.csv --units units.csv --data DIR\npython -m dashboard release --data DIR"
)
NEED_HEADING = "What you will need"
NEEDS = (
    "A survey file (CSV or Excel) with one row for each answer, and a unit.",
    "A list of units with the number of staff in each, to show how many answered.",
    "5 minutes.",
)
