"""Text made fit to be read: one form for characters and spaces, and blocks by their kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block of an article is."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    LIST_ITEM = "list-item"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is read as one: `text[start:end]`, never across a line break."""

    start: int
    end: int
    kind: Kind


def clean(text: str) -> str:
    """The text in NFC, with plain spaces, line feeds and no invisible characters."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = "\n".join(map(_printable, text.split("\n")))
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


# Control, format (zero-width and soft hyphens), lone surrogates: invisible, and no valid XML.
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def _printable(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(c for c in line if unicodedata.category(c) not in _UNPRINTABLE)


def blocks(text: str, title: str = "") -> list[Block]:
    """The blocks of a cleaned text, in order; with its title the headline is known for sure."""
    return list(_blocks(text, title))


def _blocks(text: str, title: str) -> Iterator[Block]:
    for line in re.finditer(r"[^\n]+", text):
        is_headline = line.start() == 0 and line.group() == title
        yield Block(line.start(), line.end(), Kind.HEADLINE if is_headline else Kind.PARAGRAPH)
