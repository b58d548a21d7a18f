"""Delegates: «X signed for Kinshasa», «Y spoke on behalf of the rebels»."""

from __future__ import annotations

from collections.abc import Iterator

from extract.holding import Holding
from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.text import BODIES, Kind
from extract.vicinity import Bond, Vicinity
from ontology.facts import Actor, ActorType


class DelegateFinder:
    """Who signs, speaks or stands in for whom."""

    def __init__(self, near: Vicinity, known: Knowledge) -> None:
        self.near = near
        self.known = known
        self.doc = near.doc
        self.words = near.words
        self.offices = near.offices
        self.lexicon = load_lexicon("ties")

    def bonds(self) -> Iterator[Bond]:
        """Represents: «X signed for Kinshasa and Y for Kigali», «on behalf of», «representing»."""
        where = self.near.text.where
        speaking = self.lexicon["speaking"]["participles"]
        for index in filter(self._speaking_sentence, where("for")):
            yield from self._spoken_for(index)
        for index in where("by"):
            yield from self._represented_too(index)
        for index in where("behalf"):
            yield from self._on_behalf(index)
        for index in where(*speaking):
            yield from self._representing(index)

    def _represented_too(self, index: int) -> Iterator[Bond]:
        """«Russia was represented by X and the United States by Y»: the second pair."""
        if self.words[index - 1] in self.lexicon["speaking"]["participles"]:
            return
        body, person = self.near.spot_at.get(index - 1), self.near.person_after(index + 1)
        start = self.doc[index].sent.start
        if (
            body is None
            or person is None
            or body.kind not in BODIES
            or "represented" not in self.words[start:index]
        ):
            return
        yield Bond(person.actor, "represents", body.actor, "represents", index)

    def _speaking_sentence(self, index: int) -> bool:
        sentence = self.doc[index].sent
        return self.words[index - 2 : index] == ["sat", "in"] or any(
            t.lemma_.lower() in self.lexicon["speaking"]["verbs"] and t.pos_ == "VERB"
            for t in sentence
            if t.i < index
        )

    def _spoken_for(self, index: int) -> Iterator[Bond]:
        body, end = self._body_and_end(index + 1)
        if body is None:
            return
        if end < len(self.words) and self.words[end] == "by":
            person = self.near.person_after(end + 1)
            if person is not None:
                yield Bond(person.actor, "represents", body, "represents", index)
            return
        previous = index - 1
        if self.words[index - 2 : index] == ["sat", "in"]:
            previous -= 2
        elif self.doc[previous].lemma_.lower() in self.lexicon["speaking"]["verbs"]:
            previous -= 1 + (self.doc[previous - 1].text == ",")
        person_before = self.near.ending(previous)
        if person_before is not None and person_before.type is ActorType.PERSON:
            yield Bond(person_before, "represents", body, "represents", index)

    def _on_behalf(self, index: int) -> Iterator[Bond]:
        if self.words[index - 1] != "on" or self.words[index + 1 : index + 2] != ["of"]:
            return
        body, _ = self._body_and_end(index + 2)
        verb = next((t for t in self.doc[index].ancestors if t.pos_ == "VERB"), None)
        subject = self.near.ending(index - 2) or (
            self.near.subject(verb) if verb is not None else None
        )
        if body is not None and subject is not None and subject.type is ActorType.PERSON:
            yield Bond(subject, "represents", body, "represents", index)

    def _representing(self, index: int) -> Iterator[Bond]:
        if self.doc[index].pos_ not in {"VERB", "ADP", "NOUN"}:
            return
        body, _ = self._body_and_end(index + 1)
        if body is None and self.words[index + 1 : index + 2] == ["by"]:
            person, owner = self.near.person_after(index + 2), self.near.passive_subject(index)
            if person is not None and owner is not None:
                yield Bond(person.actor, "represents", owner, "represents", index)
            return
        previous = index - 1
        while previous > 0 and self.words[previous] in {",", "who", "also"}:
            previous -= 1
        holder = self.near.ending(previous)
        if body is not None and holder is not None and holder.type is ActorType.PERSON:
            yield Bond(holder, "represents", body, "represents", index)

    def _body_and_end(self, index: int) -> tuple[Actor | None, int]:
        if index >= len(self.words):
            return None, index
        index += self.words[index] == "the"
        spot = self.near.spot_at.get(index)
        if spot is not None and spot.kind in BODIES:
            end = spot.end
            return (
                (None, end)
                if self.near.goes_on(end) and spot.kind is not Kind.DEMONYM
                else (spot.actor, self._past_noun(end))
            )
        body = (
            self.known.groups.group(self.words[index], index) if index < len(self.words) else None
        )
        return body, index + 1

    def _past_noun(self, index: int) -> int:
        while index < len(self.doc) and self.doc[index].pos_ == "NOUN":
            index += 1
        return index

    def holdings(self) -> Iterator[Holding]:
        """roles-by-representation: «the ministers of X and Y signed»; A signs for X, B for Y."""
        titled = {h.holder for h in self.known.settled}
        bonds = [b for b in self.bonds() if b.subject not in titled]
        for office in self.offices:
            if not office.plural or len(office.of) < 2 or office.title in {"Leader", "Official"}:
                continue
            for body in office.of:
                fitting = [b for b in bonds if b.object == body]
                if len({b.subject for b in fitting}) == 1:
                    yield Holding(
                        fitting[0].subject,
                        office,
                        "roles-by-representation",
                        office.core_start,
                        (body,),
                    )
