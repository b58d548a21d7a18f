"""The vocabulary as Python sees it: `parley.ttl`, read once, and the names of things.

How an event type becomes direct edges, how a stance is counted and which relations ties may have
stand in `parley.ttl` alone; the view, the path search and every export read them from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from types import MappingProxyType
from urllib.parse import quote, unquote

import pyoxigraph as ox

BASE = "https://w3id.org/parley"
PAR = BASE + "#"
ACTOR = BASE + "/actor/"
FACT = BASE + "/fact/"
ARTICLE = BASE + "/article/"
ASSERTION = BASE + "/assertion/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
WIKIDATA = "http://www.wikidata.org/entity/"

# What a query may write without declaring it.
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "par": PAR,
        "actor": ACTOR,
        "fact": FACT,
        "article": ARTICLE,
        "assertion": ASSERTION,
        "dcterms": "http://purl.org/dc/terms/",
        "owl": OWL,
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": "https://schema.org/",
        "skos": SKOS,
        "wd": WIKIDATA,
        "xsd": XSD,
    }
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A property between two actors, such as `met` or `adviserTo`."""

    name: str
    label: str
    symmetric: bool
    tie: bool


@dataclass(frozen=True, slots=True)
class EventType:
    """A class of events, and the direct edge its asserted events give, if any.

    `prevails_over` names the types that tell less of one and the same event.
    """

    name: str
    label: str
    comment: str
    symmetric: bool
    edge: str | None
    cameo: tuple[str, ...]
    plover: tuple[str, ...]
    prevails_over: frozenset[str]


@dataclass(frozen=True, slots=True)
class StanceTerms:
    """A stance, and the properties by which the view counts and dates it."""

    name: str
    count: str
    first: str
    last: str


class Vocabulary:
    """`parley.ttl` in the form the code needs it."""

    def __init__(self, turtle: bytes) -> None:
        self._triples: dict[str, dict[str, list[str]]] = {}
        for triple in ox.parse(turtle, ox.RdfFormat.TURTLE):
            subject = self._triples.setdefault(_value(triple.subject), {})
            subject.setdefault(_value(triple.predicate), []).append(_value(triple.object))
        self.event_types: Mapping[str, EventType] = MappingProxyType(
            {name: self._event_type(name) for name in self._below("Event")}
        )
        self.relations: Mapping[str, Relation] = MappingProxyType(
            {name: self._relation(name) for name in self._relation_names()}
        )
        self.stances: Mapping[str, StanceTerms] = MappingProxyType(
            {name: self._stance(name) for name in self._instances(PAR + "Stance")}
        )

    @classmethod
    @cache
    def load(cls) -> Vocabulary:
        """The vocabulary that ships with the package."""
        return cls((files("ontology") / "parley.ttl").read_bytes())

    def edges(
        self, event_type: str, sides: Sequence[Iterable[str]]
    ) -> Iterator[tuple[str, str, str]]:
        """The direct edges (actor, relation, actor) of an event, its acting side first.

        The sides of symmetric types have no first: each has edges to each other.
        """
        kind = self.event_types[event_type]
        if kind.edge is None:
            return
        for here, side in enumerate(sides if kind.symmetric else sides[:1]):
            for other in sides[here + 1 :]:
                yield from self.pairs(kind.edge, side, other)

    def pairs(
        self, relation: str, left: Iterable[str], right: Iterable[str]
    ) -> Iterator[tuple[str, str, str]]:
        """Edges from each on the left to each on the right; back too, if it is symmetric.

        Nobody has an edge to themselves.
        """
        known = self.relations.get(relation)
        for one, other in product(left, right):
            if one != other:
                yield one, relation, other
                if known and known.symmetric:
                    yield other, relation, one

    def label(self, name: str) -> str:
        """The label of a term of the vocabulary: `spokeWith` is `spoke with`."""
        return self._one(PAR + name, RDFS + "label") or name

    def _event_type(self, name: str) -> EventType:
        iri = PAR + name
        return EventType(
            name=name,
            label=self.label(name),
            comment=self._one(iri, RDFS + "comment") or "",
            symmetric=PAR + "Symmetric" in self._all(iri, RDF + "type"),
            edge=_local(self._one(iri, PAR + "directEdge")),
            cameo=tuple(sorted(self._all(iri, SKOS + "notation"))),
            plover=tuple(sorted(i.rpartition("/")[2] for i in self._all(iri, SKOS + "closeMatch"))),
            prevails_over=frozenset(i[len(PAR) :] for i in self._all(iri, PAR + "prevailsOver")),
        )

    def _relation(self, name: str) -> Relation:
        types = self._all(PAR + name, RDF + "type")
        return Relation(
            name=name,
            label=self.label(name),
            symmetric=OWL + "SymmetricProperty" in types,
            tie=PAR + "TieRelation" in types,
        )

    def _stance(self, name: str) -> StanceTerms:
        terms = (self._one(PAR + name, PAR + how) for how in ("countedAs", "firstAs", "lastAs"))
        return StanceTerms(name, *(_local(term) or "" for term in terms))

    def _relation_names(self) -> list[str]:
        edges = {kind.edge for kind in self.event_types.values() if kind.edge}
        return sorted({*edges, *self._instances(PAR + "TieRelation"), "holdsOfficeIn"})

    def _below(self, name: str) -> list[str]:
        return self._where(RDFS + "subClassOf", PAR + name)

    def _instances(self, iri: str) -> list[str]:
        return self._where(RDF + "type", iri)

    def _where(self, predicate: str, value: str) -> list[str]:
        found = (s for s, about in self._triples.items() if value in about.get(predicate, ()))
        return sorted(s[len(PAR) :] for s in found if s.startswith(PAR))

    def _all(self, subject: str, predicate: str) -> list[str]:
        return self._triples.get(subject, {}).get(predicate, [])

    def _one(self, subject: str, predicate: str) -> str | None:
        return next(iter(self._all(subject, predicate)), None)


def actor_iri(actor_id: str) -> str:
    """`person:marco-rubio` as an IRI."""
    return ACTOR + actor_id


def fact_iri(fact_id: str) -> str:
    """`meeting-3f2a9c0d1b7e` as an IRI."""
    return FACT + fact_id


def article_iri(article_id: str) -> str:
    """The IRI of an article, which is also that of its graph; odd characters are escaped."""
    return ARTICLE + quote(article_id, safe="")


def assertion_iri(assertion_id: str) -> str:
    """The hash that names an assertion, as an IRI."""
    return ASSERTION + assertion_id


def id_of(iri: str) -> str:
    """The id of an actor, fact, article or assertion, from its IRI.

    An IRI that is none of ours is returned as it is.
    """
    for base in (ACTOR, FACT, ASSERTION):
        if iri.startswith(base):
            return iri[len(base) :]
    return unquote(iri[len(ARTICLE) :]) if iri.startswith(ARTICLE) else iri


def _local(iri: str | None) -> str | None:
    return iri[len(PAR) :] if iri else None


def _value(term: object) -> str:
    value: str = term.value  # type: ignore[attr-defined]
    return value
