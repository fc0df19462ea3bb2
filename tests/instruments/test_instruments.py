"""The questionnaires as data: what the contract names, and what a user's own file may get wrong."""

from pathlib import Path

import pytest

from dashboard import instruments
from dashboard.terms import BadInputError

WORK = ("exhausting", "burnt_out", "frustrates", "worn_out", "morning", "every_hour", "energy")
CONTRACT: dict[str, tuple[list[str], tuple[int, ...]]] = {
    "exhaustion": ([f"cbi_work_{name}" for name in WORK], (0, 25, 50, 75, 100)),
    "personal_burnout": ([f"cbi_personal_{n}" for n in range(1, 7)], (0, 25, 50, 75, 100)),
    "client_burnout": ([f"cbi_client_{n}" for n in range(1, 7)], (0, 25, 50, 75, 100)),
    "burnout_single": (["burnout_single"], (1, 2, 3, 4, 5)),
    "compassion_satisfaction": ([f"proqol_{n}" for n in (3, 6, 12, 16, 18, 20, 22, 24, 27, 30)], (1, 2, 3, 4, 5)),
    "empathic_distress": ([f"empathic_distress_{n}" for n in (1, 2, 3)], (0, 1, 2, 3, 4)),
    "moral_distress": (["moral_distress"], tuple(range(11))),
    **{
        f"demand_{name}": ([f"demand_{name}"], (0, 1, 2, 3, 4))
        for name in ("workload", "moral", "culture", "insecurity", "money")
    },
}


@pytest.mark.parametrize("measure", CONTRACT)
def test_measures_have_the_ids_and_codes_of_the_contract(measure: str) -> None:
    found = instruments.measures()[measure]
    assert ([item.id for item in found.items], found.items[0].codes) == CONTRACT[measure]


def test_measures_of_the_contract_come_first_and_exhaustion_leads() -> None:
    assert list(instruments.measures())[: len(CONTRACT) + 2] == [*CONTRACT, "state", "compassion_change"]


@pytest.mark.parametrize(
    ("measure", "bands"),
    [("state", ["shut_down", "steady", "over_revved"]), ("compassion_change", ["less", "same", "more"])],
)
def test_distributions_have_their_bands(measure: str, bands: list[str]) -> None:
    assert [band.id for band in instruments.measures()[measure].bands] == bands


def test_only_the_energy_item_of_the_work_scale_is_reversed() -> None:
    items = instruments.measures()["exhaustion"].items
    assert [item.id for item in items if item.reversed] == ["cbi_work_energy"]


def test_every_instrument_says_where_it_is_from_and_how_sure_we_are() -> None:
    for instrument in instruments.load():
        assert instrument.source
        assert instrument.licence
        assert all(measure.cut_off is None or measure.cut_off.source for measure in instrument.measures)


GOOD = """
id = "pulse"
name = "A pulse check"
source = "Us"
licence = "Ours"
confidence = "own"
[[measure]]
id = "energy"
name = "Energy"
items = ["energy_1", "energy_2"]
codes = { from = 1, to = 7 }
reversed = ["energy_2"]
least_answered = 1
better = "higher"
"""


def own(tmp_path: Path, text: str) -> Path:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_user_adds_an_instrument_without_touching_code(tmp_path: Path) -> None:
    measure = instruments.measures(own(tmp_path, GOOD.replace('id = "pulse"', 'id = "pulse_check"')))["energy"]
    assert (measure.items[1].reversed, measure.items[0].codes, measure.family) == (True, tuple(range(1, 8)), "energy")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "A pulse check"', "", r"mine.toml: `name` is missing"),
        ('confidence = "own"', 'confidence = "sure"', r"`confidence` is 'sure'"),
        ("[[measure]]", "[[scale]]", r"`scale` is not a key"),
        ('id = "energy"', 'id = "Energy!"', r"measure 1, `id` has an id that cannot be used"),
        ('id = "energy"', 'id = "exhaustion"', r"the measure id 'exhaustion' is taken"),
        ('"energy_2"]\ncodes', '"energy_1"]\ncodes', r"`items` names an item twice"),
        ('"energy_1"', '"cbi_work_energy"', r"the item 'cbi_work_energy' is described twice"),
        ("{ from = 1, to = 7 }", "[3, 1]", r"`codes` cannot be used"),
        ("{ from = 1, to = 7 }", "[1]", r"`codes` cannot be used"),
        ("{ from = 1, to = 7 }", "{ from = 1 }", r"codes, `to` is missing"),
        ('["energy_2"]\nleast', '["energy_3"]\nleast', r"`reversed` names an item that is not in `items`"),
        ("least_answered = 1", "least_answered = 3", r"`least_answered` is 3"),
        ("least_answered = 1", "least_answered = 0", r"`least_answered` is 0"),
        ('better = "higher"', 'better = "up"', r"`better` is 'up'"),
        ('better = "higher"', 'beter = "higher"', r"`beter` is not a key"),
        ('better = "higher"', 'better = "higher"\ncut_off = { at_least = 200 }', r"cut_off, `at_least` is 200"),
        ('id = "pulse"', "id = [", r"not a readable TOML file"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    folder = own(tmp_path, text if "id = [" in new else text.replace('id = "pulse"', 'id = "pulse_check"'))
    with pytest.raises(BadInputError, match=message):
        instruments.load(folder)


def test_every_measure_and_instrument_is_in_the_documentation() -> None:
    text = (Path(__file__).parents[2] / "docs/instruments.md").read_text(encoding="utf-8")
    assert [measure for measure in instruments.measures() if f"| `{measure}` |" not in text] == []
    assert [instrument.name for instrument in instruments.load() if f"**{instrument.name}**" not in text] == []
