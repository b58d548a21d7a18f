"""Who and what stands beside a token: the small steps that patterns are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extract.phrases import Office
from extract.text import Kind, Spot, Text
from ontology.facts import Actor


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie and where the text says so."""

    subject: Actor
    relation: str
    object: Actor
    rule: str
    token: int
    kinship: str | None = None


class Vicinity:
    """The names and titles of a text by where they begin and end; `meant` adds the pronouns."""

    def __init__(
        self,
        text: Text,
        spots: Sequence[Spot],
        offices: Sequence[Office],
        meant: Mapping[int, tuple[Actor, ...]],
    ) -> None:
        self.text = text
        self.doc = text.doc
        self.words = text.words
        self.spots = spots
        self.offices = offices
        self.meant = meant
        self.spot_at = {i: s for s in spots for i in range(s.start, s.end)}
        self.person_at = {s.start: s for s in spots if s.kind is Kind.PERSON}
        self.person_end = {s.end: s for s in spots if s.kind is Kind.PERSON}
        self.office_end = {o.end: o for o in offices}

    def person_after(self, index: int) -> Spot | None:
        """The person right after, past titles, forms of address and the article."""
        for i in range(index, min(index + 7, len(self.doc))):
            if i in self.person_at:
                spot = self.person_at[i]
                owns = spot.end < len(self.doc) and self.doc[spot.end].tag_ == "POS"
                return None if owns else spot
            if self.doc[i].pos_ in {"VERB", "PUNCT"} or self.words[i] == "and":
                return None
        return None

    def ending(self, index: int) -> Actor | None:
        """Who is meant by the words that end at a token."""
        spot = self.spot_at.get(index)
        if spot is not None:
            return spot.actor
        found = self.meant.get(index, ())
        return found[0] if len(found) == 1 else None

    def meant_at(self, index: int) -> tuple[Actor, ...]:
        spot = self.spot_at.get(index)
        return (spot.actor,) if spot is not None else self.meant.get(index, ())

    def at(self, index: int) -> Actor | None:
        found = self.meant_at(index)
        return found[0] if len(found) == 1 else None

    def subject(self, verb: Token) -> Actor | None:
        for _ in range(4):
            for child in verb.children:
                if child.dep_ in {"nsubj", "nsubjpass"}:
                    return self.at(child.i)
            if verb.dep_ in {"relcl", "acl"}:
                return self.at(verb.head.i)
            if verb.dep_ not in {"conj", "xcomp", "advcl"}:
                return None
            verb = verb.head
        return None

    def passive_subject(self, index: int) -> Actor | None:
        return next(
            (self.at(c.i) for c in self.doc[index].children if c.dep_ == "nsubjpass"), None
        )

    def same_sentence(self, one: int, other: int) -> bool:
        return self.doc[one].sent.start == self.doc[other].sent.start

    def possessor(self, index: int) -> tuple[Actor, ...]:
        """Whose: «Blinken's successor», «his predecessor»."""
        previous = index - 1
        while previous > 0 and self.doc[previous].pos_ in {"ADJ"}:
            previous -= 1
        if self.doc[previous].tag_ == "POS" or self.words[previous] == "s":
            return self.meant_at(previous - 1)
        return self.meant.get(previous, ()) if self.words[previous] in {"his", "her"} else ()

    def past_adjectives(self, index: int) -> int:
        """Past «the», «the ruling», «the former»."""
        while index < len(self.doc) and index not in self.spot_at:
            token = self.doc[index]
            if token.pos_ not in {"DET", "ADJ"} and token.tag_ not in {"VBG", "VBN"}:
                break
            index += 1
        return index

    def goes_on(self, index: int) -> bool:
        """«leads the Hamas delegation»: it is not the body that is led."""
        token = self.doc[index] if index < len(self.doc) else None
        return token is not None and (token.pos_ in {"NOUN", "PROPN"} or token.tag_ == "POS")

    def organisation_after(self, index: int) -> Actor | None:
        spot = self.spot_at.get(self.past_adjectives(index))
        return spot.actor if spot is not None and spot.kind is Kind.ORGANIZATION else None

    def leader_before(self, index: int) -> Actor | None:
        """«X, who also heads», «X heads»."""
        previous = index - 1
        while previous > 0 and self.words[previous] in {
            "also",
            "who",
            ",",
            "now",
            "currently",
            "then",
            "has",
            "had",
        }:
            previous -= 1
        return self.ending(previous)

    def body_before(self, index: int) -> tuple[Actor, ...]:
        """For «its»: the nearest body before in the sentence, else in the one before."""
        start = self.doc[index].sent.start
        for spot in reversed(self.spots):
            if start <= spot.start < index and spot.kind is Kind.ORGANIZATION:
                return (spot.actor,)
        return ()

    def unreal(self, verb: Token) -> bool:
        """Planned, possible or denied: «will join», «did not join», «to join»."""
        return any(c.dep_ in {"neg"} or c.lower_ in {"will", "would", "could", "may", "might", "to"} for c in verb.children)
