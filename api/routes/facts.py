"""Facts: one fact, everyone's words on it, and what is contested."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import ContestedAnswer, FactAnswer, Page, ProofAnswer
from api.problems import documented
from api.routes.common import LINKED, Here, KnownBy, Limit, Offset, linked_or_none, present_id
from graph.facts import contested, evidence, fact_card, unconfirmed
from ontology.vocabulary import FACT

router = APIRouter(tags=["facts"])


@router.get(
    "/facts/{fact}",
    response_model=FactAnswer,
    responses={**LINKED, **documented(404, 406, 422)},
)
def fact(service: Here, request: Request, fact: str) -> FactAnswer | Response:
    """A fact with who says so in numbers; as JSON, or as RDF with the assertions on it."""
    name = present_id(service, request, fact)
    linked = linked_or_none(request, service, FACT + name)
    return linked or FactAnswer.of(fact_card(service.store, name))


@router.get("/facts/{fact}/evidence", responses={308: LINKED[308], **documented(400, 404, 422)})
def fact_evidence(
    service: Here,
    request: Request,
    fact: str,
    known_by: KnownBy,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[ProofAnswer]:
    """Every article's word on a fact, with the quote and where it stands, by date."""
    name = present_id(service, request, fact)
    proofs = evidence(service.store, name, known_by)
    results = [ProofAnswer.of(proof) for proof in proofs[offset : offset + limit]]
    return Page(results=results, total=len(proofs), limit=limit, offset=offset)


@router.get("/contested", responses=documented(400, 422))
def contested_facts(
    service: Here,
    known_by: KnownBy,
    announced: Annotated[
        bool, Query(alias="unconfirmed", description="announced and never confirmed instead")
    ] = False,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[ContestedAnswer]:
    """Facts that one article asserts and another denies, with the words of both sides."""
    cards = (unconfirmed if announced else contested)(service.store, known_by)
    results = [
        ContestedAnswer(
            fact=FactAnswer.of(card),
            proofs=[ProofAnswer.of(one) for one in evidence(service.store, card.id, known_by)],
        )
        for card in cards[offset : offset + limit]
    ]
    return Page(results=results, total=len(cards), limit=limit, offset=offset)
