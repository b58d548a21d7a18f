"""Whether an article is worth parsing: some sentence pairs two actors with a word of negotiation.

Parsing costs most of the time, and most news is of other things. The gate looks at words alone,
and lets through whatever might hold a contact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
        self._forms = lexicon["telling"]["forms"]
        self._beginnings = tuple(sorted(lexicon["telling"]["beginnings"]))
        self._actors = lexicon["actors"]["words"]

    def lets_through(self, text: str, starts: Iterable[int] = ()) -> bool:
        """Whether any sentence has a word of negotiation and two signs of actors.

        `starts` are offsets at which a sentence certainly begins.
        """
        doc = self._nlp.make_doc(text)
        return any(self._pairs(sentence) for sentence in _sentences(doc, set(starts)))

    def _pairs(self, sentence: Span) -> bool:
        words = {token.lower_ for token in sentence}
        tells = not words.isdisjoint(self._forms) or any(
            word.startswith(self._beginnings) for word in words
        )
        return tells and self._signs(sentence.as_doc(), words) >= _ENOUGH

    def _signs(self, sentence: Doc, words: set[str]) -> int:
        """How many actors a sentence shows: known names, runs of capitals, a word for one."""
        known = list(self._gazetteer.matches(sentence, plain_words(sentence)))
        taken = {i for start, end, _ in known for i in range(start, end)}
        first = (entries[0] for *_, entries in known)
        actors = {entry.actor for entry in first if entry.kind is not Kind.CITY}
        runs = sum(taken.isdisjoint(range(run.start, run.end)) for run in name_runs(sentence))
        return len(actors) + runs + (not words.isdisjoint(self._actors))


def _sentences(doc: Doc, begins: set[int]) -> Iterator[Span]:
    starts = sorted({0, *sentence_starts(doc, begins)})
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        yield doc[start:end]
