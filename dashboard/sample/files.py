"""The canonical files, written pulse by pulse in little memory."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from dashboard.sample.answers import Answers, answers
from dashboard.sample.catalogue import PROGRAMMES, ROLES
from dashboard.sample.chance import Purpose, stream
from dashboard.sample.organisation import Organisation
from dashboard.sample.people import staff_of
from dashboard.sample.questionnaire import ITEMS, SCALES
from dashboard.sample.truth import note

_ROWS_AT_ONCE = 100_000
_SAY_WHAT_THEY_THOUGHT = 0.7  # share of those trained who fill in the feedback form


@dataclass(frozen=True, eq=False)
class _Column:
    """A column as positions (n) among its distinct texts, each with the comma or line end that follows it.

    This is what lets a million rows be written in seconds.
    """

    texts: npt.NDArray[np.bytes_]
    positions: npt.NDArray[np.integer]


def write_survey(file: Path, organisation: Organisation) -> None:
    """survey.csv: one row a response, all pulses."""
    staff = staff_of(organisation)
    keys = _keys(organisation, len(staff))
    with file.open("wb") as out:
        out.write((",".join(("pulse", "unit", "role", "respondent_key", "programmes", *ITEMS)) + "\n").encode())
        for pulse in range(len(organisation.pulses)):
            given = answers(organisation, staff, pulse=pulse)
            _write_rows(out, _columns(organisation, given, keys, pulse=pulse))


def write_units(file: Path, organisation: Organisation) -> None:
    """units.csv: the tree, parents before children; headcounts on leaves only."""
    headcount = dict(zip((leaf.unit for leaf in organisation.leaves), organisation.headcount.tolist(), strict=True))
    rows = ((p.unit, p.name, p.parent, p.kind, headcount.get(p.unit, "")) for p in organisation.places)
    _write_csv(file, ("unit", "name", "parent", "kind", "headcount"), rows)


def write_training(file: Path, organisation: Organisation) -> None:
    """training.csv: people who completed a programme since the last row, dated the first of the pulse's month."""
    header = ("unit", "programme", "date", "completed", "hours", "satisfaction", "satisfaction_n")
    rng = stream(organisation.seed, Purpose.REGISTER)
    new = np.diff(organisation.completed, prepend=0)
    rows: list[tuple[object, ...]] = []
    for pulse, unit, programme in np.argwhere(new.transpose(2, 1, 0) > 0).tolist():
        people = int(new[programme, unit, pulse])
        heard = int(rng.binomial(people, _SAY_WHAT_THEY_THOUGHT))
        offer = PROGRAMMES[programme]
        liked = (
            round(float(np.clip(rng.normal(offer.satisfaction, 16 / np.sqrt(max(heard, 1))), 0, 100))) if heard else ""
        )
        date = f"{organisation.pulses[pulse]}-01"
        rows.append((organisation.leaves[unit].unit, offer.id, date, people, offer.hours, liked, heard))
    _write_csv(file, header, rows)


def write_annotations(file: Path, organisation: Organisation) -> None:
    """annotations.csv: one thing that happened."""
    happened = note(organisation)
    row = happened.date, happened.unit, happened.what, happened.rebase
    _write_csv(file, ("date", "unit", "what", "rebase"), [row])


def _write_csv(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _keys(organisation: Organisation, people: int) -> npt.NDArray[np.bytes_]:
    """A respondent key for everyone, telling nothing about the unit."""
    width = len(str(people))
    return np.char.mod(f"r%0{width}d,", stream(organisation.seed, Purpose.KEYS).permutation(people)).astype(np.bytes_)


def _columns(
    organisation: Organisation, given: Answers, keys: npt.NDArray[np.bytes_], *, pulse: int
) -> tuple[_Column, ...]:
    who = given.who
    ids = [offer.id for offer in PROGRAMMES]
    subsets = [";".join(id_ for bit, id_ in enumerate(ids) if subset >> bit & 1) for subset in range(2 ** len(ids))]
    codes = [scale.codes for scale in SCALES for _ in scale.items]
    ends = [","] * (len(codes) - 1) + ["\n"]
    items = [
        # MISSING is position -1: the last text.
        _Column(_texts([*texts, ""], end=end), row)
        for texts, end, row in zip(codes, ends, given.items, strict=True)
    ]
    return (
        _Column(_texts([organisation.pulses[pulse]]), np.zeros_like(who.unit)),
        _Column(_texts([leaf.unit for leaf in organisation.leaves]), who.unit),
        _Column(_texts(ROLES), who.role),
        _Column(keys, who.person),
        _Column(_texts(subsets), 2 ** np.arange(len(ids)) @ who.reported),
        *items,
    )


def _texts(texts: Sequence[str], *, end: str = ",") -> npt.NDArray[np.bytes_]:
    return np.array([f"{text}{end}".encode() for text in texts], dtype=np.bytes_)


def _write_rows(out: BinaryIO, columns: tuple[_Column, ...]) -> None:
    """Lay rows out in cells of fixed width, padded with NUL, then take the padding out."""
    for first in range(0, len(columns[0].positions), _ROWS_AT_ONCE):
        part = slice(first, first + _ROWS_AT_ONCE)
        cells = [column.texts[column.positions[part]] for column in columns]
        grid = np.hstack([cell.view(np.uint8).reshape(len(cell), -1) for cell in cells])
        out.write(grid.tobytes().translate(None, b"\0"))
