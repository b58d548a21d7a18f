"""Look-ups over HTTP: actors, facts, paths, search, exports."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient
from world import IDS

PUTIN = "person:vladimir-putin"
PAR = "https://w3id.org/parley#"


def names(rows: list[dict[str, dict[str, str]]]) -> list[str]:
    return [row["actor"]["name"] for row in rows]


SEARCHES = [
    ("putin", "Vladimir Putin"),
    ("Vladimir Putin", "Vladimir Putin"),
    ("VLAD", "Vladimir Putin"),
    ("v", "Vladimir Putin"),
    ("Путин", "Vladimir Putin"),
    ("Zelenskiy", "Volodymyr Zelenskyy"),
    ("Zelensky", "Volodymyr Zelenskyy"),
    ("lavrvo", "Sergey Lavrov"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("m23", "M23"),
    ("witkof", "Steve Witkoff"),
    ("kushner jared", "Jared Kushner"),
]


@pytest.mark.parametrize(("text", "name"), SEARCHES)
def test_an_actor_is_found_by_what_one_remembers(client: TestClient, text: str, name: str) -> None:
    found = client.get("/search", params={"q": text}).json()
    assert name in names(found["results"])
    assert found["total"] >= 1


def test_the_better_known_come_first(client: TestClient) -> None:
    found = client.get("/search", params={"q": "s", "limit": 1}).json()
    assert found["total"] > len(found["results"]) == 1
    weights = [one["weight"] for one in client.get("/search", params={"q": "s"}).json()["results"]]
    assert weights == sorted(weights, reverse=True)


def test_nobody_found_is_an_answer(client: TestClient) -> None:
    found = client.get("/search", params={"q": "xyzzyx"})
    assert found.status_code == 200
    assert found.json() == {"results": [], "total": 0, "limit": 20, "offset": 0}


def test_an_actor_comes_with_offices_ties_and_counts(client: TestClient) -> None:
    rubio = client.get("/actors/person:marco-rubio").json()
    assert rubio["actor"]["name"] == "Marco Rubio"
    assert [(t["role"], t["of"]["name"]) for t in rubio["tenures"]] == [
        ("Secretary of State", "United States")
    ]
    assert rubio["tenures"][0]["text"].startswith("Marco Rubio: Secretary of State")
    kushner = client.get("/actors/person:jared-kushner").json()
    assert kushner["ties"][0]["kinships"] == ["son-in-law"]
    assert kushner["events"] == 1


RDF = [
    ("text/turtle", ox.RdfFormat.TURTLE),
    ("application/ld+json", ox.RdfFormat.JSON_LD),
    ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ("application/rdf+xml", ox.RdfFormat.RDF_XML),
]


@pytest.mark.parametrize(("accept", "form"), RDF)
@pytest.mark.parametrize("path", [f"/actors/{PUTIN}", f"/facts/{IDS['MOSCOW']}"])
def test_a_resource_comes_as_rdf_too(
    client: TestClient, path: str, accept: str, form: ox.RdfFormat
) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert answer.headers["vary"] == "Accept"
    iri = client.get(path).json()
    iri = iri.get("actor", iri)["iri"]
    about = {str(quad.subject) for quad in ox.parse(answer.content, form)}
    assert f"<{iri}>" in about


def test_rdf_of_a_fact_has_the_quotes(client: TestClient) -> None:
    answer = client.get(f"/facts/{IDS['MOSCOW']}", headers={"Accept": "text/turtle"})
    quotes = [
        quad.object.value
        for quad in ox.parse(answer.content, ox.RdfFormat.TURTLE)
        if quad.predicate.value == f"{PAR}quote"
    ]
    assert len(quotes) == 2


def test_a_form_nobody_offers_is_told_what_is(client: TestClient) -> None:
    answer = client.get(f"/actors/{PUTIN}", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]


def test_neighbours_are_paged_and_filtered(client: TestClient) -> None:
    path = f"/actors/{PUTIN}/neighbours"
    whole = client.get(path).json()
    assert set(names(whole["results"])) == {"Steve Witkoff", "Jared Kushner", "Volodymyr Zelenskyy"}
    second = client.get(path, params={"limit": 1, "offset": 1}).json()
    assert second["results"] == whole["results"][1:2]
    assert (second["total"], second["limit"], second["offset"]) == (whole["total"], 1, 1)
    assert client.get(path, params={"relations": "mediatedFor"}).json()["total"] == 0
    met = client.get(path, params={"relations": ["met", "spokeWith"]}).json()
    assert met["total"] == whole["total"]


def test_what_was_published_later_was_not_known(client: TestClient) -> None:
    path = f"/actors/{PUTIN}/neighbours"
    then = client.get(path, params={"known_by": "2025-11-30"}).json()
    assert names(then["results"]) == ["Volodymyr Zelenskyy"]


def test_a_timeline_is_in_order_of_dates(client: TestClient) -> None:
    events = client.get(f"/actors/{PUTIN}/timeline").json()["results"]
    dates = [event["date"] for event in events]
    assert dates == sorted(dates)
    assert [event["kind"] for event in events] == ["Meeting", "Meeting"]


def test_a_fact_tells_who_says_so_in_numbers(client: TestClient) -> None:
    fact = client.get(f"/facts/{IDS['MOSCOW']}").json()
    assert (fact["reports"], fact["independent"], fact["contested"]) == (2, 2, False)
    assert fact["tallies"]["asserts"] == {"reports": 2, "first": "2025-12-03", "last": "2025-12-04"}
    assert fact["places"] == ["Moscow"]
    disputed = client.get(f"/facts/{IDS['DISPUTED']}").json()
    assert disputed["contested"] is True


def test_evidence_has_the_very_words_of_the_article(client: TestClient) -> None:
    proofs = client.get(f"/facts/{IDS['MOSCOW']}/evidence").json()
    assert proofs["total"] == 2
    for proof in proofs["results"]:
        article = client.get(f"/articles/{proof['article']['id']}").json()
        assert article["text"][proof["start"] : proof["end"]] == proof["quote"]


def test_contested_facts_come_with_both_sides(client: TestClient) -> None:
    found = client.get("/contested").json()
    assert [one["fact"]["id"] for one in found["results"]] == [IDS["DISPUTED"]]
    assert {proof["stance"] for proof in found["results"][0]["proofs"]} == {"asserts", "denies"}
    announced = client.get("/contested", params={"unconfirmed": True}).json()
    assert [one["fact"]["id"] for one in announced["results"]] == [IDS["PLANNED"]]
    assert client.get("/contested", params={"known_by": "2025-11-22"}).json()["total"] == 0


def path(client: TestClient, **parameters: object) -> dict[str, object]:
    given = {"from": "Marco Rubio", "to": "Vladimir Putin", **parameters}
    answer = client.get("/paths", params={k.rstrip("_"): v for k, v in given.items()})  # type: ignore[misc]
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_every_hop_names_its_facts_date_and_quote(client: TestClient) -> None:
    way = path(client)["results"][0]  # type: ignore[index]
    assert [actor["name"] for actor in way["actors"]] == [
        "Marco Rubio",
        "Steve Witkoff",
        "Vladimir Putin",
    ]
    first, second = way["hops"]
    assert (first["relation"], first["facts"], first["date"]) == (
        "spokeWith",
        [IDS["CALL"]],
        "2025-12-01",
    )
    assert second["facts"] == [IDS["MOSCOW"]]
    assert second["weight"] == 2
    assert second["proof"]["quote"].startswith(("Steve Witkoff and Jared", "For five hours"))
    assert second["proof"]["article"]["url"].startswith("https://news.example/")


NO_WAY = [
    {"to": "Qatar"},
    {"max_hops": 1},
    {"exclude": "met"},
    {"relations": "criticized"},
    {"until": "2025-12-01"},
    {"since": "2025-12-02"},
    {"as_of": "2025-11-01"},
    {"known_by": "2025-11-30"},
    {"min_sources": 3},
    {"contested": True},
]


@pytest.mark.parametrize("narrowed", NO_WAY, ids=str)
def test_no_path_is_an_answer(client: TestClient, narrowed: dict[str, object]) -> None:
    found = path(client, **narrowed)
    assert found["results"] == []
    assert found["total"] == 0
    assert found["source"]["name"] == "Marco Rubio"  # type: ignore[index]


def test_several_ways_are_told_shortest_first(client: TestClient) -> None:
    found = path(client, from_="Donald Trump", k=3)
    lengths = [way["length"] for way in found["results"]]  # type: ignore[attr-defined]
    assert lengths == sorted(lengths)
    assert len(lengths) == 2  # by Kushner, and by Zelenskyy: there are no others
    ways = {tuple(actor["id"] for actor in way["actors"]) for way in found["results"]}  # type: ignore[attr-defined]
    assert len(ways) == 2


def test_a_way_may_avoid_what_is_contested(client: TestClient) -> None:
    by_any = path(client, from_="Volodymyr Zelenskyy")["results"][0]  # type: ignore[index]
    assert by_any["length"] == 1
    settled = path(client, from_="Volodymyr Zelenskyy", contested=False)["results"][0]  # type: ignore[index]
    assert settled["length"] == 3


def test_brokers_lie_between_two_groups(client: TestClient) -> None:
    asked = {"from": "United States", "to": "Vladimir Putin"}
    found = client.get("/brokers", params=asked).json()
    assert "Steve Witkoff" in names(found["results"])
    assert all(one["pairs"] >= 1 for one in found["results"])


UNKNOWN = [
    "/actors/person:nobody",
    "/actors/person:nobody/neighbours",
    "/actors/person:nobody/timeline",
    "/facts/meeting-000000000000",
    "/facts/meeting-000000000000/evidence",
    "/articles/none",
    "/jobs/none",
    "/paths?from=Vladmir+Putin&to=Qatar",
    "/brokers?from=Qatar&to=Nobody",
    "/nowhere",
    "/export/pdf",
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_not_there_is_a_problem(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_an_unknown_actor_is_told_the_nearest(client: TestClient) -> None:
    answer = client.get("/paths", params={"from": "Vladmir Putin", "to": "Qatar"})
    assert "Vladimir Putin" in answer.json()["hint"]


WRONG = [
    "/search",
    "/search?q=",
    "/search?q=a&limit=0",
    "/search?q=a&offset=-1",
    "/search?q=a&limit=x",
    f"/actors/{PUTIN}?as_of=yesterday",
    f"/actors/{PUTIN}?as_of=2025-13",
    f"/actors/{PUTIN}?known_by=2025-02-30",
    "/paths?from=Qatar",
    "/paths?from=Qatar&to=M23&k=0",
    "/paths?from=Qatar&to=M23&max_hops=99",
    "/contested?known_by=x",
]


@pytest.mark.parametrize("path", WRONG)
def test_a_senseless_parameter_is_named(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert "\n" not in answer.json()["detail"]


def test_an_unknown_relation_is_told_the_nearest(client: TestClient) -> None:
    answer = client.get(f"/actors/{PUTIN}/neighbours", params={"relations": "mett"})
    assert answer.status_code == 404
    assert "met" in answer.json()["hint"]


EXPORTS = {
    "graphml": (b"<graphml", "application/graphml+xml"),
    "gexf": (b"<gexf", "application/gexf+xml"),
    "json": (b"Vladimir Putin", "application/json"),
    "nquads": (b"<https://w3id.org/parley/article/moscow-talks> .", "application/n-quads"),
    "trig": (b"article:moscow-talks", "application/trig"),
}


@pytest.mark.parametrize("form", EXPORTS)
def test_the_graph_comes_as_a_file(client: TestClient, form: str) -> None:
    answer = client.get(f"/export/{form}")
    content, media = EXPORTS[form]
    assert content in answer.content
    assert answer.headers["content-type"].partition(";")[0] == media
    assert "attachment" in answer.headers["content-disposition"]
    assert client.get(f"/export/{form}").content == answer.content


def test_tables_come_in_one_archive(client: TestClient) -> None:
    answer = client.get("/export/csv", params={"relations": "met"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(archive.namelist()) == ["edges.csv", "nodes.csv"]
        assert b"mediatedFor" not in archive.read("edges.csv")
        assert b"met" in archive.read("edges.csv")


def test_articles_are_listed_latest_first(client: TestClient) -> None:
    found = client.get("/articles", params={"limit": 2}).json()
    assert [article["id"] for article in found["results"]] == ["kremlin-evening", "moscow-talks"]
    assert found["total"] == 5


def test_health_readiness_and_metrics_are_told(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    client.get("/actors/person:nobody")
    text = client.get("/metrics").text
    route = 'parley_requests_total{method="GET",route="/actors/{actor}",status="404"}'
    assert route in text
    assert 'parley_request_seconds_bucket{route="/healthz",le="+Inf"}' in text


def test_the_page_of_the_interface_needs_no_other_machine(client: TestClient) -> None:
    page = client.get("/docs").text
    addresses = [part.split('"')[0] for part in page.split('src="')[1:] + page.split('href="')[1:]]
    assert addresses
    for address in addresses:
        assert address.startswith("/docs/")
        assert client.get(address).status_code == 200
    assert "/openapi.json" in page
    assert "http://" not in page
    assert "https://" not in page


def test_the_interface_names_every_route(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/sparql", "/paths", "/brokers", "/search", "/actors/{actor}", "/jobs/{job}"} <= set(
        paths
    )
    assert client.get("/openapi.json").json() == json.loads(client.get("/openapi.json").text)


def test_a_request_keeps_its_id(client: TestClient) -> None:
    assert (
        client.get("/healthz", headers={"X-Request-ID": "a.b-1"}).headers["x-request-id"] == "a.b-1"
    )
    made = client.get("/healthz", headers={"X-Request-ID": "no spaces"}).headers["x-request-id"]
    assert len(made) == 16
    problem = client.get("/actors/nobody", headers={"X-Request-ID": "mine"}).json()
    assert problem["request"] == "mine"


@pytest.mark.parametrize("path", [f"/actors/{PUTIN}", "/articles", "/export/graphml"])
def test_who_has_the_answer_already_is_told_so(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == first.headers["content-type"]


def test_browsers_of_other_sites_are_not_let_in(client: TestClient) -> None:
    answer = client.get("/healthz", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_the_documentation_names_every_route(client: TestClient) -> None:
    page = (Path(__file__).parents[2] / "docs" / "service.md").read_text()
    for path in client.get("/openapi.json").json()["paths"]:
        assert path.rpartition("/{")[0] in page or path.rpartition("/")[2] in page, path
