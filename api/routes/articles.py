"""Articles in and out of the store, and the jobs that bring many in."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.exceptions import HTTPException

from api.answers import ArticleAnswer, Page, Shape
from api.jobs import Job, Jobs, State
from api.problems import documented, problem
from api.routes.common import DAY, Here, Limit, Offset
from api.values import whole_day
from graph.facts import article_card, articles
from ontology.errors import UnreadableInput

router = APIRouter(tags=["articles"])

AT_ONCE = 4  # articles up to which the request waits for the result
SUFFIXES = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}


class ArticleText(ArticleAnswer):
    """An article with the text that all offsets refer to."""

    text: str


class LeftOutAnswer(Shape):
    """Something that could not be read."""

    source: str
    reason: str
    hint: str


class JobAnswer(Shape):
    """How far a batch is."""

    id: str
    state: State
    total: int = Field(description="articles that could be read")
    done: int = Field(description="articles in the store by now")
    added: list[str]
    replaced: list[str]
    unchanged: list[str]
    left_out: list[LeftOutAnswer]
    error: str


def jobs(request: Request) -> Jobs:
    """The jobs of the service."""
    found: Jobs = request.app.state.jobs
    return found


def writer(request: Request, service: Here) -> None:
    """Let only those pass who have the token; nobody, if there is none."""
    token = service.settings.token
    if token is None:
        detail = "writing is off: the service was started without PARLEY_TOKEN"
        raise HTTPException(403, detail)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = hmac.compare_digest(given.strip().encode(), token.encode())
    if scheme.lower() != "bearer" or not right:
        detail = "writing needs the header Authorization: Bearer TOKEN"
        raise HTTPException(401, detail, headers={"WWW-Authenticate": 'Bearer realm="parley"'})


MayWrite = Depends(writer)
TheJobs = Annotated[Jobs, Depends(jobs)]


@router.get("/articles", responses=documented(422))
def list_articles(service: Here, limit: Limit = 50, offset: Offset = 0) -> Page[ArticleAnswer]:
    """All articles, latest first."""
    cards = articles(service.store)
    results = [ArticleAnswer.of(card) for card in cards[offset : offset + limit]]
    return Page(results=results, total=len(cards), limit=limit, offset=offset)


@router.get("/articles/{article}", responses=documented(404, 422))
def one_article(service: Here, article: str) -> ArticleText:
    """An article and its text."""
    card = ArticleAnswer.of(article_card(service.store, article))
    text = service.store.article_text(article)
    return ArticleText(text=text, **card.model_dump(exclude={"iri"}))


@router.post(
    "/articles",
    dependencies=[MayWrite],
    response_model=JobAnswer,
    status_code=201,
    responses={
        202: {"model": JobAnswer, "description": "taken on; Location tells how far it is"},
        **documented(400, 401, 403, 413, 415, 422),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {media: {"schema": {"type": "string"}} for media in SUFFIXES},
        },
        "security": [{"token": []}],
    },
)
async def add_articles(
    request: Request,
    service: Here,
    jobs: TheJobs,
    published: Annotated[
        str | None, Query(pattern=DAY, description="day of articles that give none")
    ] = None,
) -> Response:
    """Read articles into the store: text, HTML, one JSON object, a list, or one a line.

    A few are read at once; of many the answer is a job. `Prefer: respond-async` makes it one.
    """
    suffix = _suffix(request)
    body = await _body(request, service.settings.body_bytes)
    day = whole_day(published, "published")
    found, left_out = await request.app.state.readers.articles(body, suffix, day)
    if not found:
        first = left_out[0]
        raise UnreadableInput(f"{first.source}: {first.reason}", first.hint)
    if len(found) > AT_ONCE or "respond-async" in request.headers.get("prefer", ""):
        job = jobs.start(found, left_out)
        where = {"Location": f"/jobs/{job.id}"}
        return JSONResponse(JobAnswer.of(job).model_dump(mode="json"), 202, headers=where)
    job = Job("", len(found), left_out)
    await jobs.run(job, found)
    return JSONResponse(JobAnswer.of(job).model_dump(mode="json"), 201)


@router.delete(
    "/articles/{article}",
    dependencies=[MayWrite],
    status_code=204,
    responses=documented(401, 403, 404, 422),
    openapi_extra={"security": [{"token": []}]},
)
async def remove_article(service: Here, article: str) -> Response:
    """Take an article out, and with it what rested on it alone."""
    await service.remove(article)
    return Response(status_code=204)


@router.get("/jobs/{job}", responses=documented(404, 422))
async def one_job(jobs: TheJobs, job: str) -> JobAnswer:
    """How far a batch is."""
    return JobAnswer.of(jobs[job])


def _suffix(request: Request) -> str:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in SUFFIXES:
        raise HTTPException(415, f"articles are sent as one of {', '.join(SUFFIXES)}")
    return SUFFIXES[media]


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise HTTPException(413, f"a request may have {most:,} bytes; send fewer articles")
    return bytes(body)


__all__ = ["problem", "router"]
