"""Reads single sentences for the tests of who is who."""

import datetime as dt
from functools import lru_cache

from extract.cast import Cast
from extract.page import Page
from extract.reader import Reader
from ontology.facts import Article, Tenure, Tie

PUBLISHED = dt.date(2025, 10, 22)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """One reader for all tests of a process: loading it takes seconds."""
    return Reader.load()


def read(text: str, title: str = "") -> tuple[Page, Cast]:
    """The page and the cast of a text published on 22 October 2025."""
    return reader()._page(Article("t", text, title=title, published=PUBLISHED))


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
