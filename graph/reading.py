"""Reading a store: articles as graphs, the view, and queries over both."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from graph.judgements import is_fact
from graph.lore import TENURE, TIE, value_of
from graph.records import Size
from graph.terms import REPLACED_BY, TYPE, VIEW, Object, node, par
from graph.triples import as_graph
from ontology.errors import QueryRefused, StoreError, UnknownName
from ontology.facts import ActorType
from ontology.vocabulary import (
    PREFIXES,
    Vocabulary,
    actor_iri,
    article_iri,
    fact_iri,
    id_of,
)

Quads = frozenset[ox.Quad]
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class ReadStore:
    """What can be asked of a store, whoever opened it."""

    def __init__(self, raw: ox.Store) -> None:
        self._raw: ox.Store | None = raw

    @property
    def raw(self) -> ox.Store:
        """The Oxigraph store underneath, for reading quickly; never write to it."""
        if self._raw is None:
            raise StoreError("the store is closed", "open it again")
        return self._raw

    def query(self, sparql: str, *, union: bool = False) -> Answer:
        """Ask the engine directly; the prefixes of `ontology.vocabulary` need no declaring.

        With `union` the default graph is the union of all graphs. Raises QueryRefused.
        """
        try:
            return self.raw.query(sparql, prefixes=dict(PREFIXES), use_default_graph_as_union=union)
        except (SyntaxError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise QueryRefused(f"not a query: {reason}", "mend it at that place") from error

    def dataset(self) -> rdflib.Dataset:
        """The store as an rdflib Dataset, for reading: graphs, triples, `query` with text.

        Its default graph is the view. Never update through it: the view would not follow.
        """
        dataset = rdflib.Dataset(store=OxigraphStore(store=self.raw))
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def canonical(self, id_: str) -> str:
        """The id under which the view has an actor or fact; the same id if it was not merged.

        Raises UnknownName where the view has neither.
        """
        iri = fact_iri(id_) if is_fact(id_) else actor_iri(id_)
        quads = list(self.raw.quads_for_pattern(node(iri), None, None, VIEW))
        if not quads:
            raise UnknownName(f"{id_}: no such actor or fact", "look names up with `parley search`")
        moved = (id_of(value_of(q.object)) for q in quads if q.predicate.value == REPLACED_BY)
        return next(moved, id_)

    def article_ids(self) -> list[str]:
        """The ids of all articles, in order."""
        quads = self.raw.quads_for_pattern(None, node(TYPE), node(par("Article")), None)
        return sorted(id_of(value_of(quad.subject)) for quad in quads)

    def article_quads(self, article_id: str) -> Quads:
        """All that an article says, as stored. Raises UnknownName."""
        quads = frozenset(graph_quads(self.raw, node(article_iri(article_id))))
        if not quads:
            raise UnknownName(f"{article_id}: no such article", "list them with `parley query`")
        return quads

    def article_graph(self, article_id: str) -> rdflib.Graph:
        """The same as an rdflib graph. Raises UnknownName."""
        return as_graph(article_iri(article_id), map(_triple, self.article_quads(article_id)))

    def article_text(self, article_id: str) -> str:
        """The text that an article's offsets refer to. Raises UnknownName."""
        iri = node(article_iri(article_id))
        for quad in self.raw.quads_for_pattern(iri, node(par("text")), None, iri):
            return value_of(quad.object)
        raise UnknownName(f"{article_id}: no such article", "list them with `parley query`")

    def size(self) -> Size:
        """How much the store holds; takes time in proportion."""
        kinds = " ".join(f"par:{kind}" for kind in (*Vocabulary.load().event_types, TENURE, TIE))
        types = " ".join(f"par:{type_}" for type_ in ActorType)
        return Size(
            articles=self._count("GRAPH ?graph { ?x a par:Article }"),
            assertions=self._count("GRAPH ?graph { ?x a par:Assertion }"),
            facts=self._count(f"VALUES ?kind {{ {kinds} }} ?x a ?kind"),
            actors=self._count(f"VALUES ?type {{ {types} }} ?x a ?type"),
            contested=self._count("?x a par:Contested"),
            quads=len(self.raw),
        )

    def _count(self, pattern: str) -> int:
        answer = self.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
        rows = answer if isinstance(answer, ox.QuerySolutions) else ()
        return next((int(value_of(row["n"])) for row in rows), 0)


def graph_quads(raw: ox.Store, name: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    """Every quad of one graph."""
    return raw.quads_for_pattern(None, None, None, name)


def _triple(quad: ox.Quad) -> tuple[str, str, Object]:
    value = quad.object
    if not isinstance(value, ox.NamedNode | ox.Literal):
        raise StoreError(f"{value}: the store holds what Parley did not write", "build it anew")
    return value_of(quad.subject), quad.predicate.value, value
