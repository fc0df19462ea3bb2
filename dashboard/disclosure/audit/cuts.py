"""The smallest cut of a graph, for one or two families of groups.

With two families a combination of published sums weighs the people of a cell by `u[part in one] + v[part in the
other]`, that is by the difference of two potentials: whoever it leaves in form an edge cut of the graph whose
nodes are parts and whose edges are cells. Scanning follows Nagamochi, Ono and Ibaraki (1994).
"""

from __future__ import annotations

import heapq
from collections import defaultdict

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
_Graph = dict[int, dict[int, int]]


def smallest_cut(*, ends: Whole, weights: Whole, below: int) -> tuple[int, Whole] | None:
    """The lightest set of edges, lighter than `below`, whose removal splits a connected component.

    `ends` (2, edges) numbers the nodes from 0; an edge from a node to itself cuts nothing. None proves that
    every cut weighs `below` or more. Else (weight, the cut's edges).
    """
    found: tuple[int, set[int]] | None = None
    for graph in _components(_graph(ends, weights)):
        inside = {node: {node} for node in graph}  # what has been drawn together into each node
        while len(graph) > 1:
            before, last, weight, together = _scan(graph, below)
            if weight < below:
                below, found = weight, (weight, set(inside[last]))
                together.append((before, last))
            _draw_together(graph, inside, together)
    if found is None:
        return None
    side = np.isin(ends, list(found[1]))
    return found[0], np.flatnonzero(side[0] != side[1])


def _graph(ends: Whole, weights: Whole) -> _Graph:
    graph: _Graph = defaultdict(dict)
    for one, other, weight in zip(*ends.tolist(), weights.tolist(), strict=True):
        if one != other:
            graph[one][other] = graph[other][one] = graph[one].get(other, 0) + weight
    return graph


def _components(graph: _Graph) -> list[_Graph]:
    found: list[_Graph] = []
    unseen = set(graph)
    while unseen:
        reached = {unseen.pop()}
        frontier = list(reached)
        while frontier:
            new = graph[frontier.pop()].keys() & unseen
            unseen -= new
            reached |= new
            frontier.extend(new)
        found.append({node: dict(graph[node]) for node in reached})
    return found


def _scan(graph: _Graph, below: int) -> tuple[int, int, int, list[tuple[int, int]]]:
    """Visit nodes, the most firmly attached first: (node before last, last, last's weight, pairs to draw together).

    The last node's edges are the lightest cut between it and the node before. An edge reached with attachment
    `below` or more has no lighter cut between its ends: the pairs.
    """
    attached = dict.fromkeys(graph, 0)
    queue = [(0, node) for node in graph]
    together: list[tuple[int, int]] = []
    order: list[int] = []
    unseen = set(graph)
    while unseen:
        strength, node = heapq.heappop(queue)
        if node not in unseen or -strength != attached[node]:
            continue
        unseen.remove(node)
        order.append(node)
        for other in graph[node].keys() & unseen:
            attached[other] += graph[node][other]
            heapq.heappush(queue, (-attached[other], other))
            if attached[other] >= below:
                together.append((node, other))
    return order[-2], order[-1], attached[order[-1]], together


def _draw_together(graph: _Graph, inside: dict[int, set[int]], pairs: list[tuple[int, int]]) -> None:
    """Make one node of each pair, wherever its ends have gone since."""
    gone: dict[int, int] = {}
    for pair in pairs:
        one, other = (_follow(gone, node) for node in pair)
        if one == other:
            continue
        gone[other] = one
        inside[one] |= inside.pop(other)
        for neighbour, weight in graph.pop(other).items():
            del graph[neighbour][other]
            if neighbour != one:
                graph[one][neighbour] = graph[neighbour][one] = graph[one].get(neighbour, 0) + weight


def _follow(gone: dict[int, int], node: int) -> int:
    while node in gone:
        node = gone[node]
    return node
