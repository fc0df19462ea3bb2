"""What is promised before publishing is what is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import sample
from dashboard.disclosure import preview
from dashboard.disclosure.preview import Preview, Together
from dashboard.release import ReleaseFolder
from dashboard.settings import Settings
from dashboard.steward import work
from dashboard.steward.uploads import Paths
from dashboard.terms import BadInputError
from tests.steward.conftest import Written, survey


def test_a_small_unit_joins_its_smallest_neighbour(settings: Settings, written: Written) -> None:
    work.imported(written.paths(survey()), None, settings)
    assert preview.waiting(settings) == (
        Preview(
            "2026-10",
            respondents=76,
            headcount=128,
            has_keys=False,
            alone=("Ward A",),
            together=(Together(("Ward B", "Ward C"), all_year=True),),
            hidden=(),
            crowded=(),
        ),
    )


def test_more_answers_than_staff_are_named(settings: Settings, written: Written) -> None:
    paths = written.paths(survey())
    assert paths.units
    paths.units.write_text(paths.units.read_text().replace("ward,8", "ward,5"))
    work.imported(paths, None, settings)
    assert preview.waiting(settings)[0].crowded == ("Ward C",)


@pytest.mark.parametrize(("answers", "hidden"), [(9, True), (10, False)])
def test_fewer_than_k_in_all_are_hidden(settings: Settings, written: Written, answers: int, *, hidden: bool) -> None:
    work.imported(written.paths("\n".join(survey().splitlines()[: answers + 1])), None, settings)
    found = preview.waiting(settings)[0]
    assert ("Ward A" in found.hidden) is hidden
    assert set(found.hidden) | set(found.alone) | {n for group in found.together for n in group.names} == {
        "Ward A", "Ward B", "Ward C",
    }  # fmt: skip


def test_without_an_import_there_is_nothing_to_preview(settings: Settings) -> None:
    with pytest.raises(BadInputError, match="nothing has been imported"):
        preview.waiting(settings)


@pytest.mark.slow
def test_the_preview_of_a_sample_is_its_release(settings: Settings, tmp_path: Path) -> None:
    sample.write(tmp_path / "sample", respondents=260, units=16, pulses=2, seed=3)
    paths = Paths((tmp_path / "sample" / "survey.csv",), tmp_path / "sample" / "units.csv", None, None)
    work.imported(paths, None, settings)
    promised = {found.pulse: found for found in preview.waiting(settings)}
    work.published(list(promised), settings)
    assert preview.waiting(settings) == ()
    release = ReleaseFolder(settings.release_folder).current()
    assert release
    rows = [figure for figure in release.figures_on("response") if figure.level == "unit"]
    assert rows
    for pulse, found in promised.items():
        status = {figure.unit: figure.status for figure in rows if figure.pulse == pulse}
        names = {unit.id: unit.name for unit in release.tree(pulse).units}
        by_status = {
            s: {names[u] for u, of in status.items() if of == s} for s in ("published", "combined", "withheld")
        }
        assert by_status["published"] == set(found.alone)
        assert by_status["combined"] == {name for group in found.together for name in group.names}
        assert by_status["withheld"] == set(found.hidden)
        assert found.together
