"""From a reading to the graph of its article: metadata, assertions, and facts as it tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
import rdflib

from graph.terms import (
    DERIVED_FROM,
    ISSUED,
    LABEL,
    PUBLISHER,
    SAME_AS,
    TITLE,
    TYPE,
    URL,
    Object,
    Triple,
    date,
    decimal,
    english,
    node,
    number,
    par,
    text,
    to_rdflib,
)
from ontology.facts import (
    SYMMETRIC,
    Actor,
    Article,
    Assertion,
    Event,
    Fact,
    Reading,
    Tenure,
    Tie,
    actors_of,
    fact_id,
    short_hash,
)
from ontology.vocabulary import (
    PREFIXES,
    WIKIDATA,
    actor_iri,
    article_iri,
    assertion_iri,
    fact_iri,
)


def article_graph(reading: Reading) -> rdflib.Graph:
    """The graph of an article, named by its IRI: no blank nodes, and equal for equal readings."""
    return as_graph(article_iri(reading.article.id), article_triples(reading))


def article_quads(reading: Reading) -> frozenset[ox.Quad]:
    """The same graph in the engine's terms."""
    name = node(article_iri(reading.article.id))
    return frozenset(ox.Quad(node(s), node(p), o, name) for s, p, o in article_triples(reading))


def as_graph(name: str, triples: Iterable[Triple]) -> rdflib.Graph:
    """Triples as an rdflib graph of that name, its prefixes bound."""
    graph = rdflib.Graph(identifier=rdflib.URIRef(name), bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for subject, predicate, value in triples:
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), to_rdflib(value)))
    return graph


def article_triples(reading: Reading) -> Iterator[Triple]:
    """All that one article says. The same triple may come more than once."""
    yield from _article(reading.article)
    for actor in _everyone(reading.assertions):
        yield from actor_triples(actor)
    for fact in dict.fromkeys(told.fact for told in reading.assertions):
        yield from fact_triples(fact)
    for told in reading.assertions:
        yield from _assertion(reading.article.id, told)


def actor_triples(actor: Actor) -> Iterator[Triple]:
    """An actor's type, name and, where a source gives one, Wikidata id."""
    iri = actor_iri(actor.id)
    yield iri, TYPE, node(par(actor.type))
    yield iri, LABEL, english(actor.name)
    if actor.wikidata:
        yield iri, SAME_AS, node(WIKIDATA + actor.wikidata)


def fact_triples(fact: Fact) -> Iterator[Triple]:
    """What a fact says, and nothing of who says so."""
    match fact:
        case Event():
            yield from _event(fact)
        case Tenure():
            yield from _tenure(fact)
        case Tie():
            yield from _tie(fact)


def side_iri(fact: str, members: Iterable[str]) -> str:
    """The IRI of a side: named by its members, so that their order does not count."""
    return f"{fact}/side/{short_hash(sorted(members), 8)}"


def term_iri(fact: str, start: str | None, end: str | None) -> str:
    """The IRI of a term of a tenure: named by its dates."""
    return f"{fact}/term/{short_hash([start or '', end or ''], 8)}"


def side_triples(iri: str, members: Iterable[str], *, acting: bool) -> Iterator[Triple]:
    """One side of an event: its members by id, and whether it acts; nothing if nobody."""
    people = sorted(set(members))
    if not people:
        return
    side = side_iri(iri, people)
    yield iri, par("side"), node(side)
    if acting:
        yield iri, par("actingSide"), node(side)
    for member in people:
        yield side, par("member"), node(actor_iri(member))
        yield iri, par("participant"), node(actor_iri(member))


def term_triples(iri: str, start: str | None, end: str | None) -> Iterator[Triple]:
    """One term of a tenure; nothing if neither date is known."""
    if not start and not end:
        return
    term = term_iri(iri, start, end)
    yield iri, par("term"), node(term)
    yield from _if_given(term, {"from": start, "until": end}, as_date=True)


def _article(article: Article) -> Iterator[Triple]:
    iri = article_iri(article.id)
    yield iri, TYPE, node(par("Article"))
    yield iri, par("text"), text(article.text)
    if article.published:
        yield iri, ISSUED, date(article.published.isoformat())
    told = {
        TITLE: article.title,
        URL: article.url,
        PUBLISHER: article.outlet,
        par("readFrom"): article.source,
    }
    for predicate, value in told.items():
        if value:
            yield iri, predicate, text(value)


def _everyone(assertions: Iterable[Assertion]) -> dict[Actor, None]:
    found: dict[Actor, None] = {}
    for told in assertions:
        found.update(dict.fromkeys(actors_of(told.fact)))
        if told.speaker:
            found[told.speaker] = None
    return found


def _event(event: Event) -> Iterator[Triple]:
    iri = fact_iri(fact_id(event))
    yield iri, TYPE, node(par(event.type))
    for number_, side in enumerate(event.sides):
        acting = number_ == 0 and event.type not in SYMMETRIC
        yield from side_triples(iri, (actor.id for actor in side), acting=acting)
    yield from _if_given(iri, {"date": event.date}, as_date=True)
    yield from _if_given(iri, {"place": event.place})
    for actor in event.about:
        yield iri, par("concerns"), node(actor_iri(actor.id))


def _tenure(tenure: Tenure) -> Iterator[Triple]:
    iri = fact_iri(fact_id(tenure))
    yield iri, TYPE, node(par("Tenure"))
    yield iri, par("holder"), node(actor_iri(tenure.holder.id))
    yield iri, par("role"), text(tenure.role)
    yield iri, par("status"), text(tenure.status)
    if tenure.of:
        yield iri, par("of"), node(actor_iri(tenure.of.id))
    yield from term_triples(iri, tenure.start, tenure.end)


def _tie(tie: Tie) -> Iterator[Triple]:
    iri = fact_iri(fact_id(tie))
    yield iri, TYPE, node(par("Tie"))
    yield iri, par("subject"), node(actor_iri(tie.subject.id))
    yield iri, par("relation"), node(par(tie.relation))
    yield iri, par("object"), node(actor_iri(tie.object.id))
    yield from _if_given(iri, {"kinship": tie.kinship})


def _assertion(article_id: str, told: Assertion) -> Iterator[Triple]:
    iri = assertion_iri(_assertion_id(article_id, told))
    fact = node(fact_iri(fact_id(told.fact)))
    yield iri, TYPE, node(par("Assertion"))
    yield iri, par("about"), fact
    yield iri, par(told.stance), fact
    yield iri, DERIVED_FROM, node(article_iri(article_id))
    yield iri, par("quote"), text(told.evidence.quote)
    yield iri, par("start"), number(told.evidence.start)
    yield iri, par("end"), number(told.evidence.end)
    yield iri, par("confidence"), decimal(told.confidence)
    if told.speaker:
        yield iri, par("speaker"), node(actor_iri(told.speaker.id))
    yield from _if_given(iri, {"rule": told.rule, "trigger": told.trigger, "source": told.source})


def _assertion_id(article_id: str, told: Assertion) -> str:
    place = (str(told.evidence.start), str(told.evidence.end))
    whose = (told.speaker.id if told.speaker else "", told.source or "")
    how = (told.rule, told.trigger, decimal(told.confidence).value)
    return short_hash([article_id, fact_id(told.fact), told.stance, *place, *whose, *how], 16)


def _if_given(
    iri: str, values: dict[str, str | None], *, as_date: bool = False
) -> Iterator[Triple]:
    make = date if as_date else text
    for name, value in values.items():
        if value:
            term: Object = make(value)
            yield iri, par(name), term
