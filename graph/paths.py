"""Ways from one actor to another, each hop with its facts and their words."""

from __future__ import annotations

from graph.network import Network, Sieve
from graph.records import Path
from graph.store import Store
from ontology.facts import Actor


def find_paths(
    network: Network,
    store: Store,
    source: str,
    target: str,
    *,
    sieve: Sieve | None = None,
    k: int = 1,
    max_hops: int = 6,
    by_sources: bool = False,
) -> list[Path]:
    """The k shortest ways between two actors, by ids; empty if there is none.

    Direction does not bind: a hop may go against an edge, and says so. `by_sources` prefers
    well supported hops: a hop costs 1 / its independent reports. Raises UnknownName.
    """
    raise NotImplementedError


def brokers(
    network: Network, store: Store, source: str, target: str, *, sieve: Sieve | None = None
) -> list[tuple[Actor, int]]:
    """Who lies on the shortest ways between two groups, with the number of pairs they join.

    An actor's group is itself and, for countries and organisations, those who hold office in it.
    Raises UnknownName.
    """
    raise NotImplementedError
