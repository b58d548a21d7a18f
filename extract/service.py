"""Service and bodies: «Putin's aide X», «who leads the Y», «a member of Z»."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.text import BODIES, Kind
from extract.vicinity import Bond, Vicinity
from ontology.facts import Actor, ActorType, TenureStatus


class ServiceFinder:
    """Who serves or belongs to whom."""

    def __init__(self, near: Vicinity, known: Knowledge) -> None:
        self.near = near
        self.known = known
        self.doc = near.doc
        self.words = near.words
        self.spots = near.spots
        self.offices = near.offices
        self.lexicon = load_lexicon("ties")

    def bonds(self) -> Iterator[Bond]:
        """Advisers, envoys and spokesmen; members."""
        yield from self._service()
        yield from self._advising()
        yield from self._membership()

    def _service(self) -> Iterator[Bond]:
        """serves: «Putin's aide Yuri Ushakov», «adviser to Iran's supreme leader, Ali Khamenei»."""
        for holding in self.known.settled:
            office = holding.office
            word = self.words[office.head]
            relation = self._service_relation(word)
            if relation is None or (
                holding.status is TenureStatus.FORMER and relation != "adviserTo"
            ):
                continue
            for actor in self.known.patrons(office):
                if actor.type is ActorType.PERSON:
                    yield Bond(holding.holder, relation, actor, "serves", office.core_start)

    def _service_relation(self, word: str) -> str | None:
        if word in self.lexicon["service"]["advises"]:
            return "adviserTo"
        return "represents" if word in self.lexicon["service"]["represents"] else None

    def _advising(self) -> Iterator[Bond]:
        """advises: «X, who advises Y»."""
        for index in self.near.text.where("advises", "counsels"):
            one, other = self.near.leader_before(index), self.near.person_after(index + 1)
            if one is not None and other is not None and one.type is ActorType.PERSON:
                yield Bond(one, "adviserTo", other.actor, "advises", index)

    def _membership(self) -> Iterator[Bond]:
        """member-title «Hamas official X»; member-of «a member of Y»; member-joined."""
        for holding in self.known.settled:
            of = next(iter(holding.of), None)
            member = holding.office.title in self.lexicon["membership"]["titles"]
            if member and of is not None and of.type is ActorType.ORGANIZATION:
                yield Bond(
                    holding.holder, "memberOf", of, "member-title", holding.office.core_start
                )
        for index in self.near.text.where(*self.lexicon["membership"]["nouns"]):
            if self.words[index + 1 : index + 2] in (["of"], ["in"]):
                yield from self._member_at(index)
        for index in self.near.text.where("joined", "joins"):
            yield from self._joining(self.doc[index])

    def _joining(self, verb: Token) -> Iterator[Bond]:
        """member-joined: «X joined the M23 in 2012»."""
        index = verb.i + 1
        index += self.words[index : index + 1] == ["the"]
        spot = self.near.spot_at.get(index)
        if (
            spot is None
            or spot.kind is not Kind.ORGANIZATION
            or self.near.goes_on(spot.end)
            or self.near.unreal(verb)
        ):
            return
        subject = self.near.subject(verb)
        if subject is not None and subject.type is ActorType.PERSON:
            yield Bond(subject, "memberOf", spot.actor, "member-joined", verb.i)

    def _member_at(self, index: int) -> Iterator[Bond]:
        body = self._body_after(index + 2)
        if body is None or body.type is not ActorType.ORGANIZATION:
            return
        mark = index - 1
        while mark > 0 and self.doc[mark].pos_ in {"DET", "ADJ", "NOUN"}:
            mark -= 1
        if self.words[mark] in {"is", "was", "remains"}:
            holder = self.near.ending(mark - 1) or self.near.subject(self.doc[mark])
        else:
            holder = self._before_comma(mark)
        if holder is not None and holder.type is not ActorType.ORGANIZATION:
            yield Bond(holder, "memberOf", body, "member-of", index)

    def _before_comma(self, mark: int) -> Actor | None:
        """The name before «, a member of», past other appositions joined by «and» or a comma."""
        if self.words[mark] == "and" and (office := self.near.office_end.get(mark)) is not None:
            held = [
                h.holder for h in self.known.settled if h.office.core_start == office.core_start
            ]
            return held[0] if held else None
        if self.doc[mark].text != ",":
            return None
        spot = self.near.spot_at.get(mark - 1)
        if spot is None and (office := self.near.office_end.get(mark)) is not None:
            held = [
                h.holder for h in self.known.settled if h.office.core_start == office.core_start
            ]
            return held[0] if held else None
        return spot.actor if spot is not None else None

    def _body_after(self, index: int) -> Actor | None:
        """«of Hamas», «of its political bureau», «of the movement's council»."""
        if index >= len(self.words):
            return None
        if self.words[index] in {"its", "their"}:
            for actor in self.near.meant.get(index, ()) or self.near.body_before(index):
                return actor
        index = self.near.past_adjectives(index)
        spot = self.near.spot_at.get(index)
        if spot is not None:
            return spot.actor if spot.kind in BODIES else None
        return (
            self.known.groups.group(self.words[index], index) if index < len(self.words) else None
        )
