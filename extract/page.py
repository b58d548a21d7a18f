"""One article as it is being read: its text parsed, and who is meant where."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from ontology.facts import Actor, Article, Evidence


@dataclass(frozen=True, slots=True)
class View:
    """The text that is parsed, and how its offsets map to the article's own text.

    The two differ where odd wording was put back into plain English before parsing. `cuts`
    lists, in order, pairs (offset in `text`, offset in the article) at which a stretch begins;
    within a stretch copied unchanged offsets run in step. A view without cuts is the article.
    """

    text: str
    cuts: tuple[tuple[int, int], ...] = ((0, 0),)

    def original(self, offset: int, *, end: bool = False) -> int:
        """The article's offset for an offset of this text; `end` for an exclusive end.

        Inside a replaced stretch the start maps to its start and the end to its end, so that
        a quote never begins or ends within words that were replaced.
        """
        index = bisect.bisect_right(self.cuts, (offset, float("inf"))) - 1
        if end and index and self.cuts[index][0] == offset:
            return self.cuts[index][1]
        here, there = self.cuts[index]
        following = self.cuts[index + 1] if index + 1 < len(self.cuts) else None
        if following is None or following[0] - here == following[1] - there:
            return there + offset - here
        return following[1] if end else there

    def part(self, start: int, end: int) -> View:
        """The view of a stretch of the article alone, with offsets that count from `start`.

        Boundaries within replaced words are taken to the beginning of those words.
        """
        first, last = self._here(start), self._here(end)
        cuts = [(h - first, t - start) for h, t in self.cuts if first < h < last]
        return View(self.text[first:last], ((0, 0), *cuts))

    def _here(self, offset: int) -> int:
        """The offset in this text of an offset of the article."""
        index = bisect.bisect_right(self.cuts, offset, key=lambda cut: cut[1]) - 1
        here, there = self.cuts[index]
        following = self.cuts[index + 1] if index + 1 < len(self.cuts) else None
        copied = following is None or following[0] - here == following[1] - there
        return here + offset - there if copied else here

    @classmethod
    def of_parts(cls, parts: Iterable[tuple[int, View]], gap: str = "\n\n") -> View:
        """One view of several parts of an article, each given with its offset there.

        Between two parts stands `gap`; whatever the article has there is left out.
        """
        text, cuts = "", []
        for start, part in parts:
            text += gap if text else ""
            cuts += [(len(text) + here, start + there) for here, there in part.cuts]
            text += part.text
            # The gap is a stretch of its own, or the part would not run in step with the article.
            cuts.append((len(text), start + part.original(len(part.text), end=True)))
        return cls(text, tuple(cuts) or ((0, 0),))

    def __post_init__(self) -> None:
        assert all(a <= b for a, b in pairwise(self.cuts)), "cuts must run forwards"


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for one actor or, in the plural, for several.

    `start`, `end` and `head` are token indices (end exclusive); `how` names the step that
    resolved the words: name, surname, acronym, demonym, seat, title, pronoun, group …
    """

    start: int
    end: int
    head: int
    actors: tuple[Actor, ...]
    how: str


@dataclass
class Page:
    """An article, its parse and the references in it; references never overlap."""

    article: Article
    doc: Doc
    view: View
    references: tuple[Reference, ...] = field(default=())

    @cached_property
    def _by_token(self) -> dict[int, Reference]:
        return {i: ref for ref in self.references for i in range(ref.start, ref.end)}

    def at(self, token: Token | int) -> Reference | None:
        """The reference that covers a token, if any."""
        return self._by_token.get(token if isinstance(token, int) else token.i)

    def within(self, span: Span) -> Iterator[Reference]:
        """The references that lie in a span, in order."""
        for ref in self.references:
            if span.start <= ref.start and ref.end <= span.end:
                yield ref

    def evidence(self, span: Span) -> Evidence:
        """The article's own words for a span of the parse."""
        start = self.view.original(span.start_char)
        end = self.view.original(span.end_char, end=True)
        return Evidence(start, end, self.article.text[start:end])
