"""What may be asked: every way to write what may not, and what only looks like it."""

from __future__ import annotations

import contextlib
import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.sparql.guard import examine
from api.sparql.tokens import tokens
from ontology.errors import QueryRefused

BASE = "http://localhost/sparql"
TARGET = "<http://127.0.0.1:9/>"

FEDERATED = [
    f"SELECT * {{ SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service {TARGET} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SeRvIcE SILENT {TARGET} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICESILENT{TARGET}{{?s ?p ?o}} }}",
    "SELECT * { ?s ?p ?o SERVICE ?o { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o SERVICE $o { ?a ?b ?c } }",
    "PREFIX x: <http://127.0.0.1:9/> SELECT * { SERVICE x:y { ?a ?b ?c } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:y{ ?a ?b ?c } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p trueSERVICE:y { ?a ?b ?c } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p true.SERVICE:y { ?a ?b ?c } }",
    "PREFIX x: <http://127.0.0.1:9/> SELECT * { SERVICE SILENTx:y { ?a ?b ?c } }",
    f"SELECT * {{ {{ SELECT * {{ SERVICE {TARGET} {{ ?s ?p ?o }} }} }} }}",
    f"ASK {{ FILTER EXISTS {{ SERVICE {TARGET} {{ ?s ?p ?o }} }} }}",
    f"ASK {{ FILTER NOT EXISTS {{ SERVICE {TARGET} {{ ?s ?p ?o }} }} }}",
    f"ASK {{ OPTIONAL {{ SERVICE {TARGET} {{ ?s ?p ?o }} }} }}",
    f"ASK {{ {{}} UNION {{ SERVICE {TARGET} {{ ?s ?p ?o }} }} }}",
    f"ASK {{ ?s ?p ?o MINUS {{ SERVICE {TARGET} {{ ?s ?p ?o }} }} }}",
    f"ASK {{ GRAPH ?g {{ SERVICE {TARGET} {{ ?s ?p ?o }} }} }}",
    f"ASK {{ ?s ?p ?o LATERAL {{ SERVICE {TARGET} {{ ?s ?p ?o }} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    f"DESCRIBE ?s {{ SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE# a comment\n{TARGET} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE\t\r\n{TARGET}\n{{ ?s ?p ?o }} }}",
    f"SELECT * {{ S\\u0045RVICE {TARGET} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ \\U00000053ERVICE {TARGET} {{ ?s ?p ?o }} }}",
    f'SELECT * {{ ?s ?p "a\\"b" . SERVICE {TARGET} {{ ?s ?p ?o }} }}',
    f"SELECT * {{ ?s ?p 'it' , \"'\" . SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    f'SELECT * {{ ?s ?p """a"b""" . SERVICE {TARGET} {{ ?s ?p ?o }} }}',
    f"SELECT * {{ ?s <http://x/\\u0041#> 1 . SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    f"PREFIX e: <http://e/> SELECT * {{ ?s e:a\\#b 1 . SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    # «less than» that looks like the start of an IRI, and hides a comment in it
    f'SELECT * {{ ?s ?a ?b FILTER(?a<?b#>"""\n) SERVICE {TARGET} {{ ?s ?p ?o }}\n#"""\n}}',
    f"PREFIX e: <http://e/> ASK {{ FILTER(?a<e:b#>'''\n) SERVICE {TARGET} {{}}\n#'''\n}}",
    f"PREFIX e: <http://e/> SELECT * {{ ?s ?p e:a.SERVICE {TARGET} {{ ?s ?p ?o }} }}",
]

HARMLESS = [
    'SELECT * { ?s ?p "SERVICE <http://x> { }" }',
    "SELECT * { ?s ?p 'SERVICE ?x {' }",
    'SELECT * { ?s ?p """\nSERVICE <http://x> {\n""" }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://x> { }",
    "# SERVICE <http://x> { }\nSELECT * { ?s ?p ?o }",
    "SELECT * { ?s <http://x/SERVICE> ?o }",
    "SELECT * { ?s <http://x/service?x> ?o }",
    "PREFIX s: <http://x/service#> SELECT * { ?s s:service 'SERVICE <x> {' }",
    "PREFIX service: <http://x/> SELECT * { ?s service:a ?o }",
    "SELECT * { ?service ?p ?SERVICE }",
    "SELECT * { _:service ?p ?o }",
    'SELECT * { ?s ?p "x"@service }',
    "SELECT * { GRAPH <http://x/service?x> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", FEDERATED)
def test_service_is_refused_however_it_is_written(query: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE is refused"):
        examine(query, 10, BASE)


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_service_elsewhere_is_no_clause(query: str) -> None:
    assert examine(query, 10, BASE).form == "SELECT"


UPDATES = [
    "INSERT DATA { <a> <b> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:9/>",
    "LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://g>",
    "CLEAR ALL",
    "DROP ALL",
    "CREATE GRAPH <http://g>",
    "ADD <http://a> TO <http://b>",
    "MOVE <http://a> TO <http://b>",
    "COPY <http://a> TO <http://b>",
    "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "PREFIX select: <http://select/> insert data { <http://a> <http://b> 1 }",
    "BASE <http://ask/> # ASK {}\n LOAD <x>",
    "PREFIX a: <http://a/> PREFIX b: <http://b/> clear default",
]


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_is_no_query(update: str) -> None:
    with pytest.raises(QueryRefused, match="is an update"):
        examine(update, 10, BASE)


FILES = [
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <FILE:///etc/passwd> { ?s ?p ?o }",
    "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    "PREFIX f: <file:///etc/> ASK FROM f:passwd { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } FROM <fi\\u006ce:///etc/passwd> WHERE { ?s ?p ?o }",
    "DESCRIBE <http://x> FROM <data:text/turtle,> { }",
    "SELECT * FROM<ftp://127.0.0.1/x>{ ?s ?p ?o }",
]


@pytest.mark.parametrize("query", FILES)
def test_from_with_an_address_to_read_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="nothing else"):
        examine(query, 10, BASE)


