"""Reading in several processes, with the same result as in one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Any], Any]

_BATCH = 8  # articles sent at once: enough that the pipe costs nothing, few enough to share evenly
_AHEAD = 3  # batches in flight per worker, so that a long input never lies in memory whole

_work: Work | None = None  # what this worker process does; set once by its initialiser


class Workers(Generic[Item, Result]):
    """Applies what `prepare` returns to every item, in `count` processes, in order.

    `prepare` runs once in each process, so that a model is loaded there and not sent.
    """

    def __init__(self, prepare: Callable[[], Callable[[Item], Result]], count: int) -> None:
        self._prepare = prepare
        self._count = count

    def map(self, items: Iterable[Item]) -> Iterator[Result]:
        """Results in the order of the items; raises what the work raises."""
        batches = _batches(iter(items))
        # Spawned, not forked: the caller may hold threads and an open store.
        context = get_context("spawn")
        with ProcessPoolExecutor(self._count, context, _start, (self._prepare,)) as pool:
            waiting: deque[Future[list[Result]]] = deque()
            for batch in batches:
                waiting.append(pool.submit(_run, batch))
                if len(waiting) >= self._count * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, _BATCH)):
        yield batch


def _start(prepare: Callable[[], Work]) -> None:
    global _work
    _work = prepare()


def _run(batch: list[Any]) -> list[Any]:
    assert _work is not None, "the worker was started without its work"
    return [_work(item) for item in batch]
