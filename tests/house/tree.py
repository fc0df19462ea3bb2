"""The files of the checkout, as the house tests see them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {"data", "screenshots", "__pycache__"}  # made by running things; git ignores them


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project, relative to its root."""
    return tuple(sorted(_below(ROOT)))


def _below(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name in NOT_OURS or (entry.is_dir() and entry.name.startswith(".") and entry.name not in KEPT):
            continue
        if entry.is_dir():
            yield from _below(entry)
        else:
            yield entry.relative_to(ROOT)


KEPT = {".ci", ".streamlit"}


def text(file: Path) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def python(*rooms: str) -> list[Path]:
    """Python files under the named top-level folders (all of them if none is named)."""
    return [file for file in files() if file.suffix == ".py" and (not rooms or file.parts[0] in rooms)]


@cache
def syntax(file: Path) -> ast.Module:
    return ast.parse(text(file))


def strings(file: Path) -> Iterator[str]:
    """Every string that `file` writes out, parts of f-strings included."""
    for node in ast.walk(syntax(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def imports(file: Path) -> Iterator[str]:
    """The modules that `file` imports, by full name; `from a import b` counts as a.b too."""
    for node in ast.walk(syntax(file)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
