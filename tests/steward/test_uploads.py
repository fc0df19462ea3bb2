"""Uploads lie beside the answers for a moment, and nowhere after it."""

from __future__ import annotations

import stat
from dataclasses import dataclass

import pytest

from dashboard.settings import Settings
from dashboard.steward import uploads
from dashboard.steward.uploads import Chosen


@dataclass(frozen=True)
class Sent:
    name: str
    content: bytes = b"unit\n"

    def getbuffer(self) -> memoryview:
        return memoryview(self.content)


def test_files_are_there_inside_and_gone_outside(settings: Settings) -> None:
    chosen = Chosen((Sent("a.csv", b"1"), Sent("a.csv", b"2")), Sent("units.csv", b"3"))
    with uploads.on_disk(chosen, settings) as paths:
        assert [path.read_bytes() for path in paths.survey] == [b"1", b"2"]
        assert [path.name for path in paths.survey] == ["a.csv", "a.csv"]
        assert paths.units
        assert paths.units.read_bytes() == b"3"
        assert paths.training is paths.annotations is None
        place = settings.responses_folder / "uploads"
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert list(place.iterdir()) == []


def test_they_are_gone_after_a_failure(settings: Settings) -> None:
    with pytest.raises(KeyError), uploads.on_disk(Chosen((Sent("a.csv"),)), settings):
        raise KeyError
    assert list((settings.responses_folder / "uploads").iterdir()) == []


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/evil.csv", "..\\evil.csv", "..", "", "evil.csv"])
def test_a_name_never_leads_elsewhere(settings: Settings, name: str) -> None:
    with uploads.on_disk(Chosen((Sent(name),)), settings) as paths:
        assert paths.survey[0].resolve().is_relative_to(settings.responses_folder.resolve())
        assert paths.survey[0].is_file()


def test_what_a_killed_process_left_is_swept(settings: Settings) -> None:
    left = settings.responses_folder / "uploads" / "x" / "survey.csv"
    left.parent.mkdir(parents=True)
    left.touch()
    uploads.sweep(settings)
    assert not left.exists()
