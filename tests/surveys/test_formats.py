"""Exports of every tool and layout, read with a mapping: genuine files by their known figures, the others made here.

Made from the description of the format, for want of a genuine file: Google Forms, Typeform, Microsoft Forms.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.surveys import inspection, store
from dashboard.terms import BadInputError
from tests.surveys.conftest import Steward
from tests.surveys.spreadsheet import xlsx

OWN = """
id = "own_{id}"
name = "Questions of this export"
source = "A test"
licence = "None"
confidence = "own"
[[measure]]
id = "own_{id}_scale"
name = "Questions of this export"
items = [{items}]
codes = {{ from = {low}, to = {high} }}
least_answered = 1
better = "neither"
"""
HEAD = '[pulse]\nconstant = "2026-01"\n[unit]\nconstant = "organisation"\n'


def own_items(steward: Steward, count: int, *, low: int, high: int) -> list[str]:
    """Give the steward an instrument of `count` items of their own."""
    items = [f"own_{number}" for number in range(1, count + 1)]
    folder = steward.settings.data / "instruments"
    folder.mkdir(parents=True, exist_ok=True)
    listed = ", ".join(f'"{item}"' for item in items)
    (folder / "own.toml").write_text(OWN.format(id=low, items=listed, low=low, high=high), encoding="utf-8")
    steward.write("organisation.csv", "unit,name,parent,kind,headcount\norganisation,All of us,,organisation,\n")
    return items


def imported(steward: Steward, file: Path, mapping: str) -> list[tuple[object, ...]]:
    """Import `file`; the rows of the store, in order."""
    written = steward.write("mapping.toml", mapping)
    steward.imports(file, mapping=written, units=steward.folder / "organisation.csv")
    with store.connect(steward.settings) as connection:
        names = [name for (name, *_) in connection.execute("describe responses").fetchall() if name.startswith("own_")]
        return connection.execute(f"select {', '.join(names)} from responses order by all nulls first").fetchall()


def layout(steward: Steward, file: Path) -> str:
    """The [file] table that `inspect` proposes."""
    del steward
    return inspection.propose(file).mapping.split("[pulse]")[0]


def test_surveymonkey_by_its_known_figures(shared: Path, steward: Steward) -> None:
    file = shared / "data/export_formats/surveymonkey/StarWars.csv"
    items = own_items(steward, 14, low=1, high=5)
    proposed = inspection.propose(file)
    question = (
        "Please state whether you view the following characters favorably, unfavorably, or are unfamiliar with him/her."
    )
    columns = [line.split('"')[1] for line in proposed.mapping.splitlines() if line.startswith(f'# "{question} [')]
    codes = ["Very unfavorably", "Somewhat unfavorably", "Neither favorably nor unfavorably (neutral)"]
    codes += ["Somewhat favorably", "Very favorably"]
    table = "\n".join(f'"{answer}" = {code}' for code, answer in enumerate(codes, start=1))
    lines = [f'{item} = {{ from = "{column}", codes = "favour" }}' for item, column in zip(items, columns, strict=True)]
    rows = imported(
        steward, file, f"{layout(steward, file)}{HEAD}[codes.favour]\n{table}\n[items]\n" + "\n".join(lines)
    )

    with file.open(encoding="latin-1", newline="") as opened:
        written = list(csv.reader(opened))[2:]
    assert len(written) == 1186
    expected = [
        tuple(codes.index(cell) + 1 if cell in codes else None for cell in row[15:29])
        for row in written
        if any(cell in codes for cell in row[15:29])
    ]
    assert Counter(rows) == Counter(expected)


def test_qualtrics_by_its_known_figures(shared: Path, steward: Steward) -> None:
    items = own_items(steward, 3, low=1, high=4)
    lines = "".join(f'{item} = {{ from = "Q2_{number}" }}\n' for number, item in enumerate(items, start=1))
    finished = '[finished]\nfrom = "Finished"\nis = ["1", "True"]\n'
    folder = shared / "data/export_formats/qualtrics"
    new = folder / "QT_matrix_insights.csv"
    rows = imported(steward, new, f"{layout(steward, new)}{HEAD}{finished}[items]\n{lines}")
    with new.open(encoding="utf-8", newline="") as opened:
        written = [tuple(map(int, row[11:14])) for row in list(csv.reader(opened))[3:]]
    assert Counter(rows) == Counter(written)


def test_the_old_qualtrics_layout_holds_the_same_answers(shared: Path, steward: Steward) -> None:
    items = own_items(steward, 3, low=1, high=4)
    old = shared / "data/export_formats/qualtrics/QT_matrix_legacy.csv"
    names = ["question_one (1)", "question_two (1)", "question_three (1)"]
    lines = "".join(f'{item} = {{ from = "{name}" }}\n' for item, name in zip(items, names, strict=True))
    finished = '[finished]\nfrom = "V10"\nis = "1"\n'
    rows = imported(steward, old, f"{layout(steward, old)}{HEAD}{finished}[items]\n{lines}")
    with old.open(encoding="utf-8-sig", newline="") as opened:
        written = [tuple(map(int, row[16:19])) for row in list(csv.reader(opened))[2:]]
    assert Counter(rows) == Counter(written)


def test_redcap_events_are_pulses_and_blank_rows_are_nobody(shared: Path, steward: Steward) -> None:
    own_items(steward, 2, low=0, high=5)
    file = shared / "data/export_formats/redcap/longitudinal/data.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        written = [row for row in csv.DictReader(opened) if row["pmq1"] or row["pmq2"]]
    events = sorted({row["redcap_event_name"] for row in csv.DictReader(file.open(encoding="utf-8", newline=""))})
    codes = ", ".join(f'"{event}" = "2026-{number:02}"' for number, event in enumerate(events, start=1))
    mapping = f'[pulse]\nfrom = "redcap_event_name"\ncodes = {{ {codes} }}\n[unit]\nconstant = "organisation"\n'
    mapping += '[respondent_key]\nfrom = "study_id"\n[items]\nown_1 = { from = "pmq1" }\nown_2 = { from = "pmq2" }\n'
    rows = imported(steward, file, mapping)
    assert len(written) > 0
    assert Counter(rows) == Counter((int(row["pmq1"]), int(row["pmq2"])) for row in written)


def test_decimal_commas_and_whole_numbers_with_decimals(steward: Steward) -> None:
    own_items(steward, 2, low=0, high=10)
    file = steward.write("comma.csv", 'a;b\n"3,0";7.00\n10;0\n')
    rows = imported(steward, file, f'[file]\ndelimiter = ";"\n{HEAD}[items]\nown_1.from = "a"\nown_2.from = "b"\n')
    assert rows == [(3, 7), (10, 0)]


def test_half_answers_are_not_rounded(steward: Steward) -> None:
    own_items(steward, 1, low=0, high=10)
    file = steward.write("half.csv", "a\n3.5\n")
    with pytest.raises(BadInputError, match=r"row 2, column a: the answer \(3.5\)"):
        imported(steward, file, f'{HEAD}[items]\nown_1.from = "a"\n')


LONG = (
    "person,ward,question,answer\np1,ED,Q1,3\np1,ED,Q2,4\np2,ED,Q1,5\np2,ED,Q2,n/a\np1,ED,other,Some text\np2,ED,Q1,1\n"
)


def test_long_files_are_turned_wide_by_respondent(steward: Steward) -> None:
    own_items(steward, 2, low=1, high=5)
    file = steward.write("long.csv", LONG)
    long = '[long]\nrespondent = "person"\nquestion = "question"\nanswer = "answer"\n'
    mapping = f'missing = ["n/a"]\n{HEAD}{long}[items]\nown_1.from = "Q1"\nown_2.from = "Q2"\n'
    assert imported(steward, file, mapping) == [(1, None), (3, 4)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252", "mac_roman"])
def test_encodings(steward: Steward, encoding: str) -> None:
    own_items(steward, 1, low=0, high=1)
    file = steward.write("encoded.txt", "Größe\tÉquipe\n1\tUrgences\n0\tmédecine\n".encode(encoding))
    wanted = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    rows = imported(
        steward, file, f'[file]\nencoding = "{wanted}"\ndelimiter = "\\t"\n{HEAD}[items]\nown_1.from = "Größe"\n'
    )
    assert rows == [(0,), (1,)]
    if encoding != "mac_roman":  # which nothing tells from the Windows code page
        assert f'encoding = "{wanted}"\ndelimiter = "\\t"' in layout(steward, file)


def test_parquet_wide(steward: Steward) -> None:
    own_items(steward, 2, low=1, high=5)
    file = steward.folder / "wide.parquet"
    pq.write_table(pa.table({"a": [1, None, 5], "b": [2.0, 3.0, None], "name": ["x", "y", "z"]}), file)
    mapping = f'{layout(steward, file)}{HEAD}[items]\nown_1.from = "a"\nown_2.from = "b"\n'
    assert imported(steward, file, mapping) == [(None, 3), (1, 2), (5, None)]


def test_numbers_and_text_in_a_workbook(steward: Steward) -> None:
    own_items(steward, 2, low=1, high=5)
    file = xlsx(steward.folder / "sheet.xlsx", [["a", "b\nsecond line"], [1, "2"], [5, "4 "]])
    mapping = f'{layout(steward, file)}{HEAD}[items]\nown_1.from = "a"\nown_2.from = "b second line"\n'
    assert imported(steward, file, mapping) == [(1, 2), (5, 4)]


MULTI: dict[str, tuple[Sequence[str], Sequence[str], str]] = {
    "Microsoft Forms": (["Courses"], ["Circles;Listening;", "Circles;", ""], 'from = "Courses"'),
    "Google Forms": (["Courses"], ["Circles, Listening", "Circles", ""], 'from = "Courses"\nsplit = ","'),
    "LimeSurvey": (
        ["courses[1]", "courses[2]"],
        ["Y\tY", "Y\tN", "\t"],
        'ticks = { "courses[1]" = "Circles", "courses[2]" = "Listening" }',
    ),
    "REDCap": (
        ["courses___1", "courses___2"],
        ["1\t1", "1\t0", "0\t0"],
        'ticks = { courses___1 = "Circles", courses___2 = "Listening" }',
    ),
    "Typeform": (
        ["Circles", "Listening"],
        ["Circles\tListening", "Circles\t", "\t"],
        'ticks = { Circles = "Circles", Listening = "Listening" }',
    ),
    "with other names": (
        ["Courses"],
        ["1|2", "1", ""],
        'from = "Courses"\nsplit = "|"\ncodes = { 1 = "Circles", 2 = "Listening" }',
    ),
}


@pytest.mark.parametrize("tool", MULTI)
def test_multi_select_in_every_spelling(steward: Steward, tool: str) -> None:
    own_items(steward, 1, low=1, high=5)
    columns, cells, programmes = MULTI[tool]
    lines = "".join(f"{number}\t{cell}\n" for number, cell in enumerate(cells, start=1))
    joined = "\t".join(columns)
    file = steward.write("multi.csv", f"a\t{joined}\n{lines}")
    mapping = f'[file]\ndelimiter = "\\t"\n{HEAD}[programmes]\n{programmes}\n[items]\nown_1.from = "a"\n'
    imported(steward, file, mapping)
    with store.connect(steward.settings) as connection:
        found = connection.execute("select programmes from responses order by own_1").fetchall()
    assert found == [(["Circles", "Listening"],), (["Circles"],), ([],)]
