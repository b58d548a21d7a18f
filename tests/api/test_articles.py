"""Articles in and out over HTTP, by those who may."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TOKEN
from fastapi import FastAPI
from starlette.testclient import TestClient
from world import READINGS

from api.app import create_app
from api.readers import LeftOut
from api.settings import Settings
from graph.store import Store
from ontology.facts import Article, Reading

BEARER = {"Authorization": f"Bearer {TOKEN}"}
JSON = {**BEARER, "Content-Type": "application/json"}
BY_ID = {reading.article.id: reading for reading in READINGS}


class ByHand:
    """Reads the articles of the small world, by their ids, without a language model."""

    async def articles(
        self, body: bytes, suffix: str, published: object
    ) -> tuple[list[Article], list[LeftOut]]:
        ids = json.loads(body)
        known = [BY_ID[id_].article for id_ in ids if id_ in BY_ID]
        return known, [LeftOut(id_, "no text", "add some") for id_ in ids if id_ not in BY_ID]

    async def read(self, articles: list[Article]) -> tuple[list[Reading], list[LeftOut]]:
        return [BY_ID[article.id] for article in articles], []

    def close(self) -> None:
        pass


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    settings = Settings(store=tmp_path / "store", token=TOKEN, query_lanes=1, body_bytes=5000)
    with Store.open(settings.store) as store:
        made = create_app(store, settings)
        made.state.readers = made.state.jobs._readers = ByHand()
        yield made


@pytest.fixture
def writer(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as made:
        yield made


def met(client: TestClient) -> int:
    query = "SELECT (COUNT(*) AS ?n) { ?a par:met ?b }"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return int(rows[0]["n"]["value"])


def post(client: TestClient, *ids: str, **headers: str) -> dict[str, object]:
    answer = client.post("/articles", content=json.dumps(ids), headers={**JSON, **headers})
    assert answer.status_code in {201, 202}, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_what_is_posted_is_known_by_every_door(writer: TestClient) -> None:
    assert met(writer) == 0
    done = post(writer, "moscow-talks", "nothing")
    assert (done["state"], done["added"]) == ("done", ["moscow-talks"])
    assert done["left_out"] == [{"source": "nothing", "reason": "no text", "hint": "add some"}]
    assert met(writer) == 4
    way = {"from": "Marco Rubio", "to": "Vladimir Putin"}
    assert writer.get("/paths", params=way).json()["total"] == 1
    assert writer.get("/search", params={"q": "kush"}).json()["total"] == 1
    assert post(writer, "moscow-talks")["unchanged"] == ["moscow-talks"]


def test_what_is_removed_is_gone_from_every_door(writer: TestClient) -> None:
    post(writer, "moscow-talks", "doha-round")
    assert writer.delete("/articles/moscow-talks", headers=BEARER).status_code == 204
    assert met(writer) == 0
    assert writer.get("/search", params={"q": "kushner"}).json()["total"] == 0
    assert writer.get("/search", params={"q": "qatar"}).json()["total"] == 1
    assert writer.get("/actors/person:jared-kushner").status_code == 404
    assert writer.get("/actors/country:qatar").status_code == 200
    way = {"from": "DR Congo", "to": "M23"}
    assert writer.get("/paths", params=way).json()["total"] == 1
    assert writer.delete("/articles/moscow-talks", headers=BEARER).status_code == 404


def test_many_articles_are_a_job_that_tells_how_far_it_is(writer: TestClient) -> None:
    answer = writer.post("/articles", content=json.dumps([*BY_ID]), headers=JSON)
    assert answer.status_code == 202
    where = answer.headers["location"]
    for _ in range(200):
        job = writer.get(where).json()
        if job["state"] == "done":
            break
        time.sleep(0.02)
    assert (job["done"], job["total"], job["state"]) == (5, 5, "done")
    assert sorted(job["added"]) == sorted(BY_ID)


def test_a_client_may_ask_for_a_job(writer: TestClient) -> None:
    job = post(writer, "moscow-talks", Prefer="respond-async")
    assert job["id"]
    assert job["total"] == 1


def test_snapshots_do_not_pile_up(writer: TestClient, tmp_path: Path) -> None:
    for id_ in BY_ID:
        post(writer, id_)
        met(writer)
    folders = list((tmp_path / "store" / "serving").glob("*/*"))
    assert len(folders) <= 2


def test_snapshots_are_gone_after_the_service(app: FastAPI, tmp_path: Path) -> None:
    with TestClient(app) as client:
        post(client, "moscow-talks")
        assert list((tmp_path / "store" / "serving").glob("*/*"))
    assert not list((tmp_path / "store" / "serving").glob("*/*"))


REFUSED = [
    ({}, 401),
    ({"Authorization": "Bearer wrong"}, 401),
    ({"Authorization": f"Basic {TOKEN}"}, 401),
    ({"Authorization": TOKEN}, 401),
    ({"Authorization": "Bearer "}, 401),
    ({"Authorization": b"Bearer \xff"}, 401),
]


@pytest.mark.parametrize(("headers", "status"), REFUSED)
def test_without_the_token_nobody_writes(
    writer: TestClient, headers: dict[str, str], status: int
) -> None:
    for answer in (
        writer.post("/articles", content=b'["moscow-talks"]', headers={**headers}),
        writer.delete("/articles/moscow-talks", headers={**headers}),
    ):
        assert answer.status_code == status
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert met(writer) == 0


def test_without_a_token_set_writing_is_off(client: TestClient) -> None:
    for headers in ({}, BEARER, {"Authorization": "Bearer "}):
        answer = client.post("/articles", content=b"[]", headers={**headers})
        assert answer.status_code == 403
        assert "PARLEY_TOKEN" in answer.json()["detail"]
        assert client.delete("/articles/moscow-talks", headers={**headers}).status_code == 403


BAD = [
    ("image/png", b"[]", 415),
    ("application/json", b" " * 6000, 413),
    ("application/json", b'["nothing"]', 422),
]


@pytest.mark.parametrize(("media", "body", "status"), BAD)
def test_a_body_that_cannot_be_read_is_told_why(
    writer: TestClient, media: str, body: bytes, status: int
) -> None:
    answer = writer.post("/articles", content=body, headers={**BEARER, "Content-Type": media})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_questions_are_answered_while_articles_come_in(writer: TestClient) -> None:
    """Each answer is of a whole state: an article's meetings are all there or none is."""
    for id_ in ("moscow-talks", "kremlin-evening", "secret-meeting", "doha-round"):
        post(writer, id_)
        counts = {met(writer) for _ in range(3)}
        assert len(counts) == 1


NEWS = (
    "PUBLISHED: 2025-12-03\nTITLE: Envoys in Moscow\n\n"
    "U.S. envoy Steve Witkoff met Russian President Vladimir Putin in Moscow on Tuesday.\n"
)


def test_text_is_read_by_the_reader_itself(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store", token=TOKEN, query_lanes=1)
    with Store.open(settings.store) as store, TestClient(create_app(store, settings)) as client:
        headers = {**BEARER, "Content-Type": "text/plain"}
        done = client.post("/articles", content=NEWS, headers=headers)
        assert done.status_code == 201, done.text
        (article,) = done.json()["added"]
        assert met(client) == 2
        assert client.get(f"/articles/{article}").json()["published"] == "2025-12-03"
        page = b"<html><body><article><p>" + NEWS.encode() + b"</p></article></body></html>"
        html = {**BEARER, "Content-Type": "text/html; charset=utf-8"}
        assert client.post("/articles", content=page, headers=html).status_code == 201
        empty = client.post("/articles", content=b"", headers=headers)
        assert empty.status_code == 422
        assert "empty" in empty.json()["detail"]
