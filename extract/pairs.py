"""Whom «the two», «both leaders» and «the parties» stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extract.knowledge import Knowledge
from extract.memory import Memory
from extract.page import Reference
from extract.text import Text
from ontology.facts import Actor, ActorType

_NEAR = 90  # tokens within which «the two» look for whom they mean


class Pairs:
    """Finds the group of a given size that was spoken of last."""

    def __init__(self, text: Text, memory: Memory, known: Knowledge) -> None:
        self.text = text
        self.doc = text.doc
        self.memory = memory
        self.known = known

    def pairs(self) -> Iterator[Reference]:
        """«the two spoke», «both agreed», «the pair»: pronouns of number."""
        for index in self.text.where("two", "both", "pair", "trio"):
            token, word = self.doc[index], self.text.words[index]
            if index in self.text.silent:
                continue
            start = token.i - (self.text.words[token.i - 1] in {"the", "these"})
            if not self._stands_alone(token.i, word, start):
                continue
            found = self.pair(
                start, 3 if word == "trio" else 2, lambda a: a.type is ActorType.PERSON
            )
            found = found or self.pair(start, 2, lambda a: a.type is not ActorType.PERSON)
            if found:
                yield Reference(start, token.i + 1, token.i, tuple(found), "group")

    def _stands_alone(self, index: int, word: str, start: int) -> bool:
        following = self.doc[index + 1] if index + 1 < len(self.doc) else None
        if following is None or following.pos_ in {"NOUN", "ADJ", "PROPN", "NUM", "DET", "PRON"}:
            return False
        if following.text == "of" or (word != "both" and start == index):
            return False
        if word == "both":
            return self.doc[index].dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "dative"}
        return True

    def pair(self, index: int, count: int, fits: Callable[[Actor], bool]) -> list[Actor]:
        """The last coordinated group of that size, else the only ones of the last sentences."""
        fitting = [
            m for m in self.memory.between(max(0, index - _NEAR), index) if all(map(fits, m.actors))
        ]
        for group in reversed(list(self._clusters(fitting))):
            if len(group) == count:
                return list(group)
        for back in (0, 1, 2):
            start = self.memory.sentences_back(index, back)
            actors = dict.fromkeys(a for m in fitting if m.start >= start for a in m.actors)
            if len(actors) == count:
                return list(actors)
            if len(actors) > count:
                return []
        return []

    def _clusters(self, mentions: Sequence[Reference]) -> Iterator[tuple[Actor, ...]]:
        """Mentions that only commas, «and», «with» and titles part."""
        group: dict[Actor, None] = {}
        end = None
        for mention in mentions:
            if end is not None and not self._joined(end, mention.start):
                if len(group) > 1:
                    yield tuple(group)
                group = {}
            group.update(dict.fromkeys(mention.actors))
            end = mention.end
        if len(group) > 1:
            yield tuple(group)

    def _joined(self, start: int, end: int) -> bool:
        if end < start or end - start > 8:
            return False
        words = [w for w in self.text.words[start:end] if w]
        joining = {
            "and",
            ",",
            "the",
            "with",
            "s",
            "of",
            "president",
            "minister",
            "prime",
            "foreign",
            "leader",
        }
        return ({"and", "with"} & set(words) != set() and set(words) <= joining) or (
            not words and start == end
        )

    def main_bodies(self, index: int, count: int) -> list[Actor]:
        """The bodies the article speaks of most, if they stand out."""
        counts: dict[Actor, int] = {}
        for mention in self.memory.mentions:
            for actor in mention.actors:
                body = self.known.home(actor)
                if body is not None:
                    counts[body] = counts.get(body, 0) + 1
        ranked = sorted(counts, key=lambda one: -counts[one])
        if len(ranked) < count or (
            len(ranked) > count and counts[ranked[count]] == counts[ranked[count - 1]]
        ):
            return []
        return ranked[:count]
