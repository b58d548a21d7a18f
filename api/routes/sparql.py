"""`/sparql`: the SPARQL 1.1 Protocol over killable workers."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.negotiation import choose
from api.sparql import protocol
from api.sparql.description import describe
from api.sparql.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, content_type
from api.sparql.pool import Abandoned
from api.sparql.questions import answer, question

if TYPE_CHECKING:
    from api.service import Service

_DESCRIBED = {TURTLE: "ttl", RDF_XML: "rdf", N_TRIPLES: "nt", JSON_LD: "jsonld"}
_CUT = {"X-Parley-Cut": "true", "Warning": '199 parley "the answer was cut, as it is too long"'}


async def sparql(request: Request) -> Response:
    """Answer a query, or describe the service where there is none."""
    service: Service = request.app.state.service
    asked = await protocol.read(request, service.settings.query_length)
    base = str(request.url.replace(query="", fragment=""))
    accept = ", ".join(request.headers.getlist("accept")) or None
    if asked.query is None:
        return _description(base, accept)
    media, head = question(asked.query, accept, asked.dataset, service.caps, base)
    try:
        frame = await service.pool.ask(head, lambda: _gone(request))
    except Abandoned:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    found = answer(media, head, *frame)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", **(_CUT if found.cut else {})}
    return Response(found.body, headers={**headers, "Content-Type": content_type(media)})


def _description(endpoint: str, accept: str | None) -> Response:
    media = choose(accept, tuple(_DESCRIBED))
    if media is None:
        detail = f"the service is described as {', '.join(_DESCRIBED)}"
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, detail)
    headers = {"Vary": "Accept", "Content-Type": content_type(media)}
    return Response(describe(endpoint, _DESCRIBED[media]), headers=headers)


async def _gone(request: Request) -> None:
    """Wait until the client has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
