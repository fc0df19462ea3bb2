"""Numbers, names and states in words, at their boundaries."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.pages import choice
from dashboard.readings.places import Place
from dashboard.tables import frame, harmless, safe_csv
from dashboard.terms import Unit, UnitTree
from dashboard.wording import common, plain, states, unit


@pytest.mark.parametrize(
    ("low", "high", "respondents", "said"),
    [
        (31.2, 51.6, 40, ("32", "51")),
        (31.0, 51.0, 40, ("31", "51")),
        (37.64, 39.41, 199, ("38", "39")),
        (37.64, 39.41, 200, ("37.7", "39.4")),
        (-3.0, 104.0, 12, ("0", "100")),
        (40.2, 40.8, 12, ("40", "41")),
        (float("nan"), float("nan"), 12, ("–", "–")),
    ],
)
def test_a_usual_range_never_contradicts_its_flag(
    low: float, high: float, respondents: int, said: tuple[str, str]
) -> None:
    assert plain.within(low, high, respondents=respondents) == said


@pytest.mark.parametrize(
    ("pulses", "step"),
    [
        (("2026-08", "2026-09", "2026-10"), "month"),
        (("2025-12", "2026-01"), "month"),
        (("2026-01", "2026-04", "2026-07"), "pulse"),
        (("2026-10",), "pulse"),
    ],
)
def test_steps_are_months_only_where_pulses_are_monthly(pulses: tuple[str, ...], step: str) -> None:
    assert plain.period(pulses) == step


@pytest.mark.parametrize(
    ("pulses", "said"), [(("2021-03",), "March 2021"), (("2020-03", "2021-03"), "March 2020 to March 2021")]
)
def test_a_single_pulse_is_no_span(pulses: tuple[str, ...], said: str) -> None:
    assert plain.span(pulses) == said


@pytest.mark.parametrize(("pulse", "said"), [("2026-10", "October 2026"), ("2026-10-05", "5 October 2026")])
def test_pulses_are_written_out(pulse: str, said: str) -> None:
    assert plain.pulse_name(pulse) == said


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 7, 1), "March 2026"),
        (date(2026, 7, 31), "March 2026"),
        (date(2026, 8, 1), "Last pulse: March 2026 (5 months ago)"),
        (date(2028, 2, 29), "Last pulse: March 2026 (23 months ago)"),
        (date(2028, 3, 1), "Last pulse: March 2026 (over 2 years ago)"),
        (date(2031, 11, 22), "Last pulse: March 2026 (over 5 years ago)"),
    ],
)
def test_an_old_pulse_says_so(today: date, said: str) -> None:
    assert common.pulse_badge("2026-03", today) == said


@pytest.mark.parametrize(("respondents", "low"), [(39, True), (40, False), (41, False)])
def test_low_response_is_fewer_than_four_in_ten(respondents: int, *, low: bool) -> None:
    assert common.low_response(respondents, 100) is low


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("A", "B"), "A + B (combined)"),
        (("A", "B", "C"), "A + B + C (combined)"),
        (("A", "B", "C", "D"), "A + B + 2 more (combined)"),
    ],
)
def test_combined_places_name_up_to_three_units(names: tuple[str, ...], said: str) -> None:
    place = Place("a", "A", "", names, names, combined=True, withheld=False, is_leaf=True)
    assert states.place_name(place) == said


def test_units_of_one_name_are_told_apart_in_the_address() -> None:
    def leaf(id_: str, name: str, parent: str) -> Unit:
        return Unit(id_, name, parent, "unit", 2, is_leaf=True)

    divisions = [Unit(id_, id_, "o", "division", 1, is_leaf=False) for id_ in ("North", "South")]
    leaves = [leaf("1", "ICU", "North"), leaf("2", "ICU", "South"), leaf("3", "ICU", "South"), leaf("4", "ED", "South")]
    tree = UnitTree((Unit("o", "O", None, "organisation", 0, is_leaf=False), *divisions, *leaves))
    labels = choice.unit_labels(tree)
    assert [labels[u] for u in "1234"] == ["ICU (North)", "ICU (South) [2]", "ICU (South) [3]", "ED"]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd", "'-cmd"),
        ("-3", "-3"),
        ("+4.5%", "+4.5%"),
        ("Ward 7", "Ward 7"),
    ],
)
def test_no_cell_of_a_csv_starts_a_formula(cell: str, kept: str) -> None:
    assert harmless(cell) == kept
    assert kept in safe_csv(frame(("Unit", "Score"), [(cell, "1")]))


@pytest.mark.parametrize("name", ["![x](http://evil)", "*Ward*", "[Ward](x)", "<b>Ward</b>", "Ward :red[7]", "$x$"])
def test_names_of_others_are_no_markdown(name: str) -> None:
    escaped = plain.for_markdown(name)
    assert escaped.replace("\\", "").replace("\N{WORD JOINER}", "") == name
    assert "http://" not in escaped
    for character in "*[]<>:$":
        assert escaped.count(f"\\{character}") == name.count(character)


def test_names_of_others_are_no_tags_in_a_chart() -> None:
    assert plain.for_chart("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"


def test_ticks_end_on_the_newest_pulse_and_name_each_year_once() -> None:
    pulses = tuple(f"{2025 + month // 12}-{month % 12 + 1:02}" for month in range(4, 22))
    ticks = unit.ticks(pulses)
    assert ticks[17] == "Oct"
    assert [label for label in ticks.values() if "<br>" in label] == ["Jul<br>2025", "Jan<br>2026"]
