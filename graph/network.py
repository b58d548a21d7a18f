"""The view as a network in memory, for paths: made once, kept in step with every change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import networkx as nx
import pyoxigraph as ox

from graph.draft import owned
from graph.known import Known, read_known
from graph.links import OFFICE, links_of
from graph.lore import by_subject
from graph.reading import ReadStore
from graph.records import Change, Link, Neighbour
from graph.scan import linked_facts
from graph.terms import TYPE
from graph.times import not_after
from graph.ways import Neighbours
from ontology.facts import Actor
from ontology.vocabulary import fact_iri


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which links count. Empty `relations` means all but `holdsOfficeIn`.

    `since`, `until` bound the event's date (undated ones then fail), `as_of` keeps what had
    happened or was in force on that day, `known_by` what was published by then (all ISO 8601).
    """

    relations: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    known_by: str | None = None
    min_sources: int = 1
    contested: bool | None = None

    def passes(self, link: Link) -> bool:
        """Whether the link counts."""
        return (
            (link.relation in self.relations if self.relations else link.relation != OFFICE)
            and link.relation not in self.exclude
            and link.independent >= self.min_sources
            and self.contested in (None, link.contested)
            and self._in_time(link)
        )

    @property
    def open(self) -> bool:
        """Whether it lets every link pass but those of offices."""
        return self == Sieve()

    def _in_time(self, link: Link) -> bool:
        return (
            (self.since is None or (link.date is not None and not_after(self.since, link.date)))
            and (self.until is None or (link.date is not None and not_after(link.date, self.until)))
            and (self.as_of is None or _in_force(link, self.as_of))
            and (self.known_by is None or _known(link, self.known_by))
        )


class Network:
    """Actors and the links between them, as a networkx graph.

    An edge stands for a pair of actors; its `links` are all links of the two, its `bare` tells
    that they are nothing but offices.
    """

    def __init__(self) -> None:
        self.graph: nx.Graph[str] = nx.Graph()
        self._pairs: dict[str, list[tuple[str, str]]] = {}

    @classmethod
    def of(cls, store: ReadStore) -> Network:
        """The whole view of a store."""
        facts = linked_facts(store.raw)
        return cls.from_links(link for id_, known in facts for link in links_of(id_, known))

    @classmethod
    def from_links(cls, links: Iterable[Link]) -> Network:
        """A network of these links."""
        network = cls()
        network._add(links)
        return network

    def update(self, store: ReadStore, change: Change) -> None:
        """Bring in step the facts that a write touched; costs what they cost."""
        for id_ in sorted(change.facts):
            self._remove(id_)
            known = _known_now(store.raw, id_)
            if known:
                self._add(links_of(id_, known))

    def links(self, a: str, b: str) -> tuple[Link, ...]:
        """Every link between two actors, in either direction."""
        found: tuple[Link, ...] = self.graph.get_edge_data(a, b, {}).get("links", ())
        return found

    def links_at(self, actor: str) -> Iterator[Link]:
        """Every link of an actor."""
        if actor in self.graph:
            for edge in self.graph.adj[actor].values():
                yield from edge["links"]

    def neighbours(self, sieve: Sieve) -> Neighbours:
        """Whom an actor has a link with that counts, as a function of the actor."""
        adjacent = self.graph.adj
        if sieve.open:
            return lambda node: (n for n, edge in adjacent[node].items() if not edge["bare"])
        passes = sieve.passes
        return lambda node: (
            n for n, edge in adjacent[node].items() if any(map(passes, edge["links"]))
        )

    def sieved(self, sieve: Sieve) -> nx.Graph[str]:
        """The graph of those pairs that have a link that counts."""

        def counts(a: str, b: str) -> bool:
            return any(map(sieve.passes, self.graph.adj[a][b]["links"]))

        return nx.subgraph_view(self.graph, filter_edge=counts)

    def __len__(self) -> int:
        """How many facts give links."""
        return len(self._pairs)

    def __bool__(self) -> bool:
        return True

    def _add(self, links: Iterable[Link]) -> None:
        new: dict[tuple[str, str], list[Link]] = {}
        for link in links:
            pair = (
                (link.source, link.target)
                if link.source < link.target
                else (link.target, link.source)
            )
            new.setdefault(pair, []).append(link)
            self._pairs.setdefault(link.fact, []).append(pair)
        for pair, some in new.items():
            self._set(pair, (*self.links(*pair), *some))

    def _remove(self, id_: str) -> None:
        for pair in self._pairs.pop(id_, ()):
            self._set(pair, tuple(link for link in self.links(*pair) if link.fact != id_))

    def _set(self, pair: tuple[str, str], links: tuple[Link, ...]) -> None:
        if links:
            bare = all(link.relation == OFFICE for link in links)
            self.graph.add_edge(*pair, links=links, bare=bare)
        elif self.graph.has_edge(*pair):
            self.graph.remove_edge(*pair)
            self.graph.remove_nodes_from([end for end in pair if not self.graph.adj[end]])


def neighbours_among(
    actor: str, links: Iterable[Link], named: Callable[[str], Actor]
) -> list[Neighbour]:
    """The links of one actor, gathered by whom they lead to and how; best supported first."""

    def group(link: Link) -> tuple[str, str, bool]:
        outgoing = link.symmetric or link.source == actor
        return (link.target if link.source == actor else link.source), link.relation, outgoing

    here = sorted((link for link in links if actor in (link.source, link.target)), key=group)
    found = [_neighbour(named, key, list(some)) for key, some in groupby(here, key=group)]
    return sorted(found, key=lambda one: (-one.weight, one.actor.id, one.relation, one.outgoing))


def _neighbour(
    named: Callable[[str], Actor], key: tuple[str, str, bool], links: list[Link]
) -> Neighbour:
    dates = [link.date for link in links if link.date]
    links.sort(key=lambda link: (-link.independent, link.fact))
    return Neighbour(
        actor=named(key[0]),
        relation=key[1],
        outgoing=key[2],
        facts=tuple(dict.fromkeys(link.fact for link in links)),
        weight=sum(link.independent for link in links),
        first_date=min(dates, default=None),
        last_date=max(dates, default=None),
    )


def _known_now(raw: ox.Store, id_: str) -> Known | None:
    quads = list(owned(raw, fact_iri(id_)))
    if not any(quad.predicate.value == TYPE for quad in quads):
        return None
    return read_known(id_, by_subject(quads))


def _in_force(link: Link, day: str) -> bool:
    begun = link.date or link.known
    if begun is None:
        return link.registry
    return not_after(begun, day) and (link.until is None or not_after(day, link.until))


def _known(link: Link, day: str) -> bool:
    return link.registry or (link.known is not None and link.known <= day)
