"""Who says so: statements, and the speaker on whose word an event rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from extract import syntax
from extract.page import Page
from ontology.facts import Actor

CLAUSES = {"ccomp", "xcomp", "parataxis"}
OPENING = {'"', "“", "”", "‘", "«", "''", "``"}


# The verb lists of `lexicons/speech.toml`.
SpeechLexicon = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Saying:
    """Somebody says something: the verb, who, and about whom."""

    verb: Token
    speakers: tuple[Actor, ...]
    about: tuple[Actor, ...]


@dataclass(frozen=True)
class Source:
    """On whose word an event rests: an actor, or the words for a source without a name."""

    speaker: Actor | None = None
    words: str | None = None


def find_sayings(page: Page, lexicon: SpeechLexicon) -> Iterator[Saying]:
    """Every telling of somebody's word, in text order."""
    for token in page.doc:
        if token.pos_ == "VERB" and _reports(token, lexicon) and not _unsaid(token):
            speakers = _actors(page, [t for t in syntax.subjects(token) if not _unnamed(page, t)])
            if speakers:
                yield Saying(token, speakers, _about(page, token, speakers))


def source_of(page: Page, trigger: Token, lexicon: SpeechLexicon) -> Source:
    """The speaker of the innermost reported clause that holds the trigger, if it is reported."""
    below = trigger
    for above in (trigger, *trigger.ancestors):
        reported = below.dep_ in CLAUSES and below != above and not _speaks_of_other(above, below)
        if above.lemma_ in lexicon["quoting"] and reported:
            return _source(page, syntax.subjects(above))
        said = _according_to(above, lexicon)
        if said:
            return _source(page, said)
        below = above
    return Source()


def _unnamed(page: Page, token: Token) -> bool:
    """«an Israeli official said» is the word of nobody in particular, and not Israel's."""
    ref = page.at(token)
    return ref is not None and ref.how == "official"


def _speaks_of_other(verb: Token, clause: Token) -> bool:
    """«There was none; both have denied it»: the verb has its own object, the clause is apart."""
    apart = any(t.text == ";" for t in verb.doc[clause.i : verb.i])
    return apart and any(child.dep_ == "dobj" for child in verb.children)


def _reports(verb: Token, lexicon: SpeechLexicon) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in lexicon["judging"]:
        return any(child.dep_ in {"oprd", "ccomp", "xcomp"} for child in verb.children)
    if lemma not in lexicon["say"]:
        return False
    return lemma not in lexicon["with_content"] or _has_content(verb)


def _has_content(verb: Token) -> bool:
    """Words said: a clause below, a quotation in the sentence, or «about» and somebody told."""
    if any(child.dep_ in {"ccomp", "parataxis", "dobj", "dative"} for child in verb.children):
        return True
    return any(token.text in OPENING for token in verb.sent)


def _unsaid(verb: Token) -> bool:
    return any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children) or (
        syntax.has_aux(verb, "would", "will", "could", "might", "may", "should", "must", "to")
    )


def _about(page: Page, verb: Token, speakers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Whom the words are about: «said of Putin», else the subject of what is said."""
    told = _actors(page, syntax.prepositional(verb, "of", "about"))
    for clause in syntax.children(verb, {"ccomp"}):
        told = told or _actors(page, syntax.surface_subjects(clause))
    return tuple(actor for actor in told if actor not in speakers)


def _actors(page: Page, tokens: list[Token]) -> tuple[Actor, ...]:
    found: dict[Actor, None] = {}
    for token in tokens:
        ref = page.at(token)
        found |= dict.fromkeys(ref.actors if ref else ())
    return tuple(found)


def _source(page: Page, tokens: list[Token]) -> Source:
    actors = _actors(page, tokens)
    if actors and any(ref.how != "group" for token in tokens if (ref := page.at(token))):
        return Source(speaker=actors[0])
    named = [token for token in tokens if token.pos_ in {"NOUN", "PROPN"}]
    if named:
        span = named[0].doc[named[0].left_edge.i : named[0].i + 1]
        return Source(speaker=None, words=span.text)
    return Source(speaker=actors[0]) if actors else Source()


def _according_to(token: Token, lexicon: SpeechLexicon) -> list[Token]:
    for child in token.children:
        if child.lemma_ in lexicon["sources"] or child.lower_ == "according":
            return syntax.prepositional(child, "to")
    return []
