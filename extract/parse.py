"""Parsing with names held together.

The small English model stumbles over long and hyphenated names («Mohammed bin Abdulaziz
Al-Khulaifi»), and one such stumble spoils the whole sentence. So every run of name-like words is
shown to the parser as one word (its last), and the analysis is spread over the words again: the
last word carries the run's place in the tree, the others hang on it as compounds.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extract.lexicon import load_lexicon

HYPHENS = {"-", "‐", "‑"}


def parse(
    nlp: Language, texts: Sequence[tuple[str, Sequence[int]]], surnames: Container[str] = ()
) -> Iterator[Doc]:
    """Parsed documents for texts, each with the offsets at which a block, so a sentence, begins.

    `surnames` are capitalised words known to be names although they are English words too.
    """
    known = _Known(_english_words(nlp), surnames)
    begins = [set(starts) for _, starts in texts]
    plain = [nlp.make_doc(text) for text, _ in texts]
    shown = [list(_pieces(doc, name_runs(doc), known)) for doc in plain]
    held = list(map(_held_together, plain, shown, begins))
    for name in nlp.pipe_names:
        component: Any = nlp.get_pipe(name)
        held = list(component.pipe(held, batch_size=64))
    for doc, analysis, pieces in zip(plain, held, shown, strict=True):
        yield _mended(_spread(doc, analysis, pieces))


# Sentences are cut by their marks: the model cuts at unknown names, in the middle of a sentence.
_ENDS = {".", "!", "?", "…", "..."}
_CLOSING = {'"', "”", "’", "'", "''", ")", "]", "»"}
_OPENING = {'"', "“", "‘", "'", "``", "(", "[", "«", "-", "–", "—", "•"}


def sentence_starts(doc: Doc, begins: Container[int]) -> set[int]:
    """Tokens that begin a sentence; `begins` holds offsets that certainly do."""
    starts, ended = set(), True
    for token in doc:
        if token.idx in begins or (ended and _may_begin(token)):
            starts.add(token.i)
        ended = token.text in _ENDS or (ended and token.text in _CLOSING)
    return starts


def _may_begin(token: Token) -> bool:
    first = token.text[:1]
    return first.isupper() or first.isdigit() or (token.text in _OPENING and _opens_quote(token))


def _opens_quote(token: Token) -> bool:
    """A mark with a space before it and none after it opens; the other way round it closes."""
    return token.i == 0 or bool(token.doc[token.i - 1].whitespace_) or not token.whitespace_


# ── Runs of name-like words ──────────────────────────────────────────────────────────────────────


def name_runs(doc: Doc) -> Iterator[Span]:
    """Two or more neighbouring words that look like one name, with or without a title before it."""
    for line in _lines(doc):
        if not _shouts(line):
            yield from _runs(line)


def _lines(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if "\n" in token.text:
            yield doc[start : token.i]
            start = token.i + 1
    yield doc[start:]


def _shouts(line: Span) -> bool:
    """Headings and headlines whose capitals say nothing of names."""
    words = [token for token in line if token.is_alpha and len(token) > 3]
    if any(token.text in _ENDS for token in line[-2:]):
        return False  # a sentence full of names, such as a caption
    return len(words) > 3 and sum(map(_capital, words)) > 0.7 * len(words)


def _runs(line: Span) -> Iterator[Span]:
    doc, start = line.doc, line.start
    while start < line.end:
        end = _run_end(doc, start, line.end) if _opens(doc[start]) else start
        if end - start > 1:
            yield doc[start:end]
        start = max(end, start + 1)


def _opens(token: Token) -> bool:
    return _capital(token) and not _common_opening(token)


def _run_end(doc: Doc, start: int, limit: int) -> int:
    """Where a run ends: after its last capitalised word; particles and hyphens only within."""
    end = index = start + 1
    while index < limit:
        token = doc[index]
        if _capital(token) and not _calendar(token):
            end = index = index + 1
        elif _joins(doc, index, start):
            index += 1
        elif _given_name(doc, index, start):
            end = index = index + 1
        else:
            break
    return end


def _joins(doc: Doc, index: int, start: int) -> bool:
    token = doc[index]
    touching = not doc[index - 1].whitespace_
    if token.text in HYPHENS and touching and not token.whitespace_:
        return True
    lower = token.lower_
    if lower in load_lexicon("names")["particles"]:
        return bool(token.whitespace_) or touching
    return lower == "of" and doc[index - 1].lower_ in load_lexicon("roles")["heads"]


def _given_name(doc: Doc, index: int, start: int) -> bool:
    """«Moon Jae-in»: a short word in small letters behind a hyphen, in a name of three parts."""
    token = doc[index]
    hyphened = index - start >= 3 and doc[index - 1].text in HYPHENS
    compounds = load_lexicon("parse")["compounds"]["endings"]
    return hyphened and token.is_alpha and len(token) <= 5 and token.lower_ not in compounds


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and any(c.isalpha() for c in token.text)


def _calendar(token: Token) -> bool:
    return token.lower_.rstrip(".") in load_lexicon("names")["calendar"]


def _common_opening(token: Token) -> bool:
    """«The», «When», «Monday»: capitalised for another reason than being a name."""
    if token.is_stop or _calendar(token) or token.lower_ in {"mr", "mrs", "ms"}:
        return True
    begins = token.i == 0 or "\n" in token.nbor(-1).text or token.nbor(-1).text in _ENDS
    return begins and token.lower_.endswith(("ing", "ed", "ly"))  # «Accompanying Witkoff …»


# ── Held together and spread again ───────────────────────────────────────────────────────────────


@lru_cache(maxsize=4)
def _english_words(nlp: Language) -> frozenset[str]:
    """The words the model's lemmatiser has a table for: English as far as the model knows it."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    lookups = lemmatizer.lookups
    index, exceptions = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    return frozenset(
        word for table in (index, exceptions) for words in table.values() for word in words
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word as the parser is shown it, and the first and last token it stands for.

    `added` pieces stand for no token of their own; their place in the tree is the word's before.
    `trail` tokens after `last` are not shown to the parser and hang on it.
    """

    word: str
    first: int
    last: int
    added: bool = False
    trail: int = 0


def _pieces(doc: Doc, runs: Iterable[Span], known: _Known) -> Iterator[_Piece]:
    ends = {run.start: run.end for run in runs}
    index = 0
    while index < len(doc):
        end = ends.get(index, index + 1)
        trail = _position_length(doc, end)
        shown = _shown(doc[end - 1], known, in_run=end - index > 1)
        yield _Piece(shown, index, end - 1, trail=trail)
        if _calendar(doc[end - 1]) and end < len(doc) and _opens(doc[end]):
            # «on Friday Smith met»: without a comma day and name are taken for one.
            yield _Piece(",", end - 1, end - 1, added=True)
        index = end + trail


def _position_length(doc: Doc, index: int) -> int:
    """How many tokens say where in a picture somebody is: «, left,», «(L)», «, far right,»."""
    if index >= len(doc) or doc[index].text not in _POSITION_MARKS:
        return 0
    closing = _POSITION_MARKS[doc[index].text]
    words = load_lexicon("parse")["positions"]["words"]
    end = index + 1
    while end < min(len(doc), index + _POSITION_LONGEST) and doc[end].text in words:
        end += 1
    closed = end < len(doc) and doc[end].text == closing
    return end + 1 - index if closed and end > index + 1 else 0


_POSITION_MARKS = {",": ",", "(": ")"}
_POSITION_LONGEST = 6  # tokens


def _held_together(doc: Doc, pieces: Sequence[_Piece], begins: Container[int]) -> Doc:
    words = [piece.word for piece in pieces]
    spaces = [bool(doc[piece.last].whitespace_) for piece in pieces]
    starts = sentence_starts(doc, begins)
    first: list[bool | int | None] = [not piece.added and piece.first in starts for piece in pieces]
    return Doc(doc.vocab, words=words, spaces=spaces, sent_starts=first)


def _shown(token: Token, known: _Known, *, in_run: bool = False) -> str:
    """The word itself, or a common one of the same form where the model would take it wrongly.

    A surname it never saw («Nduhungirehe said») may pass for an adverb; any common one does not.
    """
    if _capital(token) and token.is_alpha and not token.is_upper and known.as_name(token):
        return _COMMON_NAME
    if token.text.islower() and token.i and token.nbor(-1).text in HYPHENS and in_run:
        return _COMMON_NAME
    if token.text == "," and _joins_names(token):
        return "and"
    stand_in = _stand_in(token)
    return stand_in.split()[0] if stand_in else token.text


def _stand_in(token: Token) -> str | None:
    lexicon = load_lexicon("parse")
    found: str | None = lexicon["stand_ins"].get(token.text)
    behind_name = token.i > 0 and _capital(token.nbor(-1)) and not _calendar(token.nbor(-1))
    return found or (lexicon["after_names"].get(token.text) if behind_name else None)


_COMMON_NAME = "Smith"


@dataclass(frozen=True, slots=True)
class _Known:
    """What tells a name from a capitalised word of the language."""

    english: frozenset[str]
    surnames: Container[str]

    def as_name(self, token: Token) -> bool:
        """Whether a capitalised word is a name: listed as one, or no word of the language."""
        if _calendar(token) or token.is_stop:
            return False
        return token.text in self.surnames or not self._is_english(token.lower_)

    def _is_english(self, word: str) -> bool:
        """Whether a word, or what is left without a common ending, is in the word list."""
        cut = [word[:-1], word[:-2], word[:-3], word[:-1] + "e", word[:-2] + "e", word[:-3] + "y"]
        return any(stem in self.english for stem in [word, *cut])


def _joins_names(comma: Token) -> bool:
    """«Macron, Putin speak by phone»: headlines put a comma for «and» between two subjects."""
    doc, i = comma.doc, comma.i
    line_start = i == 1 or (i > 1 and "\n" in doc[i - 2].text)
    if not line_start or i + 2 >= len(doc) or not _capital(doc[i + 1]):
        return False
    return _capital(doc[i - 1]) and doc[i + 2].text.islower() and doc[i + 2].text != "of"


def _lemma(token: Token, analysed: Token, piece: _Piece) -> str:
    stand_in = _stand_in(token)
    if stand_in:
        return stand_in.split()[1]
    is_name = piece.first < piece.last or piece.word == _COMMON_NAME
    return token.text if is_name else analysed.lemma_


def _spread(doc: Doc, analysis: Doc, pieces: Sequence[_Piece]) -> Doc:
    """The analysis of the pieces, told of the words themselves."""
    columns: dict[str, list[str | int]] = {key: [] for key in _COLUMNS}
    for piece, token in zip(pieces, analysis, strict=True):
        if piece.added:
            continue
        for index in range(piece.first, piece.last):
            _append(columns, "NNP", "PROPN", "", doc[index].text, piece.last, "compound")
        lemma = _lemma(doc[piece.last], token, piece)
        head = pieces[token.head.i].last
        _append(columns, token.tag_, token.pos_, str(token.morph), lemma, head, token.dep_)
        for hidden in doc[piece.last + 1 : piece.last + 1 + piece.trail]:
            _append(columns, "-LRB-", "PUNCT", "", hidden.text, piece.last, "punct")
    words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
    return Doc(doc.vocab, words=words, spaces=spaces, **columns)  # type: ignore[arg-type]


def _mended(doc: Doc) -> Doc:
    """«on Friday, A received B»: A hung on the day is the subject that the verb lacks."""
    for token in doc:
        if token.dep_ in {"appos", "conj"} and _calendar(token.head) and token.pos_ == "PROPN":
            verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
            if verb is not None and verb.i > token.i and not _has_subject(verb):
                _move_participles(token.head, token)
                token.head, token.dep_ = verb, "nsubj"
    return doc


def _move_participles(day: Token, name: Token) -> None:
    """«on Friday A, flanked by B, …»: what is said of A was hung on the day as well."""
    for child in list(day.children):
        if child.dep_ in {"acl", "relcl"} and child.i > name.i:
            child.head = name


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "csubj"} for child in verb.children)


_COLUMNS = ("tags", "pos", "morphs", "lemmas", "heads", "deps")


def _append(columns: dict[str, list[str | int]], *values: str | int) -> None:
    for key, value in zip(_COLUMNS, values, strict=True):
        columns[key].append(value)
