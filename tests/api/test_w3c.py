"""The W3C's own suites against `/sparql`; they lie beside the project, in the shared folder."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared"))
SUITE = SHARED / "data" / "w3c-sparql"
RUNNER = SHARED / "check" / "w3c" / "w3c_sparql.py"

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suites are not at hand")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The endpoint beside a route that sets data up, as the suites need it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, ROOT / "bench" / "w3c_server.py", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    for _ in range(200):
        time.sleep(0.1)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


def run(address: str, kinds: str) -> str:
    options = ["--target", "http", "--suite", SUITE, "--kind", kinds, "-v"]
    urls = [
        "--query",
        f"{address}/sparql",
        "--update",
        f"{address}/setup",
        "--sd",
        f"{address}/sparql",
    ]
    command = [sys.executable, RUNNER, *options, *urls]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.slow
def test_evaluation_passes_as_many_tests_as_the_engine(address: str) -> None:
    found = re.search(r"w3c: (\d+) passed", run(address, "query"))
    assert found
    assert int(found[1]) >= 493


def test_protocol_and_description_pass_but_for_updates(address: str) -> None:
    told = run(address, "protocol,sd")
    failed = re.findall(r"FAIL \S+#(\S+)", told)
    assert [name for name in failed if "update" not in name] == []
    assert re.search(r"w3c: 26 passed", told), told[-500:]


def updates() -> list[Path]:
    return sorted((SUITE / "sparql" / "sparql11").rglob("*.ru"))


def test_every_update_is_refused_in_every_transport(client: TestClient) -> None:
    assert len(updates()) > 100
    for file in updates():
        text = file.read_text(encoding="utf-8")
        direct = {"Content-Type": "application/sparql-update"}
        answers = [
            client.post("/sparql", content=text.encode(), headers=direct),
            client.post("/sparql", data={"update": text}),
            client.get("/sparql", params={"update": text[:5000]}),
            client.post("/sparql", data={"query": text}),
        ]
        assert [answer.status_code for answer in answers] == [403, 403, 403, 400], file
