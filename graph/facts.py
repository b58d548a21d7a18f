"""Facts of the view: what is known of one, who says so, what is contested or unconfirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.cards import Cards
from graph.lore import TENURE, TIE, Subject, by_subject, value_of
from graph.reading import ReadStore
from graph.records import ArticleCard, FactCard, Proof
from graph.terms import TYPE, VIEW, node, par
from ontology.errors import UnknownName
from ontology.facts import Actor, Stance
from ontology.names import normalise
from ontology.vocabulary import Vocabulary, fact_iri, id_of


def fact_card(store: ReadStore, fact_id: str, known_by: str | None = None) -> FactCard:
    """A fact by its id, or an id it once had. Raises UnknownName.

    With `known_by` (ISO 8601) as it was known on that day.
    """
    card = Cards(store.raw, known_by).card(store.canonical(fact_id))
    if card is None:
        raise UnknownName(
            f"{fact_id}: nothing was published on it by {known_by}", "ask a later day"
        )
    return card


def evidence(store: ReadStore, fact_id: str, known_by: str | None = None) -> tuple[Proof, ...]:
    """Every assertion on a fact: by date of publication, then article, then place in the text.

    With `known_by` (ISO 8601) only those published up to that day. Raises UnknownName.
    """
    cards = Cards(store.raw, known_by)
    return tuple(sorted(proofs(store.raw, cards, store.canonical(fact_id)), key=_in_order))


def proofs(raw: ox.Store, cards: Cards, fact_id: str) -> Iterator[Proof]:
    """Every assertion on a fact of the view that was out by the day of the cards, in no order."""
    for member in cards.members(fact_id):
        iri = node(fact_iri(member))
        for quad in raw.quads_for_pattern(None, node(par("about")), iri, None):
            article = cards.article(id_of(value_of(quad.graph_name)))
            if _out_by(article, cards.known_by):
                told = raw.quads_for_pattern(quad.subject, None, None, quad.graph_name)
                about = next(iter(by_subject(told).values()))
                yield _proof(cards, fact_id, value_of(quad.subject), about, article)


def best_proof(
    raw: ox.Store, cards: Cards, fact_id: str, naming: Iterable[Actor] = ()
) -> Proof | None:
    """The evidence to show first: asserting, naming these, first-hand, sure, early, short."""
    names = [normalise(actor.name).rpartition(" ")[2] for actor in naming]

    def goodness(proof: Proof) -> tuple[bool, int, bool, float, str, int, str]:
        words = normalise(proof.quote).split()
        return (
            proof.stance is not Stance.ASSERTS,
            -sum(name in words for name in names),
            proof.speaker is not None or proof.source is not None,
            -proof.confidence,
            str(proof.article.published or "9999"),
            len(proof.quote),
            proof.id,
        )

    return min(proofs(raw, cards, fact_id), key=goodness, default=None)


def contested(store: ReadStore, known_by: str | None = None) -> list[FactCard]:
    """Facts that one report asserts and another denies, latest first."""
    ids = _subjects(store.raw, TYPE, node(par("Contested")))
    return _latest_first(card for card in _cards(store, ids, known_by) if card.contested)


def unconfirmed(store: ReadStore, known_by: str | None = None) -> list[FactCard]:
    """Facts announced and not confirmed: foreseen, and neither asserted nor called off since."""
    ids = _subjects(store.raw, par(Vocabulary.load().stances[Stance.FORESEES].count), None)
    settled = {Stance.ASSERTS, Stance.CALLS_OFF}
    open_ = (card for card in _cards(store, ids, known_by) if settled.isdisjoint(card.tallies))
    return _latest_first(card for card in open_ if Stance.FORESEES in card.tallies)


def describe(card: FactCard) -> str:
    """A fact in one line: `Meeting: Steve Witkoff, Jared Kushner – Vladimir Putin; Moscow; …`."""
    if card.kind == TENURE:
        return _described_tenure(card)
    if card.kind == TIE:
        return _described_tie(card)
    sides = " – ".join(", ".join(actor.name for actor in side) for side in card.sides)
    about = f"about {_names(card.about)}" if card.about else ""
    details = [part for part in (about, ", ".join(card.places), card.date) if part]
    return "; ".join([f"{card.kind}: {sides}", *details])


def articles(store: ReadStore) -> list[ArticleCard]:
    """Every article, latest first."""
    cards = Cards(store.raw)
    found = [cards.article(id_) for id_ in store.article_ids()]
    return sorted(found, key=lambda card: str(card.published or ""), reverse=True)


def article_card(store: ReadStore, article_id: str) -> ArticleCard:
    """What is known of an article's origin. Raises UnknownName."""
    return Cards(store.raw).article(article_id)


def facts_of_article(store: ReadStore, article_id: str) -> list[FactCard]:
    """The facts that an article speaks of, as the view has them. Raises UnknownName."""
    quads = store.article_quads(article_id)
    told = {id_of(value_of(q.object)) for q in quads if q.predicate.value == par("about")}
    ids = dict.fromkeys(store.canonical(id_) for id_ in sorted(told))
    return _cards(store, ids, None)


def _cards(store: ReadStore, ids: Iterable[str], known_by: str | None) -> list[FactCard]:
    cards = Cards(store.raw, known_by)
    return [card for id_ in ids if (card := cards.card(id_))]


def _subjects(raw: ox.Store, predicate: str, value: ox.NamedNode | None) -> list[str]:
    quads = raw.quads_for_pattern(None, node(predicate), value, VIEW)
    return sorted(id_of(value_of(quad.subject)) for quad in quads)


def _latest_first(cards: Iterable[FactCard]) -> list[FactCard]:
    return sorted(cards, key=lambda card: (_last_word(card), card.id), reverse=True)


def _last_word(card: FactCard) -> str:
    return max((tally.last or "" for tally in card.tallies.values()), default="")


def _proof(cards: Cards, fact: str, iri: str, about: Subject, article: ArticleCard) -> Proof:
    def one(name: str) -> str | None:
        return next(iter(about.get(par(name), ())), None)

    speaker = one("speaker")
    return Proof(
        id=id_of(iri),
        fact=fact,
        stance=next(stance for stance in Stance if par(stance) in about),
        quote=one("quote") or "",
        start=int(one("start") or 0),
        end=int(one("end") or 0),
        article=article,
        rule=one("rule") or "",
        trigger=one("trigger") or "",
        confidence=float(one("confidence") or 1),
        speaker=cards.actor(id_of(speaker)) if speaker else None,
        source=one("source"),
    )


def _out_by(article: ArticleCard, day: str | None) -> bool:
    return day is None or (article.published is not None and article.published.isoformat() <= day)


def _in_order(proof: Proof) -> tuple[str, str, int, int, str]:
    published = str(proof.article.published or "9999")
    return published, proof.article.id, proof.start, proof.end, proof.id


def _described_tenure(card: FactCard) -> str:
    of = f" of {card.of.name}" if card.of else ""
    status = f" ({card.status})" if card.status and card.status != "current" else ""
    spans = ", ".join(f"{start or ''}–{end or ''}" for start, end in card.terms)
    holder = card.holder.name if card.holder else "?"
    return f"{holder}: {card.role}{of}{status}" + (f", {spans}" if spans else "")


def _described_tie(card: FactCard) -> str:
    ends = [end.name if end else "?" for end in (card.subject, card.object)]
    label = Vocabulary.load().label(card.relation or "")
    kin = f" ({', '.join(card.kinships)})" if card.kinships else ""
    return f"{ends[0]} {label} {ends[1]}{kin}"


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(actor.name for actor in actors)
