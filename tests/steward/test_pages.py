"""The steward's way over the pages, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import __main__ as commands
from dashboard import log
from dashboard import sample as made_up
from dashboard.disclosure import publish
from dashboard.release import ReleaseFolder
from dashboard.settings import Settings
from dashboard.steward import sample, work
from dashboard.surveys import undo
from tests.steward.conftest import UNITS, Written, survey, words

Open = Callable[[str], AppTest]
CSV = "text/csv"


def upload(app: AppTest, text: str, *, name: str = "october.csv", units: str = UNITS) -> AppTest:
    """Choose both files, as a browser would."""
    app.file_uploader[0].set_value((name, text.encode(), CSV))
    app.file_uploader[1].set_value(("units.csv", units.encode(), CSV))
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_start_has_two_doors(open_page: Open) -> None:
    page = open_page("start")
    assert [header.value for header in page.header][:2] == ["Look around with sample data", "Use your own survey"]
    assert "Open the sample" in labels(page)


def test_the_sample_opens_with_one_click_and_goes_with_one(
    open_page: Open, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_up.write(tmp_path / "sample", respondents=200, units=6, pulses=1, seed=2)
    monkeypatch.setattr(sample, "FOLDER", tmp_path / "sample")
    page = press(open_page("start"), "Open the sample")
    assert "The sample is here." in words(page)
    release = ReleaseFolder(settings.release_folder).current()
    assert release
    assert release.facts["sample"] == "yes"
    press(page, "Clear the sample")
    assert ReleaseFolder(settings.release_folder).current() is None
    assert undo.newest(settings) is None
    assert "Open the sample" in labels(page)


def test_nothing_can_be_imported_before_both_files_are_there(open_page: Open) -> None:
    page = open_page("importing")
    assert "Add a survey file first." in words(page)
    assert page.button[0].disabled
    page.file_uploader[0].set_value(("october.csv", survey().encode(), CSV)).run()
    assert "Add the list of units, too." in words(page)
    assert page.button[0].disabled


def test_an_import_says_what_it_did_and_publishes_nothing(open_page: Open, settings: Settings) -> None:
    page = press(upload(open_page("importing"), survey()), "Check and import")
    text = words(page)
    assert "Import finished: 76 answers for October 2026" in text
    assert "Read 76 finished rows and 4 columns" in text
    assert "Checked for names, e-mail addresses and staff numbers: none found" in text
    assert "Matched 3 of 3 units" in text
    assert "Summarised 76 answers from 3 units" in text
    assert ReleaseFolder(settings.release_folder).current() is None
    assert undo.last_import(settings) is not None


def test_a_bad_file_is_told_what_where_and_how_to_fix(open_page: Open, settings: Settings) -> None:
    bad = survey().replace("2026-10,A,", "2026-10,Z9,", 1).replace("2026-10,B,", "2026-10,Y9,", 1)
    page = press(upload(open_page("importing"), bad), "Check and import")
    text = words(page)
    assert page.error[0].value == "Nothing was saved. Fix 2 things in **october.csv** and add it again."
    assert "1. **Column “unit”, row 2: the unit 'Z9' is not in units.csv for 2026-10.**" in text
    assert "Add the unit there, or mend the id." in text
    assert not settings.responses_folder.joinpath("responses.duckdb").exists()


def test_personal_data_is_refused_and_never_shown(open_page: Open) -> None:
    rows = ["pulse,unit,role,burnout_single", *(f"2026-10,A,ann.{n}@example.org,2" for n in range(30))]
    page = press(upload(open_page("importing"), "\n".join(rows)), "Check and import")
    assert "looks like e-mail addresses" in words(page)
    assert "example.org" not in words(page)


def test_undo_takes_the_import_back(open_page: Open, settings: Settings) -> None:
    page = press(upload(open_page("importing"), survey()), "Check and import")
    press(page, "Undo this import")
    assert undo.newest(settings) is None
    assert "1. Choose the files" in words(page)


def test_a_mapped_file_waits_for_the_direction_of_its_reversed_item(open_page: Open) -> None:
    items = ("exhausting", "burnt_out", "frustrates", "worn_out", "morning", "every_hour", "energy")
    head = ["Note", "Ward", *(f"cbi_work_{item}" for item in items)]
    rows = [",".join(["", unit, *["Often"] * 6, "Seldom"]) for unit in "AB" for _ in range(15)]
    page = upload(open_page("importing"), "\n".join([",".join(head), *rows]))
    assert "all 7 items found" in words(page)
    assert "Please confirm" in words(page)
    assert next(button for button in page.button if button.label == "Check and import").disabled
    assert page.radio[0].value is None
    page.radio[0].set_value("as_published").run()
    assert "Replace each ? first: the month of the survey." in words(page)
    page.text_input[0].set_value("2026-10").run()
    press(page, "Check and import")
    assert "Import finished: 30 answers for October 2026" in words(page)


def test_publishing_is_separate_and_says_what_was_checked(
    open_page: Open, settings: Settings, written: Written
) -> None:
    work.imported(written.paths(survey()), None, settings)
    page = open_page("publishing")
    text = words(page)
    assert "October 2026: 76 answers from 128 staff" in text
    assert "1 unit shown alone and 2 shown together with a neighbour." in text
    assert list(page.table[0].value.index) == ["Ward B + Ward C"]
    press(page, "Publish October 2026")
    assert "Published. Readers see it at once." in words(page)
    assert "Nothing can be recovered" in page.code[0].value
    assert "Undo this import" not in labels(page)
    release = ReleaseFolder(settings.release_folder).current()
    assert release
    assert [pulse.id for pulse in release.pulses] == ["2026-10"]


def test_one_pulse_of_several_can_be_published(open_page: Open, settings: Settings, written: Written) -> None:
    work.imported(written.paths(survey(("2026-09", "2026-10"))), None, settings)
    page = open_page("publishing")
    assert "Publish 2 pulses" in labels(page)
    page.selectbox[0].set_value("September 2026").run()
    page.radio[0].set_value("Only September 2026").run()
    press(page, "Publish September 2026")
    release = ReleaseFolder(settings.release_folder).current()
    assert release
    assert [pulse.id for pulse in release.pulses] == ["2026-09"]


def test_withdrawing_asks_first(open_page: Open, settings: Settings, written: Written) -> None:
    work.imported(written.paths(survey()), None, settings)
    work.published(["2026-10"], settings)
    page = press(open_page("publishing"), "Withdraw")
    assert "Its figures disappear from every page" in words(page)
    assert "Yes, take it back" in labels(page)
    release = ReleaseFolder(settings.release_folder).current()
    assert release
    assert release.pulses  # tests/browser presses the second button


def test_only_one_window_works_at_a_time(open_page: Open, settings: Settings, written: Written) -> None:
    work.imported(written.paths(survey()), None, settings)
    page = open_page("publishing")
    with work.alone():
        press(page, "Publish October 2026")
    assert "running in another window" in words(page)
    assert ReleaseFolder(settings.release_folder).current() is None


def test_a_release_from_here_holds_what_a_command_s_would(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(commands, "_note", lambda *_: None)

    def release(**given: object) -> publish.Report:
        asked.append(given)
        return publish.Report("said")

    monkeypatch.setattr(publish, "release", release)
    work.published(["2026-10"], settings)
    commands.main(["release", "--data", str(settings.data), "--pulse", "2026-10"])
    page, command = asked
    assert page == {name: value for name, value in command.items() if value is not None}


def test_what_is_done_here_is_in_the_audit_log(settings: Settings, written: Written) -> None:
    work.imported(written.paths(survey()), None, settings)
    work.undone(settings)
    work.imported(written.paths(survey()), None, settings)
    work.published(["2026-10"], settings)
    work.withdrawn("2026-10", settings)
    events = [(event.what, event.detail) for event in log.Log(settings.audit_folder).events()]
    assert events == [
        ("import", "survey.csv"),
        ("import", "undone: survey.csv"),
        ("import", "survey.csv"),
        ("release", "2026-10"),
        ("withdraw", "2026-10"),
    ]


def test_the_questionnaire_can_be_printed_and_pasted(open_page: Open) -> None:
    page = open_page("questionnaire_page")
    assert [getattr(button, "label", "") for button in page.get("download_button")] == [
        "Download to print (PDF)",
        "Download to paste (text)",
    ]
    page.multiselect[0].set_value(["What is hard here"]).run()
    assert "Energy, and compassion around you" not in [heading.value for heading in page.subheader]
