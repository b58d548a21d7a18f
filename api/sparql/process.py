"""The service's end of one query worker: a process and the pipes to it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from typing import Any

from api.sparql.frames import PREFIX, pack, parse
from ontology.errors import QueryTimeout

_NICER = 10
_READ_AHEAD = 2**20

Frame = tuple[dict[str, Any], bytes]


class Process:
    """One process and the pipe to it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.store = ""

    @classmethod
    async def start(cls, memory: int) -> Process:
        """A new process that may take `memory` MiB."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "api.sparql.worker", str(memory)),
            stdin=pipe,
            stdout=pipe,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_READ_AHEAD,
            # A Ctrl-C at the terminal is for the service, which lets running queries finish.
            start_new_session=True,
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    async def exchange(self, head: dict[str, Any]) -> Frame:
        """Ask and wait for the reply; raises QueryTimeout if the process dies over it."""
        assert self._process.stdin
        assert self._process.stdout
        self.store = head["store"]
        try:
            self._process.stdin.write(pack(head))
            await self._process.stdin.drain()
            sizes = PREFIX.unpack(await self._process.stdout.readexactly(PREFIX.size))
            return parse(await self._process.stdout.readexactly(sum(sizes)), sizes)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            message = "the query was ended, as it needed more memory than it may have"
            raise QueryTimeout(
                message, "ask for less: fewer joins, no ORDER BY over all"
            ) from error

    def yield_to_others(self) -> None:
        """Lower the process's priority, for good."""
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _NICER)

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
