"""What an article and the registry know of people: their offices, and whose they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from extract.groups import Groups
from extract.holding import Holding
from extract.lexicon import load_lexicon
from extract.offices import title_fits
from extract.phrases import Office
from extract.text import Kind, Spot, Text
from ontology.facts import Actor, ActorType, TenureStatus
from ontology.registry import Registry

_PLACED = {Kind.COUNTRY, Kind.SEAT, Kind.DEMONYM}


class Knowledge:
    """Who holds what of whom, growing as holdings are settled."""

    def __init__(
        self,
        text: Text,
        spots: Sequence[Spot],
        registry: Registry,
        published: dt.date | None,
        meant: Mapping[int, tuple[Actor, ...]],
    ) -> None:
        self.text = text
        self.spots = spots
        self.registry = registry
        self.published = published
        self.meant = meant
        self.settled: list[Holding] = []
        self.homes: dict[Actor, dict[Actor, None]] = {}
        self.spot_at = {i: s for s in spots for i in range(s.start, s.end)}
        self.named = {s.actor for s in spots}
        self.groups = Groups(text, spots, registry)
        self._note_affiliations()

    def settle(self, holding: Holding) -> None:
        """Remember a holding, and that its holder stands for its body."""
        self.settled.append(holding)
        for body in holding.of[:1]:
            self.homes.setdefault(holding.holder, {})[self.country_of(body)] = None

    def is_armed(self, actor: Actor) -> bool:
        """Whether the registry has a body as an armed group or movement."""
        return self.groups.is_armed(actor)

    def _note_affiliations(self) -> None:
        """«Italy's Giorgia Meloni», «the Ukrainians Andriy Yermak and Andrii Sybiha»."""
        for spot in self.spots:
            if spot.kind is not Kind.PERSON:
                continue
            index = spot.start - 1
            if index > 0 and self.text.doc[index].tag_ == "POS":
                index -= 1
            before = self.spot_at.get(index)
            if before is not None and before.kind in {
                Kind.COUNTRY,
                Kind.DEMONYM,
                Kind.ORGANIZATION,
            }:
                self.homes.setdefault(spot.actor, {})[before.actor] = None

    def note_home(self, actor: Actor, body: Actor) -> None:
        """Remember that a person stands for a body, as where one signs for it."""
        self.homes.setdefault(actor, {}).setdefault(self.country_of(body), None)

    def home(self, actor: Actor) -> Actor | None:
        """The one country or body a person stands for, by the article, else by the registry."""
        if actor.type is not ActorType.PERSON:
            return actor
        told = list(self.homes.get(actor, ()))
        countries = [one for one in told if one.type is ActorType.COUNTRY]
        if told:
            return countries[0] if len(countries) == 1 else told[0] if len(told) == 1 else None
        return self.known_home(actor)

    def known_home(self, actor: Actor) -> Actor | None:
        """The one country (else body) of the offices the registry has for a person."""
        tenures = self.registry.tenures(actor.id, self.published) or self.registry.tenures(actor.id)
        bodies = {t.of: None for t in tenures if t.of}
        countries = [b for b in bodies if b.type is ActorType.COUNTRY]
        if countries:
            return countries[0] if len(countries) == 1 else None
        if len(bodies) == 1:
            return next(iter(bodies))
        ties = {
            t.object: None
            for t in self.registry.ties(actor.id)
            if t.object.type is not ActorType.PERSON
        }
        return next(iter(ties)) if len(ties) == 1 else None

    def country_of(self, body: Actor) -> Actor:
        """A body of a state counts as its country where people are told apart by country."""
        if self.registry.kind(body.id) in load_lexicon("resolve")["state_kinds"]["kinds"]:
            country = self.registry.country(body.id)
            if country is not None and country.type is ActorType.COUNTRY:
                return country
        return body

    def owners(self, index: int | None) -> tuple[Actor, ...]:
        """Who is meant by the possessor at a token: a name, a pronoun or «the group's»."""
        if index is None:
            return ()
        spot = self.spot_at.get(index)
        if spot is not None:
            return (spot.actor,)
        if index in self.meant:
            return self.meant[index]
        group = self.groups.group(self.text.words[index], index)
        return (group,) if group else ()

    def clients(self, office: Office) -> tuple[Actor, ...]:
        """Whom the holder serves: the person at the end of «to Iran's supreme leader, X»."""
        if office.client is None:
            return ()
        doc = self.text.doc
        for i in range(office.client, min(office.client + 12, len(doc))):
            spot = self.spot_at.get(i)
            if spot is not None and spot.kind is Kind.PERSON:
                return (spot.actor,)
            if i in self.meant and i > office.client:
                return self.meant[i]
            next_spot = self.spot_at.get(i + 1)
            parted = doc[i].text == "," and (next_spot is None or next_spot.kind is not Kind.PERSON)
            if parted or doc[i].pos_ == "VERB" or doc[i].text in {".", ";"}:
                return ()
        return ()

    def patrons(self, office: Office) -> tuple[Actor, ...]:
        """The people an office belongs to or serves: «Putin's aide», «adviser to Putin»."""
        return (*self.owners(office.owner), *self.clients(office))

    def holders(self, title: str, of: Actor | None) -> list[Actor]:
        """People of the article with such an office of a body, the current ones first."""
        found = [
            h for h in self.settled if title_fits(title, h.office.title) and self._is_of(h, of)
        ]
        current = [h.holder for h in found if h.status is not TenureStatus.FORMER]
        return list(dict.fromkeys(current or [h.holder for h in found]))

    def _is_of(self, holding: Holding, of: Actor | None) -> bool:
        """Whether a holding is of a body, or of one that belongs to it."""
        home = self.country_of(holding.of[0]) if holding.of else None
        return of is None or of in holding.of or home == of

    def registered_holders(self, title: str, of: Actor | None) -> list[Actor]:
        """People the article names who hold such an office by the registry at its date."""
        found = []
        for name in sorted(self.named):
            if name.type is ActorType.PERSON:
                tenures = self.registry.tenures(name.id, self.published)
                if any(of in {None, t.of} and title_fits(title, t.role) for t in tenures):
                    found.append(name)
        return found

    def holds(self, actor: Actor, office: Office) -> bool:
        """Whether the registry has the person in such an office of such a body."""
        return any(
            title_fits(office.title, t.role) and (not office.of or t.of in office.of)
            for t in self.registry.tenures(actor.id)
        )

    def people_of(self, country: Actor) -> list[Actor]:
        """People of the article who stand for a country."""
        return [
            actor for actor in dict.fromkeys(s.actor for s in self.spots)
            if actor.type is ActorType.PERSON and self.home(actor) == country
        ]  # fmt: skip
