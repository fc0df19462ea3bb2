"""Which column is which item: by its name, or by the words of its question. Never by position."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from dashboard.surveys.vocabulary import plain
from dashboard.terms import Instrument, Measure

_BRACKETED = re.compile(r"(?P<stem>[^\[\]]+)\[(?P<code>[^\[\]]+)\]")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")

Matches = dict[str, tuple[str, ...]]
"""Columns by item id; several where a question was asked in several branches."""


def match(columns: Sequence[str], texts: Mapping[str, str], instruments: Sequence[Instrument]) -> Matches:
    """The items that columns hold, whole scales only: the first items of one questionnaire are often another's.

    `texts` are the questions as people read them, by column.
    """
    found: Matches = {}
    for instrument in instruments:
        for measure in instrument.measures:
            ways = (_by_name(columns, measure), _by_code(columns, measure, instrument.id))
            whole = next(
                (way for way in (*ways, _by_words(columns, texts, measure)) if len(way) == len(measure.items)), {}
            )
            found |= {item: names for item, names in whole.items() if item not in found}
    return found


def bare(name: str) -> str:
    """A name without capitals, signs and leading zeros, so that "BAT_EX01" and "bat_ex1" are the same."""
    return _ZEROS.sub("", re.sub(r"(?<=[a-z])(?=\d)", " ", _NOT_PLAIN.sub("", name.lower()))).replace(" ", "")


def _by_name(columns: Sequence[str], measure: Measure) -> Matches:
    """Columns called like the item, alone or in brackets."""
    known = {bare(item.id): item.id for item in measure.items}
    found: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        inside = _BRACKETED.fullmatch(column)
        item = known.get(bare(column)) or (known.get(bare(inside["code"])) if inside else None)
        if item:
            found[item].append(column)
    return {item: tuple(names) for item, names in found.items()}


def _by_code(columns: Sequence[str], measure: Measure, instrument: str) -> Matches:
    """Sub-questions such as wburnout[ex01]: taken when one stem has a code for every item of the scale."""
    known = {bare(item.id.removeprefix(f"{instrument}_")): item.id for item in measure.items}
    if any(code.isdigit() for code in known) or len(known) == 1:
        return {}  # a number alone could be any question
    stems: dict[str, dict[str, str]] = defaultdict(dict)
    for column in columns:
        inside = _BRACKETED.fullmatch(column)
        if inside and (item := known.get(bare(inside["code"]))):
            stems[inside["stem"]][item] = column
    whole = [stem for stem in stems.values() if len(stem) == len(known)]
    return {item: tuple(stem[item] for stem in whole) for item in known.values()} if whole else {}


def _by_words(columns: Sequence[str], texts: Mapping[str, str], measure: Measure) -> Matches:
    """Questions with the words of the item's id in them: taken when each item of a scale has one such question."""
    prefix = _common_words([item.id.split("_") for item in measure.items])
    if len(measure.items) == 1:
        return {}
    found: Matches = {}
    for item in measure.items:
        words = item.id.split("_")[len(prefix) :]
        if any(word.isdigit() for word in words):
            return {}
        fitting = [column for column in columns if all(word in plain(texts.get(column, "")) for word in words)]
        if len(fitting) != 1:
            return {}
        found[item.id] = (fitting[0],)
    return found if len(set(found.values())) == len(found) else {}


def _common_words(ids: Sequence[Sequence[str]]) -> list[str]:
    common = []
    for words in zip(*ids, strict=False):
        if len(set(words)) > 1:
            break
        common.append(words[0])
    return common
