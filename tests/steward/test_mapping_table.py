"""A mapping goes through the table on the screen and comes out meaning the same."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import instruments
from dashboard.instruments.form import Form as Table
from dashboard.steward import mapping_table, toml_text
from dashboard.steward.mapping_table import Line
from dashboard.steward.proposal import Proposal, codes, propose
from dashboard.surveys import mapping_file
from dashboard.surveys.mapping import Mapping

MEASURES = instruments.measures()
EXAMPLE = """
version = 1
missing = ["n/a"]

[file]
format = "csv"
header_rows = 3
delimiter = ";"

[pulse]
from = "When"
dates = "%d/%m/%Y"

[unit]
from = ["Ward", "Other ward"]

[role]
from = "Job"
codes = { "RN" = "nurse", "MD" = "doctor" }

[respondent_key]
from = "Key"

[programmes]
ticks = { "Took part: listening" = "listening", "Took part: pause" = "pause" }

[finished]
from = "Done"
is = ["yes"]

[codes.often]
"Never" = 1
"A lot" = 5

[items]
burnout_single = { from = ["Q1", "Q1b"], codes = "often" }
cbi_work_energy = { from = "Q2", direction = "already_reversed" }
state = { from = "Q3", codes = { "flat" = "shut_down", "fine" = "steady", "fast" = "over_revved" } }
"""


def meaning(toml: str) -> Mapping:
    return mapping_file.mapping_from(Table("mapping.toml", tomllib.loads(toml)))


def there_and_back(toml: str, columns: tuple[str, ...] = ()) -> str:
    form = mapping_table.form_of(Proposal("", toml, columns), MEASURES)
    return mapping_table.toml_of(form, MEASURES)


def same(one: Mapping, other: Mapping) -> bool:
    """Equal but for the order of items and of a table's answers, which means nothing."""

    def plain(mapping: Mapping) -> dict[str, Any]:
        parts = {name: getattr(mapping, name) for name in Mapping.__dataclass_fields__}
        sources = {name: (s.columns, s.constant, sorted(s.codes), s.flipped) for name, s in mapping.items}
        return {**parts, "items": sources, "role": (mapping.role.columns, sorted(mapping.role.codes))}

    return plain(one) == plain(other)


def test_everything_a_mapping_can_say_survives_the_table() -> None:
    assert same(meaning(there_and_back(EXAMPLE)), meaning(EXAMPLE))


def test_constants_survive_it_too() -> None:
    toml = '[pulse]\nconstant = "2026-10"\n[unit]\nconstant = "w1"\n[items]\nmoral_distress = { from = "Q" }\n'
    assert same(meaning(there_and_back(toml)), meaning(toml))


def test_a_long_file_keeps_its_three_columns() -> None:
    toml = """
[pulse]
from = "p"
[unit]
from = "u"
[long]
respondent = "who"
question = "q"
answer = "a"
[items]
moral_distress = { from = "md" }
"""
    assert same(meaning(there_and_back(toml)), meaning(toml))


def test_columns_without_a_meaning_are_offered() -> None:
    form = mapping_table.form_of(Proposal("", EXAMPLE, ("When", "Comment")), MEASURES)
    assert form.lines[:2] == (Line("When", "Pulse (month of the survey)"), Line("Comment"))


def test_a_reversed_item_must_be_confirmed_with_its_own_words() -> None:
    toml = '[items]\ncbi_work_energy = { from = "Q", codes = { "No" = 0, "Yes" = 100 }, direction = "?" }\n'
    form = mapping_table.form_of(Proposal("", toml, ("Q",)), MEASURES)
    (question,) = mapping_table.to_confirm(form, MEASURES)
    assert (question.column, question.item, question.highest) == ("Q", "cbi_work_energy", "Yes")


def test_a_reversed_item_that_a_person_chose_must_be_confirmed_too() -> None:
    label = next(label for label, key in mapping_table.choices(MEASURES).items() if key == "cbi_work_energy")
    form = mapping_table.Form((Line("Q", label),))
    assert [question.highest for question in mapping_table.to_confirm(form, MEASURES)] == ["100"]


def test_what_is_still_open_is_named() -> None:
    lines = (Line("A", answers="Never = ?; Often = 3"), Line("B", answers="Never = 0"))
    assert mapping_table.unknown(mapping_table.Form(lines, pulse="?")) == ("A", "")
    assert mapping_table.unknown(mapping_table.Form(lines[1:], pulse="2026-10")) == ()


def test_an_answer_may_hold_an_equals_sign() -> None:
    state = '{ from = "Q", codes = { "a = b" = "steady" } }'
    toml = f'[pulse]\nconstant = "2026-10"\n[unit]\nconstant = "w"\n[items]\nstate = {state}\n'
    assert same(meaning(there_and_back(toml)), meaning(toml))


@pytest.mark.parametrize(
    ("answers", "item", "expected"),
    [
        (("0", "3"), "demand_workload", ""),
        (
            ("Always", "Never/almost never", "Often", "Seldom", "Sometimes"),
            "cbi_work_morning",
            "Never/almost never = 0; Seldom = 25; Sometimes = 50; Often = 75; Always = 100",
        ),
        (("blue", "green"), "demand_workload", "blue = ?; green = ?"),
    ],
)
def test_answers_in_words_are_understood_or_left_open(answers: tuple[str, ...], item: str, expected: str) -> None:
    assert codes(answers, instruments.items()[item], ()) == expected


def test_choosing_a_question_brings_its_codes() -> None:
    label = next(label for label, key in mapping_table.choices(MEASURES).items() if key == "cbi_work_morning")
    form = mapping_table.Form((Line("Q", label), Line("R", label, "Yes = 100")))
    answers = {"Q": ("Always", "Never/almost never", "Often", "Seldom", "Sometimes"), "R": ("Yes",)}
    first, second = mapping_table.understood(form, answers, MEASURES).lines
    assert first.answers.startswith("Never/almost never = 0")
    assert second.answers == "Yes = 100"


TEXT = st.text(max_size=12)
VALUES = st.recursive(
    st.one_of(TEXT, st.integers(-5, 200), st.booleans(), st.lists(TEXT, max_size=3)),
    lambda inner: st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_what_is_written_reads_back_as_it_was(table: dict[str, Any]) -> None:
    assert tomllib.loads(toml_text.written(table)) == table


def test_every_genuine_export_gets_a_table(shared: Path) -> None:
    files = list((shared / "data" / "export_formats").rglob("*.csv"))
    assert files
    for file in files:
        proposal = propose(file)
        form = mapping_table.form_of(proposal, MEASURES)
        assert [line.column for line in form.lines] == list(proposal.columns)
        assert tomllib.loads(mapping_table.toml_of(form, MEASURES))["version"] == 1
