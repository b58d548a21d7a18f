"""Which ids of facts lead to one fact of the view.

Two articles tell the same fact under one id, under ids that become one once their actors go by
their chosen ids, or under ids judged to be the same. An id tells of its `key`, the id with chosen
actors; the index holds that link where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox

from graph.draft import TELLS_OF, Draft
from graph.identity import Identity
from graph.lore import value_of
from graph.terms import INDEX, REPLACED_BY, node
from ontology.vocabulary import fact_iri, id_of


class Components:
    """Facts and their ids, as a draft and the judgements will have them."""

    def __init__(self, draft: Draft, identity: Identity, stale: frozenset[str]) -> None:
        self._draft = draft
        self._identity = identity
        self._stale = stale
        # Without any judgement, now or before, every id stands for itself: no need to look.
        self._seen: dict[str, set[str]] = {}
        self.merging = bool(identity.judgements.groups or stale)

    def groups(self, ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """The groups that these ids and all they were merged with belong to, by chosen id."""
        todo, seen = list(ids), set[str]()
        found: dict[str, frozenset[str]] = {}
        while todo:
            id_ = todo.pop()
            if id_ not in seen:
                group = self._group(id_)
                seen |= group
                found[self._chosen(group)] = group
                todo += self._formerly_with(group)
        return found

    def shown_as(self, groups: Mapping[str, frozenset[str]]) -> set[str]:
        """The ids under which the view has the facts of these groups now."""
        found = set[str]()
        for group in groups.values():
            for id_ in group:
                found |= self._shown(id_)
        return found

    def merged_into(self, id_: str) -> set[str]:
        """The other ids that lead to a fact of the view now."""
        if not self.merging:
            return set()
        return set(map(id_of, self._draft.pointing_to(fact_iri(id_), REPLACED_BY)))

    def quads_now(self) -> Iterator[ox.Quad]:
        """The links the index holds from the ids that may change."""
        for id_ in self._changing if self.merging else ():
            yield from self._draft.index(fact_iri(id_), TELLS_OF, None)

    def quads_then(self) -> Iterator[ox.Quad]:
        """The links the index shall hold from them."""
        for id_, key in self._keys.items():
            if id_ != key:
                yield ox.Quad(node(fact_iri(id_)), node(TELLS_OF), node(fact_iri(key)), node(INDEX))

    @cached_property
    def _changing(self) -> frozenset[str]:
        told = (*self._draft.old.values(), *self._draft.new.values())
        return self._stale.union(*(article.accounts for article in told))

    @cached_property
    def _keys(self) -> dict[str, str]:
        """The keys of the ids that may change and will still be told."""
        found: dict[str, str] = {}
        for id_ in self._changing if self.merging else ():
            lore = self._draft.lore(id_)
            if lore:
                found[id_] = self._identity.key(id_, lore)
        return found

    def _group(self, id_: str) -> frozenset[str]:
        seen, todo = {id_}, [id_]
        while todo:
            fresh = self._linked(todo.pop()) - seen
            seen |= fresh
            todo += fresh
        return frozenset(seen)

    def _linked(self, id_: str) -> set[str]:
        if not self.merging:
            return set()
        return {*self._identity.group(id_), *self._key_of(id_), *self._tellers(id_)}

    def _key_of(self, id_: str) -> Iterator[str]:
        if id_ in self._changing:
            yield from {self._keys.get(id_, id_)}
        else:
            for quad in self._draft.index(fact_iri(id_), TELLS_OF, None) if self.merging else ():
                yield id_of(value_of(quad.object))

    def _tellers(self, key: str) -> Iterator[str]:
        yield from (id_ for id_, other in self._keys.items() if other == key)
        for quad in self._draft.index(None, TELLS_OF, node(fact_iri(key))):
            id_ = id_of(value_of(quad.subject))
            if id_ not in self._changing:
                yield id_

    def _chosen(self, group: frozenset[str]) -> str:
        judged = [id_ for id_ in group if len(self._identity.group(id_)) > 1]
        return min(judged) if judged else min(key for id_ in group for key in self._last(id_))

    def _last(self, id_: str) -> Iterator[str]:
        """Where an id leads; itself where it leads nowhere else."""
        yield next(self._key_of(id_), id_)

    def _formerly_with(self, group: frozenset[str]) -> Iterator[str]:
        for shown in self.shown_as({"": group}):
            yield shown
            yield from self.merged_into(shown)

    def _shown(self, id_: str) -> set[str]:
        if id_ not in self._seen:
            self._seen[id_] = self._look(id_)
        return self._seen[id_]

    def _look(self, id_: str) -> set[str]:
        moved = self._draft.leading_to(fact_iri(id_), REPLACED_BY) if self.merging else ()
        found = set(map(id_of, moved))
        return found or ({id_} if self._draft.described(fact_iri(id_)) else set())
