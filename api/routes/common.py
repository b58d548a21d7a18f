"""What routes share: the service, pages, days, edges that count, names, and media types."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.linked import FORMS, written
from api.naming import ID, actor_named
from api.negotiation import choose
from api.service import Service
from api.values import day, relation
from graph.network import Sieve
from ontology.errors import UnknownName
from ontology.facts import Actor

DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"
JSON = "application/json"
LINKED: dict[int | str, dict[str, Any]] = {
    200: {"content": {media: {} for media in FORMS}},
    308: {"description": "merged: its present name is in Location"},
}

Day = Annotated[str | None, Query(pattern=DAY, examples=["2025-12-02"])]


def service(request: Request) -> Service:
    """The service behind the routes."""
    found: Service = request.app.state.service
    return found


Here = Annotated[Service, Depends(service)]
Limit = Annotated[int, Query(ge=1, le=1000, description="how many at most")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="how many to pass over")]


def as_of(
    as_of: Annotated[Day, Query(description="what was so on that day")] = None,
) -> str | None:
    """The day of which something was so."""
    return day(as_of, "as_of")


def known_by(
    known_by: Annotated[Day, Query(description="what had been published by that day")] = None,
) -> str | None:
    """The day by which something had been published."""
    return day(known_by, "known_by")


AsOf = Annotated[str | None, Depends(as_of)]
KnownBy = Annotated[str | None, Depends(known_by)]
Relations = Annotated[
    list[str], Query(description="only these relations", examples=[["met", "spokeWith"]])
]


def sieve(
    as_of: AsOf,
    known_by: KnownBy,
    relations: Relations = [],  # noqa: B006 - FastAPI copies it
    exclude: Annotated[list[str], Query(description="none of these relations")] = [],  # noqa: B006
    since: Annotated[Day, Query(description="only events from that day on")] = None,
    until: Annotated[Day, Query(description="only events up to that day")] = None,
    min_sources: Annotated[int, Query(ge=1, description="least independent reports")] = 1,
    contested: Annotated[
        bool | None, Query(description="only facts that are contested, or only others")
    ] = None,
) -> Sieve:
    """Which edges count."""
    return Sieve(
        relations=frozenset(relation(name) for name in relations),
        exclude=frozenset(relation(name) for name in exclude),
        since=day(since, "since"),
        until=day(until, "until"),
        as_of=as_of,
        known_by=known_by,
        min_sources=min_sources,
        contested=contested,
    )


Edges = Annotated[Sieve, Depends(sieve)]


def actor_of(service: Service, name: str) -> Actor:
    """The actor of a name or id. Raises UnknownName or AmbiguousName."""
    return actor_named(service.store, service.search, name)


def present_id(service: Service, request: Request, given: str) -> str:
    """The id as the view has it; one that was merged is answered with 308. Raises UnknownName."""
    if not ID.fullmatch(given):
        raise UnknownName(f"{given!r} is not an id", "ids are like person:marco-rubio; see /search")
    now = service.store.canonical(given)
    if now != given:
        path = request.url.path.replace(f"/{given}", f"/{now}", 1)
        query = f"?{request.url.query}" if request.url.query else ""
        raise HTTPException(308, f"{given} is now {now}", headers={"Location": path + query})
    return now


def linked_or_none(request: Request, service: Service, iri: str) -> Response | None:
    """The resource as RDF if the client likes that better than JSON."""
    media = choose(request.headers.get("accept"), (JSON, *FORMS))
    if media is None:
        raise HTTPException(406, f"offered: {', '.join((JSON, *FORMS))}")
    if media == JSON:
        return None
    body = written(service.store, iri, media)
    return Response(body, media_type=media, headers={"Vary": "Accept"})
