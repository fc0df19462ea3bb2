"""Writing a mapping down for a person to confirm. What cannot be known is a question mark, which import refuses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import instruments
from dashboard.surveys import detection, vocabulary
from dashboard.surveys.detection import Guess
from dashboard.surveys.mapping import measure_of
from dashboard.surveys.matching import Matches
from dashboard.surveys.reader import SurveyFile
from dashboard.terms import Item

_MOST_OPTIONS = 12
_MOST_DIGITS = 3
_SEVERAL = 3
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its question, its answers and how often each occurs, and why it must not be read if so."""

    name: str
    text: str
    answers: Counter[str]
    identifying: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was found out about a file."""

    file: SurveyFile
    guess: Guess
    rows: int
    columns: dict[str, Column]
    items: Matches

    def named(self, field: str) -> Column | None:
        """The column whose name says that it holds `field` (unit, role ...), if it may be read."""
        taken = {name for names in self.items.values() for name in names}
        candidates = (c for c in self.columns.values() if c.name not in taken and not c.identifying)
        return next((column for column in candidates if vocabulary.field_of(column.text) == field), None)

    def of_tool(self, names: Sequence[str]) -> Column | None:
        """The first column with one of a tool's own `names` in any header row, answered at all."""
        rows = [self.file.columns, *self.file.header]
        for wanted in names:
            for row in rows:
                for place, cell in enumerate(row[: len(self.file.columns)]):
                    label = cell.strip().lower()
                    column = self.columns[self.file.columns[place]]
                    if label in (wanted, f'{{"importid":"{wanted}"}}') and column.answers:
                        return column
        return None


def findings(facts: Facts) -> list[str]:
    """What was found, in sentences."""
    lines = []
    if finished := facts.of_tool(facts.guess.tool.finished):
        lines.append(f"Finished answers are told by the column {finished.name}.")
    whole = [m for m in instruments.measures().values() if all(item.id in facts.items for item in m.items)]
    for measure in whole:
        branches = max(len(facts.items[item.id]) for item in measure.items)
        where = f", asked in {branches} branches" if branches > 1 else ""
        lines.append(f"Measure {measure.id} ({measure.name}): all {len(measure.items)} items found{where}.")
    if not whole:
        lines.append("No item of a known instrument was recognised by name: fill in [items].")
    kept_out = [f"{column.name} ({column.identifying})" for column in facts.columns.values() if column.identifying]
    if kept_out:
        lines.append(f"Never to be mapped, since they can tell who somebody is: {', '.join(kept_out)}.")
    return lines


def toml(facts: Facts) -> str:
    """The mapping as TOML, with comments on what to confirm."""
    tables: dict[str, str] = {}
    items = [_item(facts, item, names, tables) for item, names in facts.items.items()]
    parts = [
        "# A proposal: read it, replace every ?, then `import FILE --map THIS --units units.csv`. See docs/mapping.md.",
        "version = 1",
        _missing(facts),
        "",
        *_file(facts),
        "",
        *_pulse(facts),
        "",
        *_place(facts, "unit", fallback='constant = "organisation"  # no column of units found'),
        "",
        *_place(facts, "role", fallback=""),
        *_place(facts, "respondent_key", fallback=""),
        *_finished(facts),
        *tables.values(),
        "[items]",
        *(items or _candidates(facts)),
    ]
    return "\n".join(parts) + "\n"


def text(value: str) -> str:
    """A TOML string; JSON's is one, once what lies beyond the plain is left as it is."""
    return json.dumps(value, ensure_ascii=False)


def _texts(values: Sequence[str]) -> str:
    return text(values[0]) if len(values) == 1 else f"[{', '.join(map(text, values))}]"


def _missing(facts: Facts) -> str:
    none = {a for column in facts.columns.values() if not column.identifying for a in column.answers if _is_none(a)}
    return f"missing = [{', '.join(map(text, sorted(none)))}]  # answers that are none"


def _is_none(answer: str) -> bool:
    return vocabulary.plain(answer) in vocabulary.missing_answers()


def _file(facts: Facts) -> list[str]:
    layout = facts.guess.layout
    lines = ["[file]", f"format = {text(layout.format)}", f"header_rows = {layout.header_rows}"]
    if layout.format == "csv":
        lines += [f"encoding = {text(layout.encoding)}", f"delimiter = {text(layout.delimiter)}"]
    if layout.names != "first":
        lines.append(f"names = {text(layout.names)}")
    return lines


