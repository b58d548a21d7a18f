"""Near copies count once; different articles on one event do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.clusters import Clusters
from graph.draft import Draft
from graph.facts import fact_card
from graph.near import POINTS, WORDS, bands, near, share
from graph.store import Store
from ontology.facts import Reading
from tests.graph.readings import COPIES, batches
from tests.graph.world import IDS, MEETING, SAYS, reading

SAMPLES = Path(__file__).parents[2] / "samples" / "articles"


def told(id_: str, text: str, published: str | None = "2025-12-03") -> Reading:
    """An article that tells of the meeting, with more text after it."""
    made = reading(id_, published, [(MEETING, SAYS, "They met.")])
    return Reading(replace(made.article, text=f"They met. {text}"), made.assertions)


def sample(name: str) -> str:
    return next(SAMPLES.glob(f"{name}*.txt")).read_text(encoding="utf-8").partition("\n\n")[2]


CASES = [
    ("the same text", [COPIES[0], COPIES[0]], 1),
    ("a chain of copies", COPIES, 1),
    ("its two ends alone", COPIES[1:], 2),
    ("another text", [COPIES[0], " ".join(f"other{n}" for n in range(40))], 2),
    ("texts too short to tell", ["Talks today.", "Talks today."], 2),
]


@pytest.mark.parametrize(("texts", "count"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_independent_reports_of(texts, count) -> None:
    store = Store.memory()
    store.ingest(told(f"a{number}", text) for number, text in enumerate(texts))
    card = fact_card(store, IDS["MEETING"])
    assert (card.reports, card.independent) == (len(texts), count)


def test_removing_the_article_that_joined_two_clusters_parts_them() -> None:
    store = Store.memory()
    store.ingest(told(f"a{number}", text) for number, text in enumerate(COPIES))
    store.remove("a0")
    assert fact_card(store, IDS["MEETING"]).independent == 2


@pytest.mark.parametrize(("day", "count"), [("2025-12-10", 1), ("2026-02-10", 2), (None, 1)])
def test_a_copy_that_appears_weeks_later_is_news_again(day, count) -> None:
    store = Store.memory()
    store.ingest([told("a", COPIES[0]), told("b", COPIES[0], day)])
    assert fact_card(store, IDS["MEETING"]).independent == count


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        ("13-sharm-summit", "14-sharm-summit-wire", True),
        ("15-", "16-", False),
        ("05-", "06-", False),
    ],
)
def test_of_the_samples_only_the_wire_copy_is_one(one, other, copies) -> None:
    assert near(sample(one), sample(other)) == copies


def test_a_reworded_copy_is_known_by_its_names_and_numbers() -> None:
    text = sample("13-sharm-summit")
    reworded = " ".join(word[::-1] if word.islower() else word for word in text.split(" "))
    assert share(WORDS, text, reworded) < WORDS.threshold
    assert share(POINTS, text, reworded) >= POINTS.threshold
    assert near(text, reworded)
    assert not bands(text).isdisjoint(bands(reworded))


@given(st.text(max_size=200), st.text(max_size=200))
def test_nearness_has_no_direction(one, other) -> None:
    assert near(one, other) == near(other, one)


@settings(max_examples=40, deadline=None)
@given(batches(6))
def test_clusters_part_the_articles(articles) -> None:
    store = Store.memory()
    store.ingest(articles)
    clusters = Clusters(Draft(store.raw, {}))
    ids = store.article_ids()
    for one in ids:
        cluster = clusters.now(one)
        assert one in cluster
        assert all(clusters.now(other) == cluster for other in cluster)
    assert clusters.count(ids) == len({clusters.now(id_) for id_ in ids})
