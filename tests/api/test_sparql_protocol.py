"""The SPARQL 1.1 Protocol as clients see it."""

from __future__ import annotations

import json
import urllib.parse
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
WHO = 'SELECT ?who { ?who par:met ?p . ?p rdfs:label "Vladimir Putin"@en } ORDER BY ?who'
ENVOYS = ["jared-kushner", "steve-witkoff"]


def names(document: dict[str, object]) -> list[str]:
    rows = document["results"]["bindings"]  # type: ignore[index]
    return [row["who"]["value"].rpartition(":")[2] for row in rows]


def test_the_question_of_the_readme_is_answered(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": WHO})
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert set(ENVOYS) <= set(names(answer.json()))


@pytest.mark.parametrize("space", ["+", "%20", "%09", "%0A", "%0D%0A"])
def test_spaces_are_read_however_they_are_escaped(client: TestClient, space: str) -> None:
    query = WHO.replace(
        '?p rdfs:label "Vladimir Putin"@en', '?p rdfs:label "Vladimir\\u0020Putin"@en'
    )
    escaped = urllib.parse.quote(query).replace("%20", space)
    by_get = client.get(f"/sparql?query={escaped}")
    by_form = client.post("/sparql", content=f"query={escaped}", headers=FORM)
    assert names(by_get.json()) == names(by_form.json())
    assert names(by_get.json())[:1] == ENVOYS[:1]


def test_three_transports_give_one_answer(client: TestClient) -> None:
    by_get = client.get("/sparql", params={"query": WHO})
    by_form = client.post("/sparql", data={"query": WHO})
    direct = client.post("/sparql", content=WHO, headers=DIRECT)
    charset = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    spelt = client.post("/sparql", content=WHO, headers=charset)
    assert by_get.content == by_form.content == direct.content == spelt.content


ROWS = [
    ("application/sparql-results+json", lambda body: json.loads(body)["head"]["vars"] == ["who"]),
    ("application/json", lambda body: json.loads(body)["head"]["vars"] == ["who"]),
    ("application/sparql-results+xml", lambda body: ET.fromstring(body).tag.endswith("sparql")),
    ("application/xml", lambda body: ET.fromstring(body).tag.endswith("sparql")),
    ("text/csv", lambda body: body.startswith(b"who\r\n")),
    ("text/tab-separated-values", lambda body: body.startswith(b"?who\n<https://w3id.org/")),
    (
        "text/html, text/csv;q=0.4, application/sparql-results+xml;q=0.6",
        lambda body: b"<?xml" in body,
    ),
]


@pytest.mark.parametrize(("accept", "fits"), ROWS, ids=[accept for accept, _ in ROWS])
def test_rows_come_in_the_form_liked_best(client: TestClient, accept: str, fits) -> None:  # type: ignore[no-untyped-def]
    answer = client.get("/sparql", params={"query": WHO}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] in accept
    assert "Accept" in answer.headers["vary"]
    assert fits(answer.content)


GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}


@pytest.mark.parametrize("accept", GRAPHS)
@pytest.mark.parametrize(
    "query",
    ["CONSTRUCT { ?a par:met ?b } { ?a par:met ?b }", "DESCRIBE actor:person%3Avladimir-putin"],
)
def test_graphs_come_in_every_form_with_the_same_triples(
    client: TestClient, accept: str, query: str
) -> None:
    query = (
        query.replace("%3A", "\\u003A")
        if "DESCRIBE" not in query
        else ("DESCRIBE <https://w3id.org/parley/actor/person:vladimir-putin>")
    )
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    plain = client.get(
        "/sparql", params={"query": query}, headers={"Accept": "application/n-triples"}
    )
    assert answer.headers["content-type"].partition(";")[0] == accept

    def read(content: bytes, form: ox.RdfFormat) -> set[str]:
        return {str(quad.triple) for quad in ox.parse(content, form)}

    expected = read(plain.content, ox.RdfFormat.N_TRIPLES)
    assert read(answer.content, GRAPHS[accept]) == expected
    assert len(expected) > 2


def test_ask_is_answered_with_a_word(client: TestClient) -> None:
    query = {"query": "ASK { ?a par:met ?b }"}
    assert client.get("/sparql", params=query).json() == {"head": {}, "boolean": True}
    xml = client.get("/sparql", params=query, headers={"Accept": "application/sparql-results+xml"})
    assert b"<boolean>true</boolean>" in xml.content


def test_a_dataset_beside_the_query_replaces_its_own(client: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?who) FROM <http://elsewhere> { ?s ?p ?o }"
    article = "https://w3id.org/parley/article/moscow-talks"
    default = {"query": count, "default-graph-uri": article}
    named = {
        "query": "SELECT DISTINCT ?who { GRAPH ?who { ?s ?p ?o } }",
        "named-graph-uri": article,
    }
    rows = client.get("/sparql", params=default).json()["results"]["bindings"]
    assert int(rows[0]["who"]["value"]) > 10
    rows = client.get("/sparql", params=named).json()["results"]["bindings"]
    assert [row["who"]["value"] for row in rows] == [article]
    both = {**default, "default-graph-uri": [article, "http://nothing/here"]}
    rows = client.post("/sparql", data=both).json()["results"]["bindings"]
    assert int(rows[0]["who"]["value"]) > 10


def test_without_a_query_the_service_describes_itself(client: TestClient) -> None:
    for accept, form in list(GRAPHS.items())[:4]:
        answer = client.get("/sparql", headers={"Accept": accept})
        triples = {(q.predicate.value, q.object) for q in ox.parse(answer.content, form)}
        endpoint = "http://www.w3.org/ns/sparql-service-description#endpoint"
        assert (endpoint, ox.NamedNode("http://testserver/sparql")) in triples


