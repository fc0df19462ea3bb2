"""The ready questionnaire fits the instruments, prints only what it may, and its answers can be imported."""

from __future__ import annotations

import csv
import io

from dashboard import instruments
from dashboard.settings import Settings
from dashboard.steward import questionnaire, templates, work
from dashboard.steward.uploads import Paths
from tests.steward.conftest import Written

WHOLE = questionnaire.load()
ASKED = [item for part in WHOLE.parts for item in part.items]
FREE_TO_PRINT = ("burnout_single", "proqol5", "empathic_distress", "demands", "states")
OWN_FIELDS = {"unit", "role", "programmes"}


def test_only_words_that_may_be_copied_are_printed() -> None:
    free = {
        item.id
        for of in instruments.load()
        if of.id in FREE_TO_PRINT
        for measure in of.measures
        for item in measure.items
    }
    assert {item.id for item in ASKED} - OWN_FIELDS <= free


def test_every_instrument_of_the_sample_is_asked_or_named_with_its_owner() -> None:
    from dashboard.sample.questionnaire import ITEMS  # noqa: PLC0415 - not the module under test

    left_out = {item for entry in WHOLE.left_out for item in entry.ids}
    assert {item.id for item in ASKED} - OWN_FIELDS | left_out == set(ITEMS)


def test_every_answer_is_stored_as_the_instrument_says() -> None:
    measures = instruments.measures()
    bands = {measure.items[0].id: [band.id for band in measure.bands] for measure in measures.values() if measure.bands}
    items = instruments.items()
    for item in ASKED:
        if item.id not in OWN_FIELDS:
            assert list(item.codes) == bands.get(item.id, [str(code) for code in items[item.id].codes])
            assert len(item.answers) == len(item.codes)


def test_what_others_wrote_carries_their_credit() -> None:
    credit = {part.id: part.credit for part in WHOLE.parts}
    assert "Center for Victims of Torture" in credit["compassion_satisfaction"]
    assert "ProQOL.org" in credit["compassion_satisfaction"]
    assert "Adapted" in credit["compassion_satisfaction"]
    assert "Dolan" in credit["burnout_single"]


def test_the_notice_is_filled_in_or_leaves_a_line() -> None:
    made = WHOLE.filled(organisation="Hollin Vale", contact="", closes="30 November", k=12)
    text = questionnaire.as_text(made)
    assert "Hollin Vale wants to know" in text
    assert "groups of at least 12 people" in " ".join(text.split())
    assert "Support for staff: ____" in " ".join(text.split())
    assert "[" not in "".join(words for _, words in made.notices)


def test_pasted_text_names_every_column_and_code() -> None:
    text = questionnaire.as_text(WHOLE)
    assert all(f"[{item.id}]" in text for item in ASKED)
    assert "( ) Very often = 5" in text


def test_it_prints_as_a_tagged_pdf() -> None:
    made = questionnaire.as_pdf(WHOLE.filled(organisation="", contact="", closes="", k=10))
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made or b"/ObjStm" in made


def test_the_templates_can_be_imported_as_they_are(written: Written, settings: Settings) -> None:
    paths = {"survey": templates.survey(tuple(instruments.measures().values()))}
    paths |= {
        "units": templates.text(templates.UNITS),
        "training": templates.text(templates.TRAINING),
        "annotations": templates.text(templates.ANNOTATIONS),
    }
    files = {name: written.folder / f"{name}.csv" for name in paths}
    for name, text in paths.items():
        files[name].write_text(text, encoding="utf-8")
    given = Paths((files["survey"],), files["units"], files["training"], files["annotations"])
    report = work.imported(given, None, settings)
    assert "2026-10: 2 responses." in report.lines
    assert all(len(list(csv.reader(io.StringIO(text)))) == 3 for text in paths.values())
