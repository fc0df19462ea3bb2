"""Mappings as people write them: what is taken, what is refused, and that no table whatever makes it stumble."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.instruments.form import Form, instrument_from
from dashboard.surveys import mapping_file
from dashboard.surveys.mapping import Mapping, Source
from dashboard.terms import BadInputError
from tests.surveys.conftest import ITEMS, Steward, answers

GOOD = {"pulse": {"constant": "2026-01"}, "unit": {"from": "Ward"}, "items": {"burnout_single": {"from": "Q1"}}}


def mapping(**tables: object) -> Mapping:
    return mapping_file.mapping_from(Form("map.toml", {**GOOD, **tables}))


def test_the_least_a_mapping_needs() -> None:
    found = mapping()
    assert (found.pulse, found.unit) == (Source(constant="2026-01"), Source(("Ward",)))
    assert found.columns == ("Ward", "Q1")


def test_code_tables_are_shared_by_name_and_capitals_do_not_matter() -> None:
    tables = {"often": {"Never": 1, "Always": 5}}
    found = mapping(codes=tables, items={"burnout_single": {"from": ["A", "B"], "codes": "often"}})
    assert found.items == (("burnout_single", Source(("A", "B"), None, (("never", "1"), ("always", "5")))),)


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "no items": ({"items": {}}, r"`items` is missing"),
    "a misspelt table": ({"units": {}}, r"`units` is not a key"),
    "a misspelt key": ({"unit": {"form": "Ward"}}, r"unit, `form` is not a key"),
    "both from and constant": ({"unit": {"from": "a", "constant": "b"}}, r"unit, `from` is missing, or given together"),
    "neither": ({"unit": {"codes": {}}}, r"`unit` is missing|unit, `from` is missing"),
    "an open code": ({"items": {"burnout_single": {"from": "a", "codes": {"x": "?"}}}}, r"leaves open what these .* x"),
    "an open direction": ({"items": {"burnout_single": {"from": "a", "direction": "?"}}}, r"`direction` is left open"),
    "an open pulse": ({"pulse": {"constant": "?"}}, r"pulse, `constant` is left open"),
    "a code table that is not there": (
        {"items": {"burnout_single": {"from": "a", "codes": "b"}}},
        r"names a table 'b'",
    ),
    "an answer twice": ({"codes": {"a": {"No": 0, "no": 1}}}, r"codes, `a` has an answer twice"),
    "an encoding nobody knows": ({"file": {"encoding": "klingon"}}, r"file, `encoding` is 'klingon'"),
    "a delimiter of two": ({"file": {"delimiter": ";;"}}, r"file, `delimiter` is not one character"),
    "too many header rows": ({"file": {"header_rows": 99}}, r"file, `header_rows` is 99"),
    "a later version": ({"version": 2}, r"`version` is not 1"),
    "ticks and a column": (
        {"programmes": {"from": "a", "ticks": {"b": "c"}}},
        r"programmes, `from` is missing, or giv",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_mistake_is_named_with_file_and_key(case: str) -> None:
    tables, message = REFUSED[case]
    with pytest.raises(BadInputError, match=rf"map.toml: .*({message})"):
        mapping(**tables)


def test_a_column_that_the_file_lacks_is_named(steward: Steward) -> None:
    items = "\n".join(f'{item} = {{ from = "{item}" }}' for item in ITEMS)
    text = f'[pulse]\nfrom = "pulse"\n[unit]\nfrom = "Ward"\n[items]\n{items}\n'
    with pytest.raises(BadInputError, match=r"survey.csv, row 1, column Ward: the column is missing. Mend .* map.toml"):
        steward.imports(steward.survey(answers(2)), mapping=steward.write("map.toml", text))


KEYS = sorted(
    mapping_file.KEYS | {"from", "codes", "constant", "split", "ticks", "is", "format", "encoding", "a", "measure"}
)
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats()
    | st.sampled_from(["", "?", "a", "utf-8", "ED", ";", "2026"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(KEYS), anything, max_size=8))
def test_whatever_a_file_says_it_is_read_or_refused(table: dict[str, object]) -> None:
    for read in (mapping_file.mapping_from, instrument_from):
        with contextlib.suppress(BadInputError):
            read(Form("map.toml", {**table}))
            read(Form("map.toml", {**GOOD, **table}))
