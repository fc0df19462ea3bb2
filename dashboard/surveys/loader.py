"""Importing: read the files, check everything, then write it all in one transaction, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dashboard import instruments
from dashboard.settings import Settings
from dashboard.surveys import (
    arrivals,
    checks,
    keys,
    mapping_file,
    organisation,
    quality,
    reader,
    rows,
    rules,
    store,
    writing,
)
from dashboard.surveys import mapping as mappings
from dashboard.surveys.mapping import Mapping
from dashboard.surveys.organisation import Organisation
from dashboard.surveys.reader import SurveyFile
from dashboard.surveys.rows import Layout
from dashboard.surveys.staging import Staging
from dashboard.surveys.writing import Fates, Stored, Trees
from dashboard.terms import BadInputError, Measure


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, in sentences."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def import_files(
    files: Sequence[Path],
    *,
    mapping: Path | None,
    units: Path,
    training: Path | None,
    annotations: Path | None,
    settings: Settings,
) -> Report:
    """Read survey files into the store of responses, all or nothing.

    Raises BadInputError with everything that is wrong; the data folder is then untouched.
    """
    known = instruments.measures(store.instruments_folder(settings))
    plan = mapping_file.read(mapping) if mapping else None
    opened = [open_survey(path, plan, known) for path in files]
    place = organisation.read_organisation(units, training, annotations)
    fingerprint = _fingerprint([*files, units, *filter(None, (training, annotations))], opened, settings)
    with Staging(known, settings.responses_key) as staging:
        stored = writing.look(staging, settings, fingerprint=fingerprint)
        if stored.imported_at:
            return Report((f"Exactly this was imported on {stored.imported_at[:10]}: nothing has changed.",))
        _read(staging, opened, stored)
        trees, fates = _check(staging, place, stored, settings)
        report = Report(tuple(_sentences(staging, trees, fates, stored)))
        entry = writing.Entry(
            files=";".join(sorted({*(file.name for file in staging.files), *_sample_mark(units)})),
            fingerprint=fingerprint,
            mapping=mapping.read_text(encoding="utf-8") if mapping else "",
            report=report.text,
        )
        writing.write(staging, place=place, trees=trees, fates=fates, entry=entry, settings=settings)
        return report


def _sample_mark(units: Path) -> tuple[str, ...]:
    """The file that `sample` writes beside units.csv, if it is there: readers must be told that nobody is real."""
    truth = units.parent / "truth.json"
    return (truth.name,) if truth.is_file() else ()


def _sentences(staging: Staging, trees: Trees, fates: Fates, stored: Stored) -> Iterator[str]:
    """The report: what was read, what becomes of each pulse, how good the answers are, what to look at."""
    yield from checks.reading(staging)
    yield from (arrivals.sentence(*pair) for pair in fates)
    qualities = quality.of_arrivals(staging)
    yield from (one.sentence for one in qualities)
    answered = dict(staging.run("answered_items", items=staging.item_columns))
    answers = {(pulse, unit): count for pulse, unit, count, *_ in staging.run("staged_units_by_pulse")}
    warnings = chain(
        rules.of_answers(qualities),
        rules.of_rows(answered, len(staging.item_columns)),
        rules.of_headcounts(answers, trees),
        rules.of_pulses(fates, stored.responses),
        rules.of_names(trees),
    )
    yield from map(str, warnings)


def open_survey(path: Path, plan: Mapping | None, known: dict[str, Measure]) -> tuple[SurveyFile, Mapping]:
    """A file and its mapping (`plan`, or the canonical one), fitted to each other. Raises BadInputError."""
    items = {item.id: item for measure in known.values() for item in measure.items}
    if plan:
        file = reader.open_file(path, plan.layout)
    else:
        rows.check_is_file(path)
        file = reader.open_file(path, Layout(format=rows.format_of(path), delimiter=rows.sniff_delimiter(path)))
        plan = mappings.canonical(file.columns, items, layout=file.layout, file=file.name)
    mappings.check_columns(plan, file.columns, file=file.name)
    mappings.check_items(plan, items, known, file=file.name)
    return file, plan


def _fingerprint(files: Sequence[Path], opened: Sequence[tuple[SurveyFile, Mapping]], settings: Settings) -> str:
    """One number for what is imported and how; the order of the files does not matter."""
    parts = [_digest(path) for path in files] + [repr(plan) for _, plan in opened]
    parts.append("keys" if settings.key_secret else "no keys")
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(staging: Staging, opened: Sequence[tuple[SurveyFile, Mapping]], stored: Stored) -> None:
    """Fill the table `staged`, with a column for every item that is stored already or arrives."""
    arriving = [item for _, plan in opened for item, _ in plan.items]
    staging.prepare(list(dict.fromkeys([*stored.items, *arriving])))
    problems = [problem for file, plan in opened for problem in staging.add(file, plan)]
    if problems:
        raise BadInputError(*problems)


def _check(staging: Staging, place: Organisation, stored: Stored, settings: Settings) -> tuple[Trees, Fates]:
    """The unit tree of each pulse and what becomes of it. Raises BadInputError."""
    checks.check_values(staging)
    trees = checks.check_units(staging, place)
    inner, outer = keys.pads(settings.key_secret)
    staging.run("arrivals_from_staged", {"inner_pad": inner, "outer_pad": outer}, items=staging.item_columns)
    return trees, writing.compare(staging, settings, trees, stored)
