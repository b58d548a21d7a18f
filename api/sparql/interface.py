"""`/sparql` in the words of OpenAPI: three ways to ask, each documented by hand."""

from __future__ import annotations

from typing import Any

from api.sparql.formats import GRAPHS, ROWS, TURTLE
from api.sparql.protocol import FORM, QUERY

_TEXT = {"type": "string", "minLength": 1}
_GRAPHS = {"type": "array", "items": {"type": "string", "format": "iri"}}
_EXAMPLE = "SELECT ?who ?whom { ?who par:met ?whom } LIMIT 5"
_STATUSES = {
    "400": "the query is malformed, or asks for what is not allowed here",
    "403": "an update: this endpoint only reads",
    "404": "unused by a well-formed request",
    "406": "no form of answer suits the client",
    "413": "the query is too long",
    "415": "a body of another type",
    "503": "too many queries; see Retry-After",
    "504": "the query passed its deadline or its memory",
}


def _parameter(name: str, schema: dict[str, Any], what: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": what}


def _dataset() -> list[dict[str, Any]]:
    return [
        _parameter("default-graph-uri", _GRAPHS, "graphs that make up the default graph"),
        _parameter("named-graph-uri", _GRAPHS, "graphs that GRAPH may name"),
    ]


def _responses() -> dict[str, Any]:
    answers: dict[str, Any] = {media: {} for media in (*ROWS, *GRAPHS)}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    failures = {
        status: {"description": what, "content": problem}
        for status, what in _STATUSES.items()
        if status != "404"
    }
    return {"200": {"description": "the answer", "content": answers}, **failures}


def _get() -> dict[str, Any]:
    query = _parameter("query", {"type": "string", "example": _EXAMPLE}, "a SPARQL 1.1 query")
    return {
        "tags": ["sparql"],
        "summary": "Ask in SPARQL",
        "description": f"Without a query: the service described, as {TURTLE} unless asked else.",
        "operationId": "sparql_get",
        "parameters": [query, *_dataset()],
        "responses": _responses(),
    }


def _post() -> dict[str, Any]:
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {
            "query": _TEXT,
            "default-graph-uri": _GRAPHS,
            "named-graph-uri": _GRAPHS,
        },
    }
    body = {FORM: {"schema": form}, QUERY: {"schema": _TEXT, "example": _EXAMPLE}}
    return {
        "tags": ["sparql"],
        "summary": "Ask in SPARQL, with the query as the body or in a form",
        "operationId": "sparql_post",
        "requestBody": {"required": True, "content": body},
        "responses": _responses(),
    }


def described(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with `/sparql` in it."""
    document["paths"]["/sparql"] = {"get": _get(), "post": _post()}
    schemes = document.setdefault("components", {}).setdefault("securitySchemes", {})
    schemes["token"] = {"type": "http", "scheme": "bearer"}
    return document