def test_head_is_get_without_a_body(client: TestClient) -> None:
    for query in (WHO, "nonsense"):
        got = client.get("/sparql", params={"query": query})
        head = client.head("/sparql", params={"query": query})
        assert head.content == b""
        assert head.status_code == got.status_code
        assert head.headers["content-type"] == got.headers["content-type"]


def test_who_has_the_answer_already_is_told_so(client: TestClient) -> None:
    tag = client.get("/sparql", params={"query": WHO}).headers["etag"]
    again = client.get("/sparql", params={"query": WHO}, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""


BAD = [
    ("GET", "/sparql?query=", {}, b"", 400),
    ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", {}, b"", 400),
    ("GET", "/sparql?query=ASK%20%7B%20%22%FF%22%20%7D", {}, b"", 400),
    ("GET", "/sparql?query=SELECT", {}, b"", 400),
    ("GET", "/sparql?update=DROP%20ALL", {}, b"", 403),
    ("GET", "/sparql?query=ASK%20%7B%7D&using-graph-uri=http%3A%2F%2Fa", {}, b"", 403),
    ("GET", "/sparql?query=DROP%20ALL", {}, b"", 400),
    ("POST", "/sparql", FORM, b"", 400),
    ("POST", "/sparql", FORM, b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", 400),
    ("POST", "/sparql?query=ASK%20%7B%7D", FORM, b"", 400),
    ("POST", "/sparql", FORM, b"query=%FF", 400),
    ("POST", "/sparql", FORM, b"query=\xff", 400),
    ("POST", "/sparql", FORM, b"update=DROP%20ALL", 403),
    ("POST", "/sparql", DIRECT, b"ASK { \xff }", 400),
    ("POST", "/sparql", DIRECT, "ASK {}".encode("utf-16"), 400),
    ("POST", "/sparql", DIRECT, b"", 400),
    ("POST", "/sparql?query=ASK", DIRECT, b"ASK {}", 400),
    (
        "POST",
        "/sparql",
        {"Content-Type": "application/sparql-query; charset=utf-16"},
        b"ASK {}",
        415,
    ),
    ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"DROP ALL", 403),
    ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415),
    ("POST", "/sparql", {}, b"ASK {}", 415),
    ("PUT", "/sparql?query=ASK%20%7B%7D", {}, b"", 405),
    ("DELETE", "/sparql", {}, b"", 405),
    ("POST", "/sparql", DIRECT, b"ASK { #" + b"x" * 2**20 + b"\n}", 413),
    ("POST", "/sparql", FORM, b"query=" + b"x" * 2**22, 413),
]


@pytest.mark.parametrize(("method", "path", "headers", "body", "status"), BAD)
def test_a_bad_request_is_told_what_is_wrong(
    client: TestClient, method: str, path: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    answer = client.request(method, path, headers=headers, content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert "\n" not in answer.json()["detail"]


REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?x SERVICE ?x { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM <http://127.0.0.1:9/data> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/data> { GRAPH ?g { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:9/data>",
    "INSERT DATA { <http://a> <http://b> <http://c> }",
]


@pytest.mark.parametrize("query", REFUSED)
def test_what_leaves_the_store_is_refused_in_every_transport(
    client: TestClient, query: str
) -> None:
    answers = [
        client.get("/sparql", params={"query": query}),
        client.get(f"/sparql?query={urllib.parse.quote(query)}"),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query, headers=DIRECT),
    ]
    assert {answer.status_code for answer in answers} == {400}
    assert len({answer.json()["detail"] for answer in answers}) == 1
    assert all(answer.json()["hint"] for answer in answers)


def test_a_dataset_of_files_is_refused(client: TestClient) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        asked = {"query": "ASK {}", name: "file:///etc/passwd"}
        assert client.get("/sparql", params=asked).status_code == 400
        assert client.post("/sparql", data=asked).status_code == 400


def test_a_mistake_is_told_with_line_and_column(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ?a {\n  ?a par:met FILTER }"})
    assert "line 2, column 20" in answer.json()["detail"]
    answer = client.get("/sparql", params={"query": "SELECT * { ?a nope:met ?b }"})
    assert "PREFIX" in answer.json()["hint"]


def test_a_form_that_nobody_offers_is_told_what_is(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": WHO}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["hint"]


def test_the_same_question_gets_the_same_answer_at_once(client: TestClient) -> None:
    query = {"query": "SELECT ?s ?o { ?s par:met ?o } ORDER BY ?s ?o LIMIT 3"}

    def kept() -> float:
        text = client.get("/metrics").text
        return float(text.partition("\nparley_queries_kept ")[2].split()[0])

    before, first = kept(), client.get("/sparql", params=query)
    again = client.get("/sparql", params=query)
    assert kept() == before + 1
    assert again.content == first.content
    assert len(again.headers.get_list("x-request-id")) == 1
    assert client.get("/sparql", params=query, headers={"Accept": "text/csv"}).text.startswith(
        "s,o"
    )
    client.get("/sparql", params=query, headers={"Accept": "text/csv"})
    assert client.head("/sparql", params=query).content == b""


def test_what_changes_by_itself_is_asked_anew(client: TestClient) -> None:
    for call in ("NOW()", "RAND()", "UUID()", "STRUUID()", "now ( )"):
        query = {"query": f"SELECT ({call} AS ?x) {{}}"}
        first, again = (client.get("/sparql", params=query).content for _ in range(2))
        assert first != again
