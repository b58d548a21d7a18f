"""Sentences that look as if they told of a contact and yielded nothing, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from extract.events import CONTACT, Lexicons, Told
from extract.page import Page
from extract.stance import stance_of
from ontology.facts import Gap

OFF_TOPIC = "no sentence pairs two actors with a word of negotiation"
UNREAL = "told only as a wish, a condition or a possibility"
UNSIDED = "who met whom was not found in the sentence's grammar"


def find_gaps(page: Page, tellings: Iterable[Told], lexicons: Lexicons) -> Iterator[Gap]:
    """Every sentence with two actors and a contact word from which no event came."""
    told = {telling.sentence.start for telling in tellings}
    words = _contact_words(lexicons)
    for sentence in page.doc.sents:
        actors = {actor for ref in page.within(sentence) for actor in ref.actors}
        trigger = next((t for t in sentence if t.lemma_.lower() in words), None)
        if sentence.start not in told and len(actors) > 1 and trigger is not None:
            yield _gap(page, sentence, trigger, lexicons)


def _contact_words(lexicons: Lexicons) -> frozenset[str]:
    frames = lexicons.frames
    verbs = (
        verb for f in frames.verb_frames if f.type in CONTACT and not f.nouns for verb in f.verbs
    )
    nouns = (noun for frame in frames.noun_frames if frame.type in CONTACT for noun in frame.nouns)
    return frozenset({*verbs, *nouns})


def _gap(page: Page, sentence: Span, trigger: Token, lexicons: Lexicons) -> Gap:
    where = page.evidence(sentence)
    thought = stance_of(trigger, lexicons.stances) is None
    return Gap(where.start, where.end, UNREAL if thought else UNSIDED, trigger.text)
