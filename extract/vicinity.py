"""Who and what stands beside a token: the small steps that patterns are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extract.lexicon import load_lexicon
from extract.phrases import Office
from extract.text import BODIES, Kind, Spot, Text
from ontology.facts import Actor, ActorType


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
        self.office_at = {i: o for o in offices for i in range(o.core_start, o.core_end)}
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
        """Who is meant at a token, by name, description or pronoun."""
        spot = self.spot_at.get(index)
        return (spot.actor,) if spot is not None else self.meant.get(index, ())

    def at(self, index: int) -> Actor | None:
        """The one actor meant at a token."""
        found = self.meant_at(index)
        return found[0] if len(found) == 1 else None

    def subject(self, verb: Token) -> Actor | None:
        """The subject of a verb: its own, a shared one, or the noun its clause hangs on."""
        for _ in range(4):
            for child in verb.children:
                if child.dep_ in {"nsubj", "nsubjpass"}:
                    return self.at(child.i) or self._antecedent(child)
            if verb.dep_ in {"relcl", "acl"}:
                return self.at(verb.head.i)
            if verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "aux"}:
                return None
            verb = verb.head
        return None

    def _antecedent(self, relative: Token) -> Actor | None:
        """The noun before «who» where the pronoun itself was not resolved."""
        if relative.lower_ not in {"who", "that"} or relative.head.dep_ != "relcl":
            return None
        return self.at(relative.head.head.i)

    def passive_subject(self, index: int) -> Actor | None:
        """Who is the subject of a passive verb."""
        return next((self.at(c.i) for c in self.doc[index].children if c.dep_ == "nsubjpass"), None)

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether two tokens stand in one sentence."""
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
        """The organisation named from a token on, past article and adjectives."""
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
        return any(
            c.dep_ in {"neg"} or c.lower_ in {"will", "would", "could", "may", "might", "to"}
            for c in verb.children
        )

    def past_address(self, index: int) -> int:
        """Past «Mr», «Lt Gen», «Sheikh» and the like."""
        while index < len(self.doc) and (
            (self.words[index] in load_lexicon("names")["honorifics"] and index not in self.spot_at)
            or self.doc[index].text == "."
        ):
            if self.doc[index].text == "." and (
                index == 0 or self.words[index - 1] not in load_lexicon("names")["honorifics"]
            ):
                break
            index += 1
        return index

    def past_titles(self, index: int) -> int:
        """Past another title and forms of address: «The mediator, President João Lourenço»."""
        office = self.office_at.get(index) or next(
            (o for o in self.offices if o.start == index), None
        )
        if office is not None and office.client is None:
            index = office.end
        return self.past_address(index)

    def past_separator(self, index: int) -> int:
        """Past commas and «and»."""
        while index < len(self.words) and self.words[index] in {",", "and"}:
            index += 1
        return index

    def outer_start(self, office: Office) -> int:
        """Where the phrase begins when its possessor's own name and title count with it."""
        start = office.start
        owner = office.owner
        spot = self.spot_at.get(owner) if owner is not None and owner < start else None
        if spot is None:
            return self.address_before(start)
        titled = self.office_end.get(spot.start)
        return titled.start if titled is not None else self.address_before(spot.start)

    def address_before(self, start: int) -> int:
        """Back over the forms of address before a name."""
        while start and self.words[start - 1] in load_lexicon("names")["honorifics"]:
            start -= 1
        return start

    def country_after(self, index: int) -> tuple[tuple[Actor, ...], int]:
        """«President X of Nigeria», «Prime Minister X (Malaysia)»: the body, and where it ends."""
        if index + 1 >= len(self.doc) or self.doc[index].text not in {"of", "("}:
            return (), index
        start = index + 1 + (self.words[index + 1] == "the")
        spot = self.spot_at.get(start)
        if spot is None or spot.kind not in BODIES:
            return (), index
        return (spot.actor,), spot.end + (self.doc[index].text == "(")

    def possesses(self, index: int) -> bool:
        """«Kim Yo Jong, the North Korean leader's sister»: the title only owns."""
        return index < len(self.doc) and self.doc[index].tag_ == "POS"

    def person(self, index: int) -> Actor | None:
        """The one person meant at a token, by name or pronoun."""
        actor = self.at(index)
        return actor if actor is not None and actor.type is ActorType.PERSON else None

    def person_ending(self, index: int) -> Actor | None:
        """The person whose name ends with a token, or whom a pronoun there means."""
        spot = self.person_end.get(index + 1)
        return spot.actor if spot is not None else self.person(index)

    def start_of_person(self, index: int) -> int:
        """Where the name begins that ends with a token."""
        spot = self.person_end.get(index + 1)
        return spot.start if spot is not None else index

    def subject_of(self, verb: int) -> Actor | None:
        """The person who is the subject of a verb, shared subjects included."""
        found = self.subject(self.doc[verb])
        return found if found is not None and found.type is ActorType.PERSON else None

    def is_passive(self, verb: int) -> bool:
        """Whether a participle is a passive or stands in for a clause («sent by X»)."""
        token = self.doc[verb]
        return (
            token.dep_ in {"acl", "amod"}
            or any(c.dep_ == "auxpass" for c in token.children)
            or (verb > 0 and self.words[verb - 1] in {"was", "were", "been", "is", "be", "being"})
        )

    def person_among(self, children: Iterable[Token], deps: set[str]) -> Actor | None:
        """The person who plays one of these parts to a verb."""
        return next((self.person(c.i) for c in children if c.dep_ in deps), None)

    def start_of_mention(self, index: int) -> int:
        """Where the description begins that covers a token («the crown prince»)."""
        actors = self.meant.get(index)
        while index and actors and self.meant.get(index - 1) == actors:
            index -= 1
        return index

    def first_person_after(self, index: int) -> Actor | None:
        """The first person of the rest of the sentence who can be a subject."""
        end = self.doc[index - 1].sent.end
        for i in range(index, end):
            found = self.person(i)
            if found is not None and self.doc[i].dep_ in {"nsubj", "nsubjpass", "compound", "conj"}:
                return found
        return None

    def definite(self, office: Office) -> bool:
        """Whether the title speaks of one holder, so that a name beside it can be his."""
        return (
            office.article in {"the", "own"}
            or bool(office.of)
            or self.doc[office.core_start].text[0].isupper()
        )
