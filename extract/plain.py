"""Machine-paraphrased text put back into plain English before it is parsed."""

from __future__ import annotations

from extract.page import View
from ontology.facts import Article
from ontology.registry import Registry


def plain_view(article: Article, registry: Registry) -> View:
    """The article's text as it is to be parsed, and how its offsets map to the article."""
    return View(article.text)
