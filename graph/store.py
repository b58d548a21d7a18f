"""The store: one named graph per article, and the view of what is known in the default graph."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import pyoxigraph as ox

from graph.background import Background, Lookup
from graph.draft import Draft, Pending
from graph.folder import ENGINE_ERRORS, Folder
from graph.identity import Identity
from graph.judgements import Judgement, Judgements
from graph.lore import Told, read_article, value_of
from graph.merging import check_mergeable, stale_by
from graph.near import VERSION
from graph.reading import Quads, ReadStore, graph_quads
from graph.records import Change
from graph.revise import Patch, Revision, Stale
from graph.terms import INDEX, ISSUED, VIEW, node, par, text
from graph.triples import article_quads
from ontology.errors import JudgementRefused, StoreError, UnreadableInput
from ontology.facts import Reading, short_hash
from ontology.vocabulary import article_iri, id_of

Item = TypeVar("Item")

# Raise it when the same articles would give another view.
_VIEW_VERSION = "1"
_DERIVED_WITH = par("derivedWith")
_DERIVED_AT_ONCE = 1000
_PUBLISHED_EVERY = 60.0  # seconds


class Store(ReadStore):
    """Articles as graphs, and what follows from them.

    A folder holds one store; one process at a time may write to it. Readers open it with
    `read_only` and see it as it was when it was last published: when its writer closed it, or
    during a long build every minute. Use as a context manager.
    """

    def __init__(
        self,
        raw: ox.Store,
        *,
        folder: Folder | None = None,
        handle: int | None = None,
        writable: bool = True,
        background: Background | None = None,
        judgements: Judgements | None = None,
    ) -> None:
        super().__init__(raw)
        self._folder = folder
        self._handle = handle
        self._writable = writable
        self._background = background
        self._judgements = judgements or Judgements()
        self._settled = False
        self._published = time.monotonic()

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, background: Background | None = None
    ) -> Self:
        """The store in a folder, made if missing (unless `read_only`).

        `background` is the registry; pass the same at every write, since the view holds its facts
        about the actors that occur (a store written with another one is derived anew). Raises
        StoreError if the folder is in use, unreadable, unwritable or no store.
        """
        folder = Folder(path)
        handle: int | None = None
        if read_only:
            raw, handle = folder.open_newest()
        else:
            raw = folder.open()
        return cls(
            raw,
            folder=None if read_only else folder,
            handle=handle,
            writable=not read_only,
            background=background,
            judgements=Judgements.load(folder.judgements),
        )

    @classmethod
    def memory(
        cls, *, background: Background | None = None, judgements: Judgements | None = None
    ) -> Self:
        """An empty store that vanishes with the process."""
        return cls(ox.Store(), background=background, judgements=judgements)

    @classmethod
    def snapshot_at(cls, path: Path) -> Self:
        """A snapshot, opened for reading. Raises StoreError."""
        try:
            return cls(ox.Store.read_only(str(path)), writable=False)
        except ENGINE_ERRORS as error:
            raise StoreError(f"{path}: no snapshot there", "make one with `snapshot`") from error

    def close(self) -> None:
        """Publish what was written to readers, and let go of the folder."""
        if self._raw is not None:
            self.publish()
        self._raw = None
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def publish(self) -> None:
        """Let those who open the store for reading from now on see all that was written."""
        if self._folder and self._writable:
            self._folder.publish(self.raw)
        self._published = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def judgements(self) -> Judgements:
        """The judgements in force."""
        return self._judgements

    def ingest(self, readings: Iterable[Reading], batch: int = 32) -> Change:
        """Take in articles; one that is known already is replaced by what it says now.

        Each batch is one transaction: after a crash an article is there wholly or not at all.
        """
        graphs = ((reading.article.id, article_quads(reading)) for reading in readings)
        return self.ingest_graphs(graphs, batch)

    def ingest_graphs(self, graphs: Iterable[tuple[str, Quads]], batch: int = 32) -> Change:
        """The same for articles that are graphs already, by their ids.

        Raises UnreadableInput for a graph that is no article's.
        """
        change = Change()
        for some in _chunks(graphs, batch):
            change += self._take(dict(some))
            self._publish_now_and_then()
        return change

    def remove(self, *article_ids: str) -> Change:
        """Take articles out, and with them what rested on them alone: all or none.

        Raises UnknownName.
        """
        for id_ in article_ids:
            self.article_quads(id_)
        patch = self._commit(dict.fromkeys(article_ids), {})
        self._publish_now_and_then()
        return Change(removed=article_ids, facts=patch.facts, actors=patch.actors)

    def judge(self, judgements: Iterable[Judgement]) -> Change:
        """Add judgements on what is the same, and apply them to the view.

        Raises UnknownName for ids that nothing goes by, JudgementRefused where they contradict
        earlier ones or merge what cannot be one.
        """
        new = list(judgements)
        for judgement in new:
            self.canonical(judgement.left)
            self.canonical(judgement.right)
        return self._judge(self._judgements.plus(new))

    def explode(self, id_: str) -> Change:
        """Take the cluster of an actor or fact apart: withdraw every judgement that made it.

        Raises JudgementRefused where nothing was merged.
        """
        group = self._judgements.group(id_)
        if len(group) == 1:
            raise JudgementRefused(f"{id_}: nothing was merged into it", "name a merged id")
        return self._judge(self._judgements.without(group))

    def rebuild(self) -> None:
        """Derive the view from nothing."""
        self._refuse_if_read_only()
        self._settled = True
        fresh = self._derived(self.article_ids()).raw
        graphs = (VIEW, node(INDEX))
        now = frozenset(quad for graph in graphs for quad in graph_quads(self.raw, graph))
        then = frozenset(quad for graph in graphs for quad in graph_quads(fresh, graph))
        self._write((), now - then, then - now)

    def snapshot(self, target: Path) -> None:
        """A read-only copy in a new folder, by hard links: quick and small.

        Open it with `pyoxigraph.Store.read_only` or `Store.snapshot_at`. Raises StoreError if
        the target exists or the store is in memory.
        """
        try:
            self.raw.backup(str(target))
        except ENGINE_ERRORS as error:
            reason = str(error).splitlines()[0]
            raise StoreError(f"{target}: no snapshot: {reason}", "name a new folder") from error

    def known_by(self, day: str) -> Store:
        """A store in memory that holds only the articles published up to a day (ISO 8601).

        Undated articles are left out. Costs as much as building those articles' view.
        """
        dated = self.raw.quads_for_pattern(None, node(ISSUED), None, None)
        ids = {id_of(value_of(q.subject)) for q in dated if value_of(q.object) <= day}
        return self._derived(sorted(ids))

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self._background)

    @property
    def _identity(self) -> Identity:
        return Identity(self._judgements, self._lookup.actors)

    def _derived(self, article_ids: Iterable[str]) -> Store:
        """The articles in a store of their own, with the same registry and judgements."""
        fresh = Store.memory(background=self._background, judgements=self._judgements)
        graphs = ((id_, self.article_quads(id_)) for id_ in article_ids)
        fresh.ingest_graphs(graphs, _DERIVED_AT_ONCE)
        return fresh

    def _take(self, graphs: Mapping[str, Quads]) -> Change:
        known = {id_: frozenset(graph_quads(self.raw, _name(id_))) for id_ in graphs}
        new = {id_: quads for id_, quads in graphs.items() if quads != known[id_]}
        patch = self._commit({id_: _told(id_, quads) for id_, quads in new.items()}, new)
        return Change(
            added=tuple(id_ for id_ in new if not known[id_]),
            replaced=tuple(id_ for id_ in new if known[id_]),
            unchanged=tuple(id_ for id_ in graphs if id_ not in new),
            facts=patch.facts,
            actors=patch.actors,
        )

    def _judge(self, judgements: Judgements) -> Change:
        self._refuse_if_read_only()
        self._settle()
        before, after = self._identity, Identity(judgements, self._lookup.actors)
        changed = set(judgements.groups) - set(self._judgements.groups)
        check_mergeable(self.raw, self._lookup, changed)
        stale = stale_by(self.raw, self._lookup, before, after)
        self._judgements = judgements
        if self._folder:
            judgements.save(self._folder.judgements)
        patch = self._commit({}, {}, stale)
        self._publish_now_and_then()
        return Change(facts=patch.facts, actors=patch.actors)

    def _commit(
        self, pending: Pending, graphs: Mapping[str, Quads], stale: Stale | None = None
    ) -> Patch:
        self._refuse_if_read_only()
        self._settle()
        draft = Draft(self.raw, pending)
        self._refuse_double_wikidata(draft)
        patch = Revision(draft, self._identity, self._lookup, stale).patch()
        self._write(draft.old, patch.out, patch.into.union(*graphs.values()))
        return patch

    def _write(self, dropped: Iterable[str], out: Quads, into: Quads) -> None:
        """Everything in one transaction: article graphs to drop, quads to take out and put in."""
        stamp = ox.Quad(node(INDEX), node(_DERIVED_WITH), text(self._stamp), node(INDEX))
        stamps = frozenset(
            self.raw.quads_for_pattern(stamp.subject, stamp.predicate, None, node(INDEX))
        )
        if into or stamps:
            out, into = out | (stamps - {stamp}), into | ({stamp} - stamps)
        drops = [f"DROP SILENT GRAPH {_name(id_)}" for id_ in dropped]
        parts = [*drops, *_data("DELETE", out), *_data("INSERT", into)]
        if not parts:
            return
        if self._folder:
            self._folder.mark()
        self.raw.update(" ;\n".join(parts))

    def _settle(self) -> None:
        """Derive the view anew if it was derived by another registry, judgements or version."""
        if self._settled:
            return
        self._settled = True
        stamps = self.raw.quads_for_pattern(node(INDEX), node(_DERIVED_WITH), None, node(INDEX))
        stamp = next((value_of(quad.object) for quad in stamps), self._stamp)
        if stamp != self._stamp:
            check_mergeable(self.raw, self._lookup, self._judgements.groups)
            self.rebuild()

    @property
    def _stamp(self) -> str:
        groups = repr([sorted(group) for group in self._judgements.groups])
        return short_hash([_VIEW_VERSION, VERSION, self._lookup.digest, groups])

    def _publish_now_and_then(self) -> None:
        """Let readers of a long build see how far it is; publishing costs a tenth of a second."""
        if time.monotonic() - self._published > _PUBLISHED_EVERY:
            self.publish()

    def _refuse_double_wikidata(self, draft: Draft) -> None:
        """An article may bring a second Wikidata id for actors that were judged the same."""
        people = {id_ for told in draft.new.values() for id_ in told.people}
        merged = {group for id_ in people if len(group := self._judgements.group(id_)) > 1}
        check_mergeable(self.raw, self._lookup, merged, draft.new.values())

    def _refuse_if_read_only(self) -> None:
        if not self._writable:
            raise StoreError("the store was opened for reading", "open it for writing")


def _name(article_id: str) -> ox.NamedNode:
    return node(article_iri(article_id))


def _told(id_: str, quads: Quads) -> Told:
    try:
        return read_article(quads)
    except ValueError as error:
        raise UnreadableInput(f"{id_}: {error}", "give graphs that Parley exported") from error


def _data(verb: str, quads: Quads) -> Iterator[str]:
    """The quads as one clause of an update, if there are any."""
    if not quads:
        return
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        name = "" if quad.graph_name == VIEW else f"GRAPH {quad.graph_name} "
        graphs.setdefault(name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    blocks = (
        f"{name}{{\n{chr(10).join(lines)}\n}}" if name else "\n".join(lines)
        for name, lines in graphs.items()
    )
    yield f"{verb} DATA {{\n{chr(10).join(blocks)}\n}}"


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