def _pulse(facts: Facts) -> list[str]:
    if event := facts.columns.get("redcap_event_name"):
        pairs = ", ".join(f'{text(answer)} = "{_UNKNOWN}"' for answer in list(event.answers)[:_MOST_OPTIONS])
        return ["[pulse]", f"from = {text(event.name)}  # one event, one pulse?", f"codes = {{ {pairs} }}"]
    if column := facts.named("pulse"):
        return ["[pulse]", f"from = {text(column.name)}"]
    when = facts.of_tool(facts.guess.tool.when)
    known = detection.date_formats(when.answers) if when else []
    if when is None or not known:
        return ["[pulse]", f'constant = "{_UNKNOWN}"  # YYYY-MM: one file, one pulse']
    usual = facts.guess.tool.dates
    dates = usual if usual in known else known[0]
    months = detection.months(list(when.answers.elements()), dates)
    lines = ["[pulse]", f"constant = {text(months.most_common(1)[0][0])}  # the month of most answers"]
    if len(months) > 1:
        lines.append(f"# or one pulse a month: from = {text(when.name)} and dates = {text(dates)}, without constant")
    if len(known) > 1:
        lines.append("# day and month cannot be told apart in these dates: check")
    return lines


def _place(facts: Facts, field: str, *, fallback: str) -> list[str]:
    column = facts.named(field)
    if column is None:
        return [f"[{field}]", fallback] if fallback else []
    options = ", ".join(list(column.answers)[:_MOST_OPTIONS]) if field != "respondent_key" else ""
    lines = [f"[{field}]", f"from = {text(column.name)}"]
    return [*lines, *([f"# {' '.join(options.split())}"] if options else []), *([""] if not fallback else [])]


def _finished(facts: Facts) -> list[str]:
    column = facts.of_tool(facts.guess.tool.finished)
    if column is None:
        return []
    values = [answer for answer in column.answers if answer.lower() in facts.guess.tool.finished_values]
    return ["[finished]", f"from = {text(column.name)}", *([f"is = {_texts(values)}"] if values else []), ""]


def _item(facts: Facts, item_id: str, names: Sequence[str], tables: dict[str, str]) -> str:
    """One line of [items]; a code table it needs is added to `tables`."""
    item = instruments.items()[item_id]
    parts = [f"from = {_texts(names)}"]
    if table := _codes(facts, item, names, tables):
        parts.append(f"codes = {text(table)}")
    question = facts.columns[names[0]].text
    measure = measure_of(item_id, instruments.measures())
    alone = measure is not None and not all(other.reversed for other in measure.items)
    turned = (item.reversed and alone) or vocabulary.is_negated(question)
    if turned:
        parts.append(f'direction = "{_UNKNOWN}"')
    note = "  # worded the other way round: as_published, or already_reversed in this file" if turned else ""
    return f"{item_id} = {{ {', '.join(parts)} }}{note}"


def _codes(facts: Facts, item: Item, names: Sequence[str], tables: dict[str, str]) -> str:
    """The name of the code table these columns need; "" if they hold the item's own codes."""
    answers = sorted({a for name in names for a in facts.columns[name].answers if not _is_none(a)})
    measure = measure_of(item.id, instruments.measures())
    bands = [band.id for band in measure.bands] if measure else []
    if not answers or set(map(vocabulary.plain, answers)) <= set(bands or map(str, item.codes)):
        return ""
    wording = None if bands else vocabulary.recognise(answers)
    name = f"{wording.kind if wording else 'answers'}_{item.codes[0]}_{item.codes[-1]}"
    pairs = {}
    for answer in answers:
        place = wording.place(vocabulary.plain(answer)) if wording and len(wording.steps) == len(item.codes) else None
        pairs[answer] = str(item.codes[place]) if place is not None else f'"{_UNKNOWN}"'
    number, lines = 1, "\n".join(f"{text(answer)} = {code}" for answer, code in pairs.items())
    while tables.get(unique := name if number == 1 else f"{name}_{number}", f"[codes.{unique}]\n{lines}\n") != (
        f"[codes.{unique}]\n{lines}\n"
    ):
        number += 1
    tables[unique] = f"[codes.{unique}]\n{lines}\n"
    return unique


def _candidates(facts: Facts) -> list[str]:
    """Columns with a few answers each, as comments, for a person who knows which item is which."""
    lines = ["# item_id = { from = ... }, for instance from these columns (docs/instruments.md has the ids):"]
    for column in facts.columns.values():
        if _is_a_question(column):
            options = ", ".join(" ".join(answer.split()) for answer in sorted(column.answers))
            lines.append(f"# {text(column.name)}: {options}")
    return lines


def _is_a_question(column: Column) -> bool:
    """Whether the answers can be shown: short numbers, known words, or words that several people chose."""
    answers = {answer: count for answer, count in column.answers.items() if not _is_none(answer)}
    if column.identifying or not 1 < len(answers) <= _MOST_OPTIONS:
        return False
    numbers = all(answer.isdecimal() and len(answer) <= _MOST_DIGITS for answer in answers)
    return numbers or vocabulary.recognise(answers) is not None or min(answers.values()) >= _SEVERAL
