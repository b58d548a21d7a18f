"""Actors of the view: finding them by name, and what is known of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox
from rapidfuzz import process

from graph.cards import Cards
from graph.judgements import is_fact
from graph.links import links_of
from graph.lore import TENURE, TIE, value_of
from graph.network import Network, Sieve, neighbours_among
from graph.reading import ReadStore
from graph.records import FactCard, Link, Neighbour, Profile
from graph.support import facts_with
from graph.terms import ALT_LABEL, LABEL, TYPE, VIEW, node, par
from graph.times import happened_by, held_on
from ontology.errors import AmbiguousName, UnknownName
from ontology.facts import Actor, ActorType, TenureStatus
from ontology.names import normalise
from ontology.vocabulary import ACTOR, actor_iri, id_of

_NEAREST = 3
_NEAR = 60  # of 100: how alike a name must be to be offered instead


def actors(store: ReadStore) -> list[Actor]:
    """Every actor of the view, in order of id."""
    cards = Cards(store.raw)
    found = (
        id_of(value_of(quad.subject))
        for type_ in ActorType
        for quad in store.raw.quads_for_pattern(None, node(TYPE), node(par(type_)), VIEW)
    )
    return [cards.actor(id_) for id_ in sorted(set(found))]


def find_actor(store: ReadStore, name: str) -> Actor:
    """The one actor of that id or name; case, accents and punctuation do not count.

    Part of a name will do if it is nobody else's. An id that was merged answers with the actor it
    became. Raises UnknownName, with the nearest names as hint, or AmbiguousName, with the ids.
    """
    cards = Cards(store.raw)
    if not is_fact(name):
        return cards.actor(store.canonical(name))
    found = _named(store.raw, name) or _bearing(store.raw, name)
    if len(found) == 1:
        return cards.actor(next(iter(found)))
    if found:
        raise AmbiguousName(f"{name}: {len(found)} actors of that name", ", ".join(sorted(found)))
    raise UnknownName(f"{name}: no such actor", _nearest(store.raw, name))


def profile(
    store: ReadStore, actor_id: str, as_of: str | None = None, known_by: str | None = None
) -> Profile:
    """An actor with offices, ties and counts. Raises UnknownName.

    `as_of` keeps what was so on that day (offices held then, events up to then), `known_by` what
    had been published by then; both ISO 8601.
    """
    actor = Cards(store.raw).actor(store.canonical(actor_id))
    cards = list(_cards_of(store, actor.id, as_of, known_by))
    near = neighbours(store, actor.id, as_of=as_of, known_by=known_by)
    return Profile(
        actor=actor,
        aliases=tuple(sorted(_labels(store.raw, actor.id, ALT_LABEL))),
        tenures=tuple(_latest_office_first(card for card in cards if card.kind == TENURE)),
        ties=tuple(card for card in cards if card.kind == TIE),
        events=sum(card.kind not in (TENURE, TIE) for card in cards),
        relations=dict(sorted(Counter(one.relation for one in near).items())),
    )


def neighbours(
    store: ReadStore,
    actor_id: str,
    *,
    relations: Collection[str] = (),
    as_of: str | None = None,
    known_by: str | None = None,
    network: Network | None = None,
) -> list[Neighbour]:
    """Whom an actor is connected with, best supported first; `relations` narrows it.

    A `network` of the store, if at hand, spares reading the facts. Raises UnknownName.
    """
    id_ = store.canonical(actor_id)
    sieve = Sieve(relations=frozenset(relations), as_of=as_of, known_by=known_by)
    links = network.links_at(id_) if network else _links_of(store, id_, known_by)
    return neighbours_among(id_, filter(sieve.passes, links), Cards(store.raw).actor)


def timeline(
    store: ReadStore, actor_id: str, as_of: str | None = None, known_by: str | None = None
) -> list[FactCard]:
    """The events an actor takes part in, by date; undated ones last."""
    found = _cards_of(store, store.canonical(actor_id), as_of, known_by)
    events = (card for card in found if card.kind not in (TENURE, TIE))
    return sorted(events, key=lambda card: (card.date is None, card.date or "", card.id))


def _links_of(store: ReadStore, id_: str, known_by: str | None) -> Iterator[Link]:
    cards = Cards(store.raw, known_by)
    for fact in sorted(facts_with(store.raw, id_)):
        known = cards.known(fact)
        if known:
            yield from links_of(fact, known)


def _cards_of(
    store: ReadStore, id_: str, as_of: str | None, known_by: str | None
) -> Iterator[FactCard]:
    cards = Cards(store.raw, known_by)
    for fact in sorted(facts_with(store.raw, id_)):
        card = cards.card(fact)
        if card and (as_of is None or _was_so(card, as_of)):
            yield card


def _was_so(card: FactCard, day: str) -> bool:
    if card.kind == TENURE:
        return held_on(card, day)
    return card.kind == TIE or happened_by(card, day)


def _latest_office_first(cards: Iterable[FactCard]) -> list[FactCard]:
    """Offices held now first, and of those the latest begun."""

    def begun(card: FactCard) -> str:
        return max((start or "" for start, _ in card.terms), default="")

    latest = sorted(cards, key=lambda card: (begun(card), card.id), reverse=True)
    return sorted(latest, key=lambda card: card.status == TenureStatus.FORMER)


def _named(raw: ox.Store, name: str) -> set[str]:
    """Actors of exactly that label, found without looking at all of them."""
    label = ox.Literal(name, language="en")
    quads = raw.quads_for_pattern(None, node(LABEL), label, VIEW)
    return {id_of(value_of(quad.subject)) for quad in quads}


def _bearing(raw: ox.Store, name: str) -> set[str]:
    """Actors of that name or other name, however it is spelt; else those it is a part of."""
    wanted = normalise(name)
    names = [
        (normalise(label), id_)
        for predicate in (LABEL, ALT_LABEL)
        for label, id_ in _all_names(raw, predicate)
    ]
    whole = {id_ for known, id_ in names if known == wanted}
    words = set(wanted.split())
    return whole or {id_ for known, id_ in names if words and words <= set(known.split())}


def _nearest(raw: ox.Store, name: str) -> str:
    names = sorted({label for label, _ in _all_names(raw, LABEL)})
    near = process.extract(name, names, processor=normalise, limit=_NEAREST, score_cutoff=_NEAR)
    if not near:
        return "look names up with `parley search`"
    return "did you mean " + ", ".join(found for found, _, _ in near) + "?"


def _all_names(raw: ox.Store, predicate: str) -> Iterator[tuple[str, str]]:
    for quad in raw.quads_for_pattern(None, node(predicate), None, VIEW):
        iri = value_of(quad.subject)
        if iri.startswith(ACTOR):
            yield value_of(quad.object), id_of(iri)


def _labels(raw: ox.Store, id_: str, predicate: str) -> Iterable[str]:
    quads = raw.quads_for_pattern(node(actor_iri(id_)), node(predicate), None, VIEW)
    return (value_of(quad.object) for quad in quads)
