"""Phrases of a body's people: «Russian officials», «the Hamas delegation», «both sides»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.memory import Description, Memory
from extract.pairs import Pairs
from extract.phrases import Office
from extract.text import Text
from ontology.facts import Actor, ActorType


class Collectives:
    """Resolves the collective phrases of one text, in text order."""

    def __init__(self, text: Text, memory: Memory, pairs: Pairs, known: Knowledge) -> None:
        self.text = text
        self.doc = text.doc
        self.memory = memory
        self.pairs = pairs
        self.known = known
        self.lexicon = load_lexicon("resolve")
        self._defined: dict[str, Sequence[Actor]] = {}

    def resolve(self, phrases: Sequence[Office]) -> Iterator[Description]:
        """«Russian officials», «the Hamas delegation», «the government», «both sides»."""
        for phrase in phrases:
            actors, how = self._collective(phrase)
            if actors:
                self.memory.remember(phrase, actors, how)
                yield Description(phrase, tuple(dict.fromkeys(actors)), how)

    def _collective(self, phrase: Office) -> tuple[Sequence[Actor], str]:
        word = self.text.words[phrase.head]
        if phrase.of:
            return phrase.of if self._stands_for(phrase) else (), "collective"
        if phrase.owner is not None:
            if word in self.lexicon["groups"]["organisation"] | self.lexicon["pairs"]["people"]:
                return (), ""
            owners = self.known.owners(phrase.owner)
            return [b for b in (self.known.home(o) for o in owners) if b is not None], "collective"
        if phrase.number or word in {"sides", "parties"}:
            return self._pair_of(phrase, word), "group"
        if (phrase.article == "the" and not phrase.plural) or word in self.lexicon["groups"][
            "armed"
        ]:
            body = self.known.groups.group(word, phrase.start) if phrase.article == "the" else None
            return (
                ((body,), "description")
                if body is not None and self._actable(phrase, word)
                else ((), "")
            )
        return (), ""

    def _stands_for(self, phrase: Office) -> bool:
        """«the M23 rebels» are M23, «the Congolese rebels» are not their country."""
        word = self.text.words[phrase.head]
        groups = self.lexicon["groups"]["organisation"] | self.lexicon["groups"]["armed"]
        return word not in groups or all(a.type is ActorType.ORGANIZATION for a in phrase.of)

    def _actable(self, phrase: Office, word: str) -> bool:
        """«the country» acts where it is a subject; elsewhere it is a place."""
        if word not in {"country", "nation", "state", "kingdom", "republic"}:
            return True
        return self.doc[phrase.head].dep_ in {"nsubj", "nsubjpass", "agent"}

    def _pair_of(self, phrase: Office, word: str) -> Sequence[Actor]:
        """As `_sought_pair`; a capitalised group («the Parties») keeps its meaning throughout."""
        defined = self.doc[phrase.head].text
        if defined in self._defined:
            return self._defined[defined]
        found = self._sought_pair(phrase, word)
        if found and defined[0].isupper() and not self.doc[phrase.head].is_sent_start:
            self._defined[defined] = found
        return found

    def _sought_pair(self, phrase: Office, word: str) -> Sequence[Actor]:
        count = phrase.number or 2
        if word in self.lexicon["pairs"]["bodies"]:
            found = self.pairs.pair(phrase.start, count, lambda a: a.type is not ActorType.PERSON)
            return found or self.pairs.main_bodies(phrase.start, count)
        if word in self.lexicon["pairs"]["people"]:
            return self.pairs.pair(phrase.start, count, lambda a: a.type is ActorType.PERSON)
        return ()
