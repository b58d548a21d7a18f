"""Ways from one actor to another, each hop with its facts and their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from graph.cards import Cards
from graph.facts import best_proof
from graph.links import OFFICE
from graph.network import Network, Sieve
from graph.reading import ReadStore
from graph.records import Hop, Link, Path
from graph.ways import Cost, Way, best_way, cheapest_ways, shortest_ways
from ontology.facts import Actor

_GROUP = 25  # members of a group, the best connected, between whom brokers are looked for


def find_paths(
    network: Network,
    store: ReadStore,
    source: str,
    target: str,
    *,
    sieve: Sieve | None = None,
    k: int = 1,
    max_hops: int = 6,
    by_sources: bool = False,
) -> list[Path]:
    """The k shortest ways between two actors, by ids; empty if there is none.

    Direction does not bind: a hop may go against an edge, and says so. Of ways of equal length
    the better supported comes first. `by_sources` prefers support to length: a hop costs
    1 / its independent reports. Raises UnknownName.
    """
    ends = store.canonical(source), store.canonical(target)
    chosen = sieve or Sieve()
    ways = _ways(network, ends, chosen, max_hops, by_sources=by_sources)
    cards = Cards(store.raw, chosen.known_by)
    return [_path(network, cards, store, way, chosen) for way in islice(ways, k)]


def brokers(
    network: Network, store: ReadStore, source: str, target: str, *, sieve: Sieve | None = None
) -> list[tuple[Actor, int]]:
    """Who lies on the shortest ways between two groups, with the number of pairs they join.

    An actor's group is itself and, for countries and organisations, those who hold office in it.
    Raises UnknownName.
    """
    left = _group(network, store.canonical(source), sieve)
    right = _group(network, store.canonical(target), sieve)
    joined: Counter[str] = Counter()
    for one in sorted(left - right):
        for other in sorted(right - left):
            for way in islice(_ways(network, (one, other), sieve or Sieve(), 6), 1):
                joined.update(set(way) - left - right)
    named = Cards(store.raw).actor
    ranked = sorted(joined.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(named(id_), pairs) for id_, pairs in ranked]


def _ways(
    network: Network,
    ends: tuple[str, str],
    sieve: Sieve,
    max_hops: int,
    *,
    by_sources: bool = False,
) -> Iterator[Way]:
    if not all(end in network.graph for end in ends):
        return iter(())
    cost = _cost(network, sieve)
    neighbours = network.neighbours(sieve)
    if by_sources and best_way(neighbours, *ends, cost, max_hops) is None:
        return iter(())  # every way there is has too many hops: no use in walking them all
    if by_sources:
        return cheapest_ways(network.sieved(sieve), *ends, cost, max_hops)
    return shortest_ways(neighbours, *ends, cost, max_hops)


def _cost(network: Network, sieve: Sieve) -> Cost:
    def cost(a: str, b: str) -> float:
        return 1 / sum(link.independent for link in network.links(a, b) if sieve.passes(link))

    return cost


def _path(network: Network, cards: Cards, store: ReadStore, way: Way, sieve: Sieve) -> Path:
    return Path(
        tuple(
            _hop(cards, store, (a, b), [x for x in network.links(a, b) if sieve.passes(x)])
            for a, b in pairwise(way)
        )
    )


def _hop(cards: Cards, store: ReadStore, pair: tuple[str, str], links: list[Link]) -> Hop:
    """The best supported relation of two actors, with its facts."""
    latest = sorted(links, key=lambda link: (link.date or "", link.fact), reverse=True)
    best = min(latest, key=_support)
    same = sorted((x for x in latest if _same(x, best)), key=_support)
    ends = cards.actor(pair[0]), cards.actor(pair[1])
    return Hop(
        source=ends[0],
        target=ends[1],
        relation=best.relation,
        forward=best.symmetric or best.source == pair[0],
        facts=tuple(dict.fromkeys(link.fact for link in same)),
        date=best.date,
        weight=sum(link.independent for link in same),
        proof=best_proof(store.raw, cards, best.fact, naming=ends),
    )


def _same(link: Link, other: Link) -> bool:
    return (link.relation, link.source) == (other.relation, other.source)


def _support(link: Link) -> tuple[int, str]:
    return -link.independent, link.relation


def _group(network: Network, actor: str, sieve: Sieve | None) -> set[str]:
    """An actor and those who hold office in it, on the day that the sieve asks for."""
    offices = Sieve(relations=frozenset({OFFICE}), as_of=sieve.as_of if sieve else None)
    links = (link for link in network.links_at(actor) if offices.passes(link))
    holders = sorted({link.source for link in links if link.target == actor})
    return {actor, *_most_linked(network, holders)}


def _most_linked(network: Network, actors: Iterable[str]) -> list[str]:
    def degree(actor: str) -> int:
        return len(network.graph.adj[actor])

    return sorted(actors, key=lambda actor: (-degree(actor), actor))[:_GROUP]
