"""What every room's tests share."""

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

settings.register_profile("house", deadline=None, print_blob=True)  # machines differ; a slow draw is no failure
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--duckdb", help="fail unless this is the DuckDB that is tested")


def pytest_configure(config: pytest.Config) -> None:
    wanted = config.getoption("duckdb")
    if wanted not in (None, duckdb.__version__):
        raise pytest.UsageError(f"this would test DuckDB {duckdb.__version__}, not {wanted}")


def pytest_report_header() -> str:
    return f"DuckDB {duckdb.__version__}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first, then the slow ones, then those in a browser."""
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None) * 2 + ("slow" in item.keywords))


@pytest.fixture(autouse=True)
def _the_main_module() -> Iterator[None]:
    """Streamlit puts the page under test in `__main__`'s place, where a process that is spawned later would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def shared() -> Path:
    """Published reference values and genuine exports, kept beside the checkout and never in it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the reference material (../shared) is not beside this checkout")
    return folder
