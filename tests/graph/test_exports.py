"""Files for other programs: whole, sorted, and read by those programs without loss."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.exchange import read_graphs, write_articles
from graph.exports.cells import cell, columns
from graph.exports.formats import FORMATS, Edges, ExportOptions, export
from graph.exports.layout import place
from graph.exports.rows import table
from graph.network import Sieve
from graph.store import Store
from ontology.errors import StoreError, UnknownName, UnreadableInput
from ontology.facts import Event
from tests.graph.readings import SmallRegistry, batches, difference
from tests.graph.world import OMAR, SAYS, VERA, reading, story

SHARED = Path(os.environ.get("PARLEY_SHARED", Path(__file__).parents[3] / "shared"))
CHECKER = SHARED / "check" / "graph" / "check.py"
AWKWARD = "Ruiz said: “a|b” <&> \u0001 INF nan, null; =1+1"


def rich() -> Store:
    """The story, and what is hard to write: odd characters, parallel edges, namesakes."""
    twin = type(VERA)("person:vera-lund-2", VERA.name, VERA.type)
    odd = [
        (Event("Meeting", ((twin,), (OMAR,)), "2025-12"), SAYS, AWKWARD),
        (Event("Criticism", ((VERA,), (OMAR,)), "2025-12-03"), SAYS, "Lund blamed Haddad."),
        (Event("Criticism", ((OMAR,), (VERA,)), "2025-12-03"), SAYS, "Haddad blamed Lund."),
    ]
    return story(reading("odd", "2025-12-07", odd))


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    if not CHECKER.exists():
        pytest.skip(f"{CHECKER} is not there: set PARLEY_SHARED to the folder that has it")
    spec = importlib.util.spec_from_file_location("graph_check", CHECKER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["graph_check"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("edges", list(Edges))
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_checker_finds_no_error(checker, tmp_path, form, edges, capsys) -> None:
    (file,) = export(rich(), form, tmp_path / f"out.{form}", ExportOptions(edges=edges))
    assert checker.main([str(file), "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    levels = {found["level"] for found in report["findings"]} - {"info"}
    assert not levels or [f["code"] for f in report["findings"] if f["level"] == "warn"] == ["inf"]
    forecast, xml = report["gephi_prediction"], report["xml"]
    assert forecast["edges_after_default_merge"] == xml["edges"] > 0
    assert xml["labels"] == xml["positions"] == xml["nodes"] == forecast["nodes"]
    assert xml["weighted_edges"] == xml["edges"]


def test_networkx_reads_what_was_written(tmp_path) -> None:
    (file,) = export(rich(), "graphml", tmp_path / "out.graphml")
    graph = nx.read_graphml(file, force_multigraph=True)
    rows = table(rich(), Sieve(), Edges.RELATION)
    assert graph.number_of_edges() == len(rows.edges)
    assert graph.nodes[OMAR.id]["label"] == "Omar Haddad"
    labels = [data["label"] for _, data in graph.nodes(data=True)]
    assert len(labels) == len(set(labels)), "namesakes are told apart"
    met = graph.get_edge_data("person:ines-prado", OMAR.id) or graph.get_edge_data(
        OMAR.id, "person:ines-prado"
    )
    (edge,) = met.values()
    assert (edge["weight"], edge["symmetric"], edge["first_date"]) == (2.0, True, "2025-12-02")
    assert edge["quote"].startswith("Minister Vera Lund and her sister met")


def test_strict_graphml_has_no_attribute_beyond_the_schema(tmp_path) -> None:
    (loose,) = export(rich(), "graphml", tmp_path / "loose.graphml")
    (strict,) = export(rich(), "graphml", tmp_path / "s.graphml", ExportOptions(strict=True))
    assert 'label="met"' in loose.read_text()
    assert 'label="met"' not in strict.read_text()


@pytest.mark.parametrize(
    ("edges", "between"),
    [
        (Edges.RELATION, ["criticized", "criticized", "met"]),
        (Edges.PAIR, ["criticized|met"]),
        (Edges.STATEMENT, ["criticized", "criticized", "met"]),
    ],
)
def test_an_edge_stands_for_a(edges, between) -> None:
    rows = table(rich(), Sieve(), edges).edges
    ends = {VERA.id, OMAR.id}
    assert (
        sorted(row["relation"] for row in rows if {row["source"], row["target"]} == ends) == between
    )
    assert len({row["id"] for row in rows}) == len(rows)


def test_a_filter_leaves_out_edges_and_those_who_then_have_none() -> None:
    rows = table(rich(), Sieve(contested=True), Edges.RELATION)
    assert [row["relation"] for row in rows.edges] == ["spokeWith"]
    assert {row["name"] for row in rows.nodes} == {"Vera Lund", "Toma Ruiz"}
    assert not table(rich(), Sieve(min_sources=9), Edges.RELATION).nodes


def test_an_empty_store_makes_empty_files(tmp_path) -> None:
    for form in FORMATS:
        for file in export(Store.memory(), form, tmp_path / form):
            assert file.exists()
    assert nx.read_graphml(tmp_path / "graphml").number_of_nodes() == 0


def test_csv_has_the_columns_that_gephi_knows(tmp_path) -> None:
    nodes, edges = export(rich(), "csv", tmp_path / "csv")
    with edges.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert list(read[0])[:7] == ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight"]
    with nodes.open(encoding="utf-8", newline="") as file:
        known = {row["Id"]: row["Label"] for row in csv.DictReader(file)}
    assert {row["Source"] for row in read} | {row["Target"] for row in read} == set(known)
    assert all(row["Type"] == "Directed" for row in read)


def test_json_is_one_document(tmp_path) -> None:
    (file,) = export(rich(), "json", tmp_path / "out.json")
    document = json.loads(file.read_text())
    assert len(document["edges"]) == len(table(rich(), Sieve(), Edges.RELATION).edges)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_news_make_the_same_bytes(tmp_path, form) -> None:
    one = export(rich(), form, tmp_path / "one")
    other = export(rich(), form, tmp_path / "other")
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in other]


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_the_whole_store_is_written_sorted_and_read_alike(tmp_path, form) -> None:
    store = rich()
    (file,) = export(store, form, tmp_path / f"out.{form}")
    format_ = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}[form]
    read = set(ox.parse(path=str(file), format=format_))
    assert read == {q for q in store.raw if not str(q.graph_name).endswith("/index>")}
    assert len(rdflib.Dataset().parse(file, format=form)) > 0
    if form == "nquads":
        assert file.read_text().splitlines() == sorted(file.read_text().splitlines())


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(UnknownName, match="xlsx"):
        export(rich(), "xlsx", Path("out"))


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch) -> None:
    target = tmp_path / "out.graphml"
    target.write_text("before")
    monkeypatch.setattr("graph.exports.formats.graphml", _failing)
    with pytest.raises(StoreError, match=r"out\.graphml"):
        export(rich(), "graphml", target)
    assert target.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.graphml"]
    with pytest.raises(StoreError):
        export(rich(), "json", target / "below")


def _failing(*_: object, **__: object):
    yield "half"
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        (float("nan"), None),
        (float("inf"), None),
        ([], None),
        (True, "true"),
        (3, "3"),
        (2.0, "2.0"),
        (["a|b", "c"], "a/b|c"),
        ("a\u0001b\ufffe", "ab"),
        (" x ", "x"),
    ],
)
def test_a_value_is_written_as(value, text) -> None:
    assert cell(value) == text


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2], "long"),
        ([1, 2.5], "double"),
        ([True], "boolean"),
        ([1, "x"], "string"),
        ([None], None),
    ],
)
def test_a_column_has_one_type(values, kind) -> None:
    found = columns(({"a": value} for value in values), ())
    assert found == ({"a": kind} if kind else {})


@given(st.integers(0, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20))
def test_every_node_has_its_place_and_the_same_each_time(count, pairs) -> None:
    nodes = [f"n{number}" for number in range(count)]
    edges = [(f"n{a}", f"n{b}") for a, b in pairs if a < count and b < count and a != b]
    places = place(nodes, edges)
    assert set(places) == set(nodes)
    assert places == place(nodes, edges)
    assert all(abs(value) < 1e5 for point in places.values() for value in point)


@pytest.mark.parametrize("form", ["nquads", "trig"])
@settings(max_examples=20, deadline=None)
@given(case=batches(4))
def test_a_store_built_from_its_files_is_the_same(tmp_path_factory, form, case) -> None:
    folder = tmp_path_factory.mktemp("files")
    store = Store.memory(background=SmallRegistry())
    store.ingest(case)
    written = write_articles(store, folder / "articles", form)
    (whole,) = export(store, form, folder / ("all.nq" if form == "nquads" else "all.trig"))
    assert len(written) == len(case)
    for source in (folder / "articles", whole):
        other = Store.memory(background=SmallRegistry())
        other.ingest_graphs(read_graphs([source]))
        assert difference(other, store) == []


def test_files_of_articles_that_are_gone_go(tmp_path) -> None:
    store = story()
    write_articles(store, tmp_path / "articles")
    store.remove("denial")
    write_articles(store, tmp_path / "articles")
    assert not (tmp_path / "articles" / "denial.nq").exists()
    (tmp_path / "articles" / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"notes\.txt"):
        write_articles(store, tmp_path / "articles")


@pytest.mark.parametrize(
    "text",
    ["not quads", "_:a <urn:b> <urn:c> <urn:g> .\n", '<urn:a> <urn:b> "x" <bad iri> .'],
)
def test_files_that_cannot_be_read_are_named(tmp_path, text) -> None:
    (tmp_path / "bad.nq").write_text(text)
    with pytest.raises(UnreadableInput, match=r"bad\.nq"):
        list(read_graphs([tmp_path / "bad.nq"]))