GRAPHS = [
    ("SELECT * FROM <http://a> FROM NAMED <http://b> { }", ("http://a", "http://b")),
    ("BASE <http://x/y/> SELECT * FROM <z> { }", ("http://x/y/z",)),
    ("PREFIX p: <http://x#> SELECT * from p:a from named p: { }", ("http://x#a", "http://x#")),
    ("SELECT * FROM <a> { ?s ?from <b> }", ("http://localhost/a",)),
    ("ASK { ?s ?p 'FROM <http://a>' }", ()),
]


@pytest.mark.parametrize(("query", "graphs"), GRAPHS)
def test_graphs_of_from_are_found_with_base_and_prefix(query: str, graphs: tuple[str, ...]) -> None:
    assert examine(query, 10, BASE).graphs == graphs


LIMITS = [
    ("SELECT * { ?s ?p ?o }", 3),
    ("SELECT * { ?s ?p ?o } LIMIT 2", 2),
    ("SELECT * { ?s ?p ?o } limit 100", 3),
    ("SELECT * { ?s ?p ?o } LIMIT100", 3),
    ("SELECT * { ?s ?p ?o } ORDER BY ?s OFFSET 8", 2),
    ("SELECT * { ?s ?p ?o } LIMIT 2 OFFSET 9", 1),
    ("SELECT * { ?s ?p ?o } # LIMIT 1", 3),
    ("SELECT * { ?s ?p ?o } VALUES ?o { 1 2 3 4 5 }", 3),
    ("SELECT * { ?s ?p ?o } LIMIT 9 VALUES ?o { 1 2 3 4 5 }", 3),
    ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 9 } }", 3),
    ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) < 9)", 3),
    ('SELECT ("LIMIT 1" AS ?x) { ?s ?p ?o }', 3),
]


@pytest.mark.parametrize(("query", "rows"), LIMITS)
def test_rows_are_bounded_and_never_added(query: str, rows: int) -> None:
    store = ox.Store()
    node = ox.NamedNode("http://x/p")
    store.extend(
        ox.Quad(ox.NamedNode(f"http://x/{number}"), node, ox.Literal(number))
        for number in range(10)
    )
    limited = examine(query, 3, BASE).limited
    assert len(list(store.query(limited))) == rows  # type: ignore[arg-type]
    assert len(list(store.query(query))) >= rows  # type: ignore[arg-type]


def test_booleans_are_read_in_any_case() -> None:
    assert examine("ASK { FILTER(TRUE || False) 'TRUE' <TRUE> ?TRUE }", 1, BASE).text == (
        "ASK { FILTER(true || false) 'TRUE' <TRUE> ?TRUE }"
    )


def test_a_string_without_end_is_refused_with_its_place() -> None:
    with pytest.raises(QueryRefused, match="line 2, column 9: a string begins here"):
        examine("SELECT * {\n  ?s ?p 'open }\n}", 1, BASE)


@pytest.mark.parametrize("query", ["", "  \n", "# only a comment", "PREFIX x: <http://x/>"])
def test_no_query_at_all_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="empty"):
        examine(query, 1, BASE)


ENDLESS = [
    "a.",
    "a-",
    "_:a.",
    "<",
    "<a ",
    '""" ',
    "'",
    "ex:a.",
    "service.",
    "{",
    "\\",
    "1e",
    "?a<?b ",
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_no_text_takes_long_to_take_apart(piece: str) -> None:
    query = f"SELECT * {{ service {piece * (50_000 // len(piece))} }}"
    began = time.process_time()
    with contextlib.suppress(QueryRefused):
        examine(query, 10, BASE)
    assert time.process_time() - began < 3


@given(
    st.text(
        alphabet=st.sampled_from("SERVICEservice <>{}?:.#'\"\\\n\tux041$@%-_truea1"), max_size=60
    )
)
def test_what_passes_never_makes_the_engine_call_a_service(middle: str) -> None:
    query = f"PREFIX : <http://127.0.0.1:9/> SELECT * {{ ?s ?p 1 {middle} {{ ?a ?b ?c }} }}"
    try:
        examine(query, 10, BASE)
    except QueryRefused:
        return
    # A port that HTTP may not use is how the engine says that it would have called it.
    assert "not allowed for HTTP" not in _complaint(query)


def _complaint(query: str) -> str:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://127.0.0.1:9/"), ox.NamedNode("http://p"), ox.Literal(1)))
    try:
        list(store.query(query))  # type: ignore[arg-type]
    except (SyntaxError, OSError, RuntimeError) as error:
        return str(error)
    return ""


@given(st.text(max_size=80))
def test_any_text_is_taken_apart_or_refused(text: str) -> None:
    try:
        found = list(tokens(text))
    except QueryRefused:
        return
    assert all(text[token.start : token.end] == token.text for token in found)
