"""Ways between actors, and who stands between two groups."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query

from api.answers import ActorAnswer, BrokerAnswer, Page, PathAnswer
from api.deadline import within
from api.problems import documented
from api.routes.common import Edges, Here, Limit, Offset, actor_of
from api.service import Service
from graph.paths import brokers, find_paths

Result = TypeVar("Result")

router = APIRouter(tags=["paths"])

From = Annotated[str, Query(alias="from", min_length=1, max_length=200, examples=["Marco Rubio"])]
To = Annotated[str, Query(alias="to", min_length=1, max_length=200, examples=["Vladimir Putin"])]


class Paths(Page[PathAnswer]):
    """The ways found, shortest first; none is an answer too."""

    source: ActorAnswer
    target: ActorAnswer


@router.get("/paths", responses=documented(400, 404, 409, 422, 504))
def paths(
    service: Here,
    source: From,
    target: To,
    sieve: Edges,
    max_hops: Annotated[int, Query(ge=1, le=12, description="hops at most")] = 6,
    k: Annotated[int, Query(ge=1, le=20, description="how many ways")] = 1,
    by_sources: Annotated[
        bool, Query(description="prefer hops with many independent reports")
    ] = False,
) -> Paths:
    """How two actors, by name or id, are connected; each hop has its facts and the best quote."""
    ends = actor_of(service, source), actor_of(service, target)
    network, (source_id, target_id) = service.network, (end.id for end in ends)
    search = partial(find_paths, network, service.store, source_id, target_id, sieve=sieve)
    found = _sought(service, partial(search, k=k, max_hops=max_hops, by_sources=by_sources))
    return Paths(
        results=[PathAnswer.of(path) for path in found],
        total=len(found),
        limit=k,
        offset=0,
        source=ActorAnswer.of(ends[0]),
        target=ActorAnswer.of(ends[1]),
    )


@router.get("/brokers", responses=documented(400, 404, 409, 422, 504))
def brokers_between(
    service: Here, source: From, target: To, sieve: Edges, limit: Limit = 20, offset: Offset = 0
) -> Page[BrokerAnswer]:
    """Who lies on the shortest ways between two groups, such as those of two countries."""
    ends = actor_of(service, source), actor_of(service, target)
    network, (source_id, target_id) = service.network, (end.id for end in ends)
    search = partial(brokers, network, service.store, source_id, target_id, sieve=sieve)
    found = _sought(service, search)
    results = [
        BrokerAnswer(actor=ActorAnswer.of(actor), pairs=pairs)
        for actor, pairs in found[offset : offset + limit]
    ]
    return Page(results=results, total=len(found), limit=limit, offset=offset)


def _sought(service: Service, search: Callable[[], Result]) -> Result:
    """The outcome of a search while nothing changes the network; QueryTimeout past the deadline."""
    with service.lock:
        return within(service.settings.query_timeout, search)
