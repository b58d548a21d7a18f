"""The store as it will be once the pending articles are written; read to derive the view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

import pyoxigraph as ox

from graph.lore import (
    Account,
    Lore,
    Person,
    Told,
    by_subject,
    read_article,
    read_lore,
    read_person,
    value_of,
)
from graph.terms import (
    ALT_LABEL,
    INDEX,
    ISSUED,
    LABEL,
    REPLACED_BY,
    SAME_AS,
    TYPE,
    VIEW,
    english,
    node,
    par,
    text,
)
from graph.triples import term_iri
from ontology.facts import Stance
from ontology.vocabulary import ARTICLE, WIKIDATA, actor_iri, article_iri, fact_iri, id_of

TELLS_OF = par("tellsOf")
BAND = par("band")
NEAR = par("nearCopyOf")

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Pending = Mapping[str, Told | None]


class Draft:
    """What is stored, with the articles of `pending` in place of what they were.

    An article that `pending` maps to None is gone.
    """

    def __init__(self, raw: ox.Store, pending: Pending) -> None:
        self.raw = raw
        self._pending = pending
        self._hidden = {article_iri(id_) for id_ in pending}
        self._dates: dict[str, str] = {}
        self.new = {id_: told for id_, told in pending.items() if told}
        self.old = {id_: told for id_ in pending if (told := stored_article(raw, id_))}

    def described(self, iri: str) -> bool:
        """Whether the view says something of a subject now."""
        quads = self.raw.quads_for_pattern(node(iri), node(TYPE), None, VIEW)
        return next(quads, None) is not None

    def leading_to(self, iri: str, predicate: str) -> Iterator[str]:
        """Where the view leads from an IRI now."""
        quads = self.raw.quads_for_pattern(node(iri), node(predicate), None, VIEW)
        return (value_of(quad.object) for quad in quads)

    def description(self, actor: str) -> Iterator[ox.Quad]:
        """What the view says of an actor now, direct edges left out."""
        for predicate in (TYPE, LABEL, ALT_LABEL, SAME_AS, REPLACED_BY):
            yield from self.raw.quads_for_pattern(node(actor), node(predicate), None, VIEW)

    def pointing_to(self, iri: str, predicate: str | None = None) -> Iterator[str]:
        """The subjects from which the view leads to an IRI now."""
        kind = node(predicate) if predicate else None
        quads = self.raw.quads_for_pattern(None, kind, node(iri), VIEW)
        return (value_of(quad.subject) for quad in quads)

    def index(
        self, subject: str | None, predicate: str, value: ox.NamedNode | ox.Literal | None
    ) -> Iterator[ox.Quad]:
        """What the index holds now."""
        start = node(subject) if subject else None
        return self.raw.quads_for_pattern(start, node(predicate), value, node(INDEX))

    def occurs(self, actor: str) -> bool:
        """Whether some article will speak of the actor, under this very id."""
        if any(actor in told.people for told in self.new.values()):
            return True
        quads = self.raw.quads_for_pattern(node(actor_iri(actor)), node(TYPE), None, None)
        return any(self._shown(quad) for quad in quads)

    def occurred(self, actor: str) -> bool:
        """Whether some article speaks of the actor now."""
        quads = self.raw.quads_for_pattern(node(actor_iri(actor)), node(TYPE), None, None)
        return any(quad.graph_name != VIEW for quad in quads)  # the index types nothing

    def person(self, actor: str) -> Person:
        """What all articles will say of an actor, under this very id."""
        quads = self.raw.quads_for_pattern(node(actor_iri(actor)), None, None, None)
        shown = by_subject(quad for quad in quads if self._shown(quad))
        stored = (read_person(about) for about in shown.values())
        pending = (told.people[actor] for told in self.new.values() if actor in told.people)
        return reduce(Person.joined, (*stored, *pending), Person())

    def told(self, fact: str) -> bool:
        """Whether some article will speak of the fact, under this very id."""
        if any(fact in told.accounts for told in self.new.values()):
            return True
        quads = self.raw.quads_for_pattern(None, node(par("about")), node(fact_iri(fact)), None)
        return any(self._shown(quad) for quad in quads)

    def lore(self, fact: str) -> Lore | None:
        """What an article that tells the fact says of it; articles agree on what its key needs."""
        for told in self.new.values():
            if fact in told.accounts:
                return told.accounts[fact].lore
        iri = fact_iri(fact)
        for quad in self.raw.quads_for_pattern(None, node(par("about")), node(iri), None):
            if self._shown(quad):
                return read_lore(iri, by_subject(owned(self.raw, iri, quad.graph_name)))
        return None

    def still(self, fact: str, name: str, value: str) -> bool:
        """Whether a stored article that stays has this value for a property of the fact."""
        iri = fact_iri(fact)
        term: ox.NamedNode | ox.Literal = text(value)
        if name == "concerns":
            term = node(actor_iri(value))
        elif name == "term":
            term = node(term_iri(iri, *value.split("\x1f")))
        return self._elsewhere(iri, par(name), term)

    def lessened(self, actor: str, person: Person) -> Person:
        """What is said of an actor, without what only articles said that change or go."""
        iri = actor_iri(actor)
        gone = [told.people[actor] for told in self.old.values() if actor in told.people]
        lost = reduce(Person.joined, gone, Person())
        number = {n for n in lost.wikidata if not self._elsewhere(iri, SAME_AS, node(WIKIDATA + n))}
        return Person(
            person.names - {n for n in lost.names if not self._elsewhere(iri, LABEL, english(n))},
            person.types - {t for t in lost.types if not self._elsewhere(iri, TYPE, node(par(t)))},
            person.wikidata - number,
        )

    def _elsewhere(self, iri: str, predicate: str, value: ox.NamedNode | ox.Literal) -> bool:
        quads = self.raw.quads_for_pattern(node(iri), node(predicate), value, None)
        return any(self._shown(quad) for quad in quads)

    def accounts(self, fact: str) -> Iterator[Account]:
        """Every account of a fact that some article will give, under this very id."""
        graphs = self._stances(fact)
        lores = self._lores(fact)
        for graph, stances in graphs.items():
            yield Account(lores[graph], frozenset(stances), id_of(graph), self._published(graph))
        for told in self.new.values():
            if fact in told.accounts:
                yield told.accounts[fact]

    def asserters(self, fact: str) -> set[str]:
        """The ids of the articles that will assert the fact, under this very id."""
        iri = node(fact_iri(fact))
        quads = self.raw.quads_for_pattern(None, node(par(Stance.ASSERTS)), iri, None)
        stored = {id_of(value_of(quad.graph_name)) for quad in quads if self._shown(quad)}
        return stored | {id_ for id_, told in self.new.items() if fact in told.asserted}

    def asserted_by(self, article: str) -> set[str]:
        """The ids of the facts that an article will assert."""
        if article in self._pending:
            told = self._pending[article]
            return set(told.asserted) if told else set()
        return self.asserted_now(article)

    def asserted_now(self, article: str) -> set[str]:
        """The ids of the facts that a stored article asserts."""
        graph = node(article_iri(article))
        quads = self.raw.quads_for_pattern(None, node(par(Stance.ASSERTS)), None, graph)
        return {id_of(value_of(quad.object)) for quad in quads}

    def changes(self, article: str) -> bool:
        """Whether the article is among those pending."""
        return article in self._pending

    def published(self, article: str) -> str:
        """When an article appeared, or `""`."""
        told = self._pending.get(article)
        return told.published if told else self._published(article_iri(article))

    def text(self, article: str) -> str:
        """The text of an article as it will be."""
        told = self._pending.get(article)
        if told:
            return told.text
        iri = node(article_iri(article))
        quads = self.raw.quads_for_pattern(iri, node(par("text")), None, iri)
        return next((value_of(quad.object) for quad in quads), "")

    def _shown(self, quad: ox.Quad) -> bool:
        name = quad.graph_name
        if not isinstance(name, ox.NamedNode) or not name.value.startswith(ARTICLE):
            return False
        return name.value not in self._hidden

    def _stances(self, fact: str) -> dict[str, set[Stance]]:
        found: dict[str, set[Stance]] = {}
        for stance in Stance:
            quads = self.raw.quads_for_pattern(None, node(par(stance)), node(fact_iri(fact)), None)
            for quad in quads:
                if self._shown(quad):
                    found.setdefault(value_of(quad.graph_name), set()).add(stance)
        return found

    def _lores(self, fact: str) -> dict[str, Lore]:
        """What each stored article says of a fact; their sides and terms have equal names."""
        iri = fact_iri(fact)
        graphs: dict[str, list[ox.Quad]] = {}
        parts: dict[str, None] = {}
        for quad in self.raw.quads_for_pattern(node(iri), None, None, None):
            if self._shown(quad):
                graphs.setdefault(value_of(quad.graph_name), []).append(quad)
                if is_part(iri, quad):
                    parts[value_of(quad.object)] = None
        shared = by_subject(quad for part in parts for quad in self._part(part))
        return {
            graph: read_lore(iri, by_subject(quads) | shared) for graph, quads in graphs.items()
        }

    def _part(self, iri: str) -> Iterator[ox.Quad]:
        """A side or term, as one article has it; all have it alike."""
        found: str | None = None
        for quad in self.raw.quads_for_pattern(node(iri), None, None, None):
            graph = value_of(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else ""
            found = found or graph
            if found and graph == found:
                yield quad

    def _published(self, graph: str) -> str:
        if graph not in self._dates:
            quads = self.raw.quads_for_pattern(node(graph), node(ISSUED), None, node(graph))
            self._dates[graph] = next((value_of(quad.object) for quad in quads), "")
        return self._dates[graph]


def stored_article(raw: ox.Store, id_: str) -> Told | None:
    """An article of the store, or None."""
    quads = list(raw.quads_for_pattern(None, None, None, node(article_iri(id_))))
    return read_article(quads) if quads else None


def is_part(iri: str, quad: ox.Quad) -> bool:
    """Whether the quad leads from a fact to one of its sides or terms."""
    return isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(iri + "/")


def owned(raw: ox.Store, iri: str, graph: GraphName = VIEW) -> Iterator[ox.Quad]:
    """All that a graph, else the view, says of a fact or actor, sides and terms included."""
    for quad in raw.quads_for_pattern(node(iri), None, None, graph):
        yield quad
        if is_part(iri, quad):
            yield from raw.quads_for_pattern(node(value_of(quad.object)), None, None, graph)
