"""The view against a second, simpler way to the same answers, straight from the readings."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings

from graph.facts import fact_card
from graph.near import near
from graph.scan import known_facts
from graph.store import Store
from graph.terms import VIEW
from ontology.facts import Event, Reading, Stance, Tie, fact_id
from ontology.vocabulary import ACTOR, PAR, Vocabulary
from tests.graph.readings import batches

RUNS = settings(max_examples=80, deadline=None)


def stored(articles: list[Reading]) -> Store:
    store = Store.memory()
    store.ingest(articles, batch=2)
    return store


def tellers(articles: list[Reading]) -> dict[str, dict[Stance, set[str]]]:
    """By fact and stance, the articles that take it."""
    found: dict[str, dict[Stance, set[str]]] = defaultdict(lambda: defaultdict(set))
    for reading in articles:
        for told in reading.assertions:
            found[fact_id(told.fact)][told.stance].add(reading.article.id)
    return found


@RUNS
@given(batches())
def test_counts_are_the_numbers_of_articles(articles) -> None:
    store, told = stored(articles), tellers(articles)
    days = {one.article.id: str(one.article.published or "") for one in articles}
    assert {id_ for id_, _ in known_facts(store.raw)} == set(told)
    for id_, stances in told.items():
        card = fact_card(store, id_)
        assert {s: tally.reports for s, tally in card.tallies.items()} == {
            s: len(ids) for s, ids in stances.items()
        }
        for stance, ids in stances.items():
            known = sorted(days[one] for one in ids if days[one])
            tally = card.tallies[stance]
            assert (tally.first, tally.last) == ((known[0], known[-1]) if known else (None, None))
        assert card.contested == {Stance.ASSERTS, Stance.DENIES}.issubset(stances)


@RUNS
@given(batches())
def test_direct_edges_are_those_of_what_is_asserted(articles) -> None:
    store = stored(articles)
    wanted = set[tuple[str, str, str]]()
    for reading in articles:
        for told in reading.assertions:
            if told.stance is Stance.ASSERTS:
                wanted |= set(_edges(told.fact))
    relations = Vocabulary.load().relations
    found = {
        (quad.subject.value, quad.predicate.value[len(PAR) :], quad.object.value)
        for quad in store.raw.quads_for_pattern(None, None, None, VIEW)
        if quad.predicate.value[len(PAR) :] in relations and quad.subject.value.startswith(ACTOR)
    }
    assert {(s[len(ACTOR) :], p, o[len(ACTOR) :]) for s, p, o in found} == wanted


@RUNS
@given(batches())
def test_independent_reports_are_the_clusters_of_near_copies(articles) -> None:
    store = stored(articles)
    for id_, stances in tellers(articles).items():
        asserting = stances.get(Stance.ASSERTS, set())
        assert fact_card(store, id_).independent == len(_clusters(articles, asserting))


def _edges(fact):
    vocabulary = Vocabulary.load()
    match fact:
        case Event():
            sides = [[actor.id for actor in side] for side in fact.sides]
            for here, side in enumerate(sides):
                for other in sides[here + 1 :]:
                    kind = vocabulary.event_types[fact.type]
                    if kind.edge and (here == 0 or kind.symmetric):
                        yield from _pairs(side, kind.edge, other, back=kind.symmetric)
        case Tie():
            both = fact.relation == "relativeOf"
            yield from _pairs([fact.subject.id], fact.relation, [fact.object.id], back=both)


def _pairs(left, relation, right, *, back):
    for one in left:
        for other in right:
            if one != other:
                yield one, relation, other
                if back:
                    yield other, relation, one


def _clusters(articles: list[Reading], asserting: set[str]) -> set[int]:
    """Union by repeated relabelling, over all pairs: slow and plain."""
    label = {reading.article.id: number for number, reading in enumerate(articles)}
    for _ in articles:
        for one in articles:
            for other in articles:
                if near(one.article.text, other.article.text) and _close(one, other):
                    low = min(label[one.article.id], label[other.article.id])
                    label[one.article.id] = label[other.article.id] = low
    return {label[id_] for id_ in asserting}


def _close(one: Reading, other: Reading) -> bool:
    days = one.article.published, other.article.published
    return None in days or abs((days[0] - days[1]).days) <= 14
