"""The search for small supports agrees exactly with looking at every set of cells, in fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.disclosure.audit import certify
from dashboard.disclosure.audit.cuts import smallest_cut
from dashboard.disclosure.audit.partitions import labels
from dashboard.disclosure.audit.support import OutOfTimeError, smallest_support

Tables = list[list[list[int]]]
FOUR_GROUPS: Tables = [[[0, 2], [1, 3]], [[0, 3], [1, 2]], [[0, 1], [2, 3]]]
NOBODY_BELOW = 10**6


def rank(rows: Sequence[Sequence[int]]) -> int:
    """Rank over the rational numbers, by elimination."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for row in left[found + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [value - factor * other for value, other in zip(row, pivot, strict=True)]
        found += 1
    return found


def by_looking_everywhere(people: Sequence[int], tables: Tables) -> int | None:
    """The lightest set of cells without which the totals say less: some combination is about nobody else."""
    rows = [[int(cell in group) for cell in range(len(people))] for table in tables for group in table]
    everything = rank(rows)
    weights = [
        sum(people[cell] for cell in chosen)
        for size in range(1, len(people) + 1)
        for chosen in combinations(range(len(people)), size)
        if rank([[value for cell, value in enumerate(row) if cell not in chosen] for row in rows]) < everything
    ]
    return min(weights, default=None)


def smallest(people: Sequence[int], tables: Tables, below: int = NOBODY_BELOW) -> int | None:
    arrays = [[np.array(group, dtype=np.int64) for group in table] for table in tables]
    found = smallest_support(people=np.array(people), tables=arrays, below=below, time_limit=60)
    if found is None:
        return None
    assert sum(people[cell] for cell in found.cells) == found.people
    return found.people


@st.composite
def organisations(draw: st.DrawFn) -> tuple[list[int], Tables]:
    """Up to seven cells in up to four tables: partitions, parts of partitions, or groups as they come."""
    people = draw(st.lists(st.integers(1, 12), min_size=1, max_size=7))
    tables = []
    for _ in range(draw(st.integers(1, 4))):
        part = draw(st.lists(st.integers(0, 3), min_size=len(people), max_size=len(people)))
        groups = [
            [cell for cell, label in enumerate(part) if label == wanted] for wanted in draw(st.sets(st.integers(0, 3)))
        ]
        tables.append([group for group in groups if group])
        if draw(st.booleans()):
            cells = st.integers(0, len(people) - 1)
            tables[-1] += draw(st.lists(st.lists(cells, min_size=1, unique=True), max_size=2))
    return people, tables


@given(organisations(), st.integers(1, 20))
@example(([50, 50, 50, 1], FOUR_GROUPS), 10)
def test_search_agrees_with_looking_everywhere(organisation: tuple[list[int], Tables], k: int) -> None:
    people, tables = organisation
    fewest = by_looking_everywhere(people, tables)
    assert smallest(people, tables) == fewest
    assert smallest(people, tables, below=k) == (fewest if fewest is not None and fewest < k else None)


def test_rule_five_needs_three_tables_at_once() -> None:
    assert smallest([50, 50, 50, 1], FOUR_GROUPS[:2]) == 51
    assert smallest([50, 50, 50, 1], FOUR_GROUPS[1:]) == 51
    assert smallest([50, 50, 50, 1], FOUR_GROUPS) == 1


@pytest.mark.parametrize(("people", "certified"), [(9, False), (10, True), (11, True)])
def test_a_certificate_asks_for_k(people: int, certified: bool) -> None:  # noqa: FBT001
    """A total and one of its two parts: the other part follows."""
    tables = [[np.array([0, 1]), np.array([0])]]
    certificate = certify(cells=[50, people], tables=tables, k=10)
    assert certificate.certified is certified
    assert ("fewer than 10" if certified else "9 people") in certificate.reason


def test_a_search_out_of_time_refuses() -> None:
    draw = np.random.default_rng(1)
    tables = [[np.flatnonzero(draw.integers(0, 6, 60) == part) for part in range(6)] for _ in range(3)]
    certificate = certify(cells=[3] * 60, tables=tables, k=10, time_limit=0)
    assert not certificate.certified
    assert "not finished" in certificate.reason


def test_hundreds_of_cells_in_three_crossing_tables_are_searched() -> None:
    """Forty blocks, six roles and training: the answer is known, one cell of three people nobody shares a part with."""
    draw = np.random.default_rng(2)
    block, role, trained = draw.integers(0, 40, 600), draw.integers(0, 6, 600), draw.integers(0, 2, 600)
    block[0], role[0], trained[0] = 40, 6, 2
    tables = [[np.flatnonzero(part == number) for number in np.unique(part)] for part in (block, role, trained)]
    people = draw.integers(2, 5, 600)
    people[0] = 3
    try:
        found = smallest_support(people=people, tables=tables, below=10, time_limit=60)
    except OutOfTimeError:
        pytest.fail("out of time")
    assert found is not None
    assert (found.people, found.cells.tolist()) == (3, [0])


@given(
    st.integers(2, 12).flatmap(
        lambda nodes: st.tuples(
            st.just(nodes),
            st.lists(st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1), st.integers(1, 9)), min_size=1),
        )
    )
)
def test_cuts_agree_with_networkx(drawn: tuple[int, list[tuple[int, int, int]]]) -> None:
    _, edges = drawn
    graph: nx.Graph[int] = nx.Graph()
    for one, other, weight in edges:
        if one != other:
            heavier = graph.get_edge_data(one, other, {"weight": 0})["weight"] + weight
            graph.add_edge(one, other, weight=heavier)
    cuts = [nx.stoer_wagner(graph.subgraph(part))[0] for part in nx.connected_components(graph) if len(part) > 1]
    ends = np.array([[one for one, _, _ in edges], [other for _, other, _ in edges]])
    weights = np.array([weight for _, _, weight in edges])
    found = smallest_cut(ends=ends, weights=weights, below=NOBODY_BELOW)
    assert (None if found is None else found[0]) == min(cuts, default=None)
    if found is not None:
        assert weights[found[1]].sum() == found[0]


def test_nested_groups_are_one_family_whatever_table_they_come_in() -> None:
    """All, two divisions, a unit in the first, and a second table that only adds a unit to the second."""
    tables = [[np.array([0, 1, 2, 3]), np.array([0, 1]), np.array([2, 3]), np.array([0])], [np.array([3])]]
    assert labels(cells=4, tables=tables).shape == (1, 4)
