"""Queries that would run for ever, take all memory, or answer without end."""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from api.sparql.pool import Abandoned, Busy, Limits, Pool
from api.sparql.questions import Answer, Caps, Dataset, answer, question
from ontology.errors import QueryTimeout

DEADLINE = 1.5
PRODUCT = "?a ?b ?c . ?d ?e ?f"
PATH = "(<http://e/p0>|<http://e/p1>|<http://e/p2>)+"
TEXT = "CONCAT(STR(?a), STR(?f))"
RUNAWAYS = {
    "a three-way cartesian product": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} . ?g ?h ?i }}",
    "an ORDER BY of a product": f"SELECT * {{ {PRODUCT} }} ORDER BY ?f ?a ?d",
    "an all-pairs path": f"SELECT (COUNT(*) AS ?n) {{ ?a {PATH} ?b }}",
    "a regular expression": f'SELECT * {{ {PRODUCT} FILTER REGEX({TEXT}, "(x+x+)+y") }}',
}
CAPS = Caps(100, 10**6)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Some 20,000 triples, densely connected."""
    folder = tmp_path_factory.mktemp("store")
    store = ox.Store(str(folder / "written"))
    store.bulk_extend(
        ox.Quad(
            ox.NamedNode(f"http://e/a{number % 4000}"),
            ox.NamedNode(f"http://e/p{number % 7}"),
            ox.NamedNode(f"http://e/a{number * 7 % 4001}"),
        )
        for number in range(20_000)
    )
    store.flush()
    store.backup(str(folder / "snapshot"))
    return str(folder / "snapshot")


Ask = Callable[[str], Awaitable[Answer]]
Work = Callable[[Pool, Ask], Awaitable[None]]


def in_pool(snapshot: str, work: Work, caps: Caps = CAPS, **limits: Any) -> None:
    """Run some work with a pool of workers over the snapshot."""
    given = {"timeout": DEADLINE, "memory": 4096, "lanes": 4, "slow_lanes": 4, "waiting": 64}

    async def run() -> None:
        pool = Pool(Limits(**{**given, **limits}), lambda: snapshot)

        async def ask(query: str) -> Answer:
            media, head = question(query, None, Dataset(), caps, "http://e/sparql")
            return answer(media, head, *await pool.ask(head))

        await pool.start()
        try:
            await work(pool, ask)
        finally:
            await pool.close()

    asyncio.run(run())


def alive(pids: Iterator[int] | tuple[int, ...]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


@pytest.mark.parametrize("query", RUNAWAYS.values(), ids=RUNAWAYS)
def test_a_runaway_is_ended_at_its_deadline(snapshot: str, query: str) -> None:
    async def work(pool: Pool, ask: Ask) -> None:
        began = time.perf_counter()
        with pytest.raises(QueryTimeout, match=r"ended after 1\.5 seconds"):
            await ask(query)
        assert DEADLINE - 0.1 < time.perf_counter() - began < DEADLINE + 0.5
        assert pool.running == 0

    in_pool(snapshot, work)


def test_short_questions_are_answered_beside_runaways_and_processes_stay_few(snapshot: str) -> None:
    async def work(pool: Pool, ask: Ask) -> None:
        before = len(pool.pids)
        runaways = [asyncio.ensure_future(ask(query)) for query in RUNAWAYS.values()]
        await asyncio.sleep(0.3)
        times = []
        while not all(task.done() for task in runaways):
            began = time.perf_counter()
            await ask("ASK { <http://e/a7> ?p ?o }")
            times.append(time.perf_counter() - began)
            await asyncio.sleep(0.05)
        assert all(isinstance(task.exception(), QueryTimeout) for task in runaways)
        assert len(times) >= 10
        assert statistics.median(times) < 0.02
        assert max(times) < 0.1
        await asyncio.sleep(0.5)
        assert len(pool.pids) == before
        assert len(alive(pool.pids)) == before

    in_pool(snapshot, work)


def test_every_process_ends_with_the_pool(snapshot: str) -> None:
    pids: list[int] = []

    async def work(pool: Pool, ask: Ask) -> None:
        await ask("ASK {}")
        pids.extend(pool.pids)

    in_pool(snapshot, work)
    assert pids
    assert alive(tuple(pids)) == []


def test_a_query_past_its_memory_is_ended(snapshot: str) -> None:
    async def work(pool: Pool, ask: Ask) -> None:
        with pytest.raises(QueryTimeout, match="memory"):
            await ask(RUNAWAYS["an ORDER BY of a product"])
        assert (await ask("ASK {}")).body

    in_pool(snapshot, work, memory=400, timeout=30.0)


def test_a_worker_that_is_killed_is_replaced(snapshot: str) -> None:
    async def work(pool: Pool, ask: Ask) -> None:
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.1)
        for _ in range(len(pool.pids) + 1):
            try:
                await ask("ASK {}")
            except QueryTimeout:
                continue
        assert (await ask("ASK {}")).body

    in_pool(snapshot, work)


def test_more_than_may_wait_are_turned_away(snapshot: str) -> None:
    async def work(pool: Pool, ask: Ask) -> None:
        runaway = RUNAWAYS["a three-way cartesian product"]
        asked = []
        # One steps aside, one has the lane, three wait.
        for _ in range(5):
            asked.append(asyncio.ensure_future(ask(runaway)))
            await asyncio.sleep(0.1)
        began = time.perf_counter()
        with pytest.raises(Busy):
            await ask("ASK {}")
        assert time.perf_counter() - began < 0.1
        results = await asyncio.gather(*asked, return_exceptions=True)
        assert {type(result) for result in results} == {QueryTimeout, Busy}

    in_pool(snapshot, work, lanes=1, slow_lanes=1, waiting=3)


def test_a_query_that_nobody_waits_for_is_ended(snapshot: str) -> None:
    async def work(pool: Pool, ask: Ask) -> None:
        query = RUNAWAYS["a three-way cartesian product"]
        _, head = question(query, None, Dataset(), CAPS, "http://e/sparql")
        began = time.perf_counter()
        with pytest.raises(Abandoned):
            await pool.ask(head, lambda: asyncio.sleep(0.2))
        assert time.perf_counter() - began < 1.2
        assert pool.running == 0

    in_pool(snapshot, work, timeout=30.0)


CUTS = [
    ("SELECT * { ?s ?p ?o }", 100, True),
    ("SELECT * { ?s ?p ?o } LIMIT 100", 100, False),
    ("SELECT * { ?s ?p ?o } LIMIT 101", 100, True),
    ("SELECT * { ?s ?p ?o } LIMIT 7", 7, False),
]


@pytest.mark.parametrize(("query", "rows", "was_cut"), CUTS)
def test_rows_beyond_the_cap_are_cut_and_it_says_so(
    snapshot: str, query: str, rows: int, was_cut: bool
) -> None:
    async def work(pool: Pool, ask: Ask) -> None:
        found = await ask(query)
        assert found.body.count(b'"s":{') == rows
        assert found.cut is was_cut

    in_pool(snapshot, work)


def test_triples_beyond_the_caps_are_cut(snapshot: str) -> None:
    async def work(pool: Pool, ask: Ask) -> None:
        found = await ask("CONSTRUCT WHERE { ?s ?p ?o }")
        assert found.cut
        assert len(list(ox.parse(found.body, ox.RdfFormat.TURTLE))) == 100

    in_pool(snapshot, work)


def test_bytes_beyond_the_cap_are_cut(snapshot: str) -> None:
    async def work(pool: Pool, ask: Ask) -> None:
        for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
            found = await ask(query)
            assert found.cut
            assert 1000 < len(found.body) < 5200

    in_pool(snapshot, work, Caps(10**6, 5000))


def test_a_worker_cannot_open_a_socket() -> None:
    import subprocess
    import sys

    code = (
        "from api.sparql.sandbox import deny_sockets\nimport socket, sys\n"
        "if not deny_sockets(): sys.exit(77)\n"
        "try: socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except PermissionError: sys.exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    if done.returncode == 77:
        pytest.skip("this system has no seccomp")
    assert done.returncode == 0
