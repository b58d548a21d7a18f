from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import Store

sys.path.insert(0, str(Path(__file__).parent))
from world import READINGS

TOKEN = "a-token"


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """The small world, not to be changed."""
    with Store.memory() as made:
        made.ingest(READINGS)
        yield made


@pytest.fixture(scope="session")
def client(store: Store) -> Iterator[TestClient]:
    """The service over the small world, not to be changed."""
    settings = Settings(store=Path("/nowhere"), query_lanes=2, query_timeout=2.0)
    with TestClient(create_app(store, settings)) as made:
        yield made
