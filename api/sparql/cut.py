"""Answers cut to size at the end of a row, so that what is left is still a whole document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice

MARK = "https://w3id.org/parley#cut"
_CSV_LINE = re.compile(rb'(?:[^"\r\n]|"[^"]*")*\r\n')
_CLOSE = {"srj": b"]}}", "srx": b"</results></sparql>", "csv": b"", "tsv": b""}


def rows_at_most(form: str, body: bytes) -> int:
    """No fewer than the rows a body has; exact but for text that looks like the end of a row."""
    match form:
        case "srj":
            return body.count(b"}},{") + body.count(b"{}") + 1
        case "srx":
            return body.count(b"</result>")
        case _:
            return body.count(b"\n")


def cut(form: str, body: bytes, rows: int, size: int) -> tuple[bytes, int, bool]:
    """The body with at most `rows` rows and about `size` bytes, its rows, and whether it was cut.

    A body longer than `size` may break off anywhere, as it does when its writer ran full.
    """
    end, kept, more = _start(form, body), 0, False
    for following in islice(_ROW_ENDS[form](body), rows + 1):
        more = kept == rows or following > size
        if more:
            break
        end, kept = following, kept + 1
    whole = not more and body.endswith(_CLOSE[form]) and len(body) <= size
    return (body, kept, False) if whole else (_closed(form, body[:end]), kept, True)


def _closed(form: str, body: bytes) -> bytes:
    if form == "srj":
        link = f'{{"head":{{"link":["{MARK}"],'.encode()
        body = body.replace(b'{"head":{', link, 1)
    if form == "srx":
        body = body.replace(b"</head>", f'<link href="{MARK}"/></head>'.encode(), 1)
    return body + _CLOSE[form]


def _start(form: str, body: bytes) -> int:
    match form:
        case "srj":
            return body.index(b'"bindings":[') + len(b'"bindings":[')
        case "srx":
            return body.index(b"<results>") + len(b"<results>")
        case "csv":
            match = _CSV_LINE.match(body)
            return match.end() if match else len(body)
        case _:
            return body.index(b"\n") + 1


def _json_ends(body: bytes) -> Iterator[int]:
    start = _start("srj", body)
    # Offsets are of bytes, the decoder's of characters: count the bytes of what it passed.
    text = body[start:].decode(errors="ignore")
    decoder, position, passed = json.JSONDecoder(), 0, start
    while position < len(text) and text[position] in "{,":
        begin = position + (text[position] == ",")
        try:
            _, end = decoder.raw_decode(text, begin)
        except ValueError:
            return
        passed += len(text[position:end].encode())
        position = end
        yield passed


def _marked_ends(mark: bytes, form: str) -> Callable[[bytes], Iterator[int]]:
    def ends(body: bytes) -> Iterator[int]:
        position = body.find(mark, _start(form, body))
        while position >= 0:
            yield position + len(mark)
            position = body.find(mark, position + len(mark))

    return ends


def _csv_ends(body: bytes) -> Iterator[int]:
    yield from (match.end() for match in _CSV_LINE.finditer(body, _start("csv", body)))


_ROW_ENDS = {
    "srj": _json_ends,
    "srx": _marked_ends(b"</result>", "srx"),
    "csv": _csv_ends,
    "tsv": _marked_ends(b"\n", "tsv"),
}
