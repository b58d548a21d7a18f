"""`/sparql`: the SPARQL 1.1 Protocol over killable workers."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.negotiation import choose
from api.problems import answer_for
from api.sparql import protocol
from api.sparql.cache import key
from api.sparql.description import describe
from api.sparql.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, content_type
from api.sparql.pool import Abandoned
from api.sparql.questions import answer, question
from ontology.errors import ParleyError

if TYPE_CHECKING:
    from api.service import Service

PATH = "/sparql"
LONG = 20_000  # characters
METHODS = ("GET", "POST")
_HOST = re.compile(r"[\w.\[\]:-]{1,255}", re.ASCII)
_ROUTE = Route(PATH, endpoint=lambda request: None)
_DESCRIBED = {TURTLE: "ttl", RDF_XML: "rdf", N_TRIPLES: "nt", JSON_LD: "jsonld"}
_CUT = {"X-Parley-Cut": "true", "Warning": '199 parley "the answer was cut, as it is too long"'}


class Direct:
    """Answers `/sparql` ahead of all other routing, which would double what a short query costs."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a query, or pass the request on."""
        if scope["type"] != "http" or scope["path"] != PATH:
            await self._app(scope, receive, send)
            return
        scope["route"] = _ROUTE
        service: Service = self._state.service
        kept = service.cache.get(key(service.snapshots.current, scope))
        if kept:
            for message in kept:
                await send(message)
            return
        request = Request(scope, receive, send)
        try:
            response = await sparql(request, service)
        except (ParleyError, HTTPException) as error:
            response = answer_for(error, request)
        await response(scope, receive, send)


async def sparql(request: Request, service: Service) -> Response:
    """Answer a query, or describe the service where there is none."""
    if request.method not in METHODS:
        raise HTTPException(405, "queries come by GET or POST", {"Allow": "GET, HEAD, POST"})
    asked = await protocol.read(request, service.settings.query_length)
    base = _address(request)
    accept = ", ".join(request.headers.getlist("accept")) or None
    if asked.query is None:
        return _description(base, accept)
    taken = partial(question, asked.query, accept, asked.dataset, service.caps, base)
    # Long queries are taken apart beside the event loop, so that others need not wait.
    media, head = taken() if len(asked.query) < LONG else await asyncio.to_thread(taken)
    head["store"] = service.snapshots.current
    try:
        frame = await service.pool.ask(head, lambda: _gone(request))
    except Abandoned:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    found = answer(media, head, *frame)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", **(_CUT if found.cut else {})}
    response = Response(found.body, headers={**headers, "Content-Type": content_type(media)})
    if head["repeatable"]:
        service.cache.keep(key(head["store"], request.scope), response)
    return response


def _address(request: Request) -> str:
    """The endpoint's own address, as the client knows it."""
    host = request.headers.get("host")
    if host and _HOST.fullmatch(host):
        return f"{request.scope['scheme']}://{host}{PATH}"
    return f"{request.scope['scheme']}://localhost{PATH}"


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
