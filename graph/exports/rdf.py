"""The whole store as sorted N-Quads or TriG: equal stores give equal bytes, good for git."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from graph.lore import value_of
from graph.reading import Quads, ReadStore
from graph.terms import INDEX
from ontology.vocabulary import PREFIXES

# Local names that need no escaping; Turtle allows more.
_LOCAL = re.compile(r"[A-Za-z0-9_:][A-Za-z0-9_:-]*\Z")


def nquads(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Quads as lines in order of their text."""
    return (line + "\n" for line in sorted(f"{quad} ." for quad in quads))


def trig(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Quads as TriG: graphs, subjects and predicates in order, the default graph first."""
    for prefix, namespace in sorted(PREFIXES.items()):
        yield f"@prefix {prefix}: <{namespace}> .\n"
    ordered = sorted(quads, key=_order)
    for graph, some in groupby(ordered, key=lambda quad: str(quad.graph_name)):
        default = graph == "DEFAULT"
        yield "\n" if default else f"\n{graph} {{\n"
        for _, about in groupby(some, key=lambda quad: str(quad.subject)):
            yield _block(list(about))
        yield "" if default else "}\n"


def everything(store: ReadStore) -> Iterator[ox.Quad]:
    """All quads but those of the index, which is of use to the store alone."""
    return (quad for quad in store.raw if value_or_empty(quad) != INDEX)


def article(store: ReadStore, article_id: str) -> Quads:
    """The quads of one article. Raises UnknownName."""
    return store.article_quads(article_id)


def value_or_empty(quad: ox.Quad) -> str:
    """The name of the graph a quad is in; empty for the view."""
    return value_of(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else ""


def _order(quad: ox.Quad) -> tuple[str, str, str, str]:
    graph = value_or_empty(quad)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def _block(quads: list[ox.Quad]) -> str:
    lines = []
    for predicate, some in groupby(quads, key=lambda quad: quad.predicate):
        objects = ", ".join(_short(quad.object) for quad in some)
        lines.append(f"    {_short(predicate)} {objects}")
    return f"{_short(quads[0].subject)}\n" + " ;\n".join(lines) + " .\n"


def _short(term: object) -> str:
    """An IRI with its prefix where that needs no escaping; any other term as it is."""
    if not isinstance(term, ox.NamedNode):
        return str(term)
    short = (_prefixed(term.value, prefix) for prefix in PREFIXES)
    return next(filter(None, short), str(term))


def _prefixed(iri: str, prefix: str) -> str:
    local = iri.removeprefix(PREFIXES[prefix])
    return f"{prefix}:{local}" if local != iri and _LOCAL.match(local) else ""
