"""Batches of articles on their way into the store, and how far they are."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from api.logs import NAME
from api.readers import LeftOut, Readers
from api.service import Service
from graph.records import Change
from ontology.errors import ParleyError, UnknownName
from ontology.facts import Article

AT_ONCE = 8  # articles read and stored together
_KEPT = 1000

_log = logging.getLogger(NAME)


class State(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Job:
    """A batch, how much of it is in the store, and what was left out."""

    id: str
    total: int
    left_out: list[LeftOut]
    state: State = State.WAITING
    done: int = 0
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    error: str = ""

    def count(self, change: Change, articles: int) -> None:
        """Note what a part of the batch did."""
        self.done += articles
        self.added += change.added
        self.replaced += change.replaced
        self.unchanged += change.unchanged


class Jobs:
    """The latest jobs by id; one runs at a time."""

    def __init__(self, service: Service, readers: Readers) -> None:
        self._service = service
        self._readers = readers
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()

    def __getitem__(self, job_id: str) -> Job:
        """The job of an id. Raises UnknownName."""
        if job_id not in self._jobs:
            raise UnknownName(f"no job is called {job_id!r}", "jobs end with the service")
        return self._jobs[job_id]

    def start(self, articles: list[Article], left_out: list[LeftOut]) -> Job:
        """Take a batch on, to be read in the background."""
        job = Job(secrets.token_hex(6), len(articles), left_out)
        self._jobs[job.id] = job
        while len(self._jobs) > _KEPT:
            self._jobs.popitem(last=False)
        task = asyncio.ensure_future(self._run_safely(job, articles))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    async def run(self, job: Job, articles: list[Article]) -> None:
        """Read a batch part by part into the store."""
        async with self._turn:
            job.state = State.RUNNING
            for part in _parts(articles):
                readings, failed = await self._readers.read(part)
                job.left_out += failed
                job.count(await self._service.ingest(readings), len(part))
            job.state = State.DONE

    async def close(self) -> None:
        """Give up what is not done; what is in the store stays."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run_safely(self, job: Job, articles: list[Article]) -> None:
        try:
            await self.run(job, articles)
        except ParleyError as error:
            job.state, job.error = State.FAILED, str(error)
        except Exception:
            job.state, job.error = State.FAILED, "something went wrong here; see the log"
            _log.exception("job failed", extra={"request": job.id})


def _parts(articles: list[Article]) -> Iterator[list[Article]]:
    rest = iter(articles)
    while part := list(islice(rest, AT_ONCE)):
        yield part
