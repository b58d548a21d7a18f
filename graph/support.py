"""Whether a direct edge of the view still has a fact to stand on."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import zip_longest

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
    facts, other = _of_the_rarer(raw, edge[0], edge[2])
    return any(
        id_ not in without and _takes_part(raw, other, id_) and edge in _edges(raw, id_)
        for id_ in facts
    )


def facts_with(raw: ox.Store, actor: str) -> set[str]:
    """The facts of the view that have to do with an actor."""
    return set(_facts(raw, actor, _ALL_ENDS))


def _of_the_rarer(raw: ox.Store, one: str, other: str) -> tuple[list[str], str]:
    """The facts of whichever of two actors has fewer, and the other actor.

    Both are counted in step, since one of them may have very many.
    """
    here, there = list[str](), list[str]()
    for left, right in zip_longest(_facts(raw, one, _ENDS), _facts(raw, other, _ENDS)):
        if right is None:
            return there, one
        if left is None:
            break
        here.append(left)
        there.append(right)
    return here, other


def _takes_part(raw: ox.Store, actor: str, fact: str) -> bool:
    start, iri = node(fact_iri(fact)), node(actor_iri(actor))
    quads = (raw.quads_for_pattern(start, node(par(end)), iri, VIEW) for end in _ENDS)
    return any(next(some, None) for some in quads)


def _facts(raw: ox.Store, actor: str, ends: Iterable[str]) -> Iterator[str]:
    iri = node(actor_iri(actor))
    for end in ends:
        for quad in raw.quads_for_pattern(None, node(par(end)), iri, VIEW):
            yield id_of(value_of(quad.subject))


def _edges(raw: ox.Store, id_: str) -> set[Edge]:
    return set(edges_of(read_known(id_, by_subject(owned(raw, fact_iri(id_))))))
