"""Facts, actors and articles looked up, at present and on two clocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.actors import actors, find_actor, neighbours, profile, timeline
from graph.cards import Cards
from graph.facts import (
    article_card,
    articles,
    contested,
    describe,
    evidence,
    fact_card,
    facts_of_article,
    unconfirmed,
)
from graph.network import Network
from graph.records import FactCard
from graph.scan import known_facts
from graph.store import Store
from graph.times import happened_by, held_on, not_after
from ontology.errors import AmbiguousName, UnknownName
from ontology.facts import Event, Tenure
from tests.graph.readings import SmallRegistry, batches
from tests.graph.world import IDS, OMAR, PLANS, SAYS, SOUTH, TOMA, VERA, person, reading, story

DAYS = ["2025-11-30", "2025-12-01", "2025-12-02", "2025-12-03", "2026-01-01"]


def test_contested_facts_come_with_both_sides() -> None:
    store = story()
    (card,) = contested(store)
    assert card.id == IDS["DISPUTED"]
    assert [(proof.stance, proof.article.id) for proof in evidence(store, card.id)] == [
        ("asserts", "evening"),
        ("denies", "denial"),
    ]


def test_what_was_announced_and_neither_held_nor_shelved_is_unconfirmed() -> None:
    assert [card.id for card in unconfirmed(story())] == [IDS["PLANNED"]]


@pytest.mark.parametrize(
    ("day", "disputed", "open_"),
    [
        ("2025-12-03", [], []),
        ("2025-12-04", [], ["SHELVED", "PLANNED"]),
        ("2025-12-05", [], ["SHELVED", "PLANNED"]),
        ("2025-12-06", ["DISPUTED"], ["PLANNED"]),
    ],
)
def test_what_was_contested_and_unconfirmed_by_a_day(day, disputed, open_) -> None:
    store = story()
    assert [card.id for card in contested(store, day)] == [IDS[name] for name in disputed]
    assert {card.id for card in unconfirmed(store, day)} == {IDS[name] for name in open_}


@settings(max_examples=40, deadline=None)
@given(batches(4), st.sampled_from(DAYS), st.sampled_from([None, SmallRegistry()]))
def test_what_was_known_by_a_day_is_what_a_store_of_that_day_knows(case, day, registry) -> None:
    store = Store.memory(background=registry)
    store.ingest(case)
    then = store.known_by(day)
    cards = Cards(store.raw, day)
    known = {id_: cards.card(id_) for id_, _ in known_facts(store.raw)}
    for id_, _ in known_facts(then.raw):
        assert known[id_] == fact_card(then, id_) or _only_terms_differ(known[id_], then, id_)
    told = {id_ for id_, card in known.items() if card and card.tallies}
    assert told == {id_ for id_, one in known_facts(then.raw) if one.tallies}


def _only_terms_differ(card: FactCard | None, then: Store, id_: str) -> bool:
    """The registry's terms cannot be told from those that later articles gave."""
    from dataclasses import replace

    other = fact_card(then, id_)
    return (
        card is not None
        and card.registry
        and replace(card, terms=other.terms, status=other.status) == other
    )


def test_a_fact_is_known_by_what_had_been_published() -> None:
    store = story()
    assert fact_card(store, IDS["MEETING"], "2025-12-03").reports == 1
    assert len(evidence(store, IDS["MEETING"], "2025-12-03")) == 1
    with pytest.raises(UnknownName, match="2025-12-02"):
        fact_card(store, IDS["MEETING"], "2025-12-02")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Vera Lund", VERA.id),
        ("vera lund", VERA.id),
        ("VERA  LUND", VERA.id),
        (VERA.id, VERA.id),
        ("Toma Ruiz", TOMA.id),
        ("Ruiz", TOMA.id),
        ("lund", VERA.id),
    ],
)
def test_an_actor_is_found_by(name, id_) -> None:
    assert find_actor(story(), name).id == id_


def test_a_name_nearly_right_is_offered() -> None:
    with pytest.raises(UnknownName, match="Vera Lunt") as caught:
        find_actor(story(), "Vera Lunt")
    assert "did you mean Vera Lund" in caught.value.hint


def test_a_name_that_two_bear_is_ambiguous() -> None:
    twin = person("vera-lund-2", "Vera Lund")
    store = story(reading("twin", None, [(Event("Statement", ((twin,),)), SAYS, "She spoke.")]))
    with pytest.raises(AmbiguousName) as caught:
        find_actor(store, "Vera Lund")
    assert "person:vera-lund-2" in caught.value.hint


def test_a_profile_has_offices_ties_and_counts() -> None:
    known = profile(story(), VERA.id)
    assert [(card.role, card.of and card.of.name) for card in known.tenures] == [
        ("Foreign Minister", "North")
    ]
    assert [card.id for card in known.ties] == [IDS["KIN"]]
    assert known.events == 3
    assert known.relations == {"met": 1, "relativeOf": 1, "spokeWith": 1}


@pytest.mark.parametrize(
    ("as_of", "held"),
    [("2025-12-02", False), ("2025-12-03", True), ("2025-12-05", True), ("2025-12-06", False)],
)
def test_an_office_is_held_from_its_first_report_until_it_is_reported_left(as_of, held) -> None:
    assert bool(profile(story(), OMAR.id, as_of=as_of).tenures) == held


