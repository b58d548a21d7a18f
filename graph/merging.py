"""What a judgement may merge, and what it makes stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

import pyoxigraph as ox

from graph.background import Lookup
from graph.identity import Identity
from graph.judgements import is_fact
from graph.lore import Person, Told, by_subject, kind_of, read_person, value_of
from graph.revise import Stale
from graph.terms import SAME_AS, TYPE, VIEW, node, par
from ontology.errors import JudgementRefused
from ontology.facts import fact_id
from ontology.vocabulary import FACT, Vocabulary, actor_iri, fact_iri, id_of

_ENDS = ("participant", "concerns", "holder", "of", "subject", "object")


def check_mergeable(
    raw: ox.Store,
    lookup: Lookup,
    groups: Iterable[frozenset[str]],
    coming: Iterable[Told] = (),
) -> None:
    """Raise JudgementRefused where a group joins what cannot be one.

    Actors must be of one type and have at most one Wikidata id among them, by what is stored, by
    the registry and by the articles that are coming; facts must be events of one type or of types
    of which one prevails over the other.
    """
    articles = list(coming)
    for group in groups:
        if is_fact(min(group)):
            _check_facts(raw, group)
        else:
            told = (told.people[id_] for told in articles for id_ in group & told.people.keys())
            _check_actors(raw, lookup, group, told)


def stale_by(raw: ox.Store, lookup: Lookup, before: Identity, after: Identity) -> Stale:
    """Facts and actors that mean something else once the judgements have changed."""
    changed = set(before.judgements.groups) ^ set(after.judgements.groups)
    ids = frozenset[str]().union(*changed)
    facts = {id_ for id_ in ids if is_fact(id_)}
    actors = {id_ for id_ in ids if not is_fact(id_)}
    for actor in sorted(actors):
        facts |= _facts_with(raw, actor)
        # The registry lists an office under its holder, who may be nowhere else in this change.
        actors |= _holders(raw, actor)
    for actor in actors:
        facts |= set(_registry_facts(lookup, actor, (before, after)))
    return Stale(frozenset(facts), frozenset(actors))


def _check_actors(
    raw: ox.Store, lookup: Lookup, group: frozenset[str], coming: Iterable[Person]
) -> None:
    stored = (_stored(raw, id_) for id_ in group)
    whole = reduce(Person.joined, (*stored, *coming), Person())
    known = [lookup.actors[id_] for id_ in group if id_ in lookup.actors]
    numbers = whole.wikidata | {actor.wikidata for actor in known if actor.wikidata}
    _refuse_if_several(group, set(numbers), "have different Wikidata ids")
    types = whole.types | {str(actor.type) for actor in known}
    _refuse_if_several(group, set(types), "are of different types")


def _stored(raw: ox.Store, id_: str) -> Person:
    """What the view and the articles say of an actor."""
    iri = node(actor_iri(id_))
    quads = (
        quad
        for predicate in (TYPE, SAME_AS)
        for quad in raw.quads_for_pattern(iri, node(predicate), None, None)
    )
    return read_person(by_subject(quads).get(iri.value, {}))


def _check_facts(raw: ox.Store, group: frozenset[str]) -> None:
    events = Vocabulary.load().event_types
    kinds = {kind for id_ in group for kind in _kinds(raw, id_)}
    for kind in kinds:
        others = kinds - {kind}
        if kind not in events or any(not _related(kind, other) for other in others):
            _refuse_if_several(group, {*kinds, ""}, "are not events of related types")


def _kinds(raw: ox.Store, id_: str) -> Iterator[str]:
    iri = node(fact_iri(id_))
    quads = raw.quads_for_pattern(iri, node(TYPE), None, None)
    about = by_subject(quads).get(iri.value)
    if about:
        yield kind_of(about)


def _related(kind: str, other: str) -> bool:
    events = Vocabulary.load().event_types
    return other in events and (
        other in events[kind].prevails_over or kind in events[other].prevails_over
    )


def _refuse_if_several(group: frozenset[str], values: set[str], why: str) -> None:
    if len(values) > 1:
        names = ", ".join(sorted(group))
        found = ", ".join(sorted(value for value in values if value))
        raise JudgementRefused(f"{names}: they {why} ({found})", "judge them to be different")


def _facts_with(raw: ox.Store, actor: str) -> set[str]:
    iri = node(actor_iri(actor))
    return {
        id_of(value_of(quad.subject))
        for end in _ENDS
        for quad in raw.quads_for_pattern(None, node(par(end)), iri, None)
        if value_of(quad.subject).startswith(FACT)
    }


def _holders(raw: ox.Store, actor: str) -> set[str]:
    tenures = raw.quads_for_pattern(None, node(par("of")), node(actor_iri(actor)), VIEW)
    return {
        id_of(value_of(quad.object))
        for tenure in tenures
        for quad in raw.quads_for_pattern(tenure.subject, node(par("holder")), None, VIEW)
    }


def _registry_facts(lookup: Lookup, actor: str, identities: Iterable[Identity]) -> Iterator[str]:
    yield from (fact_id(fact) for fact in lookup.facts(actor))
    for identity in identities:
        yield from (key for key, _ in lookup.accounts(actor, identity, lambda _: True))
