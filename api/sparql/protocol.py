"""The SPARQL 1.1 Protocol's query operation: what a request asks, in each of its three forms."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from api.sparql.questions import Dataset
from ontology.errors import QueryRefused

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_DATASET = ("default-graph-uri", "named-graph-uri")
_UPDATE_DATASET = ("using-graph-uri", "using-named-graph-uri")

Parameters = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the graphs named beside it; no query asks for the service's description."""

    query: str | None
    dataset: Dataset


async def read(request: Request, length: int) -> Asked:
    """What a request asks; `length` bounds the bytes of a query.

    Raises QueryRefused for what the protocol calls a bad request and for every update, and
    HTTPException for a body too long or of another type.
    """
    parameters = _parameters(request.scope["query_string"], "the address")
    if request.method != "POST":
        return _asked(parameters, described=True)
    body = await _body(request, length)
    kind = _content_type(request)
    if kind == QUERY:
        _refuse(parameters, ("query", "update"), "a query sent as the body takes no parameter")
        return _asked([*parameters, ("query", _text(body, "the query"))])
    if kind == FORM:
        _refuse(parameters, ("query",), "a form has its query in the body; the address has")
        return _asked([*parameters, *_parameters(body, "the form")])
    if kind == UPDATE:
        raise _forbidden()
    detail = f"a query is sent as {QUERY} or {FORM}, not as {kind or 'nothing named'}"
    raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)


def _asked(parameters: Parameters, *, described: bool = False) -> Asked:
    if any(name in {"update", *_UPDATE_DATASET} for name, _ in parameters):
        raise _forbidden()
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) > 1:
        raise QueryRefused("there are several queries in one request", "send one at a time")
    if not queries and not described:
        raise QueryRefused("there is no query in the request", "add the parameter query=…")
    dataset = Dataset(*(_values(parameters, name) for name in _DATASET))
    return Asked(queries[0] if queries else None, dataset)


def _values(parameters: Parameters, wanted: str) -> tuple[str, ...] | None:
    return tuple(value for name, value in parameters if name == wanted) or None


def _refuse(parameters: Parameters, names: Iterable[str], why: str) -> None:
    for name, _ in parameters:
        if name in names:
            raise QueryRefused(f"{why} {name!r}", "send everything in one way")


def _forbidden() -> HTTPException:
    detail = "updates are refused: this endpoint only reads; POST and DELETE /articles change it"
    return HTTPException(HTTPStatus.FORBIDDEN, detail)


def _content_type(request: Request) -> str:
    kind, *parameters = (part.strip().lower() for part in _header(request).split(";"))
    charset = next((item[8:].strip('"') for item in parameters if item.startswith("charset=")), "")
    if charset not in {"", "utf-8", "utf8"}:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"UTF-8 is read here, not {charset}")
    return kind


def _header(request: Request) -> str:
    return request.headers.get("content-type", "")


async def _body(request: Request, length: int) -> bytes:
    """The body, read no further than allowed; a form may be longer by what escaping takes."""
    body = bytearray()
    bound = length * (3 if _header(request).startswith(FORM) else 1)
    try:
        async for part in request.stream():
            body += part
            if len(body) > bound:
                detail = f"a query may have {length:,} bytes"
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
    except ClientDisconnect as error:
        raise QueryRefused("the request broke off") from error
    return bytes(body)


def _parameters(encoded: bytes, where: str) -> Parameters:
    text = _text(encoded, where)
    try:
        return urllib.parse.parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise QueryRefused(f"{where} holds escapes that are not UTF-8", "escape UTF-8") from error


def _text(body: bytes, where: str) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        message = f"{where} is not UTF-8 at byte {error.start + 1}"
        raise QueryRefused(message, "send it as UTF-8") from error
