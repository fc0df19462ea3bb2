"""A rehearsal: everything an import does before it writes, step by step, so that a person can watch. Writes nothing."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard import instruments
from dashboard.settings import Settings
from dashboard.surveys import checks, mapping_file, organisation, store
from dashboard.surveys.loader import open_survey
from dashboard.surveys.mapping import Mapping
from dashboard.surveys.organisation import UnitRow
from dashboard.surveys.reader import SurveyFile
from dashboard.surveys.staging import Staging
from dashboard.terms import BadInputError

_PIECE = 1 << 20
_SECONDS_BETWEEN_LOOKS = 0.2


@dataclass(frozen=True, slots=True)
class Look:
    """How a rehearsal is watched: `step` when one has been done, `rows` while a file is read."""

    step: Callable[[str, int, int], None]
    """(step, a count, of how many): read (finished rows, columns), personal (0, 0), units (matched, listed)."""
    rows: Callable[[int, int], None]
    """(rows read so far, rows in all)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What arrived: answers by pulse, oldest first, and from how many units."""

    answers: tuple[tuple[str, int], ...]
    units: int


def rehearse(
    files: Sequence[Path],
    *,
    mapping: Path | None,
    units: Path,
    training: Path | None,
    annotations: Path | None,
    settings: Settings,
    look: Look,
) -> Counted:
    """Read and check the files as `import_files` does. Raises BadInputError with everything that is wrong."""
    known = instruments.measures(store.instruments_folder(settings))
    plan = mapping_file.read(mapping) if mapping else None
    opened = [open_survey(path, plan, known) for path in files]
    place = organisation.read_organisation(units, training, annotations)
    with Staging(known, settings.responses_key) as staging:
        rows = sum(rows_in(file) for file, _ in opened)
        with _watched(staging, look, rows):
            _read(staging, opened)
        look.step("read", staging.run("count_staged")[0][0], sum(len(plan.columns) for _, plan in opened))
        checks.check_values(staging)
        look.step("personal", 0, 0)
        trees = checks.check_units(staging, place)
        found = [(pulse, unit, answers) for pulse, unit, answers, *_ in staging.run("staged_units_by_pulse")]
        counted = _counted(found)
        look.step("units", counted.units, _leaves(trees[max(trees)]))
        return counted


def rows_in(file: SurveyFile) -> int:
    """About how many rows a CSV file has, by its lines; 0 where counting would mean reading it whole."""
    if file.layout.format != "csv":
        return 0
    with file.path.open("rb") as opened:
        lines = sum(piece.count(b"\n") for piece in iter(lambda: opened.read(_PIECE), b""))
    return max(0, lines - file.layout.header_rows)


def _read(staging: Staging, opened: Sequence[tuple[SurveyFile, Mapping]]) -> None:
    staging.prepare(list(dict.fromkeys(item for _, plan in opened for item, _ in plan.items)))
    problems = [problem for file, plan in opened for problem in staging.add(file, plan)]
    if problems:
        raise BadInputError(*problems)


def _leaves(tree: Sequence[UnitRow]) -> int:
    return len({row.unit for row in tree} - {row.parent for row in tree})


def _counted(found: Sequence[tuple[str, str, int]]) -> Counted:
    answers: Counter[str] = Counter()
    for pulse, _, count in found:
        answers[pulse] += count
    return Counted(tuple(sorted(answers.items())), len({unit for _, unit, _ in found}))


@contextmanager
def _watched(staging: Staging, look: Look, rows: int) -> Iterator[None]:
    """Tell `look` from time to time how far DuckDB has read."""
    staging.run("watch_progress")
    staging.run("print_no_progress")
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(_SECONDS_BETWEEN_LOOKS):
            done = staging.connection.query_progress()
            if rows and done > 0:
                look.rows(round(rows * done / 100), rows)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
