"""A place in memory where files are read and checked; nothing reaches the disk before all is well."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import duckdb

import queries
from dashboard.surveys import encryption, reader
from dashboard.surveys.mapping import Mapping, Source, codes_of, measure_of
from dashboard.surveys.reader import SurveyFile
from dashboard.terms import Item, Measure, Problem

_MOST_DIGITS = 6  # a longer number may be somebody's


@dataclass(slots=True)
class Staging:
    """Rows of survey files as typed columns: table `staged`, one row a response, on a connection of its own."""

    measures: Table[str, Measure]
    key: str = field(default="", repr=False)
    connection: duckdb.DuckDBPyConnection = field(init=False)
    files: list[SurveyFile] = field(init=False, default_factory=list)
    columns_read: list[tuple[str, ...]] = field(init=False, default_factory=list)
    items: dict[str, Item] = field(init=False)
    item_columns: list[str] = field(init=False, default_factory=list)
    _folder: tempfile.TemporaryDirectory[str] = field(init=False)

    def __enter__(self) -> Self:
        self.items = {item.id: item for measure in self.measures.values() for item in measure.items}
        self._folder = tempfile.TemporaryDirectory(prefix="burnout-import-")
        self.connection = duckdb.connect(":memory:", config={"temp_directory": self._folder.name})
        self.connection.execute("set enable_progress_bar = false")
        encryption.protect(self.connection, key=self.key)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.connection.close()
        self._folder.cleanup()

    def run(self, query: str, parameters: dict[str, Any] | None = None, **holes: Any) -> list[tuple[Any, ...]]:
        """Run queries/build/<query> and return its rows."""
        return self.connection.execute(queries.read(f"build/{query}", **holes), parameters or None).fetchall()

    def prepare(self, items: list[str]) -> None:
        """Make the empty table `staged` with a column for each of `items`."""
        self.item_columns = items
        self.run("create_staged", items=items)
        self.run("staged_rows")
        self.run("create_code_tables")
        self.run("create_decoded")

    def add(self, file: SurveyFile, mapping: Mapping) -> list[Problem]:
        """Read `file` into `staged`; what is wrong with its answers."""
        self.files.append(file)
        self.columns_read.append(mapping.columns)
        if not mapping.file and file.layout.format == "csv" and self._stage_typed(file, mapping):
            return []
        place = {name: f"c{number}" for number, name in enumerate(file.columns)}
        reader.load(self.connection, file, [file.columns.index(name) for name in mapping.columns])
        self._write_code_tables(mapping)
        try:
            self._write(mapping, place)
        except duckdb.Error as error:
            return [reader.broken_csv(file, error)]
        items = [item for item, _ in mapping.items]
        self._stage(mapping, items)
        return self._unreadable(file, mapping, items)

    def _stage_typed(self, file: SurveyFile, mapping: Mapping) -> bool:
        """Read a canonical file the fast way; False if anything in it is not as it should be."""
        before = self.run("count_staged")[0][0]
        parameters = {"file": str(file.path), "delimiter": file.layout.delimiter, "number": len(self.files)}
        parameters["row_offset"] = file.layout.header_rows + 1 - before
        try:
            self.run("stage_canonical", parameters, **typed_columns(file, mapping, self.measures))
        except duckdb.Error:
            return False
        return True

    def _write_code_tables(self, mapping: Mapping) -> None:
        self.run("create_code_tables")
        tables = {name: getattr(mapping, name).codes for name in ("pulse", "unit", "role", "programmes")}
        if mapping.programmes.ticks:
            tables["programmes"] = mapping.programmes.ticks
        if mapping.long:
            tables["questions"] = tuple(
                (question.lower(), item) for item, source in mapping.items for question in source.columns
            )
        for item, source in mapping.items:
            measure = measure_of(item, self.measures)
            if measure is not None:
                tables[item] = codes_of(self.items[item], source, measure)
        for name, codes in tables.items():
            answers, values = [answer for answer, _ in codes], [value for _, value in codes]
            self.run("insert_code_table", {"id": name, "answers": answers, "codes": values})

    def _write(self, mapping: Mapping, place: Table[str, str]) -> None:
        """Make the table `written`: one row a respondent, the text of each field and item."""
        fields = [
            {"name": name, "columns": [place[column] for column in source.columns]}
            for name, source in field_sources(mapping).items()
        ]
        parameters = {
            "header_rows": mapping.layout.header_rows,
            "missing": [answer.lower() for answer in mapping.missing],
        }
        if mapping.long:
            columns = {name: place[getattr(mapping.long, name)] for name in ("respondent", "question", "answer")}
            self.run(
                "written_from_long", parameters, **columns, fields=fields, items=[item for item, _ in mapping.items]
            )
            return
        items = [{"name": item, "columns": [place[c] for c in source.columns]} for item, source in mapping.items]
        finished = mapping.finished
        values = [value.lower() for value in finished.values] or ["*"] if finished else []
        column = [place[finished.column]] if finished else []
        self.run("written_by_row", {**parameters, "finished": values}, fields=[*fields, *items], finished_column=column)

    def _stage(self, mapping: Mapping, items: list[str]) -> None:
        programmes = mapping.programmes
        if programmes.ticks:
            self.run("reported_from_ticks", ticks=[f"tick_{number}" for number, _ in enumerate(programmes.ticks)])
        elif programmes.column:
            self.run("reported_from_column", {"split": programmes.split})
        else:
            self.run("reported_by_nobody")
        constants = {name: getattr(mapping, name).constant for name in ("pulse", "unit", "role")}
        parameters = {**constants, "file": len(self.files), "dates": mapping.dates or None}
        self.run("stage_written", parameters, items=items)

    def _unreadable(self, file: SurveyFile, mapping: Mapping, items: list[str]) -> list[Problem]:
        columns = {item: " / ".join(source.columns) for item, source in mapping.items}
        problems = []
        parameters = {"file": len(self.files)}
        for item, answers, first, lowest, highest, numbers in self.run("unreadable_by_item", parameters, items=items):
            seen = f" ({_range(lowest, highest)})" if numbers else ""
            what = f"the answer{seen} is not one of the item's, here and in {answers - 1:,} more rows."
            if answers == 1:
                what = f"the answer{seen} is not one of the item's."
            problems.append(file.problem(what, self._fix(item), row=first, column=columns[item]))
        return problems

    def _fix(self, item: str) -> str:
        measure = measure_of(item, self.measures)
        bands = [band.id for band in measure.bands] if measure else []
        allowed = ", ".join(bands or map(str, self.items[item].codes))
        return f"The item {item} takes {allowed}; a mapping can say what other answers stand for."


def field_sources(mapping: Mapping) -> dict[str, Source]:
    """Where the fields that are not items come from; columns to tick a programme are tick_0, tick_1 ..."""
    programmes = mapping.programmes
    return {
        **{name: getattr(mapping, name) for name in ("pulse", "unit", "role", "respondent_key")},
        "programmes": Source((programmes.column,) if programmes.column else ()),
        **{f"tick_{number}": Source((column,)) for number, (column, _) in enumerate(programmes.ticks)},
    }


def typed_columns(file: SurveyFile, mapping: Mapping, measures: Table[str, Measure]) -> dict[str, Any]:
    """The holes of `stage_canonical`: which column holds what, and which answers an item's column may hold."""
    place = {name: f"c{number}" for number, name in enumerate(file.columns)}
    every: list[dict[str, Any]] = [{"name": column, "answers": [], "codes": []} for column in place.values()]
    items = []
    for item, source in mapping.items:
        measure = measure_of(item, measures)
        column = every[file.columns.index(source.columns[0])]
        if measure is not None and measure.bands:
            column["answers"] = [band.id for band in measure.bands]
        elif measure is not None:
            column["codes"] = list(measure.items[0].codes)
        items.append({"id": item, "column": column["name"], "is_band": bool(column["answers"])})
    fields = [name for name in ("pulse", "unit", "role", "respondent_key") if name in place]
    return {
        "every_column": every,
        "fields": [{"name": name, "column": place[name]} for name in fields],
        "programmes_column": place.get(mapping.programmes.column, ""),
        "items": items,
    }


def _range(lowest: str, highest: str) -> str:
    if max(len(lowest), len(highest)) > _MOST_DIGITS:
        return "long numbers"
    return lowest if lowest == highest else f"{lowest} to {highest}"
