"""Errors as problem details (RFC 9457): the only place that knows which error is which status."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.sparql.pool import Busy
from api.sparql.questions import NotAcceptable
from ontology.errors import (
    AmbiguousName,
    InvalidSetting,
    JudgementRefused,
    ParleyError,
    QueryRefused,
    QueryTimeout,
    StoreError,
    UnknownName,
    UnreadableInput,
)

MEDIA = "application/problem+json"
RETRY_AFTER = "2"

# The first that an error is an instance of counts.
STATUS: dict[type[ParleyError], HTTPStatus] = {
    NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    UnreadableInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownName: HTTPStatus.NOT_FOUND,
    AmbiguousName: HTTPStatus.CONFLICT,
    QueryRefused: HTTPStatus.BAD_REQUEST,
    JudgementRefused: HTTPStatus.CONFLICT,
    QueryTimeout: HTTPStatus.GATEWAY_TIMEOUT,
    InvalidSetting: HTTPStatus.BAD_REQUEST,
    StoreError: HTTPStatus.INTERNAL_SERVER_ERROR,
}


class Problem(BaseModel):
    """What went wrong, and the cure."""

    type: str = Field("about:blank", description="a name for the kind of problem")
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["no actor is called «Lavrow»"])
    hint: str = Field("", description="the next step", examples=["did you mean Sergey Lavrov?"])
    request: str = Field("", description="the id of the request, as in the log")


def problem(
    status: int,
    detail: str,
    hint: str = "",
    *,
    kind: str = "about:blank",
    headers: dict[str, str] | None = None,
    request: Request | None = None,
) -> JSONResponse:
    """A response that says what went wrong."""
    name = request.scope.get("request_id", "") if request else ""
    body = Problem(
        type=kind,
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        hint=hint,
        request=name,
    )
    return JSONResponse(body.model_dump(), status, headers=headers, media_type=MEDIA)


def install(app: FastAPI) -> None:
    """Have every error answered as a problem."""
    app.add_exception_handler(ParleyError, _known)
    app.add_exception_handler(HTTPException, _known)
    app.add_exception_handler(RequestValidationError, _of_validation)


def status_of(error: ParleyError) -> HTTPStatus:
    """The HTTP status for an error of ours."""
    statuses = (status for kind, status in STATUS.items() if isinstance(error, kind))
    return next(statuses, HTTPStatus.BAD_REQUEST)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What FastAPI's `responses=` wants, for problems of these statuses."""
    return {
        status: {
            "model": Problem,
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA: {}},
        }
        for status in statuses
    }


def answer_for(error: ParleyError | HTTPException, request: Request) -> JSONResponse:
    """The response for an error of ours or of HTTP."""
    if isinstance(error, HTTPException):
        headers = dict(error.headers) if error.headers else {}
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(_methods(request)) or headers.get("Allow", "")
        return problem(error.status_code, str(error.detail), headers=headers, request=request)
    status = status_of(error)
    headers = {"Retry-After": RETRY_AFTER} if isinstance(error, Busy) else {}
    kind = f"https://w3id.org/parley/problem/{type(error).__name__}"
    return problem(status, str(error), error.hint, kind=kind, headers=headers, request=request)


def _methods(request: Request) -> list[str]:
    """Every method that some route has for the path; the router names those of one route only."""
    found: set[str] = set()
    for template, methods in request.app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), request.url.path):
            found |= {method.upper() for method in methods}
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


async def _known(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ParleyError | HTTPException)
    return answer_for(error, request)


async def _of_validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in {"query", "path", "body"})
    detail = f"{where or 'the request'}: {first['msg']}"
    return problem(422, detail, "see /docs for what is allowed", request=request)
