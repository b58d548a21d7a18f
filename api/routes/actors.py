"""Actors: search, one actor, neighbours, timeline."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import (
    ActorAnswer,
    FactAnswer,
    FoundAnswer,
    NeighbourAnswer,
    Page,
    ProfileAnswer,
    page,
)
from api.problems import documented
from api.routes.common import (
    LINKED,
    AsOf,
    Here,
    KnownBy,
    Limit,
    Offset,
    Relations,
    linked_or_none,
    present_id,
)
from api.values import relation
from graph.actors import neighbours, profile, timeline
from ontology.vocabulary import ACTOR

router = APIRouter(tags=["actors"])


@router.get("/search", responses=documented(422))
def search(
    service: Here,
    q: Annotated[str, Query(min_length=1, max_length=200, description="a name, or part of one")],
    limit: Limit = 20,
    offset: Offset = 0,
) -> Page[FoundAnswer]:
    """Find actors by name, alias, beginning of a name, another script, or a slip of the pen."""
    found, total = service.search(q, limit, offset)
    results = [FoundAnswer.of(one) for one in found]
    return Page(results=results, total=total, limit=limit, offset=offset)


@router.get(
    "/actors/{actor}",
    response_model=ProfileAnswer,
    responses={**LINKED, **documented(400, 404, 406, 422)},
)
def actor(
    service: Here, request: Request, actor: str, as_of: AsOf, known_by: KnownBy
) -> ProfileAnswer | Response:
    """An actor with offices, ties and counts; as JSON, or as RDF of all the view says."""
    name = present_id(service, request, actor)
    linked = linked_or_none(request, service, ACTOR + name)
    return linked or ProfileAnswer.of(profile(service.store, name, as_of, known_by))


@router.get("/actors/{actor}/neighbours", responses={308: LINKED[308], **documented(400, 404, 422)})
def actor_neighbours(
    service: Here,
    request: Request,
    actor: str,
    as_of: AsOf,
    known_by: KnownBy,
    relations: Relations = [],  # noqa: B006 - FastAPI copies it
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[NeighbourAnswer]:
    """Whom an actor is connected with, best supported first."""
    name = present_id(service, request, actor)
    wanted = [relation(one) for one in relations]
    found = neighbours(service.store, name, relations=wanted, as_of=as_of, known_by=known_by)
    stretch = page(found, limit, offset)
    return Page[NeighbourAnswer].model_validate(stretch, from_attributes=True)


@router.get("/actors/{actor}/timeline", responses={308: LINKED[308], **documented(400, 404, 422)})
def actor_timeline(
    service: Here,
    request: Request,
    actor: str,
    as_of: AsOf,
    known_by: KnownBy,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[FactAnswer]:
    """The events an actor takes part in, by date; undated ones last."""
    name = present_id(service, request, actor)
    cards = timeline(service.store, name, as_of, known_by)
    results = [FactAnswer.of(card) for card in cards[offset : offset + limit]]
    return Page(results=results, total=len(cards), limit=limit, offset=offset)


__all__ = ["ActorAnswer", "router"]
