"""The read-only `/sparql` beside a `/setup` that may write: what the W3C test suites need.

    python bench/w3c_server.py --port 8099

The suites put their data in place with updates, which the service refuses. `/setup` takes them
instead and makes a new snapshot; queries go through the service's own route, guard and workers.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api import problems
from api.metrics import Metrics
from api.middleware import Conditional, Recorded
from api.routes.sparql import Direct
from api.settings import Settings
from api.sparql.cache import Cache
from api.sparql.pool import Limits, Pool
from api.sparql.questions import Caps


class Data:
    """A store to write to, and the snapshot that workers read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self._store = ox.Store(str(folder / "writing"))
        self.current = ""
        self.renew()

    def update(self, text: str, base: str) -> None:
        """Change the store and show the change to the workers."""
        self._store.update(text, base_iri=base)
        self.renew()

    def renew(self) -> None:
        """Make a new snapshot; the last but one is not read any more."""
        self._number += 1
        target = self._folder / str(self._number)
        self._store.backup(str(target))
        shutil.rmtree(self._folder / str(self._number - 5), ignore_errors=True)
        self.current = str(target)


def create(folder: Path) -> FastAPI:
    """The application over an empty store in a folder."""
    data = Data(folder)
    settings = Settings(query_lanes=1, query_slow_lanes=1)
    pool = Pool(Limits(10, 2048, 1, 1, 64), lambda: data.current)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await pool.start()
        yield
        await pool.close()

    async def setup(request: Request) -> Response:
        data.update((await request.body()).decode(), str(request.url))
        return Response(status_code=204)

    app = FastAPI(lifespan=lifespan)
    app.state.service = SimpleNamespace(
        snapshots=data,
        cache=Cache(0),
        pool=pool,
        settings=settings,
        caps=Caps(settings.query_rows, settings.query_bytes),
    )
    app.add_route("/setup", setup, methods=["POST"])
    problems.install(app)
    app.add_middleware(Direct, state=app.state)
    app.add_middleware(Conditional)
    app.add_middleware(Recorded, metrics=Metrics())
    return app


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    port = parser.parse_args().port
    with tempfile.TemporaryDirectory() as folder:
        uvicorn.run(create(Path(folder)), port=port, log_level="warning")


if __name__ == "__main__":
    main()
