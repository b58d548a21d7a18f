"""Load: many clients with a mix of queries against Parley and, on the same data, other servers.

    python bench/load.py --seconds 60 --clients 64 --others /path/to/venv

`--others` names a virtual environment with the packages `oxigraph` and `rdflib-endpoint`; without
it only Parley is measured. All servers stand ready, and the clients turn to each in rounds, so
that whatever else this machine does falls on all alike. The clients run here too: figures compare
servers and are no measure of any one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.worlds import articles, people  # noqa: E402
from graph.store import Store  # noqa: E402

PREFIXES = (
    "PREFIX par: <https://w3id.org/parley#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
)
# How often in a hundred → the query; {who} is a label, {id} an actor, {article} an article.
MIX = {
    "who met": (30, "SELECT ?w ?n {{ ?p rdfs:label {who} . ?p par:met ?w . ?w rdfs:label ?n }}"),
    "ask": (20, "ASK {{ <{id}> par:criticized|par:supported ?b }}"),
    "relations": (15, "SELECT ?r (COUNT(*) AS ?n) {{ <{id}> ?r ?b }} GROUP BY ?r ORDER BY ?r"),
    "met in common": (
        10,
        "SELECT DISTINCT ?c {{ <{id}> par:met ?a . ?a par:met ?c }} ORDER BY ?c LIMIT 50",
    ),
    "one article": (10, "SELECT ?s ?p ?o {{ GRAPH <{article}> {{ ?s ?p ?o }} }}"),
    "who says so": (
        10,
        "SELECT ?g ?q {{ <{id}> par:met ?b . GRAPH ?g {{ ?x par:quote ?q . ?x par:about ?f . "
        "?f par:side ?s . ?s par:member <{id}> }} }} LIMIT 20",
    ),
    "text": (
        5,
        'SELECT ?a ?n {{ ?a a par:Person ; rdfs:label ?n FILTER(CONTAINS(LCASE(?n), "{part}")) }}',
    ),
}


@dataclass
class Figures:
    """What the clients saw of a server."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __iadd__(self, other: Figures) -> Figures:
        """The figures of both rounds."""
        self.seconds += other.seconds
        self.times += other.times
        self.errors += other.errors
        return self

    def row(self, name: str) -> str:
        """One line of the table."""
        ordered = sorted(self.times) or [0.0]
        part = [
            ordered[min(int(len(ordered) * q), len(ordered) - 1)] * 1000 for q in (0.5, 0.95, 0.99)
        ]
        rate = len(self.times) / self.seconds
        cells = "  ".join(f"{value:8.1f}" for value in part)
        return f"{name:18}  {rate:8.0f}  {cells}  {len(self.errors):6}"


HEADER = (
    f"{'server':18}  {'answers/s':>8}  {'p50 ms':>8}  {'p95 ms':>8}  {'p99 ms':>8}  {'errors':>6}"
)


def queries(store: Store, count: int, seed: int = 7) -> list[str]:
    """So many queries in the proportions of `MIX`, over actors and articles of the store."""
    chance = random.Random(seed)
    rows = list(
        store.query("SELECT ?a ?n { ?a a par:Person ; rdfs:label ?n } ORDER BY ?a LIMIT 400")
    )
    texts = [text for _, text in MIX.values()]
    weights = [weight for weight, _ in MIX.values()]
    ids = list(store.article_ids())
    made = []
    for _ in range(count):
        row = chance.choice(rows)
        values = {
            "who": str(row["n"]),
            "id": row["a"].value,
            "article": f"https://w3id.org/parley/article/{chance.choice(ids)}",
            "part": row["n"].value[1:4],
        }
        made.append(PREFIXES + chance.choices(texts, weights)[0].format(**values))
    return made


HEAD = "Host: localhost\r\nAccept: application/sparql-results+json"


