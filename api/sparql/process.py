"""The service's end of one query worker: a process and the pipes to it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from typing import Any, cast

from api.sparql.frames import PREFIX, pack, parse
from ontology.errors import ParleyError, QueryTimeout

_NICER = 10

Frame = tuple[dict[str, Any], bytes]


class Process(asyncio.SubprocessProtocol):
    """One worker; it has one question at a time. Made by `start`."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._reply: asyncio.Future[Frame] | None = None
        self._gone = asyncio.get_running_loop().create_future()
        self._transport: asyncio.SubprocessTransport
        self._input: asyncio.WriteTransport
        self.store = ""

    @classmethod
    async def start(cls, memory: int) -> Process:
        """A new process that may take `memory` MiB."""
        _, process = await asyncio.get_running_loop().subprocess_exec(
            cls,
            *(sys.executable, "-m", "api.sparql.worker", str(memory)),
            stderr=asyncio.subprocess.DEVNULL,
            # A Ctrl-C at the terminal is for the service, which lets running queries finish.
            start_new_session=True,
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )
        return process

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._transport.get_pid()

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return not self._gone.done()

    def ask(self, head: dict[str, Any]) -> asyncio.Future[Frame]:
        """Ask; the reply to come, or QueryTimeout if the process dies over it."""
        self.store = head["store"]
        self._reply = asyncio.get_running_loop().create_future()
        if self.alive:
            self._input.write(pack(head))
        else:
            self.process_exited()
        return self._reply

    def fail(self, error: ParleyError | Exception) -> None:
        """Have whoever waits for the reply get an error instead."""
        if self._reply and not self._reply.done():
            self._reply.set_exception(error)

    def yield_to_others(self) -> None:
        """Lower the process's priority, for good."""
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _NICER)

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError):
            self._transport.kill()
        await asyncio.shield(self._gone)
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called when the process runs."""
        # Not checked by isinstance: uvloop's transports are of no such class.
        self._transport = cast("asyncio.SubprocessTransport", transport)
        self._input = cast("asyncio.WriteTransport", self._transport.get_pipe_transport(0))

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Called with part of a reply."""
        self._received += data
        if len(self._received) < PREFIX.size:
            return
        sizes = PREFIX.unpack_from(self._received)
        if len(self._received) < PREFIX.size + sum(sizes):
            return
        content = bytes(memoryview(self._received)[PREFIX.size :])
        self._received = bytearray()
        if self._reply and not self._reply.done():
            self._reply.set_result(parse(content, sizes))

    def process_exited(self) -> None:
        """Called when the process has ended, by itself only for want of memory."""
        if not self._gone.done():
            self._gone.set_result(None)
        message = "the query was ended, as it needed more memory than it may have"
        self.fail(QueryTimeout(message, "ask for less: fewer joins, no ORDER BY over all"))
