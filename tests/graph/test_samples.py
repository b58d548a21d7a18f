"""Everything the sample articles make: sound, and the same however it came about."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extract.articles import read_articles
from extract.reader import Reader
from graph.checks import check
from graph.exchange import read_graphs, write_articles
from graph.facts import contested, evidence
from graph.network import Network
from graph.paths import find_paths
from graph.store import Store
from ontology.facts import Article, Reading
from ontology.registry import Registry
from tests.graph.readings import difference

SAMPLES = Path(__file__).parents[2] / "samples" / "articles"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    reader = Reader.load()
    found = read_articles(SAMPLES)
    return [reader.read(article) for article in found if isinstance(article, Article)]


@pytest.fixture(scope="module")
def store(readings, registry) -> Store:
    made = Store.memory(background=registry)
    made.ingest(readings)
    return made


def test_the_samples_make_a_sound_store(store) -> None:
    assert list(check(store)) == []
    size = store.size()
    assert size.articles == 22
    assert size.actors >= 30
    assert size.contested >= 1


def test_every_quote_stands_where_it_says(store, readings) -> None:
    count = 0
    for reading in readings:
        text = store.article_text(reading.article.id)
        for told in reading.assertions:
            assert text[told.evidence.start : told.evidence.end] == told.evidence.quote
            count += 1
    assert count > 100


def test_order_and_detours_leave_no_trace(store, readings, registry) -> None:
    shuffled = random.Random(4).sample(readings, len(readings))
    other = Store.memory(background=registry)
    for reading in shuffled:
        other.ingest([reading])
    for reading in shuffled[:5]:
        other.remove(reading.article.id)
    other.ingest(shuffled[:5])
    assert difference(other, store) == []


def test_a_store_built_from_its_files_is_the_same(store, registry, tmp_path) -> None:
    write_articles(store, tmp_path / "articles", "trig")
    other = Store.memory(background=registry)
    other.ingest_graphs(read_graphs([tmp_path / "articles"]))
    assert difference(other, store) == []


def test_contested_facts_have_words_for_and_against(store) -> None:
    for card in contested(store):
        assert {"asserts", "denies"} <= {proof.stance for proof in evidence(store, card.id)}


def test_every_hop_of_a_path_has_its_words(store) -> None:
    network = Network.of(store)
    actors = sorted(network.graph)
    hops = 0
    for source, target in zip(actors, actors[7:], strict=False):
        for path in find_paths(network, store, source, target):
            for hop in path.hops:
                hops += 1
                assert hop.facts
                # Only the registry's ties have no words.
                assert hop.proof or store.canonical(hop.facts[0]).startswith("tie-")
    assert hops > 50
