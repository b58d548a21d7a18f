"""The service as a process: real clients, logs, limits over HTTP, and an orderly end."""

from __future__ import annotations

import concurrent.futures
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from world import READINGS

from graph.store import Store

PUTIN = "https://w3id.org/parley/actor/person:vladimir-putin"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass
class Served:
    """A running service and what it said on standard error."""

    process: subprocess.Popen[str]
    port: int
    lines: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET") -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path)
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read()
        connection.close()
        return found

    def ask(self, query: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        return self.get(f"/sparql?{urllib.parse.urlencode({'query': query})}")


def serve(store: Path, **variables: str) -> Iterator[Served]:
    """Start the service on a free port; stop it afterwards."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve"]
    process = subprocess.Popen(
        [*command, "--store", str(store), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **variables},
    )
    assert process.stderr
    first = process.stderr.readline()
    found = re.search(r"http://127\.0\.0\.1:(\d+)", first)
    assert found, first + process.stderr.read()
    served = Served(process, int(found[1]))
    reader = threading.Thread(target=lambda: served.lines.extend(process.stderr or []))
    reader.start()
    try:
        yield served
    finally:
        process.terminate()
        process.wait(20)
        reader.join(5)
        process.stderr.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server") / "store"
    with Store.open(folder) as store:
        store.ingest(READINGS)
    return folder


@pytest.fixture(scope="module")
def served(built: Path) -> Iterator[Served]:
    yield from serve(built, PARLEY_QUERY_TIMEOUT="2", PARLEY_LOG_FORMAT="json")


def test_it_listens_on_this_machine_alone(served: Served) -> None:
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    for address in others - {"127.0.0.1", "::1"}:
        with pytest.raises(OSError, match=r"refused|unreachable|timed out"):
            socket.create_connection((str(address), served.port), timeout=2)


def test_sparqlwrapper_gets_rows_graphs_and_words(served: Served) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{served.address}/sparql")
    for method in ("GET", "POST"):
        client.setMethod(method)
        client.setQuery(f"SELECT ?who {{ ?who <https://w3id.org/parley#met> <{PUTIN}> }}")
        client.setReturnFormat(wrapper.JSON)
        rows = client.queryAndConvert()["results"]["bindings"]
        assert len(rows) == 3
        client.setReturnFormat(wrapper.XML)
        assert len(client.queryAndConvert().getElementsByTagName("result")) == 3
        client.setReturnFormat(wrapper.CSV)
        assert client.queryAndConvert().startswith(b"who")
        client.setQuery(f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o FILTER(?o = <{PUTIN}>) }}")
        client.setReturnFormat(wrapper.TURTLE)
        assert b"vladimir-putin" in client.queryAndConvert()
        client.setReturnFormat(wrapper.RDFXML)
        assert b"rdf:RDF" in client.query().response.read()
        client.setQuery("ASK { ?a ?b ?c }")
        client.setReturnFormat(wrapper.JSON)
        assert client.queryAndConvert()["boolean"] is True


def test_rdflib_uses_it_as_a_store(served: Served) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        store = SPARQLStore(f"{served.address}/sparql", method=method)
        graph = rdflib.Graph(store)
        met = rdflib.URIRef("https://w3id.org/parley#met")
        assert len(set(graph.subjects(met, rdflib.URIRef(PUTIN)))) == 3
        assert len(graph) > 100
        assert graph.query("ASK { ?a ?b ?c }").askAnswer
        with pytest.raises(Exception, match=r"read.?only|Read.?only|not supported|update"):
            graph.add((rdflib.URIRef(PUTIN), met, rdflib.URIRef(PUTIN)))


NODE = """
const answer = await fetch(process.argv[1] + '/sparql', {
  method: 'POST',
  headers: { 'content-type': 'application/sparql-query', accept: 'application/json' },
  body: 'SELECT ?who { ?who par:met actor:x }',
});
const rows = (await answer.json()).results.bindings;
const graph = await fetch(process.argv[1] + '/sparql?query=' +
  encodeURIComponent('CONSTRUCT WHERE { ?a par:met ?b }'), { headers: { accept: 'text/turtle' } });
console.log(rows.length, (await graph.text()).includes('par:met'));
"""


def test_javascript_gets_rows_and_graphs(served: Served) -> None:
    command = ["node", "--input-type=module", "-e", NODE, served.address]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except FileNotFoundError:
        pytest.skip("there is no Node on this machine")
    assert done.stdout == "0 true\n", done.stderr


def test_a_runaway_is_answered_with_504_and_others_meanwhile(served: Served) -> None:
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        began = time.perf_counter()
        runaways = [threads.submit(served.ask, RUNAWAY) for _ in range(4)]
        time.sleep(0.6)
        times = []
        for _ in range(10):
            then = time.perf_counter()
            assert served.ask("ASK { ?a par:met ?b }")[0] == 200
            times.append(time.perf_counter() - then)
        assert max(times) < 0.1
        for runaway in runaways:
            status, headers, body = runaway.result()
            assert status == 504
            assert headers["content-type"] == "application/problem+json"
            assert "2 seconds" in json.loads(body)["detail"]
        assert time.perf_counter() - began < 3


def test_too_many_are_turned_away_with_503(built: Path) -> None:
    limits = {
        "PARLEY_QUERY_LANES": "1",
        "PARLEY_QUERY_SLOW_LANES": "0",
        "PARLEY_QUERY_WAITING": "0",
    }
    for busy in serve(built, PARLEY_QUERY_TIMEOUT="2", **limits):
        with concurrent.futures.ThreadPoolExecutor(1) as threads:
            runaway = threads.submit(busy.ask, RUNAWAY)
            time.sleep(0.5)
            status, headers, _ = busy.ask("ASK {}")
            assert (status, headers["retry-after"]) == (503, "2")
            assert runaway.result()[0] == 504
        assert busy.ask("ASK {}")[0] == 200


def test_a_long_answer_is_cut_and_says_so(built: Path) -> None:
    for small in serve(built, PARLEY_QUERY_ROWS="5"):
        status, headers, body = small.ask("SELECT * { ?s ?p ?o }")
        assert (status, headers["x-parley-cut"]) == (200, "true")
        assert len(json.loads(body)["results"]["bindings"]) == 5
        assert "x-parley-cut" not in small.ask("SELECT * { ?s ?p ?o } LIMIT 5")[1]


def test_a_query_is_ended_when_its_client_goes(built: Path) -> None:
    for patient in serve(built, PARLEY_QUERY_TIMEOUT="60"):
        query = urllib.parse.urlencode({"query": RUNAWAY})
        raw = socket.create_connection(("127.0.0.1", patient.port))
        raw.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(1)
        assert b"parley_queries_running 1.0" in patient.get("/metrics")[2]
        raw.close()
        for _ in range(40):
            time.sleep(0.1)
            if b"parley_queries_running 0.0" in patient.get("/metrics")[2]:
                break
        else:
            pytest.fail("the query still runs")


def test_head_leaves_the_connection_in_order(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    for path in ("/healthz", "/sparql?query=ASK%20%7B%7D", "/sparql?query=x", "/nowhere", "/docs"):
        connection.request("HEAD", path)
        answer = connection.getresponse()
        assert answer.read() == b""
        connection.request("GET", "/healthz")
        assert connection.getresponse().read() == b'{"status":"ok"}'
    connection.close()


def test_every_request_is_a_line_of_the_log_under_its_id(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    connection.request("GET", "/actors/nobody", headers={"X-Request-ID": "look-for-me"})
    assert connection.getresponse().headers["x-request-id"] == "look-for-me"
    connection.close()
    time.sleep(0.2)
    logged = [json.loads(line) for line in served.lines if line.startswith("{")]
    (mine,) = [line for line in logged if line.get("request") == "look-for-me"]
    assert (mine["method"], mine["path"], mine["status"]) == ("GET", "/actors/nobody", 404)
    assert mine["seconds"] < 1


def test_what_another_process_writes_is_seen(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.ingest(READINGS[:1])
    query = "SELECT * { GRAPH ?g { ?a a par:Article } }"
    for following in serve(tmp_path / "store"):
        assert following.ask(query)[2].count(b'"g":') == 1
        with Store.open(tmp_path / "store") as store:
            store.ingest(READINGS)
        for _ in range(100):
            time.sleep(0.1)
            if following.ask(query)[2].count(b'"g":') == len(READINGS):
                break
        else:
            pytest.fail("the service does not see what was written")
        assert following.get("/search?q=qatar")[2].count(b'"matched"') == 1
        assert b'"length":1' in following.get("/paths?from=Qatar&to=M23")[2]
        assert following.get("/actors/country:qatar")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_running_request_is_finished_at_the_end(built: Path, number: signal.Signals) -> None:
    for ending in serve(built, PARLEY_QUERY_TIMEOUT="1.5"):
        with concurrent.futures.ThreadPoolExecutor(1) as threads:
            running = threads.submit(ending.ask, RUNAWAY)
            time.sleep(0.7)
            ending.process.send_signal(number)
            assert running.result()[0] == 504
        assert ending.process.wait(10) in {0, -number, 130}
        with pytest.raises(OSError, match="refused"):
            ending.ask("ASK {}")
    assert not any("Traceback" in line for line in ending.lines)
    assert not (built / "serving" / str(ending.process.pid)).exists()


def test_no_worker_outlives_a_service_that_was_killed(built: Path) -> None:
    import psutil

    for killed in serve(built):
        workers = psutil.Process(killed.process.pid).children()
        assert workers
        killed.process.kill()
        killed.process.wait(5)
        _, left = psutil.wait_procs(workers, timeout=3)
        assert left == []
