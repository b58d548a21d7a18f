"""From a reading to its graph and back."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings

from graph.lore import lore_of, read_article
from graph.store import Store
from graph.terms import date, from_rdflib, is_date, to_rdflib
from graph.triples import article_graph, article_quads
from ontology.facts import Article, Event, Reading, Tenure, Tie, fact_id
from tests.graph.readings import PEOPLE, readings

ANNA, _, BORIS, _ = PEOPLE
RUNS = settings(max_examples=100, deadline=None)


@RUNS
@given(readings())
def test_what_a_reading_says_comes_back_from_its_graph(reading) -> None:
    told = read_article(article_quads(reading))
    assert told.id == reading.article.id
    assert told.text == reading.article.text
    assert told.published == str(reading.article.published or "")
    assert set(told.accounts) == {fact_id(assertion.fact) for assertion in reading.assertions}
    for assertion in reading.assertions:
        account, lore = told.accounts[fact_id(assertion.fact)], lore_of(assertion.fact)
        assert assertion.stance in account.stances
        assert account.lore.kind == lore.kind
        assert account.lore.sides == lore.sides
        assert lore.dates == account.lore.dates
        assert lore.places <= account.lore.places
        assert lore.terms <= account.lore.terms


@RUNS
@given(readings())
def test_a_fact_read_back_has_the_id_it_was_stored_under(reading) -> None:
    for id_, account in read_article(article_quads(reading)).accounts.items():
        assert account.lore.id() == id_


@RUNS
@given(readings())
def test_the_rdflib_graph_is_what_the_store_gives_back(reading) -> None:
    store = Store.memory()
    store.ingest([reading])
    made, kept = article_graph(reading), store.article_graph(reading.article.id)
    assert set(made) == set(kept)
    assert made.identifier == kept.identifier


@RUNS
@given(readings())
def test_a_graph_has_no_blank_nodes(reading) -> None:
    assert not [
        term
        for triple in article_graph(reading)
        for term in triple
        if isinstance(term, rdflib.BNode)
    ]


@pytest.mark.parametrize(
    ("text", "stored"),
    [("half \ud83d of a pair", "half ? of a pair"), ("a\\u0041\r\n\t“é”", "a\\u0041\r\n\t“é”")],
)
def test_odd_characters_are_stored_with_their_offsets(text, stored) -> None:
    store = Store.memory()
    store.ingest([Reading(Article("a", text))])
    assert store.article_text("a") == stored
    assert len(stored) == len(text)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2025", "gYear"),
        ("2025-12", "gYearMonth"),
        ("2025-12-02", "date"),
        ("2025-02-30", "string"),
        ("soon", "string"),
        ("2025-13", "string"),
    ],
)
def test_a_date_has_the_type_of_its_precision(value, kind) -> None:
    assert date(value).datatype.value.endswith("#" + kind)
    assert is_date(value) == (kind != "string")


@pytest.mark.parametrize(
    "term",
    [
        ox.NamedNode("https://example.org/a"),
        ox.Literal("x", language="en"),
        ox.Literal("2025-12", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")),
        ox.Literal("plain"),
        ox.Literal("0.9", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    ],
)
def test_terms_go_to_rdflib_and_back(term) -> None:
    assert from_rdflib(to_rdflib(term)) == term


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            Event("Meeting", ((ANNA,), (BORIS,))),
            Event("Meeting", ((BORIS,), (ANNA,))),
        ),
        (Tenure(ANNA, "President", start="2020"), Tenure(ANNA, "President")),
        (Tie(ANNA, "relativeOf", BORIS, "son"), Tie(ANNA, "relativeOf", BORIS)),
    ],
)
def test_accounts_of_one_fact_meet_in_one_node(one, other) -> None:
    assert lore_of(one).id() == lore_of(other).id() == fact_id(one)
