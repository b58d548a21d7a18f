"""The view as rows of nodes and edges: what every file format is written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from graph.cards import Cards
from graph.exports.layout import place
from graph.facts import best_proof
from graph.links import links_of
from graph.network import Sieve
from graph.reading import ReadStore
from graph.records import Link, Proof
from graph.scan import known_facts
from ontology.facts import ActorType, short_hash
from ontology.vocabulary import Vocabulary, actor_iri

Row = dict[str, Any]
Spell = tuple[str, str]

_QUOTE = 300
_COLOURS: Mapping[str, str] = {
    ActorType.PERSON: "#4477aa",
    ActorType.ORGANIZATION: "#ccbb44",
    ActorType.COUNTRY: "#228833",
}


class Edges(StrEnum):
    """What one edge of a file stands for."""

    RELATION = "relation"
    PAIR = "pair"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Table:
    """Nodes and edges, ready to be written.

    A row's values are text, whole numbers, floats, booleans or lists of text; what is not known
    is not there. `spells` of an edge are pairs of ISO dates, for formats that show time.
    """

    nodes: list[Row]
    edges: list[Row]


def table(store: ReadStore, sieve: Sieve, edges: Edges) -> Table:
    """The links that pass, and the actors they join; both in order of id."""
    cards = Cards(store.raw, sieve.known_by)
    links = [
        link
        for id_, now in known_facts(store.raw)
        if (known := cards.known(id_) if sieve.known_by else now)
        for link in links_of(id_, known)
        if sieve.passes(link)
    ]
    rows = [_edge(store, cards, list(some), edges) for some in _grouped(links, edges)]
    return Table(_nodes(cards, links), sorted(rows, key=lambda row: row["id"]))


def _grouped(links: list[Link], edges: Edges) -> Iterator[Iterable[Link]]:
    def key(link: Link) -> tuple[str, ...]:
        if edges is Edges.PAIR:
            return tuple(sorted((link.source, link.target)))
        whole = (link.source, link.relation, link.target)
        return whole if edges is Edges.RELATION else (*whole, link.fact)

    return (some for _, some in groupby(sorted(links, key=key), key=key))


def _edge(store: ReadStore, cards: Cards, links: list[Link], edges: Edges) -> Row:
    """One row for links between the same two actors, the best supported lending its words."""
    links.sort(key=lambda link: (-link.independent, link.relation, link.fact))
    best, facts = links[0], sorted({link.fact for link in links})
    ends = sorted((best.source, best.target)) if edges is Edges.PAIR else (best.source, best.target)
    relations = sorted({link.relation for link in links})
    proof = best_proof(store.raw, cards, best.fact, naming=map(cards.actor, ends))
    name = "|".join(relations)
    return {
        "id": "e-" + short_hash([*ends, name, *(facts if edges is Edges.STATEMENT else ())]),
        "source": ends[0],
        "target": ends[1],
        "relation": name if edges is Edges.PAIR else best.relation,
        "label": " | ".join(map(Vocabulary.load().label, relations)),
        "weight": float(sum(link.independent for link in links)),
        "evidence_count": len(facts),
        "symmetric": all(link.symmetric for link in links),
        "contested": any(link.contested for link in links),
        "facts": facts,
        **_when(links),
        **(_words(proof) if proof else {}),
    }


def _when(links: list[Link]) -> Row:
    dates = sorted(link.date for link in links if link.date)
    spells = sorted({(link.date, link.until or _end(link)) for link in links if link.date})
    known = sorted(link.known for link in links if link.known)
    row: Row = {"spells": spells} if spells else {}
    if dates:
        row |= {"first_date": dates[0], "last_date": dates[-1]}
    if known:
        row["first_reported"] = known[0]
    return row


def _end(link: Link) -> str:
    """An event is over when it happened; an office without an end goes on."""
    return "" if link.relation == "holdsOfficeIn" else link.date or ""


def _words(proof: Proof) -> Row:
    quote = " ".join(proof.quote.split())
    row: Row = {
        "confidence": proof.confidence,
        "quote": quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…",
        "article": proof.article.id,
    }
    if proof.article.url:
        row["source_url"] = proof.article.url
    if proof.article.outlet:
        row["outlet"] = proof.article.outlet
    return row


def _nodes(cards: Cards, links: list[Link]) -> list[Row]:
    pairs = sorted({tuple(sorted((link.source, link.target))) for link in links})
    degrees: dict[str, int] = {}
    for pair in pairs:
        for end in pair:
            degrees[end] = degrees.get(end, 0) + 1
    places = place(sorted(degrees), [(a, b) for a, b in pairs])
    names = Counter(cards.actor(id_).name for id_ in degrees)
    doubled = {name for name, count in names.items() if count > 1}
    return [_node(cards, id_, degrees[id_], places[id_], doubled) for id_ in sorted(degrees)]


def _node(
    cards: Cards, id_: str, degree: int, where: tuple[float, float], doubled: set[str]
) -> Row:
    actor = cards.actor(id_)
    label = f"{actor.name} ({id_.partition(':')[2]})" if actor.name in doubled else actor.name
    row: Row = {
        "id": id_,
        "label": label,
        "name": actor.name,
        "entity_type": str(actor.type),
        "uri": actor_iri(id_),
        "degree": degree,
        "size": round(8 + 4 * degree**0.5, 2),
        "color": _COLOURS[actor.type],
        "x": where[0],
        "y": where[1],
    }
    if actor.wikidata:
        row["wikidata"] = actor.wikidata
    return row
