"""Who leads a body: «X, who leads Y», «Y, led by X», «Hamas leader X», «X's Fidesz»."""

from __future__ import annotations

from collections.abc import Iterator

from extract.holding import Holding
from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.text import Kind
from extract.vicinity import Bond, Vicinity
from ontology.facts import Actor, ActorType, TenureStatus


class LeadershipFinder:
    """Who leads which body."""

    def __init__(self, near: Vicinity, known: Knowledge) -> None:
        self.near = near
        self.known = known
        self.doc = near.doc
        self.words = near.words
        self.spots = near.spots
        self.lexicon = load_lexicon("ties")

    def bonds(self) -> Iterator[Bond]:
        """head-title «Hamas leader X»; heads «X, who leads Y»; led-by; heads-own."""
        for holding in self.known.settled:
            of = next(iter(holding.of), None)
            leading = self._leads(holding, of)
            former = holding.status is TenureStatus.FORMER
            if leading and not former and of is not None and of.type is ActorType.ORGANIZATION:
                yield Bond(holding.holder, "headOf", of, "head-title", holding.office.core_start)
        for index in self.near.text.where(*self.lexicon["leading"]["verbs"]):
            yield from self._led(index)
        for index in self.near.text.where("by"):
            if self.words[index - 1] in self.lexicon["leading"]["participles"]:
                yield from self._led_by(index)
        yield from self._owned_bodies()

    def _led(self, verb: int) -> Iterator[Bond]:
        """«X, who leads the Congo River Alliance»."""
        spot = self.near.spot_at.get(self.near.past_adjectives(verb + 1))
        if self.doc[verb - 1].text == "-":  # «the Kurdish-led forces»
            return
        if spot is None or spot.kind is not Kind.ORGANIZATION or self.near.goes_on(spot.end):
            return
        subject = self.near.leader_before(verb)
        if subject is not None and subject.type is ActorType.PERSON:
            yield Bond(subject, "headOf", spot.actor, "heads", verb)

    def _leads(self, holding: Holding, of: Actor | None) -> bool:
        """A leader leads any body; a president or commander an armed group or party."""
        titles = self.lexicon["leading"]
        if holding.office.title in titles["titles"]:
            return True
        if of is None or holding.office.article not in {"the", "own", ""}:
            return False
        return holding.office.title in titles["movements"] and self._is_leaders(of)

    def _led_by(self, index: int) -> Iterator[Bond]:
        """led-by: «the Rapid Support Forces, led by Mohamed Hamdan Dagalo,»."""
        mark = index - 2
        while mark > 0 and self.words[mark] in {
            ",",
            "is",
            "was",
            "which",
            "long",
            "now",
            "then",
            "jointly",
        }:
            mark -= 1
        spot, person = self.near.spot_at.get(mark), self.near.person_after(index + 1)
        if spot is not None and person is not None and spot.kind is Kind.ORGANIZATION:
            yield Bond(person.actor, "headOf", spot.actor, "led-by", index)

    def _owned_bodies(self) -> Iterator[Bond]:
        """heads-own: «Viktor Orban's Fidesz», «the SPLM-North of Abdelaziz al-Hilu»."""
        for spot in self.spots:
            if spot.kind is not Kind.ORGANIZATION or not self._is_leaders(spot.actor):
                continue
            owner = self.near.person_end.get(spot.start - 1)
            if owner is not None and not self.near.possesses(spot.start - 1):
                owner = None
            if owner is None and self.words[spot.end : spot.end + 1] == ["of"]:
                owner = self.near.person_after(spot.end + 1)
            if owner is not None:
                yield Bond(owner.actor, "headOf", spot.actor, "heads-own", spot.start)

    def _is_leaders(self, body: Actor) -> bool:
        """Armed groups and parties are called by their leader's name, other bodies are not."""
        return self.known.is_armed(body) or "party" in (self.known.registry.kind(body.id) or "")
