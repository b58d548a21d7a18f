"""Whether a direct edge of the view still has a fact to stand on."""

from __future__ import annotations

from collections.abc import Container

import pyoxigraph as ox

from graph.draft import owned
from graph.known import Edge, edges_of, read_known
from graph.lore import by_subject, value_of
from graph.terms import VIEW, node, par
from ontology.vocabulary import FACT, actor_iri, fact_iri, id_of

_ENDS = ("participant", "subject", "object")


def supported(raw: ox.Store, edge: Edge, without: Container[str]) -> bool:
    """Whether a fact of the view, other than those in `without`, gives the edge."""
    facts = facts_of(raw, edge[0]) & facts_of(raw, edge[2])
    return any(id_ not in without and edge in _edges(raw, id_) for id_ in sorted(facts))


def facts_of(raw: ox.Store, actor: str) -> set[str]:
    """The events and ties of the view that an actor takes part in."""
    iri = node(actor_iri(actor))
    return {
        id_of(value_of(quad.subject))
        for end in _ENDS
        for quad in raw.quads_for_pattern(None, node(par(end)), iri, VIEW)
        if value_of(quad.subject).startswith(FACT)
    }


def _edges(raw: ox.Store, id_: str) -> set[Edge]:
    return set(edges_of(read_known(id_, by_subject(owned(raw, fact_iri(id_))))))
