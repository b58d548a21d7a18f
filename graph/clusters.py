"""Clusters of near copies, now and once the pending articles are written.

A cluster is a connected component of `nearCopyOf`: whatever is joined by a chain of near copies
counts as one independent report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from graph.draft import BAND, NEAR, Draft
from graph.lore import Told, value_of
from graph.near import bands, near
from graph.terms import INDEX, VIEW, node, text
from ontology.vocabulary import article_iri, id_of

_WINDOW = 14  # days; a copy that appears later is news again


class Clusters:
    """The near copies among the articles of a draft."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._pairs: dict[str, set[str]] = {}
        for left, right in self._find_pairs():
            self._pairs.setdefault(left, set()).add(right)
            self._pairs.setdefault(right, set()).add(left)

    def now(self, article: str) -> frozenset[str]:
        """The cluster of an article as stored."""
        return _reach(article, self._stored)

    def then(self, article: str) -> frozenset[str]:
        """The cluster of an article as it will be."""
        return _reach(article, self._coming)

    def count(self, articles: Iterable[str]) -> int:
        """How many independent reports these articles will be."""
        left, found = set(articles), 0
        while left:
            left -= self.then(next(iter(left)))
            found += 1
        return found

    def quads_now(self) -> Iterator[ox.Quad]:
        """What view and index hold on the changed articles."""
        for id_ in self._draft.old:
            yield from self._draft.index(article_iri(id_), BAND, None)
            for other in self._stored(id_):
                yield from _both(id_, other)

    def quads_then(self) -> Iterator[ox.Quad]:
        """What they shall hold on them."""
        for id_, keys in self._bands.items():
            for key in keys:
                yield ox.Quad(node(article_iri(id_)), node(BAND), text(key), node(INDEX))
        for id_, others in self._pairs.items():
            for other in others:
                yield from _both(id_, other)

    @cached_property
    def _bands(self) -> dict[str, frozenset[str]]:
        return {id_: bands(told.text) for id_, told in self._draft.new.items()}

    def _stored(self, article: str) -> set[str]:
        return {id_of(iri) for iri in self._draft.pointing_to(article_iri(article), NEAR)}

    def _coming(self, article: str) -> set[str]:
        pairs = self._pairs.get(article, set())
        if article in self._draft.new:
            return pairs
        stored = self._stored(article)
        return {other for other in stored if not self._draft.changes(other)} | pairs

    def _find_pairs(self) -> Iterator[tuple[str, str]]:
        for id_, told in self._draft.new.items():
            for other in self._candidates(id_):
                if self._near(told, other):
                    yield id_, other

    def _candidates(self, article: str) -> list[str]:
        """Articles that share a band, among the stored and the pending ones."""
        keys = self._bands[article]
        pending = (id_ for id_, others in self._bands.items() if not keys.isdisjoint(others))
        stored = (
            id_of(value_of(quad.subject))
            for key in keys
            for quad in self._draft.index(None, BAND, text(key))
        )
        known = (id_ for id_ in stored if not self._draft.changes(id_))
        return sorted({*known, *pending} - {article})

    def _near(self, told: Told, other: str) -> bool:
        dates = told.published, self._draft.published(other)
        return _close(*dates) and near(told.text, self._draft.text(other))


def _reach(start: str, neighbours: Callable[[str], set[str]]) -> frozenset[str]:
    seen, todo = {start}, [start]
    while todo:
        fresh = neighbours(todo.pop()) - seen
        seen |= fresh
        todo += fresh
    return frozenset(seen)


def _both(left: str, right: str) -> Iterator[ox.Quad]:
    one, other = node(article_iri(left)), node(article_iri(right))
    yield ox.Quad(one, node(NEAR), other, VIEW)
    yield ox.Quad(other, node(NEAR), one, VIEW)


def _close(one: str, other: str) -> bool:
    """Whether two articles appeared within the window; undated ones may have."""
    if not one or not other:
        return True
    apart = dt.date.fromisoformat(one) - dt.date.fromisoformat(other)
    return abs(apart.days) <= _WINDOW
