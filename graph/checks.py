"""Whether what is stored is well formed: the shapes, over every article's graph and the view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from graph.lore import value_of
from graph.reading import ReadStore, graph_quads
from graph.terms import VIEW, to_rdflib

_AT_ONCE = 25  # articles validated together; a call costs more than an article


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with one node, and in which graph: an article's id, or `view`."""

    graph: str
    node: str
    message: str


def check(store: ReadStore) -> Iterator[Problem]:
    """Everything that the shapes find wrong, articles first; nothing in a sound store."""
    ids = iter(store.article_ids())
    while some := list(islice(ids, _AT_ONCE)):
        yield from check_articles(store, some)
    yield from check_quads(graph_quads(store.raw, VIEW), "view")


def check_articles(store: ReadStore, ids: Iterable[str]) -> list[Problem]:
    """What is wrong with some articles. Raises UnknownName."""
    quads = {id_: store.article_quads(id_) for id_ in ids}
    together = check_quads((quad for some in quads.values() for quad in some), "")
    if not together:
        return []
    return [problem for id_, some in quads.items() for problem in check_quads(some, id_)]


def check_quads(quads: Iterable[ox.Quad], name: str) -> list[Problem]:
    """What is wrong with one graph."""
    shapes, vocabulary = _shapes()
    # Added whole: given as `ont_graph`, pySHACL would take over the classes only.
    graph = _as_rdflib(quads)
    graph += vocabulary
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    return sorted(_problems(report, name))


def _problems(report: rdflib.Graph, name: str) -> Iterator[Problem]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        message = report.value(result, SH.resultMessage)
        yield Problem(name, str(focus), str(message))


@cache
def _shapes() -> tuple[rdflib.Graph, rdflib.Graph]:
    def read(name: str) -> rdflib.Graph:
        text = (files("ontology") / name).read_text(encoding="utf-8")
        return rdflib.Graph().parse(data=text, format="turtle")

    return read("shapes.ttl"), read("parley.ttl")


def _as_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for quad in quads:
        value = quad.object
        assert isinstance(value, ox.NamedNode | ox.Literal)
        subject, predicate = rdflib.URIRef(value_of(quad.subject)), quad.predicate.value
        graph.add((subject, rdflib.URIRef(predicate), to_rdflib(value)))
    return graph