def test_a_timeline_goes_by_the_date_of_the_events() -> None:
    assert [card.date for card in timeline(story(), VERA.id)] == [
        "2025-11-28",
        "2025-12-02",
        "2025-12-10",
    ]
    assert [card.id for card in timeline(story(), VERA.id, as_of="2025-12-01")] == [IDS["DISPUTED"]]
    assert timeline(story(), VERA.id, known_by="2025-12-02") == []


def test_neighbours_come_with_their_facts_best_supported_first() -> None:
    store = story()
    found = neighbours(store, OMAR.id)
    assert [(one.actor.name, one.relation, one.weight) for one in found] == [
        ("Ines Prado", "met", 2),
        ("Vera Lund", "met", 2),
    ]
    assert found[0].facts == (IDS["MEETING"],)
    assert neighbours(store, OMAR.id, network=Network.of(store)) == found
    (office,) = neighbours(store, OMAR.id, relations=["holdsOfficeIn"])
    assert (office.actor.id, office.outgoing) == (SOUTH.id, True)
    assert neighbours(store, OMAR.id, known_by="2025-12-02") == []


@settings(max_examples=40, deadline=None)
@given(batches(4))
def test_neighbours_are_the_same_from_the_network(case) -> None:
    store = Store.memory(background=SmallRegistry())
    store.ingest(case)
    network = Network.of(store)
    for actor in actors(store):
        assert neighbours(store, actor.id, network=network) == neighbours(store, actor.id)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("MEETING", "Meeting: Omar Haddad – Ines Prado, Vera Lund; Lakeside; 2025-12-02"),
        ("SHELVED", "Visit: Omar Haddad – North; 2025-12-20"),
        ("MEDIATION", "Mediation: South – North – Free Front; 2025-11"),
        ("OFFICE", "Vera Lund: Foreign Minister of North"),
        ("FORMER", "Omar Haddad: Special Envoy of South (former)"),
        ("KIN", "Ines Prado relative of Vera Lund (sister)"),
    ],
)
def test_a_fact_in_one_line(name, line) -> None:
    told = describe(fact_card(story(), IDS[name]))
    assert sorted(told) == sorted(line)


def test_articles_come_latest_first() -> None:
    assert [card.id for card in articles(story())] == [
        "denial",
        "evening",
        "lakeside",
        "background",
    ]
    assert article_card(story(), "denial").outlet == "The Gazette"
    assert {card.id for card in facts_of_article(story(), "background")} == {IDS["MEDIATION"]}


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2025", "2025-12-02", True),
        ("2025-12", "2025-12-02", True),
        ("2025-12-03", "2025-12-02", False),
        ("2025-12-03", "2025-12", True),
        ("2026", "2025-12", False),
    ],
)
def test_dates_of_unequal_precision_compare_as_far_as_they_go(one, other, answer) -> None:
    assert not_after(one, other) == answer


@pytest.mark.parametrize(
    ("terms", "since", "gone", "day", "held"),
    [
        ([("2017-01-20", "2021-01-20"), ("2025-01-20", None)], None, None, "2019-05-01", True),
        ([("2017-01-20", "2021-01-20"), ("2025-01-20", None)], None, None, "2022-05-01", False),
        ([("2017-01-20", "2021-01-20"), ("2025-01-20", None)], None, None, "2025-05-01", True),
        ([("2017", "2021")], "2019-06-01", None, "2023-01-01", False),
        ([("2017", "2021")], "2025-06-01", None, "2025-07-01", True),
        ([], "2025-06-01", "2025-08-01", "2025-07-01", True),
        ([], "2025-06-01", "2025-08-01", "2025-08-01", False),
        ([], "2025-06-01", "2025-01-01", "2025-07-01", True),
        ([], None, None, "2025-07-01", False),
        ([(None, "2021")], None, None, "2020-01-01", True),
    ],
)
def test_an_office_was_held_on_a_day(terms, since, gone, day, held) -> None:
    card = FactCard(
        "tenure-1", "Tenure", terms=tuple(terms), in_office_since=since, out_of_office_since=gone
    )
    assert held_on(card, day) == held


def test_an_undated_event_has_happened_when_it_is_reported() -> None:
    undated = Event("Meeting", ((VERA,), (OMAR,)))
    store = story(
        reading("u", "2025-12-05", [(undated, SAYS, "They met.")]),
        reading("v", "2025-12-01", [(undated, PLANS, "They will meet.")]),
    )
    from ontology.facts import fact_id

    card = fact_card(store, fact_id(undated))
    assert not happened_by(card, "2025-12-04")
    assert happened_by(card, "2025-12-05")


def test_offices_told_with_dates_keep_their_terms_apart() -> None:
    told = [
        reading("a", None, [(Tenure(VERA, "Mayor", None, "2001", "2003"), SAYS, "Mayor once.")]),
        reading("b", None, [(Tenure(VERA, "Mayor", None, "2010"), SAYS, "Mayor again.")]),
    ]
    card = next(card for card in profile(story(*told), VERA.id).tenures if card.role == "Mayor")
    assert card.terms == (("2001", "2003"), ("2010", None))
