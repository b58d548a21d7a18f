"""Names looked up in a text: a prefix tree over words, blind to case, accents and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from spacy.tokens import Doc

from ontology.names import ascii_fold

Value = TypeVar("Value")

_PIECES = re.compile(r",|[^\s\-‐‑–—/,()\[\]\"“”«»;:]+")
_POSSESSIVE = re.compile(r"(?<=\w)(?=['’]s\b)")
# Marks that may stand inside a name; every other mark ends it.
_JOINERS = frozenset("-‐‑'’/")
_CLOCK = frozenset({"a.m.", "p.m.", "a.m", "p.m"})  # «P.M.» is no prime minister
_LONGEST = 24  # words; no name is longer


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word without case, accents and punctuation: `U.S.` is `us`, `Félix` is `felix`.

    A mark that may stand inside a name becomes empty, any other stays and so parts names.
    """
    letters = "".join(c for c in ascii_fold(word).lower() if c.isalnum())
    return letters or ("" if word in _JOINERS else word)


def words_of(name: str) -> tuple[str, ...]:
    """The plain words of a name, cut where the tokeniser would cut it."""
    pieces = _PIECES.findall(_POSSESSIVE.sub(" ", name))
    return tuple(word for piece in pieces if (word := plain(piece)))


def plain_words(doc: Doc) -> list[str]:
    """The plain form of every token."""
    return ["clock" if token.lower_ in _CLOCK else plain(token.text) for token in doc]


@dataclass(slots=True)
class _Node(Generic[Value]):
    children: dict[str, _Node[Value]] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)


class Trie(Generic[Value]):
    """Phrases by their plain words, each with the values it was added with."""

    def __init__(self) -> None:
        self._root: _Node[Value] = _Node()

    def add(self, phrase: str, value: Value) -> None:
        """Enter a phrase; the same phrase may carry several values."""
        node = self._root
        for word in words_of(phrase):
            node = node.children.setdefault(word, _Node())
        if node is not self._root and value not in node.values:
            node.values.append(value)

    def longest(self, words: list[str], start: int) -> tuple[int, tuple[Value, ...]] | None:
        """The end and the values of the longest phrase that starts at a word, if any."""
        if not words[start]:
            return None
        node, found = self._root, None
        for index in range(start, min(start + _LONGEST, len(words))):
            if not words[index]:
                continue
            following = node.children.get(words[index])
            if following is None:
                break
            node = following
            if node.values:
                found = (index + 1, tuple(node.values))
        return found

    def matches(self, words: list[str]) -> Iterator[tuple[int, int, tuple[Value, ...]]]:
        """Every longest phrase from left to right, none overlapping another."""
        index = 0
        while index < len(words):
            found = self.longest(words, index)
            if found:
                yield index, found[0], found[1]
            index = found[0] if found else index + 1
