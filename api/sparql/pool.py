"""Queries in processes of their own, as nothing inside a process can stop one.

A few *lanes* run queries at once. A query that is not done after `ASIDE` seconds moves to a slow
lane, so that short ones never wait behind it; after `SLOW` seconds its priority falls; past its
deadline its process is killed. A worker that dies has passed its memory.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from api.sparql.process import Frame, Process
from ontology.errors import ParleyError, QueryTimeout

ASIDE = 0.05
SLOW = 0.5

Gone = Callable[[], Awaitable[None]]


class Busy(ParleyError):
    """As many queries run and wait as may."""


class Abandoned(Exception):
    """Whoever asked no longer listens."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and MiB a query may take, and how many may run, run on aside, and wait."""

    timeout: float
    memory: int
    lanes: int
    slow_lanes: int
    waiting: int


class Pool:
    """Workers over the snapshot that `store` names at the time of each question."""

    def __init__(self, limits: Limits, store: Callable[[], str]) -> None:
        self._limits = limits
        self._store = store
        self._lanes = asyncio.Semaphore(limits.lanes)
        self._idle: list[Process] = []
        self._busy: set[Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._starting = 0
        self._aside = 0
        self._closed = False
        self.ended = 0

    @property
    def running(self) -> int:
        """How many queries run now."""
        return len(self._busy)

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of all workers."""
        return tuple(worker.pid for worker in (*self._idle, *self._busy))

    @property
    def snapshots(self) -> frozenset[str]:
        """The snapshots that workers have open."""
        return frozenset(worker.store for worker in (*self._idle, *self._busy))

    async def start(self) -> None:
        """Start a worker for every lane, one to spare, and have them open the store."""
        await asyncio.gather(*(self._add() for _ in range(self._limits.lanes + 1)))

    async def close(self) -> None:
        """End every worker."""
        self._closed = True
        workers = [*self._idle, *self._busy]
        self._idle.clear()
        await asyncio.gather(*self._tasks, *(worker.end() for worker in workers))

    async def move_on(self) -> None:
        """Have idle workers open the present snapshot, so that the former can be removed."""
        stale = [worker for worker in self._idle if worker.store != self._store()]
        self._idle = [worker for worker in self._idle if worker not in stale]
        await asyncio.gather(*(self._replace(worker) for worker in stale))

    async def ask(self, head: dict[str, Any], gone: Gone | None = None) -> Frame:
        """The reply to a question, within the deadline.

        `gone` returns once nobody waits for the reply any more; the query is then ended.
        Raises Busy, QueryTimeout or Abandoned.
        """
        await self._enter()
        lane = contextlib.ExitStack()
        lane.callback(self._lanes.release)
        with lane:
            worker = self._idle.pop() if self._idle else await Process.start(self._limits.memory)
            self._busy.add(worker)
            try:
                return await self._watch(worker, head, lane, gone)
            finally:
                self._busy.discard(worker)

    async def _enter(self) -> None:
        if self._lanes.locked() and self._waiting >= self._limits.waiting:
            raise Busy("too many queries are waiting", "ask again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.timeout):
                await self._lanes.acquire()
        except TimeoutError as error:
            raise Busy("no lane came free for the query", "ask again in a moment") from error
        finally:
            self._waiting -= 1

    async def _watch(
        self,
        worker: Process,
        head: dict[str, Any],
        lane: contextlib.ExitStack,
        gone: Gone | None,
    ) -> Frame:
        reply = asyncio.ensure_future(worker.exchange({**head, "store": self._store()}))
        try:
            if not await _done(reply, ASIDE):
                self._step_aside(lane)
            if slow := not await _done(reply, SLOW - ASIDE):
                worker.yield_to_others()
                await self._wait(reply, self._limits.timeout - SLOW, gone)
            frame = reply.result()
        except BaseException:
            reply.cancel()
            await worker.end()
            self._later(self._fill())
            raise
        self._keep(worker, slow=slow)
        return frame

    def _step_aside(self, lane: contextlib.ExitStack) -> None:
        """Free the lane for others if a slow one is free."""
        if self._aside == self._limits.slow_lanes:
            return
        self._aside += 1
        lane.pop_all().close()
        lane.callback(self._back)
        self._later(self._fill())

    def _back(self) -> None:
        self._aside -= 1

    async def _wait(
        self,
        reply: asyncio.Future[Frame],
        seconds: float,
        gone: Gone | None,
    ) -> None:
        watch = {reply} | ({asyncio.ensure_future(gone())} if gone else set())
        done, pending = await asyncio.wait(
            watch, timeout=max(seconds, 0), return_when=asyncio.FIRST_COMPLETED
        )
        for task in pending - {reply}:
            task.cancel()
        if reply in done:
            return
        self.ended += 1
        if done:
            raise Abandoned
        message = f"the query was ended after {self._limits.timeout:g} seconds"
        raise QueryTimeout(message, "put the most selective pattern first, or add a LIMIT")

    def _keep(self, worker: Process, *, slow: bool) -> None:
        # A process cannot raise its priority again, so one that was slow is not used twice.
        if slow or self._closed or len(self._idle) > self._limits.lanes:
            self._later(self._replace(worker))
        else:
            self._idle.append(worker)

    async def _replace(self, worker: Process) -> None:
        await worker.end()
        await self._fill()

    async def _fill(self) -> None:
        """See to it that there is a worker for every lane and one to spare."""
        ready = len(self._idle) + len(self._busy) - self._aside + self._starting
        if ready <= self._limits.lanes and not self._closed:
            await self._add()

    async def _add(self) -> None:
        """Start a worker and have it open the store."""
        self._starting += 1
        try:
            worker = await Process.start(self._limits.memory)
            await worker.exchange({"store": self._store(), "query": ""})
        finally:
            self._starting -= 1
        self._idle.append(worker)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _done(reply: asyncio.Future[Frame], seconds: float) -> bool:
    """Whether the reply is there within some time."""
    done, _ = await asyncio.wait({reply}, timeout=max(seconds, 0))
    return bool(done)
