"""JavaScript clients as they come from the registry: fetch-sparql-endpoint and comunica."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_server import Served, serve
from world import READINGS

from graph.store import Store

CLIENTS = Path(__file__).parents[2] / "bench" / "javascript"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with Store.open(tmp_path / "store") as store:
        store.ingest(READINGS)
    yield from serve(tmp_path / "store")


@pytest.mark.slow
def test_javascript_clients_get_rows_triples_and_words(served: Served, tmp_path: Path) -> None:
    if not shutil.which("npm"):
        pytest.skip("there is no npm on this machine")
    for file in CLIENTS.glob("*.*"):
        shutil.copy(file, tmp_path)
    install = ["npm", "install", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(install, cwd=tmp_path, check=False, timeout=300).returncode:
        pytest.skip("the clients cannot be installed here")
    command = ["node", "check.mjs", served.address]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "comunica: 6 rows" in done.stdout
