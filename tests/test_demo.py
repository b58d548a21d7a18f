"""The demonstration, end to end: the sample articles through the command line and out again."""

import json
import os
import re
import runpy
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from graph.store import Store

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "samples/articles"
SHARED = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared"))
PARLEY = (sys.executable, "-c", "from api.cli import main; main()")
CONTACTS = ("met", "spokeWith", "negotiatedWith", "mediatedFor", "visited")


def parley(*arguments: str | Path, code: int = 0) -> str:
    """What a command prints to standard output."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PARLEY_")}
    done = subprocess.run(
        [*PARLEY, *map(str, arguments)],
        cwd=ROOT,
        env=kept,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    parley("build", ARTICLES, "--store", made / "store")
    return made


@pytest.fixture(scope="module")
def store(folder: Path) -> Path:
    return folder / "store"


def ask(store: Path, query: str) -> list[dict[str, str]]:
    """The rows of an answer, what is unbound being empty."""
    with Store.open(store, read_only=True) as opened:
        found = opened.query(query)
        names = [variable.value for variable in found.variables]
        return [{n: row[n].value if row[n] else "" for n in names} for row in found]


@pytest.fixture(scope="module")
def contacts(store: Path) -> "nx.Graph[str]":
    edges = "|".join(f"par:{name}" for name in CONTACTS)
    rows = ask(store, f"SELECT ?a ?b {{ ?x {edges} ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }}")
    return nx.Graph((row["a"], row["b"]) for row in rows)


def largest(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    return graph.subgraph(max(nx.connected_components(graph), key=len))


def test_thirty_actors_are_in_contact_with_one_another(contacts: "nx.Graph[str]") -> None:
    assert len(largest(contacts)) >= 30


def test_some_actors_are_three_steps_apart(contacts: "nx.Graph[str]") -> None:
    assert nx.diameter(largest(contacts)) >= 3


def test_witkoff_and_kushner_met_putin(store: Path) -> None:
    query = 'SELECT ?who { ?x par:met ?p ; rdfs:label ?who . ?p rdfs:label "Vladimir Putin"@en }'
    told = parley("query", query, "--store", store, "--format", "csv")
    assert {"Steve Witkoff", "Jared Kushner"} <= set(told.splitlines())


FACTS = """SELECT ?fact ?kind ?reports ?independent ?denials ?forecasts ?cancellations {
  ?fact a ?kind .
  FILTER(?kind IN (par:Meeting, par:Negotiation, par:Mediation, par:Call, par:Agreement))
  OPTIONAL { ?fact par:reports ?reports }
  OPTIONAL { ?fact par:independentReports ?independent }
  OPTIONAL { ?fact par:denials ?denials }
  OPTIONAL { ?fact par:forecasts ?forecasts }
  OPTIONAL { ?fact par:cancellations ?cancellations }
"""
STORIES = [
    ("asserted by one, denied by another", "Sudanese Armed Forces", "Rapid Support Forces",
     {"reports": "1", "denials": "1"}),
    ("a mediation claimed and denied", "India", "Pakistan", {"reports": "1", "denials": "1"}),
    ("planned, then held", "Volodymyr Zelenskyy", "Donald Trump",
     {"reports": "1", "forecasts": "1", "denials": ""}),
    ("planned, then called off", "Marco Rubio", "Sergei Lavrov",
     {"reports": "", "forecasts": "1", "cancellations": "1"}),
    ("a wire copy is no second source", "Donald Trump", "Tamim bin Hamad Al Thani",
     {"reports": "2", "independent": "1"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [story[1:] for story in STORIES],
    ids=[story[0] for story in STORIES],
)
def test_the_articles_tell(store: Path, one: str, other: str, counts: dict[str, str]) -> None:
    ends = f'?fact par:participant/rdfs:label "{one}"@en , "{other}"@en .'
    found = ask(store, f"{FACTS} {ends} }}")
    assert [row for row in found if counts.items() <= row.items()], found


def test_a_meeting_only_planned_is_no_edge(contacts: "nx.Graph[str]") -> None:
    assert contacts.has_edge("Abdel Fattah al-Burhan", "Massad Boulos")
    assert not contacts.has_edge("Abdel Fattah al-Burhan", "Abdel Fattah al-Sisi")


def test_building_twice_leaves_the_same_quads(store: Path) -> None:
    before = parley("export", "nquads", "-", "--store", store)
    parley("build", ARTICLES, "--store", store)
    assert parley("export", "nquads", "-", "--store", store) == before
    assert len(before.splitlines()) > 1000


def test_the_order_of_articles_does_not_matter(folder: Path, store: Path) -> None:
    backwards = sorted(ARTICLES.glob("*.txt"), reverse=True)
    parley("build", *backwards[:9], "--store", folder / "other")
    parley("build", *backwards[9:], "--store", folder / "other")
    told = [parley("export", "nquads", "-", "--store", each) for each in (store, folder / "other")]
    assert told[0] == told[1]


def test_a_path_names_its_words(store: Path) -> None:
    way = json.loads(parley("path", "Hun Manet", "Vladimir Putin", "--json", "--store", store))
    assert len(way["hops"]) >= 2
    told = {path.stem: " ".join(path.read_text("utf-8").split()) for path in ARTICLES.iterdir()}
    for hop in way["hops"]:
        proof = hop["proof"]
        assert " ".join(proof["quote"].split()) in told[proof["article"]["id"]]


def test_graph_programs_read_the_graphml(folder: Path, store: Path) -> None:
    checker = SHARED / "check/graph/check.py"
    if not checker.is_file():
        pytest.skip("no checker of graph files at hand: set PARLEY_SHARED")
    file = folder / "parley.graphml"
    parley("export", "graphml", file, "--store", store)
    done = subprocess.run([sys.executable, checker, file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_exported_graph_has_the_contacts(
    folder: Path, store: Path, contacts: "nx.Graph[str]"
) -> None:
    file = folder / "contacts.graphml"
    chosen = [word for name in CONTACTS for word in ("--relation", name)]
    parley("export", "graphml", file, "--store", store, *chosen)
    graph = nx.read_graphml(file)
    named = {node: data["label"] for node, data in graph.nodes(data=True)}
    pairs = {frozenset((named[a], named[b])) for a, b in graph.edges()}
    assert pairs == {frozenset(edge) for edge in contacts.edges()}


PAGE = (ROOT / "docs/queries.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^## (.+?)\n.*?```sparql\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("question", "query"), QUERIES, ids=[title for title, _ in QUERIES])
def test_a_query_of_the_docs_has_an_answer(store: Path, question: str, query: str) -> None:
    rows = ask(store, query)
    assert rows, question
    assert all(any(row.values()) for row in rows)


def test_the_demonstration_asks_a_query_of_the_docs() -> None:
    asked = (ROOT / "samples/who-met-whom.rq").read_text(encoding="utf-8")
    assert asked in {query for _, query in QUERIES}


def test_no_two_sample_articles_but_the_copies_are_alike() -> None:
    words = {
        path.stem: set(re.findall(r"\w+", path.read_text("utf-8"))) for path in ARTICLES.iterdir()
    }
    alike = {
        (one, other)
        for one, other in combinations(sorted(words), 2)
        if len(words[one] & words[other]) > 0.6 * len(words[one] | words[other])
    }
    assert alike == {("13-sharm-summit", "14-sharm-summit-wire-copy")}


@pytest.mark.parametrize("path", sorted(ARTICLES.iterdir()), ids=lambda path: path.stem)
def test_a_sample_article_is_dated_and_from_an_invented_outlet(path: Path) -> None:
    headline, published, outlet, blank, *_ = path.read_text(encoding="utf-8").splitlines()
    assert headline
    assert blank == ""
    assert re.fullmatch(r"PUBLISHED: 2025-\d\d-\d\d", published)
    assert re.search(r"Example|Sample|Lorem|Placeholder|Reworded", outlet.removeprefix("OUTLET: "))


def test_the_readme_shows_what_the_commands_print(store: Path) -> None:
    docs = runpy.run_path(str(ROOT / "docs/refresh.py"))
    for page in (ROOT / name for name in docs["PAGES"]):
        text = page.read_text(encoding="utf-8")
        assert docs["BLOCK"].search(text)
        assert text == docs["console"](text, store), "run `python docs/refresh.py`"
