"""A small release to look at from different chairs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.release import Release
from dashboard.terms import Unit, UnitTree
from tests.pages import fake_release


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fake_release.write(tmp_path_factory.mktemp("release"), pulses=6)


@pytest.fixture(scope="session")
def release(file: Path) -> Release:
    return Release(file)


@pytest.fixture(scope="session")
def tree() -> Callable[[dict[str, str | None]], UnitTree]:
    """A tree from the parent of each unit, parents first."""

    def plant(parents: dict[str, str | None]) -> UnitTree:
        depth: dict[str | None, int] = {None: -1}
        for unit, parent in parents.items():
            depth[unit] = depth[parent] + 1
        inner = set(parents.values())
        return UnitTree(
            tuple(Unit(unit, unit, parent, "unit", depth[unit], unit not in inner) for unit, parent in parents.items())
        )

    return plant
