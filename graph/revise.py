"""What changes in the view when articles come, go or change, or when a judgement falls.

The view is a function of the article graphs, the registry and the judgements, taken fact by fact
and actor by actor. What a change touches is derived anew from all its accounts; only where
articles are merely added, theirs are added to what the view says, since a fact may be told by
thousands of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial, reduce

import pyoxigraph as ox

from graph.background import Lookup
from graph.clusters import Clusters
from graph.components import Components
from graph.draft import Draft, owned
from graph.identity import Identity
from graph.known import (
    Edge,
    Known,
    add,
    asserters,
    by_article,
    edges_of,
    fact_triples,
    known_from,
    read_known,
    renamed,
)
from graph.lessen import without
from graph.lore import Account, Person, by_subject, read_person
from graph.people import actor_triples
from graph.support import supported
from graph.terms import REPLACED_BY, VIEW, node, par
from ontology.vocabulary import actor_iri, fact_iri

# From how many accounts on a fact is not gone through anew when one of them goes.
OFTEN = 40


@dataclass(frozen=True, slots=True)
class Patch:
    """Quads to take out and to put in, and the facts and actors of the view they concern."""

    out: frozenset[ox.Quad]
    into: frozenset[ox.Quad]
    facts: frozenset[str]
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stale:
    """Facts and actors to derive anew although no article of theirs changed, by id."""

    facts: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()


class Revision:
    """One change, worked out on a draft before anything is written."""

    def __init__(
        self, draft: Draft, identity: Identity, lookup: Lookup, stale: Stale | None = None
    ) -> None:
        self._draft = draft
        self._identity = identity
        self._lookup = lookup
        self._stale = stale or Stale()
        self._clusters = Clusters(draft)
        self._components = Components(draft, identity, self._stale.facts)
        # Not functools.cache of bound methods: such a circle would keep the store open.
        self._descriptions: dict[str, list[ox.Quad]] = {}
        self._occurring: dict[str, bool] = {}
        self._read: dict[str, Known | None] = {}
        self._registered: dict[str, list[Account]] = {}
        self._looked_up: set[str] = set()

    def patch(self) -> Patch:
        """The difference between the view as it is and as it shall be."""
        before = {id_: known for id_ in self._gone_or_kept if (known := self._now(id_))}
        after = {id_: known for id_ in self._groups if (known := self._then(id_))}
        out = {*self._fact_quads_now(), *self._clusters.quads_now(), *self._components.quads_now()}
        into = {*self._fact_quads_then(after)}
        into |= {*self._clusters.quads_then(), *self._components.quads_then()}
        lost, won = self._edges(before, after)
        actors = self._touched_actors | self._mentioned([*before.values(), *after.values()])
        out |= {*lost, *(q for id_ in actors for q in self._actor_quads_now(id_))}
        into |= {*won, *(q for id_ in actors for q in self._actor_quads_then(id_, after))}
        touched = frozenset(before) | frozenset(after)
        return Patch(frozenset(out - into), frozenset(into - out), touched, frozenset(actors))

    # -- which facts

    @cached_property
    def _anew(self) -> frozenset[str]:
        """Facts to be derived from all their accounts."""
        told = {fact for article in self._draft.old.values() for fact in article.accounts}
        replaced = self._draft.old.keys() & self._draft.new.keys()
        told |= {fact for id_ in replaced for fact in self._draft.new[id_].accounts}
        for id_ in self._draft.old:
            for copy in self._clusters.now(id_):
                told |= self._draft.asserted_now(copy) | self._draft.asserted_by(copy)
        return frozenset(told) | self._stale.facts | self._of_the_registry

    @cached_property
    def _of_the_registry(self) -> frozenset[str]:
        """The registry's facts on actors that come or go with this change."""
        if not self._lookup.actors:
            return frozenset()
        moved = [id_ for id_ in self._touched_actors if self._occurred(id_) != self._occurs(id_)]
        everyone = (self._lookup.accounts(id_, self._identity, lambda _: True) for id_ in moved)
        return frozenset(key for accounts in everyone for key, _ in accounts)

    @cached_property
    def _groups(self) -> dict[str, frozenset[str]]:
        """The facts touched, by the id they shall have, with all ids that lead there."""
        told = {fact for article in self._draft.new.values() for fact in article.accounts}
        return self._components.groups(self._anew | told | self._joined_by_copies)

    @cached_property
    def _gone_or_kept(self) -> frozenset[str]:
        """The facts touched, by the ids the view has them under now."""
        return frozenset(self._components.shown_as(self._groups))

    @cached_property
    def _joined_by_copies(self) -> frozenset[str]:
        """Facts of stored articles whose clusters a new copy joins: they lose a report."""
        stored = self._copies - self._draft.new.keys()
        return frozenset(fact for id_ in stored for fact in self._draft.asserted_now(id_))

    @cached_property
    def _copies(self) -> frozenset[str]:
        """The articles in clusters with new articles."""
        return frozenset().union(*(self._clusters.then(id_) for id_ in self._draft.new))

    # -- facts now and then

    def _now(self, id_: str) -> Known | None:
        if id_ not in self._read:
            quads = list(owned(self._draft.raw, fact_iri(id_)))
            self._read[id_] = read_known(id_, by_subject(quads)) if quads else None
        return self._read[id_]

    def _then(self, id_: str) -> Known | None:
        group = self._groups[id_]
        if self._must_rederive(id_, group):
            return self._lessened(id_, group) or self._derive(group)
        accounts = self._new_accounts(group)
        known = self._now(id_)
        return self._increased(known, accounts, group) if known else self._known(accounts)

    def _new_accounts(self, group: frozenset[str]) -> list[Account]:
        articles = self._draft.new.values()
        return self._renamed(
            told.accounts[fact] for told in articles for fact in group & told.accounts.keys()
        )

    def _increased(self, known: Known, accounts: list[Account], group: frozenset[str]) -> Known:
        independent = known.independent + self._more_reports(group)
        return replace(reduce(add, by_article(accounts), known), independent=independent)

    def _lessened(self, id_: str, group: frozenset[str]) -> Known | None:
        """What is known without the old accounts and with the new; None where that fails."""
        known = self._now(id_)
        if known is None or group != {id_} or not self._plainly_told(id_, known):
            return None
        for told in self._draft.old.values():
            if known and id_ in told.accounts:
                account = told.accounts[id_]
                known = without(known, account, partial(self._draft.still, id_))
        return self._increased(known, self._new_accounts(group), group) if known else None

    def _plainly_told(self, id_: str, known: Known) -> bool:
        """Whether a fact is told so often that it pays, and nothing but articles bears on it."""
        often = sum(tally.reports for tally in known.tallies.values()) >= OFTEN
        renamed_ = not known.lore.actors.isdisjoint(self._identity.names)
        apart = all(len(self._clusters.now(article)) == 1 for article in self._draft.old)
        bound = id_ in self._stale.facts or id_ in self._of_the_registry
        return often and apart and not renamed_ and not bound

    def _must_rederive(self, id_: str, group: frozenset[str]) -> bool:
        shown = self._components.shown_as({id_: group})
        moved = bool(shown) and shown != {id_}
        left = not self._components.merged_into(id_) <= group
        judged = any(len(self._identity.group(member)) > 1 for member in group)
        return moved or left or judged or not group.isdisjoint(self._anew)

    def _derive(self, group: frozenset[str]) -> Known | None:
        accounts = self._renamed(
            account for fact in group for account in self._draft.accounts(fact)
        )
        self._look_up(self._touched_actors.union(*map(_owners, accounts)))
        registry = [account for fact in group for account in self._registered.get(fact, ())]
        return self._known([*accounts, *registry])

    def _known(self, accounts: list[Account]) -> Known | None:
        if not accounts:
            return None
        return known_from(accounts, self._clusters.count(asserters(accounts)))

    def _renamed(self, accounts: Iterable[Account]) -> list[Account]:
        return renamed(accounts, self._identity.names)

    def _look_up(self, actors: Iterable[str]) -> None:
        """Have the registry's facts on these actors at hand, by the ids they have."""
        for actor in set(actors) - self._looked_up:
            self._looked_up.add(actor)
            if self._occurs(actor):
                for key, account in self._lookup.accounts(actor, self._identity, self._occurs):
                    self._registered.setdefault(key, []).append(account)

    def _more_reports(self, group: frozenset[str]) -> int:
        """By how many the new articles change the independent reports of a fact."""
        then, now = self._told_by_clusters
        return sum(not group.isdisjoint(facts) for facts in then) - sum(
            not group.isdisjoint(facts) for facts in now
        )

    @cached_property
    def _told_by_clusters(self) -> tuple[list[set[str]], list[set[str]]]:
        """What each cluster with a new article asserts, and what its parts do now."""
        then = {self._clusters.then(id_) for id_ in self._copies}
        now = {self._clusters.now(id_) for id_ in self._copies - self._draft.new.keys()}
        return (
            [set[str]().union(*map(self._draft.asserted_by, them)) for them in then],
            [set[str]().union(*map(self._draft.asserted_now, them)) for them in now],
        )

    # -- quads of facts

    def _fact_quads_now(self) -> Iterator[ox.Quad]:
        for id_ in self._gone_or_kept:
            iri = fact_iri(id_)
            yield from owned(self._draft.raw, iri)
            for other in self._components.merged_into(id_):
                yield _view(fact_iri(other), REPLACED_BY, node(iri))

    def _fact_quads_then(self, after: dict[str, Known]) -> Iterator[ox.Quad]:
        for id_, known in after.items():
            yield from (_view(*triple) for triple in fact_triples(id_, known))
            for other in self._groups[id_] - {id_}:
                yield _view(fact_iri(other), REPLACED_BY, node(fact_iri(id_)))

    def _edges(
        self, before: dict[str, Known], after: dict[str, Known]
    ) -> tuple[Iterator[ox.Quad], Iterator[ox.Quad]]:
        """Direct edges to take out, unless facts not touched support them, and to put in."""
        then = {edge for known in after.values() for edge in edges_of(known)}
        now = {edge for known in before.values() for edge in edges_of(known)}
        lost = (edge for edge in now - then if not supported(self._draft.raw, edge, before))
        return map(_edge_quad, lost), map(_edge_quad, then)

    # -- actors

    @cached_property
    def _touched_actors(self) -> frozenset[str]:
        told = (*self._draft.old.values(), *self._draft.new.values())
        people = {id_ for article in told for id_ in article.people}
        return frozenset(self._identity.actor(id_) for id_ in people) | self._stale.actors

    def _mentioned(self, facts: Iterable[Known]) -> set[str]:
        """Actors whom only the registry may mention, so that they come and go with its facts."""
        return {known.lore.of for known in facts if known.registry and known.lore.of}

    def _actor_quads_now(self, id_: str) -> Iterator[ox.Quad]:
        iri = actor_iri(id_)
        yield from self._description(iri)
        for other in self._draft.pointing_to(iri, REPLACED_BY) if self._components.merging else ():
            yield _view(other, REPLACED_BY, node(iri))

    def _actor_quads_then(self, id_: str, after: dict[str, Known]) -> Iterator[ox.Quad]:
        if self._identity.actor(id_) != id_:
            return
        if self._occurs(id_) or self._referred_to(id_, after):
            group = self._identity.group(id_)
            person = self._person(id_, group)
            known = [self._lookup.actors[m] for m in sorted(group) if m in self._lookup.actors]
            yield from (_view(*triple) for triple in actor_triples(id_, person, known))
            for other in group - {id_}:
                yield _view(actor_iri(other), REPLACED_BY, node(actor_iri(id_)))

    def _person(self, id_: str, group: frozenset[str]) -> Person:
        """What articles say of an actor: added to what the view has, or gathered anew."""
        before = [told.people for told in self._draft.old.values()]
        lessened = any(member in people for member in group for people in before)
        if id_ in self._stale.actors or (lessened and len(group) > 1):
            return reduce(Person.joined, map(self._draft.person, sorted(group)), Person())
        articles = self._draft.new.values()
        new = (told.people[m] for told in articles for m in group & told.people.keys())
        stored = by_subject(self._description(actor_iri(id_))).get(actor_iri(id_), {})
        person = read_person(stored)
        return reduce(Person.joined, new, self._draft.lessened(id_, person) if lessened else person)

    def _description(self, iri: str) -> list[ox.Quad]:
        if iri not in self._descriptions:
            self._descriptions[iri] = list(self._draft.description(iri))
        return self._descriptions[iri]

    def _referred_to(self, id_: str, after: dict[str, Known]) -> bool:
        if any(known.registry and known.lore.of == id_ for known in after.values()):
            return True
        tenures = set(self._draft.pointing_to(actor_iri(id_), par("of")))
        return not tenures <= {fact_iri(fact) for fact in self._gone_or_kept}

    def _occurred(self, id_: str) -> bool:
        return any(self._draft.occurred(member) for member in self._identity.group(id_))

    def _occurs(self, id_: str) -> bool:
        if id_ not in self._occurring:
            group = self._identity.group(id_)
            self._occurring[id_] = any(self._draft.occurs(member) for member in group)
        return self._occurring[id_]


def _owners(account: Account) -> set[str]:
    """The actors under whom the registry would list the fact."""
    return {end for end in (account.lore.holder, account.lore.subject) if end}


def _edge_quad(edge: Edge) -> ox.Quad:
    return _view(actor_iri(edge[0]), par(edge[1]), node(actor_iri(edge[2])))


def _view(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(node(subject), node(predicate), value, VIEW)
