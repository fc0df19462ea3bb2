"""An organisation in miniature that has been imported and released."""

from pathlib import Path

import pytest

from dashboard import sample
from dashboard.settings import Settings
from dashboard.surveys import loader

KEY = "correct horse battery staple, twice over"


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a small sample."""
    folder = tmp_path_factory.mktemp("sample")
    sample.write(folder, respondents=300, units=8, pulses=3, seed=5)
    return folder


def import_sample(files: Path, settings: Settings) -> None:
    """Import the sample into the store of `settings`."""
    loader.import_files(
        [files / "survey.csv"],
        mapping=None,
        units=files / "units.csv",
        training=files / "training.csv",
        annotations=files / "annotations.csv",
        settings=settings,
    )
