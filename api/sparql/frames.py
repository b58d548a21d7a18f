"""Messages between the service and its query workers: a JSON head, then bytes.

A frame is two unsigned 32-bit lengths, the head in UTF-8 and the body.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

PREFIX = struct.Struct("!II")


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """A frame ready to be sent."""
    text = json.dumps(head, separators=(",", ":")).encode()
    return PREFIX.pack(len(text), len(body)) + text + body


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, or None if the other side has closed."""
    prefix = stream.read(PREFIX.size)
    if len(prefix) < PREFIX.size:
        return None
    sizes = PREFIX.unpack(prefix)
    return parse(stream.read(sum(sizes)), sizes)


def parse(content: bytes, sizes: tuple[int, ...]) -> tuple[dict[str, Any], bytes]:
    """Head and body of a frame, given what follows its prefix and the two lengths."""
    return json.loads(content[: sizes[0]]), content[sizes[0] :]
