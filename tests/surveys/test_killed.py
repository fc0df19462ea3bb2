"""An import that is killed leaves the old state or the new one, and the next import works."""

import multiprocessing
import time
from pathlib import Path
from random import Random

import pytest

from dashboard.surveys import store
from dashboard.terms import BadInputError
from tests.surveys.conftest import Steward, answers

KILLS = 10
_FORK = multiprocessing.get_context("fork")  # a child that has everything loaded: the kill falls within the import


def start(steward: Steward, survey: Path) -> "multiprocessing.context.ForkProcess":
    process = _FORK.Process(target=steward.imports, args=(survey,))
    process.start()
    return process


def state(steward: Steward) -> list[tuple[object, ...]]:
    """How many responses each pulse has; [] before anything is imported."""
    try:
        with store.connect(steward.settings) as connection:
            return connection.execute("select pulse, count(*) from responses group by pulse order by pulse").fetchall()
    except BadInputError as error:
        if "nothing has been imported" in str(error):
            return []
        raise


def duration(steward: Steward, survey: Path) -> float:
    """How many seconds the import takes, measured on another data folder."""
    began = time.monotonic()
    process = start(Steward(steward.folder / "elsewhere"), survey)
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - began


@pytest.mark.slow
@pytest.mark.parametrize("first", [True, False], ids=["the first import", "a later import"])
def test_killed_at_any_moment_the_store_is_as_before_or_as_after(steward: Steward, *, first: bool) -> None:
    before: list[tuple[object, ...]] = []
    if not first:
        steward.imports(steward.survey(answers(30, pulse="2025-12"), "earlier.csv"))
        before = [("2025-12", 30)]
    survey = steward.survey(answers(3000))
    after = [*before, ("2026-01", 3000)]
    takes = duration(steward, survey)
    random = Random(2)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        process = start(steward, survey)
        time.sleep(takes * random.uniform(0.3, 1.1))
        process.kill()
        process.join()
        assert state(steward) in (before, after)
    process = start(steward, survey)
    process.join()
    assert (process.exitcode, state(steward)) == (0, after)
