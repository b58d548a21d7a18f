"""What surrounds every request: its id, its line in the log, its time, HEAD and ETag."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import NAME
from api.metrics import Metrics
from api.problems import problem

GONE = 499  # as nginx has it: whoever asked went away before the answer
_REQUEST_ID = re.compile(r"[\w.-]{1,64}")
_log = logging.getLogger(NAME)


class Recorded:
    """Gives a request its id, and counts and logs how it was answered."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["request_id"] = _request_id(scope)
        record = _Record(scope, send)
        self._metrics.running += 1
        try:
            await self._app(scope, receive, record.send)
        except Exception:
            _log.exception("failed", extra={"request": scope["request_id"]})
            await record.apologise(receive)
        finally:
            self._metrics.running -= 1
            self._finish(scope, record)

    def _finish(self, scope: Scope, record: _Record) -> None:
        seconds = time.perf_counter() - record.start
        self._metrics.observe(record.method, _route(scope), record.status, seconds)
        if not _log.isEnabledFor(logging.INFO):
            return
        extra = {
            "request": scope["request_id"],
            "method": record.method,
            "path": scope["path"],
            "status": record.status,
            "seconds": round(seconds, 4),
        }
        _log.info("answered", extra=extra)


class _Record:
    """Notes the status of the answer, and adds the headers that every answer has."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.start = time.perf_counter()
        self.method = scope["method"]
        self.status = GONE
        self._scope = scope
        self._send = send

    async def apologise(self, receive: Receive) -> None:
        """Answer 500 if no answer has begun; one that has breaks off."""
        if self.status == GONE:
            detail, hint = "something went wrong here", "the log tells more under the request's id"
            await problem(500, detail, hint, request=Request(self._scope))(
                self._scope, receive, self.send
            )

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            name = (b"x-request-id", self._scope["request_id"].encode("latin-1"))
            message["headers"] = [
                *message["headers"],
                name,
                (b"x-content-type-options", b"nosniff"),
            ]
        await self._send(message)


class Conditional:
    """Answers HEAD as GET without the body, and 304 to who has the same body already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, as GET if it is HEAD."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        answer = _Conditional(scope, send)
        # A copy: the server must still know that it answers HEAD.
        inner = {**scope, "method": "GET"}
        try:
            await self._app(inner, receive, answer.send)
        finally:
            scope["route"] = inner.get("route")


class _Conditional:
    def __init__(self, scope: Scope, send: Send) -> None:
        self._bodiless = scope["method"] == "HEAD"
        self._known = Headers(scope=scope).get("if-none-match", "")
        self._send = send
        self._start: Message = {}

    async def send(self, message: Message) -> None:
        """Hold the start back until the body tells its tag; a streamed body has none."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start:
            await self._begin(message)
        elif not self._bodiless:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        start, self._start = self._start, {}
        body, more = message.get("body", b""), message.get("more_body", False)
        if start["status"] == 200 and self._has(start, None if more else body):
            # Whatever streams on is swallowed, as for HEAD.
            self._bodiless = True
            start = {**start, "status": 304}
            del MutableHeaders(scope=start)["Content-Length"]
        await self._send(start)
        body = b"" if self._bodiless else body
        await self._send({**message, "body": body, "more_body": more and not self._bodiless})

    def _has(self, start: Message, body: bytes | None) -> bool:
        """Tag the answer, unless its body is not whole, and say whether the client has it."""
        tag = next((value for name, value in start["headers"] if name == b"etag"), b"")
        if not tag and body is not None:
            tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'.encode()
            start["headers"] = [*start["headers"], (b"etag", tag)]
        return bool(tag and self._known) and (
            tag.decode() in self._known or self._known.strip() == "*"
        )


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def _route(scope: Scope) -> str:
    """The path as declared, so that a count is not kept for every actor."""
    return getattr(scope.get("route"), "path", "none")
