"""What stands in the holes of our query templates while they are linted and tested; sqlfluff reads it by this name."""

from __future__ import annotations

from typing import Any, Self

from queries import identifier, literal_path, number

SQLFLUFF_JINJA_FILTERS = {"identifier": identifier, "number": number, "path": literal_path}


class Example(str):
    """A plain id, or the number 1, that also has whatever fields a template asks of it: those given, else examples."""

    __slots__ = ("_fields",)

    _fields: dict[str, Any]

    def __new__(cls, name: str, **fields: Any) -> Self:
        example = super().__new__(cls, name)
        example._fields = fields
        return example

    def __getattr__(self, field: str) -> Any:
        if field.startswith("_"):
            raise AttributeError(field)
        return self._fields.get(field, Example(field))

    def __int__(self) -> int:
        return 1


_items = [Example("cbi_work_worn_out", reversed=False), Example("cbi_work_energy")]
_bands = [Example("hypo"), Example("steady")]

# One name a hole. An example serves a template that wants plain ids as well as one that wants their fields.
columns = all_columns = [Example("c0"), Example("c1")]
distributions = [Example("state", bands=_bands)]
fields = [Example("unit", columns=columns), Example("pulse", columns=columns)]
file = "release.duckdb"
finished = columns
finished_column = columns[0]
items = _items
measure = Example("exhaustion")
reports_programmes = True
scales = [Example("exhaustion", items=_items), Example("personal_burnout", items=_items)]
families = [Example("work", scales=scales, distributions=distributions)]
family = measures = [*scales, *distributions]
ticks: list[Example] = []
