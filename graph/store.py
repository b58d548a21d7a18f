"""The store: one named graph per article, and the view of what is known in the default graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox
import rdflib

from graph.background import Background
from graph.judgements import Judgement, Judgements
from graph.records import Change, Size
from ontology.facts import Reading

JUDGEMENTS_FILE = "judgements.tsv"


class Store:
    """Articles as graphs, and what follows from them.

    A folder holds one store; one process at a time may write to it. Readers open it with
    `read_only` and see it as it was after the last finished write. Use as a context manager.
    """

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, background: Background | None = None
    ) -> Self:
        """The store in a folder, made if missing (unless `read_only`).

        `background` is the registry; pass the same at every write, since the view holds its facts
        about the actors that occur (a store written with another one is derived anew). Raises
        StoreError if the folder is in use, unreadable, unwritable or no store.
        """
        raise NotImplementedError

    @classmethod
    def memory(
        cls, *, background: Background | None = None, judgements: Judgements | None = None
    ) -> Self:
        """An empty store that vanishes with the process."""
        raise NotImplementedError

    def close(self) -> None:
        """Publish what was written to readers, and let go of the folder."""
        raise NotImplementedError

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
    def raw(self) -> ox.Store:
        """The Oxigraph store underneath, for reading quickly; never write to it."""
        raise NotImplementedError

    def ingest(self, readings: Iterable[Reading], batch: int = 32) -> Change:
        """Take in articles; one that is known already is replaced by what it says now.

        Each batch is one transaction: after a crash an article is there wholly or not at all.
        """
        raise NotImplementedError

    def remove(self, article_id: str) -> Change:
        """Take an article out, and with it what rested on it alone. Raises UnknownName."""
        raise NotImplementedError

    def judge(self, judgements: Iterable[Judgement]) -> Change:
        """Add judgements on what is the same, and apply them to the view.

        Raises JudgementRefused where they contradict earlier ones or merge what cannot be one.
        """
        raise NotImplementedError

    def explode(self, id_: str) -> Change:
        """Take the cluster of an actor or fact apart: withdraw every judgement that made it."""
        raise NotImplementedError

    @property
    def judgements(self) -> Judgements:
        """The judgements in force."""
        raise NotImplementedError

    def canonical(self, id_: str) -> str:
        """The id under which the view has an actor or fact; the same id if it was not merged.

        Raises UnknownName where the view has neither.
        """
        raise NotImplementedError

    def rebuild(self) -> None:
        """Derive the view from nothing."""
        raise NotImplementedError

    def query(
        self, sparql: str, *, union: bool = False
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Ask the engine directly; the prefixes of `ontology.vocabulary` need no declaring.

        With `union` the default graph is the union of all graphs. Raises QueryRefused.
        """
        raise NotImplementedError

    def dataset(self) -> rdflib.Dataset:
        """The store as an rdflib Dataset, for reading: graphs, triples, `query` with text."""
        raise NotImplementedError

    def article_ids(self) -> Iterator[str]:
        """The ids of all articles, in order."""
        raise NotImplementedError

    def article_graph(self, article_id: str) -> rdflib.Graph:
        """All that an article says, as stored. Raises UnknownName."""
        raise NotImplementedError

    def article_text(self, article_id: str) -> str:
        """The text that an article's offsets refer to. Raises UnknownName."""
        raise NotImplementedError

    def size(self) -> Size:
        """How much the store holds."""
        raise NotImplementedError

    def snapshot(self, target: Path) -> None:
        """A read-only copy in a new folder, by hard links: quick and small.

        Open it with `pyoxigraph.Store.read_only` or `Store.snapshot_at`. Raises StoreError if
        the target exists or the store is in memory.
        """
        raise NotImplementedError

    @classmethod
    def snapshot_at(cls, path: Path) -> Self:
        """A snapshot, opened for reading."""
        raise NotImplementedError

    def known_by(self, day: str) -> Store:
        """A store in memory that holds only the articles published up to a day (ISO 8601).

        Undated articles are left out. Costs as much as building those articles' view.
        """
        raise NotImplementedError
