"""Shortest ways through a graph, the same whatever the order in which it was made.

A search from both ends finds every node that lies on a shortest way (breadth first, the smaller
frontier next); of those ways the cheapest is taken, and of equally cheap ones the first in the
alphabet. Further ways are found as Yen (1971) does: by leaving each way found so far at each of
its nodes.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise

import networkx as nx

Way = tuple[str, ...]
Cost = Callable[[str, str], float]
Neighbours = Callable[[str], Iterable[str]]
Step = tuple[str, str]


def shortest_ways(
    neighbours: Neighbours, source: str, target: str, cost: Cost, max_hops: int
) -> Iterator[Way]:
    """Ways without repeated nodes: by number of hops, then cost, then names."""
    found: list[Way] = []
    candidates: list[tuple[int, float, Way]] = []
    first = best_way(neighbours, source, target, cost, max_hops)
    known = {first}
    while first:
        yield first
        found.append(first)
        for way in _deviations(neighbours, found, first, cost, max_hops):
            if way not in known:
                known.add(way)
                heapq.heappush(candidates, (len(way), price(way, cost), way))
        first = heapq.heappop(candidates)[2] if candidates else None


def cheapest_ways(
    graph: nx.Graph[str], source: str, target: str, cost: Cost, max_hops: int
) -> Iterator[Way]:
    """Ways without repeated nodes by cost, those of more than `max_hops` hops left out."""
    try:
        ways = nx.shortest_simple_paths(graph, source, target, weight=lambda a, b, _: cost(a, b))
        yield from (tuple(way) for way in ways if len(way) <= max_hops + 1)
    except nx.NetworkXNoPath:
        return


def price(way: Way, cost: Cost) -> float:
    """What the hops of a way cost together."""
    return sum(cost(a, b) for a, b in pairwise(way))


def best_way(
    neighbours: Neighbours,
    source: str,
    target: str,
    cost: Cost,
    max_hops: int,
    without: Collection[str] = (),
    closed: Collection[Step] = (),
) -> Way | None:
    """The cheapest of the shortest ways, the first in the alphabet of equally cheap ones.

    It avoids the nodes in `without` and the steps in `closed`; None if it would be too long.
    """

    def onward(node: str) -> Iterable[str]:
        return (n for n in neighbours(node) if n not in without and (node, n) not in closed)

    def backward(node: str) -> Iterable[str]:
        return (n for n in neighbours(node) if n not in without and (n, node) not in closed)

    if not without and not closed:
        onward = backward = neighbours  # type: ignore[assignment]
    if source == target:
        return (source,)
    layers = _layers((source, onward), (target, backward), max_hops)
    return _cheapest(layers, target, onward, cost) if layers else None


def _deviations(
    neighbours: Neighbours, found: list[Way], way: Way, cost: Cost, max_hops: int
) -> Iterator[Way]:
    for place in range(len(way) - 1):
        root = way[: place + 1]
        closed = {(w[place], w[place + 1]) for w in found if w[: place + 1] == root}
        rest = best_way(
            neighbours, way[place], way[-1], cost, max_hops - place, set(root[:-1]), closed
        )
        if rest:
            yield root[:-1] + rest


End = tuple[str, Neighbours]


def _layers(start: End, goal: End, max_hops: int) -> list[set[str]]:
    """The nodes on shortest ways, by their distance from the start; none if there is no way."""
    ahead, behind = [{start[0]}], [{goal[0]}]
    seen = ({start[0]}, {goal[0]})
    while ahead[-1] and behind[-1] and len(ahead) + len(behind) - 2 < max_hops:
        if len(ahead[-1]) <= len(behind[-1]):
            _advance(ahead, seen[0], start[1])
        else:
            _advance(behind, seen[1], goal[1])
        meeting = ahead[-1] & behind[-1]
        if meeting:
            return _trimmed(ahead, behind, meeting, start[1], goal[1])
    return []


def _advance(layers: list[set[str]], seen: set[str], neighbours: Neighbours) -> None:
    fresh = {other for node in layers[-1] for other in neighbours(node)} - seen
    seen |= fresh
    layers.append(fresh)


def _trimmed(
    ahead: list[set[str]],
    behind: list[set[str]],
    meeting: set[str],
    onward: Neighbours,
    backward: Neighbours,
) -> list[set[str]]:
    """The layers, without nodes from which the meeting layer is not reached in time."""
    left, right = [meeting], [meeting]
    for layer in reversed(ahead[:-1]):
        reach = {other for node in left[-1] for other in backward(node)}
        left.append(layer & reach)
    for layer in reversed(behind[:-1]):
        reach = {other for node in right[-1] for other in onward(node)}
        right.append(layer & reach)
    return [*reversed(left), *right[1:]]


def _cheapest(
    layers: list[set[str]],
    target: str,
    onward: Neighbours,
    cost: Cost,
) -> Way:
    """The cheapest way through the layers, worked out from its end."""
    best: dict[str, tuple[float, Way]] = {target: (0.0, (target,))}
    for layer in reversed(layers[:-1]):
        best = {
            node: min(
                (cost(node, other) + best[other][0], (node, *best[other][1]))
                for other in onward(node)
                if other in best
            )
            for node in layer
        }
    return next(iter(best.values()))[1]