async def client(port: int, path: str, asked: list[str], end: float, seen: Figures) -> None:
    """Ask one query after another over one connection until the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for query in _cycle(asked):
        if time.perf_counter() >= end:
            break
        began = time.perf_counter()
        target = f"{path}?{urllib.parse.urlencode({'query': query})}"
        writer.write(f"GET {target} HTTP/1.1\r\n{HEAD}\r\n\r\n".encode())
        status, body = await _answer(reader)
        if status != 200 or not body.startswith(b"{"):
            seen.errors.append(f"{status}: {body[:200]!r} for {query}")
        seen.times.append(time.perf_counter() - began)
    writer.close()


def _cycle(items: list[str]) -> Iterator[str]:
    while True:
        yield from items


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    if b"transfer-encoding: chunked" in head:
        return status, await _chunks(reader)
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    return status, await reader.readexactly(length)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body


async def measure(port: int, path: str, asked: list[str], clients: int, seconds: float) -> Figures:
    """Let so many clients ask for so long, after a second to warm up."""
    parts = [
        asked[number:] + asked[:number] for number in range(0, len(asked), len(asked) // clients)
    ]
    for length, seen in ((1.0, Figures()), (seconds, Figures())):
        began = time.perf_counter()
        end = began + length
        await asyncio.gather(*(client(port, path, part, end, seen) for part in parts[:clients]))
        seen.seconds = time.perf_counter() - began
    return seen


def fetch(port: int, path: str, query: str) -> object:
    """The answer to one query, rows in no order, to compare servers by."""
    url = f"http://127.0.0.1:{port}{path}?{urllib.parse.urlencode({'query': query})}"
    request = urllib.request.Request(url, headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        document = json.load(answer)
    if "boolean" in document:
        return document["boolean"]
    return len(document["results"]["bindings"])


@contextmanager
def running(port: int, path: str, *command: str | Path) -> Iterator[None]:
    """A server, from the moment it answers."""
    print(f"starting {' '.join(map(str, command))[:110]}", file=sys.stderr)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([*map(str, command)], stderr=subprocess.DEVNULL, env=env)
    try:
        for _ in range(1200):
            try:
                fetch(port, path, "ASK {}")
                break
            except OSError:
                time.sleep(0.25)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def build(folder: Path, count: int, actors: int) -> list[str]:
    """A store of made-up articles, the same as N-Quads, and the queries."""
    with Store.open(folder / "store") as store:
        store.ingest(articles(count, people(actors)), batch=128)
        (folder / "all.nq").write_bytes(ox.serialize(store.raw, format=ox.RdfFormat.N_QUADS) or b"")
        print(store.size(), file=sys.stderr)
        return queries(store, 2000)


RDFLIB = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset()
graph.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=graph, path="/"), port=int(sys.argv[2]), log_level="error")
"""


Server = tuple[str, str, list[str | Path], int]


def servers(folder: Path, others: Path | None, port: int) -> Iterator[Server]:
    """Name, path, command and port of every server."""
    parley = [sys.executable, "-c", "from api.cli import main; main()", "serve"]
    log = ["--log", "warning", "--store", folder / "store", "--port", str(port)]
    yield "parley", "/sparql", [*parley, *log], port
    fresh = ["env", "PARLEY_QUERY_CACHE=0", *parley, *log[:-1], str(port + 3)]
    yield "parley, no cache", "/sparql", fresh, port + 3
    if others is None:
        return
    oxigraph, place = others / "bin" / "oxigraph", folder / "oxigraph"
    subprocess.run(
        [oxigraph, "load", "--location", place, "--file", folder / "all.nq"],
        check=True,
        capture_output=True,
    )
    bind = ["--bind", f"127.0.0.1:{port + 1}"]
    command = [oxigraph, "serve-read-only", "--location", place, *bind]
    yield "oxigraph server", "/query", command, port + 1
    python = others / "bin" / "python"
    yield "rdflib-endpoint", "/", [python, "-c", RDFLIB, folder / "all.nq", str(port + 2)], port + 2


def main() -> None:
    """Build, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--actors", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--port", type=int, default=8097)
    parser.add_argument("--others", type=Path)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="parley-load-"))
    try:
        _run(given, folder)
    finally:
        shutil.rmtree(folder)


def _run(given: argparse.Namespace, folder: Path) -> None:
    asked = build(folder, given.articles, given.actors)
    with ExitStack() as stack:
        ports: dict[str, tuple[int, str]] = {}
        for name, path, command, port in servers(folder, given.others, given.port):
            stack.enter_context(running(port, path, *command))
            ports[name] = (port, path)
        _compare(ports, asked[:60])
        figures = {name: Figures() for name in ports}
        for _ in range(given.rounds):
            for name, (port, path) in ports.items():
                seconds = given.seconds / given.rounds
                figures[name] += asyncio.run(measure(port, path, asked, given.clients, seconds))
    print(HEADER)
    for name, seen in figures.items():
        print(seen.row(name))
        for error in seen.errors[:3]:
            print(error, file=sys.stderr)


def _compare(ports: dict[str, tuple[int, str]], sample: list[str]) -> None:
    """Say how many of a sample of answers have as many rows as Parley's."""
    answers = {
        name: [fetch(port, path, query) for query in sample] for name, (port, path) in ports.items()
    }
    for name, found in answers.items():
        same = statistics.mean(a == b for a, b in zip(answers["parley"], found, strict=True))
        print(f"{name}: {same:.0%} of {len(sample)} answers as long as Parley's", file=sys.stderr)


if __name__ == "__main__":
    main()
