"""What has been spoken of so far, in text order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.page import Reference
from extract.phrases import Office
from extract.text import Text
from ontology.facts import Actor


@dataclass(frozen=True, slots=True)
class Description:
    """Words resolved without a name: whom they stand for and by which step."""

    office: Office
    actors: tuple[Actor, ...]
    how: str


class Memory:
    """The mentions of a text, added to as descriptions are resolved."""

    def __init__(self, text: Text, mentions: Iterable[Reference]) -> None:
        self.doc = text.doc
        self.mentions = sorted(mentions, key=lambda m: m.start)

    def remember(self, office: Office, actors: Sequence[Actor], how: str) -> None:
        """Note whom a phrase stands for; mentions within it give way."""
        self.mentions = [m for m in self.mentions if not office.start <= m.start < office.end]
        self.mentions.append(Reference(office.start, office.end, office.head, tuple(actors), how))
        self.mentions.sort(key=lambda m: m.start)

    def between(self, start: int, end: int) -> list[Reference]:
        """The mentions that lie between two tokens."""
        return [m for m in self.mentions if start <= m.start and m.end <= end]

    def sentences_back(self, index: int, count: int) -> int:
        """The start of the sentence that many before the one of a token."""
        start = self.doc[index].sent.start
        for _ in range(count):
            if start == 0:
                break
            start = self.doc[start - 1].sent.start
        return start
