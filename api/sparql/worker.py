"""A process that answers one query at a time over a snapshot, and can be killed at any moment.

Started as `python -m api.sparql.worker MEBIBYTES`. Frames come in on standard input and go out
on standard output. It imports little, as it is started again after every query that was ended.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyoxigraph as ox

from api.sparql.cut import cut, rows_at_most
from api.sparql.frames import pack, receive
from api.sparql.sandbox import deny_sockets, die_with_parent, limit_memory

Head = dict[str, Any]


class _Full(Exception):
    """The sink has taken as many bytes as it may."""


class Sink(io.BytesIO):
    """A file that takes a bounded number of bytes, and the part that passes the bound."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def write(self, part: Any, /) -> int:
        """Take a part; raises beyond the bound, after taking it."""
        written = super().write(part)
        if self.tell() > self._size:
            raise _Full
        return written


class Worker:
    """Answers questions about the snapshot they name, opening it when it changes."""

    def __init__(self) -> None:
        self._path = ""
        self._store = ox.Store()

    def answer(self, ask: Head) -> tuple[Head, bytes]:
        """The head and body of the answer; what went wrong is an answer too."""
        try:
            self._open(ask["store"])
            if not ask["query"]:
                return {"status": "ok"}, b""
            return self._query(ask)
        except (SyntaxError, ValueError) as error:
            return {"status": "refused", "message": str(error)}, b""
        except (OSError, RuntimeError) as error:
            return {"status": "failed", "message": str(error)}, b""

    def _open(self, path: str) -> None:
        if path != self._path:
            self._store = ox.Store.read_only(path)
            self._path = path

    def _query(self, ask: Head) -> tuple[Head, bytes]:
        unknown = [graph for graph in ask["check"] if not self._holds(graph)]
        if unknown:
            return {"status": "unknown", "graphs": unknown}, b""
        results = self._evaluate(ask)
        if isinstance(results, ox.QueryTriples):
            body, rows, was_cut = _graph(results, ask)
        else:
            body, rows, was_cut = _rows(results, ask)
        return {"status": "ok", "rows": rows, "cut": was_cut}, body

    def _holds(self, graph: str) -> bool:
        try:
            return self._store.contains_named_graph(ox.NamedNode(graph))
        except ValueError:
            return False

    def _evaluate(self, ask: Head) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        options = {
            "base_iri": ask["base"],
            "prefixes": ask["prefixes"] or None,
            "default_graph": _nodes(ask.get("default_graphs")),
            "named_graphs": _nodes(ask.get("named_graphs")),
        }
        try:
            return self._store.query(ask["limited"], **options)
        except SyntaxError:
            # The place of a mistake must be that of the user's text.
            return self._store.query(ask["query"], **options)


def _nodes(graphs: list[str] | None) -> list[ox.NamedNode] | None:
    return None if graphs is None else [ox.NamedNode(graph) for graph in graphs]


def _rows(results: ox.QuerySolutions | ox.QueryBoolean, ask: Head) -> tuple[bytes, int, bool]:
    form = ox.QueryResultsFormat.from_extension(ask["form"])
    sink = Sink(ask["bytes"])
    try:
        results.serialize(sink, format=form)
    except _Full:
        return cut(ask["form"], sink.getvalue(), ask["rows"], ask["bytes"])
    body = sink.getvalue()
    if isinstance(results, ox.QueryBoolean):
        return body, 1, False
    rows = rows_at_most(ask["form"], body)
    return (body, rows, False) if rows <= ask["rows"] else _exact(body, ask)


def _exact(body: bytes, ask: Head) -> tuple[bytes, int, bool]:
    return cut(ask["form"], body, ask["rows"], ask["bytes"])


def _graph(results: ox.QueryTriples, ask: Head) -> tuple[bytes, int, bool]:
    triples = list(dict.fromkeys(islice(results, ask["rows"] + 1)))
    kept = triples[: ask["rows"]]
    body = _written(kept, ask)
    while body is None:
        kept = kept[: len(kept) // 2]
        body = _written(kept, ask)
    was_cut = len(kept) < len(triples)
    note = b"# cut: the answer is longer\n" if was_cut and ask["form"] in _WITH_COMMENTS else b""
    return note + body, len(kept), was_cut


_WITH_COMMENTS = ("ttl", "nt", "trig", "nq", "n3")


def _written(triples: Iterable[ox.Triple], ask: Head) -> bytes | None:
    sink = Sink(ask["bytes"])
    form = ox.RdfFormat.from_extension(ask["form"])
    try:
        ox.serialize(triples, sink, format=form, prefixes=ask["prefixes"] or None)
    except _Full:
        return None
    return sink.getvalue()


def _questions() -> Iterator[Head]:
    while frame := receive(sys.stdin.buffer):
        yield frame[0]


def main() -> None:
    """Answer until the other side closes."""
    die_with_parent()
    limit_memory(int(sys.argv[1]))
    deny_sockets()
    worker = Worker()
    for ask in _questions():
        head, body = worker.answer(ask)
        sys.stdout.buffer.write(pack(head, body))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
