"""RDF terms, short: the engine's own, and their way to rdflib and back.

Literals are made in the lexical form in which Oxigraph keeps them, so that what is read from a
store equals what was written.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import pyoxigraph as ox
from rdflib.term import Literal, Node, URIRef

from ontology.vocabulary import BASE, OWL, PAR, RDF, RDFS, SKOS, XSD

DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"

# Facts that come from the registry name this as their source.
REGISTRY = BASE + "/registry"
# What the store keeps to find near copies and merged facts quickly; not part of the knowledge.
INDEX = BASE + "/index"

VIEW = ox.DefaultGraph()

_PRECISIONS = {4: "gYear", 7: "gYearMonth", 10: "date"}
_FULL = {4: "-01-01", 7: "-01", 10: ""}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")

Object = ox.NamedNode | ox.Literal
Triple = tuple[str, str, Object]


@lru_cache(maxsize=4096)
def node(iri: str) -> ox.NamedNode:
    """An IRI as a term."""
    return ox.NamedNode(iri)


def par(name: str) -> str:
    """The IRI of a term of the vocabulary."""
    return PAR + name


def text(value: str) -> ox.Literal:
    """A plain string; halves of surrogate pairs, which no store can hold, become `?`."""
    return ox.Literal(value.encode("utf-8", "replace").decode("utf-8"))


def english(value: str) -> ox.Literal:
    """A label in English."""
    return ox.Literal(text(value).value, language="en")


def number(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=node(XSD + "integer"))


def decimal(value: float) -> ox.Literal:
    """A number with at most six decimals."""
    digits = f"{value:.6f}".rstrip("0").rstrip(".")
    return ox.Literal(digits, datatype=node(XSD + "decimal"))


def date(value: str) -> ox.Literal:
    """An ISO date of any precision; what is no date stays a plain string."""
    kind = _PRECISIONS.get(len(value)) if is_date(value) else None
    return ox.Literal(value, datatype=node(XSD + kind)) if kind else text(value)


def is_date(value: str) -> bool:
    """Whether it is `2025`, `2025-12` or `2025-12-02`, and exists in the calendar."""
    if not _DATE.match(value):
        return False
    try:
        return bool(dt.date.fromisoformat(value + _FULL[len(value)]))
    except ValueError:
        return False


def to_rdflib(term: Object) -> Node:
    """An engine's term as rdflib's."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    kind = None if datatype == XSD + "string" else URIRef(datatype)
    return Literal(term.value, datatype=kind, normalize=False)


def from_rdflib(term: Node) -> Object:
    """An rdflib term as the engine's; blank nodes are refused with a ValueError."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if not isinstance(term, Literal):
        raise ValueError(f"neither an IRI nor a literal: {term!r}")
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD + "string")))


TYPE = RDF + "type"
LABEL = RDFS + "label"
ALT_LABEL = SKOS + "altLabel"
SAME_AS = OWL + "sameAs"
ISSUED = DCTERMS + "issued"
TITLE = DCTERMS + "title"
PUBLISHER = DCTERMS + "publisher"
SOURCE = DCTERMS + "source"
REPLACED_BY = DCTERMS + "isReplacedBy"
URL = SCHEMA + "url"
DERIVED_FROM = PROV + "wasDerivedFrom"
