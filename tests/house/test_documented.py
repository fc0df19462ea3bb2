"""Every command, option and setting is explained where users look."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from dashboard import __main__ as commands
from dashboard.settings import Settings
from tests.house import tree

REFERENCE = tree.text(Path("docs/commands.md"))
ASKS = re.compile(r"environ(\[|\.get)|getenv")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def sections() -> dict[str, str]:
    """The reference's text by command."""
    _, *parts = re.split(r"^### `(\w+)`$", REFERENCE, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def options(command: argparse.ArgumentParser) -> Iterator[str]:
    for action in command._actions:
        yield from (option for option in action.option_strings if option.startswith("--") and option != "--help")


def parsers() -> dict[str, argparse.ArgumentParser]:
    (choices,) = (action.choices for action in commands._parser()._actions if isinstance(action.choices, dict))
    return dict(choices)


def test_every_command_is_in_the_reference() -> None:
    assert set(sections()) == set(parsers())


def test_every_option_is_in_its_commands_section() -> None:
    text = sections()
    assert [(name, option) for name, p in parsers().items() for option in options(p) if option not in text[name]] == []


def test_every_setting_is_in_the_reference_with_its_default() -> None:
    documented = dict(re.findall(r"^\| `DASHBOARD_(\w+)` \| (.*?) \|", REFERENCE, flags=re.MULTILINE))
    defaults = {
        field.name.upper(): f"`{field.default}`" if str(field.default) else "empty" for field in fields(Settings)
    }
    assert documented == defaults


def test_settings_are_read_in_one_place() -> None:
    readers = [file for file in tree.python("dashboard", "queries", "streamlit_app.py") if ASKS.search(tree.text(file))]
    assert readers == [Path("dashboard/settings.py")]


def test_every_query_room_is_in_the_readme() -> None:
    rooms = {file.parts[1] for file in tree.files() if file.suffix == ".sql"}
    assert set(re.findall(r"^\| `(\w+)/`", tree.text(Path("queries/README.md")), flags=re.MULTILINE)) == rooms


def test_every_link_between_our_texts_leads_somewhere() -> None:
    texts = [file for file in tree.files() if file.suffix == ".md"]
    links = [(file, target) for file in texts for target in LINK.findall(tree.text(file))]
    assert links
    assert [(str(file), target) for file, target in links if not (tree.ROOT / file.parent / target).exists()] == []
