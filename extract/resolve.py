"""Whom titles stand for: «the Russian president», «his counterpart», «the envoy»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.acting import is_single
from extract.holding import Holding
from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.memory import Description, Memory
from extract.offices import title_fits
from extract.page import Reference
from extract.pairs import Pairs
from extract.phrases import Office
from extract.text import Kind, Spot, Text
from ontology.facts import Actor, ActorType

_MIRRORS = {"Counterpart", "Equivalent", "Opposite Number"}


class Resolver:
    """Resolves the titles of one text, in text order; `told` are offices they tell."""

    def __init__(
        self,
        text: Text,
        spots: Sequence[Spot],
        memory: Memory,
        pairs: Pairs,
        known: Knowledge,
        holdings: Iterable[Holding],
    ) -> None:
        self.text = text
        self.doc = text.doc
        self.spots = spots
        self.memory = memory
        self.pairs = pairs
        self.known = known
        self.lexicon = load_lexicon("resolve")
        self.told: list[Holding] = []
        self.attached: dict[Office, list[Actor]] = {}
        for holding in holdings:
            self.attached.setdefault(holding.office, []).append(holding.holder)

    def offices(self, offices: Sequence[Office]) -> Iterator[Description]:
        """Every office phrase that stands for somebody."""
        for office in offices:
            actors, how = self._office(office)
            if actors:
                self._note(office, actors)
                self.memory.remember(office, actors, how)
                yield Description(office, tuple(dict.fromkeys(actors)), how)

    def _note(self, office: Office, actors: Sequence[Actor]) -> None:
        """A person met only as «the Russian president» holds that office by the text's word."""
        if office in self.attached or office.title in _MIRRORS or office.title == "Leader":
            return
        bodies = office.of if office.plural else (self._body(office),)
        if len(bodies) != len(actors):
            return
        for actor, body in zip(actors, bodies, strict=True):
            if actor.type is ActorType.PERSON and body is not None:
                self.told.append(
                    Holding(
                        actor,
                        office,
                        "role-by-description",
                        office.core_start,
                        (body,),
                        office.status,
                    )
                )

    def _office(self, office: Office) -> tuple[Sequence[Actor], str]:
        if office in self.attached:
            return self.attached[office], "title"
        if office.plural:
            return self._several(office)
        if office.article == "a" or self.text.words[office.start] in {"a", "an"}:
            return office.of, "official"
        holder = self._holder(office)
        if holder is not None:
            return (holder,), "title"
        return (office.of[:1], "title") if office.of else ((), "")

    def _holder(self, office: Office) -> Actor | None:
        """The one person the office can mean here."""
        title = self._title(office)
        if title is None:
            return None
        body = self._body(office)
        if body is None and (office.owner is not None or office.client is not None):
            return None
        if office.article not in {"the", "own"} and not office.of:
            return None
        found = self.known.holders(title, body)
        if not found:
            found = self.known.registered_holders(title, body)
        if len(found) > 1:
            found = self._nearest_of(found, office.start)
        elif not found and (body is None or office.article == "own"):
            found = self._introduced(office)
        return found[0] if len(found) == 1 else None

    def _title(self, office: Office) -> str | None:
        """The title asked for; «his counterpart» asks for the owner's."""
        if office.title not in _MIRRORS:
            return office.title
        for owner in self.known.owners(office.owner):
            titles = [h.office.title for h in self.known.settled if h.holder == owner]
            titles += [t.role for t in self.known.registry.tenures(owner.id, self.known.published)]
            if titles:
                return titles[0]
        return None

    def _body(self, office: Office) -> Actor | None:
        if office.of:
            return office.of[0]
        for patron in self.known.patrons(office):
            return self.known.home(patron)
        return None

    def _nearest_of(self, people: list[Actor], index: int) -> list[Actor]:
        """Of several holders the one named in the last two sentences, if only one is."""
        start = self.memory.sentences_back(index, 2)
        near = [a for a in people if any(a in m.actors for m in self.memory.between(start, index))]
        return near if len(near) == 1 else []

    def _introduced(self, office: Office) -> list[Actor]:
        """«… came from Antonio García. The commander wrote»: the last newcomer without office."""
        start = self.memory.sentences_back(office.start, 1)
        if self.doc[office.head].dep_ not in {"nsubj", "nsubjpass"} or start == office.start:
            return []
        people = [
            m.actors[0]
            for m in self.memory.between(start, office.start)
            if m.actors[0].type is ActorType.PERSON
        ]
        titled = {h.holder for h in self.known.settled}
        fresh = [a for a in dict.fromkeys(people) if a not in titled]
        return fresh if len(fresh) == 1 else []

    def _several(self, office: Office) -> tuple[Sequence[Actor], str]:
        if office.of:
            return [self._of_body(office, body) for body in office.of], "title"
        if office.owner is not None and office.title not in {"Mediator", "Facilitator"}:
            owners = self.known.owners(office.owner)
            bodies = [b for b in (self.known.home(owner) for owner in owners) if b is not None]
            return [self._of_body(office, body) for body in dict.fromkeys(bodies)], "title"
        people = [a for a in self._all_people() if self._has_title(a, office.title)]
        count = office.number or 2
        if len(people) == count and (office.number or office.article == "the"):
            return people, "group"
        if office.number:
            return self._recent_people(office, count), "group"
        return (), ""

    def _of_body(self, office: Office, body: Actor) -> Actor:
        """«the foreign ministers of X and Y»: those named, else the countries themselves."""
        if self.text.words[office.core_end - 1] in self.lexicon["collectives"]["plural"] and (
            office.title
            in {
                "Envoy",
                "Negotiator",
                "Diplomat",
                "Expert",
                "Mediator",
                "Representative",
                "Commander",
                "Leader",
                "Delegate",
                "Adviser",
                "Aide",
            }
        ):
            return body
        found = self.known.holders(office.title, body) or self.known.registered_holders(
            office.title, body
        )
        return found[0] if len(found) == 1 else body

    def _has_title(self, actor: Actor, title: str) -> bool:
        held = [h.office.title for h in self.known.settled if h.holder == actor]
        held += [t.role for t in self.known.registry.tenures(actor.id, self.known.published)]
        return any(title_fits(title, one) for one in held)

    def _all_people(self) -> list[Actor]:
        return list(dict.fromkeys(s.actor for s in self.spots if s.kind is Kind.PERSON))

    def _recent_people(self, office: Office, count: int) -> list[Actor]:
        return self.pairs.pair(office.start, count, lambda a: self._has_title(a, office.title))

    def singles(self) -> Iterator[Reference]:
        """«the American»: the one person of that country among those spoken of last."""
        for spot in self.spots:
            if not is_single(spot, self.text) or self.text.words[spot.start - 1] != "the":
                continue
            people = self.known.people_of(spot.actor)
            found = people if len(people) == 1 else self._nearest_of(people, spot.start)
            if found:
                yield Reference(spot.start - 1, spot.end, spot.end - 1, tuple(found), "title")
