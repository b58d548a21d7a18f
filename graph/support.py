"""Whether a direct edge of the view still has a fact to stand on."""

from __future__ import annotations

from collections.abc import Container, Iterable

import pyoxigraph as ox

from graph.draft import owned
from graph.known import Edge, edges_of, read_known
from graph.lore import by_subject, value_of
from graph.terms import VIEW, node, par
from ontology.vocabulary import actor_iri, fact_iri, id_of

_ENDS = ("participant", "subject", "object")
_ALL_ENDS = (*_ENDS, "concerns", "holder", "of")


def supported(raw: ox.Store, edge: Edge, without: Container[str]) -> bool:
    """Whether a fact of the view, other than those in `without`, gives the edge."""
    facts = _facts(raw, edge[0], _ENDS) & _facts(raw, edge[2], _ENDS)
    return any(id_ not in without and edge in _edges(raw, id_) for id_ in sorted(facts))


def facts_with(raw: ox.Store, actor: str) -> set[str]:
    """The facts of the view that have to do with an actor."""
    return _facts(raw, actor, _ALL_ENDS)


def _facts(raw: ox.Store, actor: str, ends: Iterable[str]) -> set[str]:
    iri = node(actor_iri(actor))
    return {
        id_of(value_of(quad.subject))
        for end in ends
        for quad in raw.quads_for_pattern(None, node(par(end)), iri, VIEW)
    }


def _edges(raw: ox.Store, id_: str) -> set[Edge]:
    return set(edges_of(read_known(id_, by_subject(owned(raw, fact_iri(id_))))))
