"""Laws of the store, over random articles: order, repetition, removal and replacement."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import revise
from graph.store import Store
from ontology.facts import Reading
from tests.graph.readings import SmallRegistry, batches, difference, lines, readings

LAWS = settings(max_examples=40, deadline=None)
REGISTRIES = st.sampled_from([None, SmallRegistry()])


def built(articles: list[Reading], registry: SmallRegistry | None = None, batch: int = 1) -> Store:
    store = Store.memory(background=registry)
    store.ingest(articles, batch)
    return store


@LAWS
@given(batches(), st.randoms(use_true_random=False), REGISTRIES, st.integers(1, 5))
def test_the_order_of_ingest_does_not_matter(articles, random, registry, batch) -> None:
    shuffled = random.sample(articles, len(articles))
    assert difference(built(shuffled, registry, batch), built(articles, registry)) == []


@LAWS
@given(batches(), REGISTRIES)
def test_ingesting_twice_changes_nothing(articles, registry) -> None:
    store = built(articles, registry)
    before = lines(store)
    change = store.ingest(articles)
    assert difference(store, before) == []
    assert len(change.unchanged) == len(articles)


@LAWS
@given(batches(), batches(), REGISTRIES)
def test_removing_an_article_leaves_what_never_had_it(kept, gone, registry) -> None:
    gone = [Reading(_renamed(reading), reading.assertions) for reading in gone]
    store = built([*gone, *kept], registry)
    for reading in gone:
        store.remove(reading.article.id)
    assert difference(store, built(kept, registry)) == []


@LAWS
@given(batches(), st.data(), REGISTRIES)
def test_a_changed_article_replaces_its_former_self(articles, data, registry) -> None:
    store = built(articles, registry)
    ids = [reading.article.id for reading in articles]
    changed = data.draw(readings(ids))
    store.ingest([changed])
    others = [reading for reading in articles if reading.article.id != changed.article.id]
    assert difference(store, built([*others, changed], registry)) == []


@LAWS
@given(batches(), REGISTRIES)
def test_the_view_kept_step_by_step_is_the_view_rebuilt(articles, registry) -> None:
    store = built(articles, registry)
    before = lines(store)
    store.rebuild()
    assert difference(store, before) == []


def _renamed(reading: Reading):
    from dataclasses import replace

    return replace(reading.article, id="gone-" + reading.article.id)


class Killed(Exception):
    """Stands for whatever ends a build before its time."""


@LAWS
@given(batches(), REGISTRIES, st.integers(0, 5), st.integers(1, 3))
def test_a_build_that_was_broken_off_and_finished_is_an_undisturbed_one(
    articles, registry, after, batch
) -> None:
    def broken_off():
        yield from articles[:after]
        raise Killed

    store = Store.memory(background=registry)
    with pytest.raises(Killed):
        store.ingest(broken_off(), batch)
    whole = {reading.article.id for reading in articles}
    assert set(store.article_ids()) <= whole
    store.ingest(articles, batch)
    assert difference(store, built(articles, registry)) == []


@pytest.fixture
def often(monkeypatch) -> None:
    """Have every fact taken for one that is told so often that it is never gone through anew."""
    monkeypatch.setattr(revise, "OFTEN", 0)


HOT = settings(LAWS, suppress_health_check=[HealthCheck.function_scoped_fixture])


@HOT
@given(batches(7), st.data(), REGISTRIES)
def test_much_told_facts_lose_an_article_as_others_do(often, articles, data, registry) -> None:
    store = built(articles, registry)
    for _ in range(3):
        if len(articles) > 1:
            gone = data.draw(st.sampled_from(articles))
            store.remove(gone.article.id)
            articles = [reading for reading in articles if reading is not gone]
            assert difference(store, built(articles, registry)) == []


@HOT
@given(batches(7), st.data(), REGISTRIES)
def test_much_told_facts_follow_a_changed_article(often, articles, data, registry) -> None:
    store = built(articles, registry)
    changed = data.draw(readings([reading.article.id for reading in articles]))
    store.ingest([changed])
    others = [reading for reading in articles if reading.article.id != changed.article.id]
    assert difference(store, built([*others, changed], registry)) == []
