"""What of a text is named so far: the state of the search for names."""

from __future__ import annotations

import datetime as dt

from extract.gazetteer import Gazetteer
from extract.lexicon import load_lexicon
from extract.offices import Core, OfficeWords
from extract.text import Kind, Spot, Text
from ontology.facts import Actor

Words = tuple[str, ...]


class Board:
    """One text while its names are searched; nothing of it outlives the article.

    `taken` marks the tokens that are spoken for, `title` those of office titles. `people` and
    `bodies` are the names found so far by their words, `shorts` the short names of the registry
    that occur, `acronyms` the initials the text explains.
    """

    def __init__(
        self, text: Text, gazetteer: Gazetteer, offices: OfficeWords, published: dt.date | None
    ) -> None:
        self.text = text
        self.doc = text.doc
        self.words = text.words
        self.gazetteer = gazetteer
        self.offices = offices
        self.published = published
        self.lexicon = load_lexicon("names")
        self.taken = [i in text.silent for i in range(len(self.words))]
        self.cores: list[Core] = []
        self.title: set[int] = set()
        self.spots: list[Spot] = []
        self.people: dict[Words, Actor] = {}
        self.bodies: dict[Words, Actor] = {}
        self.shorts: dict[Words, Actor] = {}
        self.acronyms: dict[str, Actor] = {}

    def find_titles(self) -> None:
        """Look for office titles outside the names known so far."""
        capital = [token.text[0].isupper() for token in self.doc]
        self.cores = self.offices.cores(self.words, self.taken, capital)
        self.title = {i for core in self.cores for i in range(core.start, core.end)}

    def take(self, start: int, end: int, kind: Kind, actor: Actor, how: str) -> None:
        """Note a name; its tokens are spoken for from now on."""
        self.spots.append(Spot(start, end, kind, actor, how))
        self.taken[start:end] = [True] * (end - start)
        words = tuple(w for w in self.words[start:end] if w)
        if kind is Kind.PERSON and how in {"name", "new name"}:
            self.people[words] = actor
        if kind is Kind.ORGANIZATION and how == "name":
            self.bodies[words] = actor

    def capital_word(self, index: int) -> bool:
        """Whether a token is a word with a capital letter."""
        return self.doc[index].text[0].isupper() and bool(self.words[index])

    def written(self, start: int, end: int) -> str:
        """The words as the text has them."""
        return self.doc[start:end].text.strip()
