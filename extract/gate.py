"""Whether an article is worth parsing: some sentence pairs two actors with a word of negotiation.

Parsing costs most of the time, and most news is of other things. The gate looks at words alone,
and lets through whatever might hold a contact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.gazetteer import Gazetteer
from extract.lexicon import load_lexicon
from extract.parse import name_runs, sentence_starts
from extract.text import Kind
from extract.trie import plain_words
from ontology.registry import Registry

_ENOUGH = 2  # actors


class Gate:
    """Prepared once: the words that tell of negotiation, and who may act."""

    def __init__(self, nlp: Language, registry: Registry) -> None:
        lexicon = load_lexicon("gate")
        self._nlp = nlp
        self._gazetteer = Gazetteer(registry)
        self._telling = _Words(lexicon["telling"])
        self._weak = _Words(lexicon["weak"])
        self._actors = lexicon["actors"]["words"]

    def lets_through(self, text: str, starts: Iterable[int] = ()) -> bool:
        """Whether any sentence has a word of negotiation and two signs of actors.

        `starts` are offsets at which a sentence certainly begins.
        """
        doc = self._nlp.make_doc(text)
        telling = [one for one in _sentences(doc, set(starts)) if self._tells(one)]
        if not telling:
            return False
        signs = _Signs(doc, self._gazetteer)
        return any(self._pairs(sentence, signs) for sentence in telling)

    def _tells(self, sentence: Span) -> bool:
        words = {token.lower_ for token in sentence}
        return self._telling.any_of(words) or self._weak.any_of(words)

    def _pairs(self, sentence: Span, signs: _Signs) -> bool:
        words = {token.lower_ for token in sentence}
        known, strangers = signs.within(sentence)
        standing = not words.isdisjoint(self._actors)
        return known + standing + (strangers if self._telling.any_of(words) else 0) >= _ENOUGH


class _Signs:
    """Where a text names actors of the registry, and where capitals run on that name others."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        known = list(gazetteer.matches(doc, plain_words(doc)))
        taken = {i for start, end, _ in known for i in range(start, end)}
        self._known = [
            (start, entries[0].actor)
            for start, _, entries in known
            if entries[0].kind is not Kind.CITY
        ]
        runs = (range(run.start, run.end) for run in name_runs(doc))
        self._strangers = [run.start for run in runs if taken.isdisjoint(run)]

    def within(self, sentence: Span) -> tuple[int, int]:
        """How many known actors a sentence names, and how many strangers."""
        actors = {a for start, a in self._known if sentence.start <= start < sentence.end}
        others = sum(sentence.start <= start < sentence.end for start in self._strangers)
        return len(actors), others


class _Words:
    """Words in certain forms, or by how they begin."""

    def __init__(self, table: Mapping[str, frozenset[str]]) -> None:
        self._forms = table["forms"]
        self._beginnings = tuple(sorted(table["beginnings"]))

    def any_of(self, words: set[str]) -> bool:
        """Whether one of the words is meant."""
        known = not words.isdisjoint(self._forms)
        return known or any(word.startswith(self._beginnings) for word in words)


def _sentences(doc: Doc, begins: set[int]) -> Iterator[Span]:
    starts = sorted({0, *sentence_starts(doc, begins)})
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        yield doc[start:end]
