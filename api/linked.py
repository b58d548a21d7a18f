"""A resource of the graph as RDF: what is said of it, and the labels that this needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from api.sparql.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from graph.store import Store
from ontology.vocabulary import PAR, PREFIXES, RDFS

FORMS = {TURTLE: "ttl", JSON_LD: "jsonld", N_TRIPLES: "nt", RDF_XML: "rdf"}
_ABOUT = ox.NamedNode(PAR + "about")
_LABEL = ox.NamedNode(RDFS + "label")
_VIEW = ox.DefaultGraph()
_MOST = 5000


def written(store: Store, iri: str, media: str) -> bytes:
    """All that the view says of a resource, and the assertions on it, in a media type."""
    form = ox.RdfFormat.from_extension(FORMS[media])
    assert form
    triples = sorted(set(_described(store.raw, ox.NamedNode(iri))), key=str)
    return ox.serialize(triples, format=form, prefixes=dict(PREFIXES)) or b""


def _described(raw: ox.Store, node: ox.NamedNode) -> Iterator[ox.Triple]:
    own = [quad.triple for quad in raw.quads_for_pattern(node, None, None, _VIEW)]
    back = raw.quads_for_pattern(None, None, node, _VIEW)
    pointing = [quad.triple for quad in islice(back, _MOST)]
    yield from own
    yield from pointing
    yield from _assertions(raw, node)
    ends = {triple.object for triple in own} | {triple.subject for triple in pointing}
    for end in ends:
        if isinstance(end, ox.NamedNode):
            yield from (quad.triple for quad in raw.quads_for_pattern(end, _LABEL, None, _VIEW))


def _assertions(raw: ox.Store, fact: ox.NamedNode) -> Iterator[ox.Triple]:
    for quad in islice(raw.quads_for_pattern(None, _ABOUT, fact, None), _MOST):
        if isinstance(quad.graph_name, ox.NamedNode):
            for told in raw.quads_for_pattern(quad.subject, None, None, quad.graph_name):
                yield told.triple
