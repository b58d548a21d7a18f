"""A parsed article as the search for names sees it: plain words, lines, and what to pass over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from spacy.tokens import Doc, Span

from extract.lexicon import load_lexicon
from extract.trie import plain, plain_words
from ontology.facts import Actor


class Kind(StrEnum):
    """What a name names; a seat is a place that may act for its country or body."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    SEAT = "seat"
    DEMONYM = "demonym"
    CITY = "city"


# What an office can be of.
BODIES = frozenset({Kind.COUNTRY, Kind.SEAT, Kind.DEMONYM, Kind.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class Spot:
    """Named words: token indices (end exclusive), whom they name, and how that was found."""

    start: int
    end: int
    kind: Kind
    actor: Actor
    how: str


@dataclass
class Text:
    """A parsed article with the plain form of its words and what is known of its layout.

    `items` are the first tokens of list items, whose marks the parse no longer shows.
    """

    doc: Doc
    items: frozenset[int] = frozenset()
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = plain_words(self.doc)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            places.setdefault(word, []).append(index)
        return places

    def where(self, *words: str) -> list[int]:
        """The tokens whose plain form is one of these words, in order."""
        return sorted(index for word in set(words) for index in self._places.get(word, ()))

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Token ranges between line breaks; blank tokens belong to none."""
        found, start = [], 0
        for token in self.doc:
            if "\n" in token.text:
                found.append((start, token.i))
                start = token.i + 1
        found.append((start, len(self.doc)))
        return [(a, b) for a, b in found if a < b]

    @cached_property
    def silent(self) -> frozenset[int]:
        """Tokens whose names are no actors: credits, bylines and datelines."""
        return frozenset(i for start, end in self.paragraphs for i in _silent(self.doc[start:end]))

    @cached_property
    def shouting(self) -> frozenset[int]:
        """Tokens of lines whose capitals tell nothing: headings in capitals, title-case lines."""
        return frozenset(
            i
            for a, b in self.paragraphs
            if a not in self.items and _shouts(self.doc[a:b])
            for i in range(a, b)
        )

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.doc[index].text[0].isupper()

    def before(self, index: int) -> int | None:
        """The nearest earlier token that is a word or a parting mark, if on the same line."""
        index -= 1
        while index >= 0 and not self.words[index]:
            index -= 1
        return index if index >= 0 and "\n" not in self.doc[index].text else None


def _shouts(line: Span) -> bool:
    words = [t for t in line if t.is_alpha]
    if len(words) < 2 or line[-1].text in {".", "”", '"'}:
        return False
    if all(t.text.isupper() for t in words):
        return len(words) > 1
    long_words = [t for t in words if len(t) > 3]
    return len(long_words) > 3 and sum(t.text[0].isupper() for t in long_words) > 0.8 * len(
        long_words
    )


def _silent(line: Span) -> Iterable[int]:
    """The tokens of a credit or byline, or of the dateline that opens a paragraph."""
    if _is_credit(line):
        return range(line.start, line.end)
    return range(line.start, line.start + _dateline_length(line))


def _is_credit(line: Span) -> bool:
    lexicon = load_lexicon("names")
    text = " ".join(word for token in line if (word := plain(token.text)))
    if any(text.startswith(start + " ") for start in lexicon["byline_starts"]) and len(line) < 25:
        return not any(token.tag_ in {"VBD", "VBZ", "VBP"} for token in line)
    if any(end in text for end in lexicon["byline_ends"]):
        return True
    marked = any(token.lower_ in lexicon["credit_marks"] or "/" in token.text for token in line)
    credited = any(plain(token.text) in lexicon["credit_words"] for token in line)
    return len(line) < 20 and line[-1].text != "." and marked and credited


def _is_dateline(line: Span) -> bool:
    """A line of place and date alone: «PRETORIA, South Africa, 2 November 2022»."""
    words = [t for t in line if t.is_alpha]
    dated = any(t.like_num for t in line) and all(t.text[0].isupper() for t in words)
    return len(line) < 12 and dated and bool(words) and line[0].text.isupper() and len(line[0]) > 2


def _dateline_length(line: Span) -> int:
    """How many tokens precede the dash or the agency that ends «GENEVA, June 3 (AFK) —»."""
    if _is_dateline(line):
        return len(line)
    head = line[:18]
    dash = next(
        (t for t in head if t.text in {"—", "–", "--", "-", ":"} and t.i > line.start), None
    )
    if dash is None or not line[0].text.isupper() or len(line[0]) < 3:
        return 0
    before = [t for t in head if t.i < dash.i and t.is_alpha]
    spaced = dash.i + 1 < len(line.doc) and bool(line.doc[dash.i - 1].whitespace_)
    plain_verb = any(t.pos_ == "VERB" and not t.text[0].isupper() for t in before)
    return dash.i - line.start if spaced and not plain_verb else 0
