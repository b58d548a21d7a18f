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

from graph.draft import Draft, owned
from graph.lore import value_of
from graph.reading import ReadStore
from graph.terms import TYPE, VIEW, node, to_rdflib
from ontology.vocabulary import ACTOR, PREFIXES

_AT_ONCE = 50  # articles validated together; a call costs more than an article


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
    subjects = iter(sorted(_typed(store.raw)))
    while some := list(islice(subjects, _AT_ONCE * 10)):
        yield from check_quads(_with_neighbours(store.raw, some), "view")


def check_articles(store: ReadStore, ids: Iterable[str]) -> list[Problem]:
    """What is wrong with some articles. Raises UnknownName."""
    quads = {id_: store.article_quads(id_) for id_ in ids}
    together = check_quads((quad for some in quads.values() for quad in some), "")
    if not together:
        return []
    return [problem for id_, some in quads.items() for problem in check_quads(some, id_)]


def check_quads(quads: Iterable[ox.Quad], name: str) -> list[Problem]:
    """What is wrong with one graph."""
    some, shapes = list(quads), _shapes()
    # Added whole: given as `ont_graph`, pySHACL would take over the classes only.
    graph = _as_rdflib(some)
    graph += shapes.vocabulary
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes.shapes, inplace=True)
    return sorted({*_problems(report, name), *_found(some, shapes.rules, name)})


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The shapes; their SPARQL rules apart, as pairs of message and query."""

    shapes: rdflib.Graph
    rules: list[tuple[str, str]]
    vocabulary: rdflib.Graph


@cache
def _shapes() -> _Shapes:
    shapes, vocabulary = _read("shapes.ttl"), _read("parley.ttl")
    rules = []
    for rule in list(shapes.objects(None, SH.sparql)):
        rules.append((str(shapes.value(rule, SH.message)), str(shapes.value(rule, SH.select))))
        # Asked of Oxigraph for all nodes at once: pySHACL asks rdflib for each, at 10 ms apiece.
        shapes.remove((None, SH.sparql, rule))
    return _Shapes(shapes, rules, vocabulary)


def _read(name: str) -> rdflib.Graph:
    text = (files("ontology") / name).read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def _typed(raw: ox.Store) -> set[str]:
    """The facts and actors of the view."""
    quads = raw.quads_for_pattern(None, node(TYPE), None, VIEW)
    return {value_of(quad.subject) for quad in quads}


def _with_neighbours(raw: ox.Store, subjects: list[str]) -> set[ox.Quad]:
    """What the view says of some facts and actors, and of the actors that these name."""
    draft = Draft(raw, {})
    found: set[ox.Quad] = set()
    for iri in subjects:
        found |= set(draft.description(iri) if iri.startswith(ACTOR) else owned(raw, iri))
    named = {value_of(quad.object) for quad in found}
    for iri in named:
        if iri.startswith(ACTOR):
            found |= set(draft.description(iri))
    return found


def _problems(report: rdflib.Graph, name: str) -> Iterator[Problem]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        message = report.value(result, SH.resultMessage)
        yield Problem(name, str(focus), str(message))


def _found(quads: list[ox.Quad], rules: list[tuple[str, str]], name: str) -> Iterator[Problem]:
    """What the SPARQL rules select."""
    raw = ox.Store()
    raw.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for message, query in rules:
        rows = raw.query(query, prefixes=dict(PREFIXES))
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            yield Problem(name, value_of(row["this"]), message)


def _as_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for quad in quads:
        value = quad.object
        assert isinstance(value, ox.NamedNode | ox.Literal)
        subject, predicate = rdflib.URIRef(value_of(quad.subject)), quad.predicate.value
        graph.add((subject, rdflib.URIRef(predicate), to_rdflib(value)))
    return graph
