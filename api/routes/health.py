"""Whether the service lives, is ready, and how it fares."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.metrics import MEDIA
from api.problems import documented
from api.routes.common import Here

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """A word on the state of things."""

    status: str


@router.get("/healthz")
def healthz() -> Health:
    """Whether the process answers at all."""
    return Health(status="ok")


@router.get("/readyz", response_model=Health, responses={503: {"model": Health}})
def readyz(service: Here) -> Response:
    """Whether workers, network and index are there, so that requests are answered at once."""
    if service.ready:
        return JSONResponse({"status": "ready"})
    return JSONResponse({"status": "starting"}, 503, headers={"Retry-After": "1"})


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {MEDIA: {}}, "description": "Prometheus text"}, **documented(500)},
)
async def metrics(service: Here) -> Response:
    """Counts and times for Prometheus."""
    gauges = {
        "parley_queries_running": ("SPARQL queries in hand.", float(service.pool.running)),
        "parley_queries_ended": ("SPARQL queries ended by force.", float(service.pool.ended)),
        "parley_queries_kept": ("Queries answered as before.", float(service.cache.hits)),
        "parley_query_workers": ("Query workers.", float(len(service.pool.pids))),
        "parley_ready": ("Whether network and index are made.", float(service.ready)),
    }
    return Response(service.metrics.text(gauges), media_type=MEDIA)
