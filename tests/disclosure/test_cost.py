"""What confidentiality costs: the promise of usefulness, and that it holds over 18 pulses."""

from __future__ import annotations

import sys

import pytest

from dashboard.disclosure import cost


@pytest.mark.slow
@pytest.mark.parametrize("answers", [1_000, 3_000])
def test_most_units_with_ten_answers_keep_their_own_figure(answers: int) -> None:
    cells = cost.row(answers, count=18, k=10, seed=2).strip("| ").split(" | ")
    kept, worst, merged = (float(cell.rstrip("%")) for cell in cells[-3:])
    assert kept >= 70
    assert worst >= 60
    assert merged <= 3


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["cost", "--pulses", "2"])
    monkeypatch.setattr(cost, "SIZES", (100,))
    cost.main()
    table = capsys.readouterr().out.splitlines()
    assert len(table) == 3
    assert len({line.count("|") for line in table}) == 1
