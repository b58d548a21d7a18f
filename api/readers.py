"""Articles read in a process of their own: spaCy stays out of the service and its event loop."""

from __future__ import annotations

import asyncio
import datetime as dt
import multiprocessing
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ontology.errors import StoreError
from ontology.facts import Article, Reading, short_hash

if TYPE_CHECKING:
    from extract.reader import Reader

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that could not be read: where, why, and the cure."""

    source: str
    reason: str
    hint: str = ""


class Readers:
    """A process that reads articles, started when there is first something to read."""

    def __init__(self, registry: tuple[Path, ...], model: str) -> None:
        self._read = partial(_read, registry, model)
        self._process: ProcessPoolExecutor | None = None

    async def articles(
        self, body: bytes, suffix: str, published: dt.date | None
    ) -> tuple[list[Article], list[LeftOut]]:
        """The articles in a document, and what could not be read of it."""
        return await self._run(partial(_articles, body, suffix, published))

    async def read(self, articles: list[Article]) -> tuple[list[Reading], list[LeftOut]]:
        """What the articles say, and those the reader failed on."""
        return await self._run(partial(self._read, articles))

    def close(self) -> None:
        """End the process, whatever it reads."""
        if self._process:
            self._process.shutdown(wait=False, cancel_futures=True)
            self._process = None

    async def _run(self, work: Callable[[], Result]) -> Result:
        if self._process is None:
            context = multiprocessing.get_context("spawn")
            self._process = ProcessPoolExecutor(1, mp_context=context)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._process, work)
        except BrokenProcessPool as error:
            self.close()
            message = "the process that reads articles died"
            raise StoreError(message, "send fewer or shorter articles") from error


def _articles(
    body: bytes, suffix: str, published: dt.date | None
) -> tuple[list[Article], list[LeftOut]]:
    # Imported here: this runs in the reading process only.
    from extract.articles import Unreadable, read_articles

    found: list[Article] = []
    left_out: list[LeftOut] = []
    with tempfile.TemporaryDirectory() as folder:
        # Without an id of its own an article is named after this, so after what it says.
        path = Path(folder) / f"article-{short_hash([body.decode(errors='replace')])}{suffix}"
        path.write_bytes(body)
        for item in read_articles(path, published):
            source = item.source.replace(str(path), "request")
            if isinstance(item, Unreadable):
                left_out.append(LeftOut(source, item.reason, item.hint))
            else:
                found.append(replace(item, source=source))
    return found, left_out


def _read(
    registry: tuple[Path, ...], model: str, articles: list[Article]
) -> tuple[list[Reading], list[LeftOut]]:
    read = list(_reader(registry, model).read_many(articles))
    failed = [one for one in read if not isinstance(one, Reading)]
    left_out = [LeftOut(one.source, one.reason, one.hint) for one in failed]
    return [one for one in read if isinstance(one, Reading)], left_out


@cache
def _reader(registry: tuple[Path, ...], model: str) -> Reader:
    # Imported here: this runs in the reading process only.
    from extract.reader import Reader

    return Reader.load(registry, model)
