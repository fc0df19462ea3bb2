"""Answers worked out once for each release, and forgotten with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from dashboard.release import Release

Answer = TypeVar("Answer")


def once(work: Callable[[Release, str], Answer]) -> Callable[[Release, str], Answer]:
    """Remember what `work` says of a release and a measure. A release never changes, so nothing goes stale."""
    known: WeakKeyDictionary[Release, dict[str, Answer]] = WeakKeyDictionary()

    @wraps(work)
    def remembered(release: Release, measure: str) -> Answer:
        answers = known.setdefault(release, {})
        if measure not in answers:
            answers[measure] = work(release, measure)
        return answers[measure]

    return remembered
