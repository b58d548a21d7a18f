"""Succession: «X was succeeded by Y», «X's predecessor, Y», «X took over from Y»."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extract.lexicon import load_lexicon
from extract.text import Spot
from extract.vicinity import Bond, Vicinity
from ontology.facts import Actor, ActorType


class SuccessionFinder:
    """Who came after whom."""

    def __init__(self, near: Vicinity) -> None:
        self.near = near
        self.doc = near.doc
        self.words = near.words
        self.lexicon = load_lexicon("ties")

    def bonds(self) -> Iterator[Bond]:
        """Succeeds: by verb, by noun, by taking over."""
        for index in self.near.text.where(*self.lexicon["succession"]["verbs"]):
            if self.doc[index].pos_ == "VERB":
                yield from self._succeeding(self.doc[index])
        for index in self.near.text.where("successor", "predecessor"):
            yield from self._successor_noun(self.doc[index])
        for index in self.near.text.where("from"):
            if self.words[index - 1] == "over":
                yield from self._taking_over(index)
            elif "over" in self.words[max(0, index - 9) : index]:
                yield from self._taking_over_as(index)

    def _succeeding(self, verb: Token) -> Iterator[Bond]:
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        planned = any(
            c.lower_ in {"will", "would", "could", "may", "not", "might", "to"}
            for c in verb.children
        )
        subject = self.near.passive_subject(verb.i) if passive else self.near.subject(verb)
        if subject is None or planned or subject.type is not ActorType.PERSON:
            return
        if passive:
            other = self._agent(verb)
            if other is not None:
                yield Bond(other, "successorOf", subject, "succeeds", verb.i)
            return
        other = next((self.near.at(c.i) for c in verb.children if c.dep_ == "dobj"), None)
        if other is not None and other.type is ActorType.PERSON:
            yield Bond(subject, "successorOf", other, "succeeds", verb.i)

    def _agent(self, verb: Token) -> Actor | None:
        """The name after «by», past «his eldest son,»."""
        end = verb.sent.end
        by = next(
            (i for i in range(verb.i + 1, min(verb.i + 18, end)) if self.words[i] == "by"), end
        )
        named = (self.near.person_at.get(i) for i in range(by + 1, min(by + 8, end)))
        return next((spot.actor for spot in named if spot is not None), None)

    def _successor_noun(self, token: Token) -> Iterator[Bond]:
        if self.words[token.i + 1 : token.i + 2] == ["of"]:
            yield from self._successor_of(token)
            return
        owner = next(iter(self.near.possessor(token.i)), None)
        spot = self._person_after_as(token.i + 1)
        if owner is None or spot is None or owner.type is not ActorType.PERSON:
            return
        pair = (spot.actor, owner) if token.lower_ == "successor" else (owner, spot.actor)
        yield Bond(pair[0], "successorOf", pair[1], "succeeds", token.i)

    def _successor_of(self, token: Token) -> Iterator[Bond]:
        """«X, the son and successor of Y», «X, successor of Y»."""
        other = self.near.person_after(token.i + 2)
        mark = token.i - 1
        while mark > 0 and self.doc[mark].text != "," and self.doc[mark].pos_ != "VERB":
            mark -= 1
        one = self.near.person_end.get(mark)
        if one is None or other is None or token.i - mark > 6:
            return
        pair = (one.actor, other.actor)
        first, second = pair if token.lower_ == "successor" else pair[::-1]
        yield Bond(first, "successorOf", second, "succeeds", token.i)

    def _person_after_as(self, index: int) -> Spot | None:
        """The name after a comma or right away, past «as secretary of state»."""
        end = self.doc[index - 1].sent.end
        if self.words[index : index + 1] == ["as"]:
            index = next(
                (i for i in range(index, min(index + 8, end)) if self.doc[i].text == ","), end
            )
        if index < end and self.doc[index].text == ",":
            index += 1
        return self.near.person_after(index) if index < end else None

    def _taking_over_as(self, index: int) -> Iterator[Bond]:
        """«X took over as acting prime minister from Y»."""
        over = next(i for i in range(index - 1, 0, -1) if self.words[i] == "over")
        taken = self.words[over - 1] in {"took", "takes", "taken", "taking"}
        taken = taken and self.words[over + 1] == "as"
        person, holder = self.near.person_after(index + 1), self.near.leader_before(over - 1)
        if taken and person is not None and holder is not None and holder.type is ActorType.PERSON:
            yield Bond(holder, "successorOf", person.actor, "succeeds", index)

    def _taking_over(self, index: int) -> Iterator[Bond]:
        """«Rubio, who took over from Blinken»."""
        verb = index - 2
        person = self.near.person_after(index + 1)
        holder = self.near.leader_before(verb)
        if person is not None and holder is not None and holder.type is ActorType.PERSON:
            yield Bond(holder, "successorOf", person.actor, "succeeds", index)
