"""The vocabulary: complete, in step with the records, and read as it stands."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology.facts import SYMMETRIC, ActorType, Stance
from ontology.vocabulary import (
    PAR,
    Vocabulary,
    actor_iri,
    article_iri,
    assertion_iri,
    fact_iri,
    id_of,
)

# The event types, and the direct edges they give.
EDGES = {
    "Meeting": "met",
    "Call": "spokeWith",
    "Negotiation": "negotiatedWith",
    "Visit": "visited",
    "Mediation": "mediatedFor",
    "Invitation": "invited",
    "Proposal": "proposedTo",
    "Agreement": "agreedWith",
    "Concession": "concededTo",
    "Appointment": "appointed",
    "Departure": None,
    "Statement": None,
    "Appeal": "appealedTo",
    "Demand": "demandedOf",
    "Support": "supported",
    "Criticism": "criticized",
    "Rejection": "rejected",
    "Threat": "threatened",
    "Aid": "aided",
    "Sanction": "sanctioned",
    "Force": "attacked",
}
TIES = {
    "relativeOf",
    "memberOf",
    "adviserTo",
    "represents",
    "headOf",
    "partOf",
    "successorOf",
}


@pytest.fixture(scope="module")
def turtle() -> rdflib.Graph:
    text = (files("ontology") / "parley.ttl").read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def terms(graph: rdflib.Graph) -> list[rdflib.URIRef]:
    named = {s for s in graph.subjects() if isinstance(s, rdflib.URIRef)}
    return sorted(named - {rdflib.URIRef(PAR[:-1])})


def test_every_term_has_a_label_a_comment_and_an_example(turtle) -> None:
    for term in terms(turtle):
        for kind in (RDFS.label, RDFS.comment, SKOS.example):
            assert turtle.value(term, kind), f"{term} has no {kind}"


def test_every_term_named_in_the_vocabulary_is_described_there(turtle) -> None:
    described = set(terms(turtle))
    named = {o for o in turtle.objects() if isinstance(o, rdflib.URIRef) and o.startswith(PAR)}
    assert named <= described


def test_every_term_that_the_graph_layer_writes_is_described(turtle) -> None:
    described = {str(term)[len(PAR) :] for term in terms(turtle)}
    folder = Path(__file__).parents[2] / "graph"
    used = {
        name
        for file in folder.rglob("*.py")
        for name in re.findall(r'par\("(\w+)"\)', file.read_text(encoding="utf-8"))
    }
    assert used
    assert used <= described


def test_there_are_no_blank_nodes(turtle) -> None:
    assert not [s for s in turtle.subjects() if isinstance(s, rdflib.BNode)]


def test_the_event_types_give_these_edges() -> None:
    known = Vocabulary.load().event_types
    assert {name: kind.edge for name, kind in known.items()} == EDGES


def test_records_and_turtle_agree_on_what_is_symmetric() -> None:
    vocabulary = Vocabulary.load()
    assert {n for n, kind in vocabulary.event_types.items() if kind.symmetric} == SYMMETRIC
    for kind in vocabulary.event_types.values():
        if kind.edge:
            assert vocabulary.relations[kind.edge].symmetric == kind.symmetric


def test_records_and_turtle_agree_on_stances_actors_and_ties(turtle) -> None:
    vocabulary = Vocabulary.load()
    assert set(vocabulary.stances) == set(Stance)
    for stance in vocabulary.stances.values():
        assert all((stance.count, stance.first, stance.last))
    below = {
        str(s)[len(PAR) :] for s in turtle.subjects(RDFS.subClassOf, rdflib.URIRef(PAR + "Actor"))
    }
    assert below == set(ActorType)
    assert {name for name, relation in vocabulary.relations.items() if relation.tie} == TIES


def test_every_direct_edge_is_a_property_between_actors(turtle) -> None:
    for name in Vocabulary.load().relations:
        iri = rdflib.URIRef(PAR + name)
        assert (iri, RDF.type, OWL.ObjectProperty) in turtle
        assert (iri, RDFS.domain, None) in turtle


def test_event_types_that_cameo_knows_carry_its_codes() -> None:
    types = Vocabulary.load().event_types
    assert types["Mediation"].cameo == ("045",)
    assert types["Mediation"].plover == ("CONSULT",)
    assert all(
        kind.cameo for name, kind in types.items() if name not in ("Appointment", "Departure")
    )


@pytest.mark.parametrize(
    ("kind", "sides", "edges"),
    [
        ("Meeting", [["w", "k"], ["p"]], {"w met p", "p met w", "k met p", "p met k"}),
        (
            "Meeting",
            [["a"], ["b"], ["c"]],
            {f"{x} met {y}" for x in "abc" for y in "abc" if x != y},
        ),
        ("Meeting", [["a", "b"]], set()),
        ("Visit", [["a"], ["b"]], {"a visited b"}),
        ("Visit", [["a"]], set()),
        ("Mediation", [["q"], ["a"], ["b"]], {"q mediatedFor a", "q mediatedFor b"}),
        ("Mediation", [[], ["a"], ["b"]], set()),
        ("Statement", [["a"], ["b"]], set()),
        ("Meeting", [["a"], ["a", "b"]], {"a met b", "b met a"}),
    ],
)
def test_an_event_gives_edges_across_its_sides(kind, sides, edges) -> None:
    found = Vocabulary.load().edges(kind, sides)
    assert {" ".join(edge) for edge in found} == edges


@pytest.mark.parametrize("id_", ["person:a", "x/y z", "ü?#"])
def test_ids_come_back_from_iris(id_) -> None:
    assert id_of(article_iri(id_)) == id_
    assert id_of(actor_iri("person:a")) == "person:a"
    assert id_of(fact_iri("meeting-1")) == "meeting-1"
    assert id_of(assertion_iri("ab")) == "ab"
    assert id_of("https://example.org/x") == "https://example.org/x"
