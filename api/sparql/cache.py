"""Answers kept while the store stays as it is, for who asks the same again.

Dashboards and pages ask the same few queries over and over. The store changes only with a write,
and then the snapshot has another name, so a kept answer is never a stale one.
"""

from __future__ import annotations

from collections import OrderedDict

from starlette.responses import Response
from starlette.types import Message, Scope

Key = tuple[str, bytes, tuple[bytes, ...]]
_COUNTS = (b"accept", b"host")
_LARGEST = 1 / 16  # of the whole, so that one answer does not push out all others


def key(snapshot: str, scope: Scope) -> Key | None:
    """What an answer depends on; None where it is not to be kept."""
    if scope["method"] != "GET":
        return None
    headers = tuple(value for name, value in scope["headers"] if name in _COUNTS)
    return snapshot, scope["query_string"], headers


class Cache:
    """The latest answers, up to a number of bytes; none if that is 0."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held = 0
        self._answers: OrderedDict[Key, Response] = OrderedDict()
        self.hits = 0

    def get(self, key: Key | None) -> tuple[Message, Message] | None:
        """The two messages of a kept answer."""
        response = self._answers.get(key) if key else None
        if response is None or key is None:
            return None
        self._answers.move_to_end(key)
        self.hits += 1
        # A copy of the headers, as others add to them.
        start = {"status": response.status_code, "headers": [*response.raw_headers]}
        body = {"type": "http.response.body", "body": response.body}
        return {"type": "http.response.start", **start}, body

    def keep(self, key: Key | None, response: Response) -> None:
        """Keep an answer, and let go of those not asked for longest."""
        size = len(response.body)
        if key is None or key in self._answers or size > self._size * _LARGEST:
            return
        self._answers[key] = response
        self._held += size
        while self._held > self._size:
            self._held -= len(self._answers.popitem(last=False)[1].body)
