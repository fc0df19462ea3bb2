"""Questionnaires as data: one TOML file an instrument, ours in this folder, a user's own in `<data>/instruments`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from dashboard.instruments.form import Form, instrument_from
from dashboard.terms import BadInputError, Instrument, Item, Measure, Problem

FOLDER = Path(__file__).parent


def load(folder: Path | None = None) -> tuple[Instrument, ...]:
    """Every instrument: ours, then those in `folder`, in the order pages show them.

    Raises BadInputError naming the file and the key when a file cannot be used, an id is taken twice,
    or two measures disagree about an item they share.
    """
    if folder is None or not folder.is_dir():
        return _shipped()
    instruments = (*_shipped(), *_read_folder(folder))
    _refuse_clashes(instruments, file=str(folder))
    return instruments


def measures(folder: Path | None = None) -> dict[str, Measure]:
    """Every measure by id, in the order pages show them."""
    return {measure.id: measure for instrument in load(folder) for measure in instrument.measures}


def items(folder: Path | None = None) -> dict[str, Item]:
    """Every item by id."""
    return {item.id: item for measure in measures(folder).values() for item in measure.items}


@cache
def _shipped() -> tuple[Instrument, ...]:
    instruments = _read_folder(FOLDER)
    _refuse_clashes(instruments, file=FOLDER.name)
    return instruments


def _read_folder(folder: Path) -> tuple[Instrument, ...]:
    """The instruments of a folder, by their `order`, then by file name."""
    forms = [_read_form(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(instrument_from(form) for form in sorted(forms, key=lambda form: form.number("order", default=100)))


def _read_form(path: Path) -> Form:
    try:
        return Form(path.name, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        fix = "Mend the file, or take it out of the folder."
        raise BadInputError(Problem(path.name, f"this is not a readable TOML file ({error}).", fix)) from error


def _refuse_clashes(instruments: tuple[Instrument, ...], *, file: str) -> None:
    seen: dict[str, Measure] = {}
    owner: dict[str, tuple[Item, str]] = {}
    for measure in (measure for instrument in instruments for measure in instrument.measures):
        if measure.id in seen:
            raise BadInputError(Problem(file, f"the measure id '{measure.id}' is taken.", "Choose another id."))
        seen[measure.id] = measure
        for item in measure.items:
            known, family = owner.setdefault(item.id, (item, measure.family))
            if known != item or family != measure.family:
                what = f"the item '{item.id}' is described twice, differently."
                fix = "Measures that share an item share its codes, its reversal and their `family`."
                raise BadInputError(Problem(file, what, fix))
