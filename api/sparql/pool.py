"""Queries in processes of their own, as nothing inside a process can stop one.

A few *lanes* run queries at once. A query that is not done after `ASIDE` seconds moves to a slow
lane, so that short ones never wait behind it; after `SLOW` seconds its priority falls; past its
deadline its process is killed. A worker that dies has passed its memory.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from api.sparql.process import Frame, Process
from ontology.errors import ParleyError, QueryTimeout

ASIDE = 0.05
SLOW = 0.5
FEW = 4
SPARED = 10.0  # seconds that surplus workers are kept, as starting one costs a tenth of a second

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


@dataclass(slots=True, eq=False)
class _Run:
    """A query that runs: its worker, what watches over it, and whether it stepped aside."""

    worker: Process
    gone: Gone | None
    timer: asyncio.TimerHandle | None = None
    watch: asyncio.Task[None] | None = None
    aside: bool = False
    slow: bool = False

    def stop_watching(self) -> None:
        if self.timer:
            self.timer.cancel()
        if self.watch:
            self.watch.cancel()


@dataclass(eq=False)
class Pool:
    """Workers over the snapshot that `store` names at the time of each question."""

    limits: Limits
    store: Callable[[], str]
    ended: int = 0
    _idle: list[Process] = field(default_factory=list)
    _runs: set[_Run] = field(default_factory=set)
    _waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _in_lanes: int = 0
    _aside: int = 0
    _starting: int = 0
    _closed: bool = False
    _trim: asyncio.TimerHandle | None = None

    @property
    def running(self) -> int:
        """How many queries run now."""
        return len(self._runs)

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of all workers."""
        return tuple(worker.pid for worker in self._workers)

    @property
    def snapshots(self) -> frozenset[str]:
        """The snapshots that workers have open."""
        return frozenset(worker.store for worker in self._workers)

    @property
    def _kept_ready(self) -> int:
        """A worker for every lane, but few at most, and one to spare."""
        return min(self.limits.lanes, FEW) + 1

    @property
    def _workers(self) -> list[Process]:
        return [*self._idle, *(run.worker for run in self._runs)]

    async def start(self) -> None:
        """Start some workers, one to spare, and have them open the store."""
        await asyncio.gather(*(self._add() for _ in range(self._kept_ready)))

    async def close(self) -> None:
        """End every worker."""
        self._closed = True
        if self._trim:
            self._trim.cancel()
        workers, self._idle = self._workers, []
        await asyncio.gather(*(worker.end() for worker in workers))
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def move_on(self) -> None:
        """Have idle workers open the present snapshot, so that the former can be removed."""
        stale = [worker for worker in self._idle if worker.store != self.store()]
        self._idle = [worker for worker in self._idle if worker not in stale]
        await asyncio.gather(*(self._replace(worker) for worker in stale))

    async def ask(self, head: dict[str, Any], gone: Gone | None = None) -> Frame:
        """The reply to a question, within the deadline.

        `gone` returns once nobody waits for the reply any more; the query is then ended.
        Raises Busy, QueryTimeout or Abandoned.
        """
        await self._enter()
        try:
            run = _Run(await self._ready_worker(), gone)
        except BaseException:
            self._leave_lane()
            raise
        return await self._answered(run, head)

    async def _enter(self) -> None:
        """Wait for a lane, first come, first served."""
        if self._in_lanes < self.limits.lanes:
            self._in_lanes += 1
            return
        if len(self._waiting) >= self.limits.waiting:
            raise Busy("too many queries are waiting", "ask again in a moment")
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(self.limits.timeout):
                await turn
        except BaseException as error:
            self._give_up(turn)
            if isinstance(error, TimeoutError):
                raise Busy("no lane came free for the query", "ask again in a moment") from error
            raise

    def _give_up(self, turn: asyncio.Future[None]) -> None:
        if turn in self._waiting:
            self._waiting.remove(turn)
        elif turn.done() and not turn.cancelled():
            self._leave_lane()

    def _leave_lane(self) -> None:
        """Hand the lane to who waits longest, or free it."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._in_lanes -= 1

    async def _ready_worker(self) -> Process:
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._later(worker.end())
        return await Process.start(self.limits.memory)

    async def _answered(self, run: _Run, head: dict[str, Any]) -> Frame:
        self._runs.add(run)
        reply = run.worker.ask({"store": self.store(), **head})
        self._after(ASIDE, self._step_aside, run)
        try:
            frame = await reply
        except BaseException:
            run.slow = True  # whatever it does, it is not to be used again
            raise
        finally:
            self._finish(run)
        return frame

    def _after(self, seconds: float, then: Callable[[_Run], None], run: _Run) -> None:
        run.timer = asyncio.get_running_loop().call_later(seconds, then, run)

    def _step_aside(self, run: _Run) -> None:
        """Free the lane for others if a slow one is free."""
        if self._aside < self.limits.slow_lanes:
            run.aside = True
            self._aside += 1
            self._leave_lane()
            self._later(self._fill())
        self._after(SLOW - ASIDE, self._slow_down, run)

    def _slow_down(self, run: _Run) -> None:
        # A process cannot raise its priority again, so one that was slow is not used twice.
        run.slow = True
        run.worker.yield_to_others()
        if run.gone:
            run.watch = asyncio.ensure_future(self._watch(run))
        self._after(max(self.limits.timeout - SLOW, 0), self._end, run)

    async def _watch(self, run: _Run) -> None:
        if run.gone:
            await run.gone()
            self.ended += 1
            run.worker.fail(Abandoned())

    def _end(self, run: _Run) -> None:
        self.ended += 1
        message = f"the query was ended after {self.limits.timeout:g} seconds"
        run.worker.fail(
            QueryTimeout(message, "put the most selective pattern first, or add a LIMIT")
        )

    def _finish(self, run: _Run) -> None:
        run.stop_watching()
        self._runs.discard(run)
        if run.aside:
            self._aside -= 1
        else:
            self._leave_lane()
        if run.slow or self._closed:
            self._later(self._replace(run.worker))
            return
        self._idle.append(run.worker)
        if len(self._idle) > self._kept_ready and self._trim is None:
            self._trim = asyncio.get_running_loop().call_later(SPARED, self._end_surplus)

    def _end_surplus(self) -> None:
        """End the workers beyond those kept ready, the longest without work first."""
        self._trim = None
        surplus = len(self._idle) - self._kept_ready
        for _ in range(surplus):
            self._later(self._idle.pop(0).end())

    async def _replace(self, worker: Process) -> None:
        await worker.end()
        await self._fill()

    async def _fill(self) -> None:
        """See to it that some workers stand ready; further ones are started when needed."""
        ready = len(self._idle) + len(self._runs) - self._aside + self._starting
        if ready < self._kept_ready and not self._closed:
            await self._add()

    async def _add(self) -> None:
        """Start a worker and have it open the store."""
        self._starting += 1
        try:
            worker = await Process.start(self.limits.memory)
            await worker.ask({"store": self.store(), "query": ""})
        finally:
            self._starting -= 1
        if self._closed:
            await worker.end()
        else:
            self._idle.append(worker)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
