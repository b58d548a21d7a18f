"""Shortest ways: right, and the same whatever the order in which the graph was made."""

from __future__ import annotations

from itertools import islice

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ways import best_way, cheapest_ways, price, shortest_ways

NODES = "abcdefgh"
edges = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(
        lambda pair: pair[0] < pair[1]
    ),
    max_size=16,
)
costs = st.dictionaries(st.sampled_from(NODES), st.sampled_from([1.0, 0.5, 0.25]))
RUNS = settings(max_examples=200, deadline=None)


def cost_of(weights):
    def cost(a: str, b: str) -> float:
        return weights.get(min(a, b), 1.0)

    return cost


def made(pairs) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(NODES)
    graph.add_edges_from(pairs)
    return graph


def every_way(graph: nx.Graph, cost, most: int) -> list[tuple[str, ...]]:
    ways = [tuple(way) for way in nx.all_simple_paths(graph, "a", "b", cutoff=most)]
    return sorted(ways, key=lambda way: (len(way), price(way, cost), way))


@RUNS
@given(edges, costs)
def test_ways_come_by_length_then_cost_then_name(pairs, weights) -> None:
    graph, cost = made(pairs), cost_of(weights)
    found = list(shortest_ways(graph.neighbors, "a", "b", cost, 5))
    every = every_way(graph, cost, 5)
    assert found == every
    assert all(way[0] == "a" and way[-1] == "b" and len(set(way)) == len(way) for way in found)


@RUNS
@given(edges, costs, st.randoms(use_true_random=False))
def test_the_order_in_which_a_graph_was_made_does_not_matter(pairs, weights, random) -> None:
    shuffled, cost = sorted(pairs), cost_of(weights)
    random.shuffle(shuffled)
    one = list(islice(shortest_ways(made(sorted(pairs)).neighbors, "a", "b", cost, 6), 4))
    assert one == list(islice(shortest_ways(made(shuffled).neighbors, "a", "b", cost, 6), 4))


@RUNS
@given(edges, costs)
def test_the_cheapest_way_costs_what_dijkstra_says(pairs, weights) -> None:
    graph, cost = made(pairs), cost_of(weights)
    found = next(cheapest_ways(graph, "a", "b", cost, 8), None)
    try:
        wanted = nx.dijkstra_path_length(graph, "a", "b", weight=lambda a, b, _: cost(a, b))
    except nx.NetworkXNoPath:
        assert found is None
        return
    assert found is not None
    assert price(found, cost) == wanted


@RUNS
@given(edges)
def test_no_way_is_longer_than_allowed(pairs) -> None:
    graph, cost = made(pairs), cost_of({})
    assert all(len(way) <= 3 for way in shortest_ways(graph.neighbors, "a", "b", cost, 2))
    assert all(len(way) <= 3 for way in cheapest_ways(graph, "a", "b", cost, 2))


def test_closed_steps_and_nodes_are_avoided() -> None:
    graph, cost = made({("a", "b"), ("a", "c"), ("b", "c"), ("a", "d"), ("b", "d")}), cost_of({})
    assert best_way(graph.neighbors, "a", "b", cost, 6) == ("a", "b")
    assert best_way(graph.neighbors, "a", "b", cost, 6, closed={("a", "b")}) == ("a", "c", "b")
    assert best_way(graph.neighbors, "a", "b", cost, 6, {"c"}, {("a", "b")}) == ("a", "d", "b")
    assert best_way(graph.neighbors, "a", "a", cost, 6) == ("a",)
    assert best_way(graph.neighbors, "a", "h", cost, 6) is None
