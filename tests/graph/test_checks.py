"""The shapes: every graph that is made satisfies them, and each breach is found."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from graph.checks import check, check_quads
from graph.store import Store
from graph.terms import node
from ontology.facts import Article, Assertion, Evidence, Reading
from ontology.vocabulary import PAR
from tests.graph.readings import SmallRegistry, batches
from tests.graph.world import MEETING, SAYS, STORY, reading, story


@settings(max_examples=25, deadline=None)
@given(batches(4))
def test_whatever_is_read_makes_a_sound_store(articles) -> None:
    store = Store.memory(background=SmallRegistry())
    store.ingest(articles)
    assert list(check(store)) == []
    for reading_ in articles:
        text = store.article_text(reading_.article.id)
        for told in reading_.assertions:
            assert told.evidence.quote == text[told.evidence.start : told.evidence.end]


def test_the_story_is_sound() -> None:
    assert list(check(story())) == []


def broken(**changes: object) -> Store:
    """A store whose one assertion has other evidence than its text."""
    made = reading("a", "2025-12-03", [(MEETING, SAYS, "They met by the lake.")])
    told = replace(made.assertions[0], **changes)
    store = Store.memory()
    store.ingest([Reading(made.article, (told,))])
    return store


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"evidence": Evidence(0, 4, "They met")}, "the quote is not what stands in the text"),
        ({"evidence": Evidence(5, 9, "They")}, "the quote is not what stands in the text"),
        ({"evidence": Evidence(4, 4, "")}, "a quote starts in the text"),
        ({"confidence": 0.0}, "confidence is above 0"),
        ({"confidence": 1.5}, "confidence is above 0"),
        ({"rule": ""}, "names the rule"),
        ({"fact": replace(MEETING, date="2025-02-30")}, "a day, a month or a year"),
        ({"fact": replace(MEETING, sides=())}, "an event has participants"),
    ],
)
def test_a_breach_is_found(changes, message) -> None:
    found = list(check(broken(**changes)))
    assert message in "; ".join(problem.message for problem in found)
    assert found[0].graph == "a"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("quote", "one quote"),
        ("about", "about one fact"),
        ("asserts", "takes one stance"),
        ("text", "one text"),
        ("member", "each has members"),
        ("participant", "has participants"),
    ],
)
def test_what_is_missing_is_found(name, message) -> None:
    quads = story().article_quads("evening")
    rest = [quad for quad in quads if quad.predicate.value != PAR + name]
    assert len(rest) < len(quads)
    found = check_quads(rest, "evening")
    assert message in "; ".join(problem.message for problem in found)


def test_two_wikidata_ids_are_found() -> None:
    quads = set(story().article_quads("lakeside"))
    known = next(quad for quad in quads if quad.predicate.value.endswith("sameAs"))
    other = node("http://www.wikidata.org/entity/Q999")
    quads.add(ox.Quad(known.subject, known.predicate, other, known.graph_name))
    assert "one Wikidata id at most" in check_quads(quads, "lakeside")[0].message


def test_offsets_count_characters_beyond_the_first_plane() -> None:
    text = "\U0001f54a They met."
    told = Assertion(MEETING, SAYS, Evidence(2, 10, "They met"), "by-hand")
    store = Store.memory()
    store.ingest([Reading(Article("a", text), (told,))])
    assert list(check(store)) == []


def test_only_the_articles_that_are_wrong_are_named() -> None:
    store = broken(confidence=1.5)
    store.ingest(STORY)
    assert {problem.graph for problem in check(store)} == {"a"}
