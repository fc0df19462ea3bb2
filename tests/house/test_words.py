"""What no file may say: where this was built, and where packages come from."""

import re
from collections.abc import Iterator

from tests.house import tree

TEXT = {".py", ".sql", ".md", ".toml", ".lock", ".csv", ".json", ".css", ".js", ".typ", ".svg", ""}
MACHINE_PATH = re.compile(r"(?<![\w.}/-])/(work|tmp|root|opt|home)/")
REGISTRY = re.compile(r"pypi\.\w|pythonhosted\.|--(extra-)?index[-]url|--find[-]links", re.IGNORECASE)


def lines() -> Iterator[tuple[str, str]]:
    """Every line of every text file, and where it stands."""
    for file in tree.files():
        if file.suffix in TEXT:
            for number, line in enumerate(tree.text(file).splitlines(), start=1):
                yield f"{file}:{number}", line


def test_no_file_names_a_place_on_a_machine() -> None:
    assert [place for place, line in lines() if MACHINE_PATH.search(line)] == []


def test_no_file_names_a_package_registry() -> None:
    assert [place for place, line in lines() if REGISTRY.search(line)] == []
