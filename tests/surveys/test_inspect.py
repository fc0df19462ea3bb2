"""What `inspect` says a file is, and how far its mapping can be used as it stands."""

import csv
import tomllib
from pathlib import Path

import pytest

from dashboard.surveys import inspection, store
from dashboard.terms import BadInputError
from tests.surveys.conftest import ITEMS, Steward, answers
from tests.surveys.spreadsheet import xlsx

ORGANISATION = "unit,name,parent,kind,headcount\norganisation,All of us,,organisation,\n"


def use(steward: Steward, file: Path, **answers_to_questions: str) -> str:
    """Import with the proposed mapping, its questions answered; the report."""
    text = inspection.propose(file).mapping
    for question, reply in answers_to_questions.items():
        assert question in text
        text = text.replace(question, reply)
    mapping = steward.write("proposed.toml", text)
    units = steward.write("organisation.csv", ORGANISATION)
    return steward.imports(file, mapping=mapping, units=units).text


def test_a_canonical_file_needs_no_mapping(steward: Steward) -> None:
    proposal = inspection.propose(steward.survey(answers(3)))
    assert (proposal.mapping, "needs no mapping" in proposal.description) == ("", True)


def test_the_limesurvey_study_is_imported_as_proposed(shared: Path, steward: Steward) -> None:
    file = shared / "data/bat_gr/results-survey785459.csv"
    description = inspection.propose(file).description
    assert "275 columns, 629 rows" in description
    assert "LimeSurvey" in description
    assert "all 23 items found, asked in 2 branches" in description
    assert "383 finished rows; 27 without any answer" in use(steward, file)
    with store.connect(steward.settings) as connection:
        assert connection.execute("select pulse, unit, count(bat) from scores group by all").fetchall() == [
            ("2021-03", "organisation", 356)
        ]


FORMS = ["ID", "Start time", "Completion time", "Email", "Name", "Which ward do you work on?"]
QUESTIONS = {
    "cbi_work_exhausting": "Is your work emotionally exhausting?",
    "cbi_work_burnt_out": "Do you feel burnt out because of your work?",
    "cbi_work_frustrates": "Does it happen that your work frustrates you?",
    "cbi_work_worn_out": "At the end of a day, are you worn out?",
    "cbi_work_morning": "How is the morning before work?",
    "cbi_work_every_hour": "How does every hour feel?",
    "cbi_work_energy": "Is there energy left for others?",
}
WORDS = ["Never/almost never", "Seldom", "Sometimes", "Often", "Always", "Not applicable"]


def form_rows() -> list[list[str]]:
    """A made-up Microsoft Forms export: twelve people, one of whom says "not applicable" throughout."""
    rows = [[*FORMS[:5], *QUESTIONS.values()]]
    for person in range(12):
        said = [WORDS[5] if person == 11 else WORDS[(person + place) % 5] for place in range(7)]
        rows.append([str(person + 1), "1/13/26 9:00:00", "1/13/26 9:05:00", "anonymous", "", *said])
    return rows


def test_a_microsoft_forms_workbook_is_imported_as_proposed_but_for_the_turned_question(steward: Steward) -> None:
    file = xlsx(steward.folder / "form.xlsx", form_rows())
    assert "a spreadsheet; 12 columns, 12 rows under 1 header row. It looks like an export of Microsoft Forms." in (
        inspection.propose(file).description
    )
    with pytest.raises(BadInputError, match=r"cbi_work_energy, `direction` is left open"):
        use(steward, file)
    report = use(steward, file, **{'direction = "?"': 'direction = "as_published"'})
    assert "12 finished rows; 1 without any answer left out" in report
    with store.connect(steward.settings) as connection:
        found = connection.execute(f"select pulse, {', '.join(ITEMS)} from responses order by 2, 3, 4").fetchall()
    expected = sorted(("2026-01", *(25 * ((person + place) % 5) for place in range(7))) for person in range(11))
    assert found == expected


def test_a_question_that_the_export_has_turned_already_is_turned_back(steward: Steward) -> None:
    file = xlsx(steward.folder / "form.xlsx", form_rows())
    use(steward, file, **{'direction = "?"': 'direction = "already_reversed"'})
    with store.connect(steward.settings) as connection:
        found = connection.execute(
            "select distinct cbi_work_exhausting, cbi_work_energy from responses order by all"
        ).fetchall()
    assert found == sorted((25 * (person % 5), 100 - 25 * ((person + 6) % 5)) for person in range(5))


def test_answers_in_an_unknown_order_are_asked_about(steward: Steward) -> None:
    rows = [[column.replace("cbi_", "CBI ") for column in ITEMS], *([str(n % 5 + 1)] * 7 for n in range(10))]
    file = steward.folder / "numbers.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows(rows)
    proposed = tomllib.loads(inspection.propose(file).mapping)
    assert proposed["codes"] == {"answers_0_100": dict.fromkeys("12345", "?")}
    assert proposed["items"]["cbi_work_energy"]["direction"] == "?"
    assert set(proposed["items"]) == set(ITEMS)
    with pytest.raises(BadInputError, match=r"leaves open what these answers stand for: 1, 2, 3, 4, 5"):
        use(steward, file)


GENUINE = {
    "bat_gr/results-survey785459.csv": ("LimeSurvey", 629),
    "export_formats/qualtrics/qualtRics_sample.csv": ("Qualtrics", 1),
    "export_formats/qualtrics/qualtRics_sample_legacy.csv": ("Qualtrics (old layout)", 1),
    "export_formats/qualtrics/QT_matrix_insights.csv": ("Qualtrics", 5),
    "export_formats/qualtrics/QT_matrix_legacy.csv": ("Qualtrics (old layout)", 5),
    "export_formats/qualtrics/QT_sample_survey_insights.csv": ("Qualtrics", 5),
    "export_formats/qualtrics/QT_sample_survey_legacy.csv": ("Qualtrics (old layout)", 5),
    "export_formats/redcap/checkboxes-1/data.csv": ("REDCap", 4),
    "export_formats/redcap/decimal-comma/data.csv": ("REDCap", 4),
    "export_formats/redcap/longitudinal/data.csv": ("REDCap", 18),
    "export_formats/redcap/repeating-instruments/data.csv": ("REDCap", 6),
    "export_formats/redcap/survey/data.csv": ("REDCap", 2),
    "export_formats/surveymonkey/StarWars.csv": ("SurveyMonkey", 1186),
}


@pytest.mark.parametrize("name", GENUINE)
def test_genuine_exports_are_recognised(shared: Path, name: str) -> None:
    tool, rows = GENUINE[name]
    proposal = inspection.propose(shared / "data" / name)
    assert f"It looks like an export of {tool}." in proposal.description
    assert f", {rows:,} rows under " in proposal.description
    assert tomllib.loads(proposal.mapping)["version"] == 1


@pytest.mark.parametrize("name", GENUINE)
def test_nobody_is_named_in_what_inspect_prints(shared: Path, name: str) -> None:
    proposal = inspection.propose(shared / "data" / name)
    printed = proposal.description + proposal.mapping
    for person in ("Zharko", "Lenox", "@", "555-1212", "Valdez", "192.0.2.1", "R_2YPOQ602ER1jkf1"):
        assert person not in printed
