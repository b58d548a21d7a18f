"""Facts, actors and articles as records to show, at present or as known on an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pyoxigraph as ox

from graph.draft import NEAR, Draft, owned
from graph.known import Known, asserters, best_date, known_from, read_known, renamed
from graph.lore import Account, Subject, by_subject, value_of
from graph.records import ArticleCard, FactCard
from graph.terms import (
    ISSUED,
    LABEL,
    PUBLISHER,
    REPLACED_BY,
    SAME_AS,
    TITLE,
    TYPE,
    URL,
    VIEW,
    node,
    par,
)
from ontology.errors import UnknownName
from ontology.facts import Actor, ActorType
from ontology.vocabulary import PAR, WIKIDATA, actor_iri, article_iri, fact_iri, id_of


class Cards:
    """Reads records from a store; with `known_by`, as if nothing later had been published.

    Articles without a date do not count then, since nobody knows that they were out by that day.
    """

    def __init__(self, raw: ox.Store, known_by: str | None = None) -> None:
        self._raw = raw
        self.known_by = known_by
        self._draft = Draft(raw, {})
        self._actors: dict[str, Actor] = {}
        self._articles: dict[str, ArticleCard] = {}

    def card(self, fact: str) -> FactCard | None:
        """A fact of the view by its id; None if nothing was known of it."""
        known = self.known(fact)
        return self._card(fact, known) if known else None

    def known(self, fact: str) -> Known | None:
        """What is known of a fact of the view."""
        quads = list(owned(self._raw, fact_iri(fact)))
        if not any(quad.predicate.value == TYPE for quad in quads):
            return None
        known = read_known(fact, by_subject(quads))
        return self._then(fact, known, self.known_by) if self.known_by else known

    def members(self, fact: str) -> list[str]:
        """Every id that leads to a fact of the view, its own first."""
        merged = self._draft.pointing_to(fact_iri(fact), REPLACED_BY)
        return [fact, *sorted(id_of(iri) for iri in merged)]

    def actor(self, id_: str) -> Actor:
        """An actor as the view has it; one it does not have goes by its id."""
        if id_ not in self._actors:
            iri = actor_iri(self.chosen(id_))
            about = by_subject(self._draft.description(iri)).get(iri, {})
            self._actors[id_] = _actor(id_of(iri), about)
        return self._actors[id_]

    def chosen(self, id_: str) -> str:
        """The id by which the view knows an actor."""
        quads = self._raw.quads_for_pattern(node(actor_iri(id_)), node(REPLACED_BY), None, VIEW)
        return next((id_of(value_of(quad.object)) for quad in quads), id_)

    def article(self, id_: str) -> ArticleCard:
        """What is known of an article's origin. Raises UnknownName."""
        if id_ not in self._articles:
            self._articles[id_] = _article(self._raw, id_)
        return self._articles[id_]

    def _then(self, fact: str, now: Known, day: str) -> Known | None:
        """What was known on a day: from the accounts published by then, and the registry."""
        told = [account for id_ in self.members(fact) for account in self._draft.accounts(id_)]
        told = [account for account in told if account.published and account.published <= day]
        accounts = renamed(told, self._names(told))
        registry = [Account(replace(now.lore, statuses=frozenset({now.status} - {""})))]
        if accounts:
            independent = self._independent(asserters(accounts), day)
            return known_from([*accounts, *(registry if now.registry else ())], independent)
        return known_from(registry, 0) if now.registry else None

    def _names(self, accounts: Iterable[Account]) -> Mapping[str, str]:
        ids = {id_ for account in accounts for id_ in account.lore.actors}
        return {id_: chosen for id_ in ids if (chosen := self.chosen(id_)) != id_}

    def _independent(self, articles: set[str], day: str) -> int:
        """How many of these articles are no near copies of each other, by chains of their day."""
        left, found = set(articles), 0
        while left:
            seen, todo = set[str](), [left.pop()]
            while todo:
                seen.add(here := todo.pop())
                todo += self._copies(here, day) - seen
            left -= seen
            found += 1
        return found

    def _copies(self, article: str, day: str) -> set[str]:
        found = map(id_of, self._draft.pointing_to(article_iri(article), NEAR))
        return {id_ for id_ in found if "" < self._draft.published(id_) <= day}

    def _card(self, id_: str, known: Known) -> FactCard:
        lore, best = known.lore, best_date(known.lore.dates)
        ends = {
            name: self.actor(end) if end else None
            for name, end in (
                ("holder", lore.holder),
                ("of", lore.of),
                ("subject", lore.subject),
                ("object", lore.object),
            )
        }
        return FactCard(
            id=id_,
            kind=lore.kind,
            sides=tuple(tuple(map(self.actor, sorted(side))) for side in lore.sides if side),
            date=best,
            other_dates=tuple(sorted(lore.dates - {best})),
            places=tuple(sorted(lore.places)),
            about=tuple(map(self.actor, sorted(lore.about))),
            role=lore.role,
            status=known.status or None,
            terms=tuple((start or None, end or None) for start, end in sorted(lore.terms)),
            in_office_since=known.since or None,
            out_of_office_since=known.gone or None,
            relation=lore.relation,
            kinships=tuple(sorted(lore.kinships)),
            tallies=dict(known.tallies),
            independent=known.independent,
            contested=known.contested,
            registry=known.registry,
            **ends,
        )


def _actor(id_: str, about: Subject) -> Actor:
    types = [value[len(PAR) :] for value in about.get(TYPE, ())]
    wikidata = [value[len(WIKIDATA) :] for value in about.get(SAME_AS, ())]
    return Actor(
        id_,
        min(about.get(LABEL, ()), default=id_),
        ActorType(min(types, default=ActorType.PERSON)),
        min(wikidata, default=None),
    )


def _article(raw: ox.Store, id_: str) -> ArticleCard:
    iri = node(article_iri(id_))
    about: dict[str, str] = {}
    for predicate in (TYPE, TITLE, ISSUED, URL, PUBLISHER, par("readFrom")):
        for quad in raw.quads_for_pattern(iri, node(predicate), None, iri):
            about[predicate] = value_of(quad.object)
    if TYPE not in about:
        raise UnknownName(f"{id_}: no such article", "list them with `parley query`")
    return ArticleCard(
        id=id_,
        title=about.get(TITLE, ""),
        published=date.fromisoformat(about[ISSUED]) if ISSUED in about else None,
        url=about.get(URL, ""),
        outlet=about.get(PUBLISHER, ""),
        source=about.get(par("readFrom"), ""),
    )
