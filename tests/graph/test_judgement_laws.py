"""Laws of judgement, over random articles: when it falls does not matter, and it can be undone."""

from __future__ import annotations

from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.judgements import Judgement, Judgements, Verdict
from graph.store import Store
from ontology.errors import JudgementRefused, UnknownName
from ontology.facts import Event, Reading, fact_id
from tests.graph.readings import SmallRegistry, batches, difference, lines

LAWS = settings(max_examples=40, deadline=None)
REGISTRIES = st.sampled_from([None, SmallRegistry()])
CONTACTS = {"Meeting", "Negotiation", "Visit", "Mediation"}
ACTOR_PAIRS = [
    ("person:anna", "person:anna-2"),
    ("person:anna-2", "person:chen-0a1b2c"),
    ("country:x", "country:y"),
]


def contacts(articles: list[Reading]) -> list[str]:
    """The ids of all events that may be judged to be one."""
    facts = (told.fact for reading in articles for told in reading.assertions)
    events = (fact for fact in facts if isinstance(fact, Event) and fact.type in CONTACTS)
    return sorted({fact_id(fact) for fact in events})


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Reading], Judgements]:
    """Articles, and judgements without contradiction on their actors and events."""
    articles = draw(batches(4))
    pairs = [*ACTOR_PAIRS, *combinations(contacts(articles)[:4], 2)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=4, unique=True))
    verdicts = st.sampled_from([Verdict.SAME, Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE])
    try:
        return articles, Judgements(Judgement(draw(verdicts), *pair) for pair in chosen)
    except JudgementRefused:
        assume(False)
        raise


def built(articles: list[Reading], judgements: Judgements, registry, batch: int = 1) -> Store:
    store = Store.memory(background=registry, judgements=judgements)
    store.ingest(articles, batch)
    return store


@LAWS
@given(judged(), REGISTRIES)
def test_it_does_not_matter_whether_judgement_comes_before_the_articles(case, registry) -> None:
    articles, judgements = case
    late = built(articles, Judgements(), registry)
    known = [j for j in judgements if all(_known(late, id_) for id_ in j.pair)]
    early = built(articles, Judgements(known), registry)
    late.judge(known)
    assert difference(late, early) == []


@LAWS
@given(judged(), st.randoms(use_true_random=False), REGISTRIES, st.integers(1, 4))
def test_the_order_of_ingest_does_not_matter_under_judgement(case, random, registry, batch) -> None:
    articles, judgements = case
    shuffled = random.sample(articles, len(articles))
    one = built(shuffled, judgements, registry, batch)
    assert difference(one, built(articles, judgements, registry)) == []


@LAWS
@given(judged(), REGISTRIES)
def test_removing_articles_under_judgement_leaves_what_never_had_them(case, registry) -> None:
    articles, judgements = case
    store = built(articles, judgements, registry)
    while len(articles) > 1:
        store.remove(articles.pop().article.id)
        assert difference(store, built(articles, judgements, registry)) == []


@LAWS
@given(judged(), REGISTRIES)
def test_exploding_every_cluster_leaves_what_never_was_judged(case, registry) -> None:
    articles, judgements = case
    store = built(articles, judgements, registry)
    for group in judgements.groups:
        store.explode(min(group))
    rest = Judgements(j for j in judgements if j.verdict is not Verdict.SAME)
    assert difference(store, built(articles, rest, registry)) == []


@LAWS
@given(judged(), REGISTRIES)
def test_the_view_under_judgement_is_the_view_rebuilt(case, registry) -> None:
    articles, judgements = case
    store = built(articles, judgements, registry)
    before = lines(store)
    store.rebuild()
    assert difference(store, before) == []


@LAWS
@given(judged(), REGISTRIES)
def test_every_id_that_was_told_still_answers(case, registry) -> None:
    articles, judgements = case
    store = built(articles, judgements, registry)
    for reading in articles:
        for told in reading.assertions:
            assert store.canonical(store.canonical(fact_id(told.fact)))
        for actor in reading.actors:
            assert store.canonical(store.canonical(actor.id))


def _known(store: Store, id_: str) -> bool:
    try:
        return bool(store.canonical(id_))
    except UnknownName:
        return False
