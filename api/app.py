"""The HTTP service, put together: a contents page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api import problems
from api.jobs import Jobs
from api.middleware import Conditional, Recorded
from api.readers import Readers
from api.routes import actors, articles, docs, exports, facts, health, paths
from api.routes.sparql import Direct
from api.service import Service
from api.settings import Settings
from api.sparql.interface import described
from graph.store import Store

ROUTERS = (actors, facts, paths, articles, exports, health, docs)


def create_app(store: Store, settings: Settings) -> FastAPI:
    """The service over a store; the caller opens and closes the store."""
    app = FastAPI(
        title="Parley",
        version=version("parley"),
        description="Who met whom, who says so, and how anybody is connected with anybody.",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = Service(store, settings)
    app.state.readers = Readers(settings.registry, settings.model)
    app.state.jobs = Jobs(app.state.service, app.state.readers)
    for module in ROUTERS:
        app.include_router(module.router)
    problems.install(app)
    _surround(app, settings)
    _describe(app)
    return app


def _surround(app: FastAPI, settings: Settings) -> None:
    app.add_middleware(Direct, state=app.state)
    app.add_middleware(Conditional)
    if settings.cors:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors,
            allow_methods=["GET", "POST"],
            allow_headers=["*"],
            expose_headers=["ETag", "X-Request-ID", "X-Parley-Cut"],
        )
    app.add_middleware(Recorded, metrics=app.state.service.metrics)


def _describe(app: FastAPI) -> None:
    """Add to the OpenAPI document what is routed by hand."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        made = app.openapi_schema is not None
        return plain() if made else described(plain())

    app.openapi = openapi  # type: ignore[method-assign]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    await app.state.service.start()
    yield
    await app.state.jobs.close()
    app.state.readers.close()
    await app.state.service.close()
