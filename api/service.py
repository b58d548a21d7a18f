"""What the HTTP routes work with: the store, what is kept in memory beside it, and the writer."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from api.metrics import Metrics
from api.search import Found, LiveIndex
from api.settings import Settings
from api.snapshots import Snapshots
from api.sparql.cache import Cache
from api.sparql.pool import Limits, Pool
from api.sparql.questions import Caps
from graph.network import Network
from graph.records import Change
from graph.store import Store
from ontology.facts import Reading
from ontology.registry import Registry

FOLLOWED_EVERY = 1.0  # seconds between looks at a store that others write to

Result = TypeVar("Result")


class Service:
    """One store being served.

    Network and index are made in the background, and brought in step after each write. The lock
    keeps a path from being sought while the network changes under it.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.metrics = Metrics()
        self.cache = Cache(settings.query_cache)
        self.caps = Caps(settings.query_rows, settings.query_bytes)
        self.snapshots = Snapshots(store, settings.store)
        self.pool = Pool(_limits(settings), lambda: self.snapshots.current)
        self.lock = threading.RLock()
        self._made = ThreadPoolExecutor(1, thread_name_prefix="making")
        self._network: Future[Network] = self._made.submit(Network.of, store)
        self._index: Future[LiveIndex] = self._made.submit(LiveIndex, store, _aliases(settings))
        self._made.submit(_settle)
        self._writing = asyncio.Lock()
        self._seen = _published(settings.store)
        self._following: asyncio.Task[None] | None = None
        self._reopened: list[Store] = []

    async def start(self) -> None:
        """Have query workers stand ready; a store that others write to is followed."""
        await self.pool.start()
        if self.settings.token is None and self._seen:
            self._following = asyncio.ensure_future(self._follow())

    async def close(self) -> None:
        """End the workers, remove the snapshots and close what was opened."""
        if self._following:
            self._following.cancel()
        await self.pool.close()
        await asyncio.to_thread(self._made.shutdown, cancel_futures=True)
        self.snapshots.close()
        for store in self._reopened:
            store.close()

    @property
    def ready(self) -> bool:
        """Whether everything kept in memory has been made."""
        return self._network.done() and self._index.done()

    @property
    def network(self) -> Network:
        """The view as a network; waits until it is made. Use it under the lock."""
        return self._network.result()

    def search(self, text: str, limit: int, offset: int = 0) -> tuple[Sequence[Found], int]:
        """The actors a text may mean; waits until the index is made."""
        return self._index.result().search(text, limit, offset)

    async def ingest(self, readings: Iterable[Reading]) -> Change:
        """Take in articles, one caller at a time, and bring all else in step."""
        return await self._write(partial(self.store.ingest, list(readings)))

    async def remove(self, article_id: str) -> Change:
        """Take out an article. Raises UnknownName."""
        return await self._write(partial(self.store.remove, article_id))

    async def _write(self, write: Callable[[], Change]) -> Change:
        async with self._writing:
            change = await asyncio.to_thread(self._written, write)
            await self.pool.move_on()
            self.snapshots.sweep(self.pool.snapshots)
        return change

    async def _follow(self) -> None:
        """Read the store anew whenever another process has published a change."""
        while True:
            await asyncio.sleep(FOLLOWED_EVERY)
            published = _published(self.settings.store)
            if published != self._seen:
                self._seen = published
                await asyncio.to_thread(self._reopen)
                await self.pool.move_on()
                self.snapshots.sweep(self.pool.snapshots)

    def _reopen(self) -> None:
        store = Store.open(self.settings.store, read_only=True)
        network, index = Network.of(store), LiveIndex(store, _aliases(self.settings))
        with self.lock:
            self._network, self._index = _made(network), _made(index)
            self.store = store
        self.snapshots.renew(store)
        # The one before the last is closed: requests may still read the last.
        self._reopened.append(store)
        for former in self._reopened[:-2]:
            former.close()
        del self._reopened[:-2]
        _settle()

    def _written(self, write: Callable[[], Change]) -> Change:
        change = write()
        with self.lock:
            self.network.update(self.store, change)
        self._index.result().update(self.store, change.actors)
        self.snapshots.renew(self.store)
        return change


def _made(value: Result) -> Future[Result]:
    future: Future[Result] = Future()
    future.set_result(value)
    return future


def _settle() -> None:
    """Keep the collector from looking through what stays, which it would do for seconds on end."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _published(folder: Path) -> int:
    """A number that changes when a store publishes its state to readers; 0 if it never has."""
    try:
        return (folder / "snapshots").stat().st_mtime_ns
    except OSError:
        return 0


def _aliases(settings: Settings) -> dict[str, list[str]]:
    """The names by which the registry knows actors; the view may not have them all."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, actor in Registry.load(*settings.registry).names():
        names[actor.id].append(name)
    return names


def _limits(settings: Settings) -> Limits:
    return Limits(
        timeout=settings.query_timeout,
        memory=settings.query_memory,
        lanes=settings.query_lanes,
        slow_lanes=settings.query_slow_lanes,
        waiting=settings.query_waiting,
    )
