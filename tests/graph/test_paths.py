"""The network and the paths through it, each hop with its evidence."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.links import links_of
from graph.network import Network, Sieve
from graph.paths import _ways, brokers, find_paths
from graph.records import Link
from graph.scan import known_facts, linked_facts
from graph.store import Store
from ontology.errors import UnknownName
from ontology.facts import Event, Tenure
from tests.graph.readings import SmallRegistry, batches, readings
from tests.graph.world import FRONT, IDS, INES, NORTH, OMAR, SAYS, SOUTH, TOMA, VERA, reading, story

LINK = Link("person:a", "met", "person:b", "meeting-1", "2025-12-02", "2025-12-03", 2)
OFFICE = Link(
    "person:a", "holdsOfficeIn", "country:x", "tenure-1", "2017-01-20", None, until="2021-01-20"
)


def names(paths) -> list[list[str]]:
    return [[actor.name for actor in path.actors] for path in paths]


def edges(network: Network) -> set[tuple]:
    return {
        (a, b, link)
        for a, b, data in network.graph.edges(data=True)
        for link in data["links"]
        for a, b in [sorted((a, b))]
    }


def test_every_hop_names_its_fact_its_date_and_its_words() -> None:
    store = story()
    (path,) = find_paths(Network.of(store), store, TOMA.id, OMAR.id)
    assert [actor.name for actor in path.actors] == ["Toma Ruiz", "Vera Lund", "Omar Haddad"]
    first, second = path.hops
    assert (first.relation, first.facts, first.date) == (
        "spokeWith",
        (IDS["DISPUTED"],),
        "2025-11-28",
    )
    assert first.proof is not None
    assert first.proof.quote == "Lund telephoned Ruiz last month, an aide said."
    assert (second.relation, second.weight, second.forward) == ("met", 2, True)
    assert second.proof is not None
    assert second.proof.article.id == "lakeside"


def test_a_hop_against_an_edge_says_so() -> None:
    store = story()
    (path,) = find_paths(Network.of(store), store, FRONT.id, NORTH.id)
    assert [(hop.relation, hop.forward) for hop in path.hops] == [
        ("mediatedFor", False),
        ("mediatedFor", True),
    ]


def test_no_way_is_an_answer_and_an_unknown_actor_is_none() -> None:
    store = story()
    network = Network.of(store)
    assert find_paths(network, store, VERA.id, FRONT.id) == []
    with pytest.raises(UnknownName):
        find_paths(network, store, VERA.id, "person:nobody")


@pytest.mark.parametrize(
    ("sieve", "found"),
    [
        (Sieve(), [["Ines Prado", "Omar Haddad"]]),
        (Sieve(relations=frozenset({"relativeOf", "spokeWith"})), []),
        (Sieve(exclude=frozenset({"met"})), []),
        (Sieve(min_sources=3), []),
        (Sieve(min_sources=2), [["Ines Prado", "Omar Haddad"]]),
        (Sieve(since="2025-12-03"), []),
        (Sieve(until="2025-12-01"), []),
        (Sieve(since="2025-12", until="2025-12-02"), [["Ines Prado", "Omar Haddad"]]),
        (Sieve(as_of="2025-12-01"), []),
        (Sieve(known_by="2025-12-02"), []),
        (Sieve(contested=True), []),
        (Sieve(contested=False), [["Ines Prado", "Omar Haddad"]]),
    ],
)
def test_a_sieve_keeps_only_what_passes(sieve, found) -> None:
    store = story()
    assert names(find_paths(Network.of(store), store, INES.id, OMAR.id, sieve=sieve)) == found


@pytest.mark.parametrize(
    ("sieve", "link", "passes"),
    [
        (Sieve(), OFFICE, False),
        (Sieve(relations=frozenset({"holdsOfficeIn"})), OFFICE, True),
        (Sieve(relations=frozenset({"holdsOfficeIn"}), as_of="2019"), OFFICE, True),
        (Sieve(relations=frozenset({"holdsOfficeIn"}), as_of="2022-01-01"), OFFICE, False),
        (Sieve(relations=frozenset({"holdsOfficeIn"}), as_of="2016-01-01"), OFFICE, False),
        (Sieve(known_by="2025-12-03"), LINK, True),
        (Sieve(known_by="2025-12-02"), LINK, False),
        (Sieve(as_of="2025-12-02"), LINK, True),
        (Sieve(as_of="2025-12"), LINK, True),
    ],
)
def test_links_pass_by_their_time_and_relation(sieve, link, passes) -> None:
    assert sieve.passes(link) == passes


def test_of_ways_as_long_the_better_supported_comes_first() -> None:
    again = [reading(f"r{n}", None, [(_met(OMAR, TOMA), SAYS, f"Met {n}.")]) for n in range(3)]
    store = story(*again)
    paths = find_paths(Network.of(store), store, INES.id, TOMA.id, k=3)
    assert names(paths) == [
        ["Ines Prado", "Omar Haddad", "Toma Ruiz"],
        ["Ines Prado", "Vera Lund", "Toma Ruiz"],
        ["Ines Prado", "Vera Lund", "Omar Haddad", "Toma Ruiz"],
    ]


def test_well_supported_detours_may_be_preferred() -> None:
    often = [
        reading(f"{pair[0].id[-3:]}{n}", None, [(_met(*pair), SAYS, f"Met {n}.")])
        for pair in ((INES, OMAR), (OMAR, TOMA))
        for n in range(5)
    ]
    store = story(*often, reading("once", None, [(_met(INES, TOMA), SAYS, "Met once.")]))
    network = Network.of(store)
    (short,) = find_paths(network, store, INES.id, TOMA.id)
    (sure,) = find_paths(network, store, INES.id, TOMA.id, by_sources=True)
    assert names([short]) == [["Ines Prado", "Toma Ruiz"]]
    assert names([sure]) == [["Ines Prado", "Omar Haddad", "Toma Ruiz"]]


def test_no_way_is_walked_where_none_is_short_enough() -> None:
    everyone = [f"person:crowd-{number:02}" for number in range(16)]
    chain = [everyone[-1], *(f"person:chain-{number}" for number in range(5))]
    met = [*combinations(everyone, 2), *pairwise(chain)]
    network = Network.from_links(
        Link(a, "met", b, f"meeting-{number}", "2025-01-01", None, 1)
        for number, (a, b) in enumerate(met)
    )
    # Ways through the crowd number in the billions, and all of them are too long.
    ways = _ways(network, (everyone[0], chain[-1]), Sieve(), 3, by_sources=True)
    assert next(ways, None) is None


def test_brokers_lie_between_those_who_hold_office_on_either_side() -> None:
    envoy = reading(
        "broker",
        "2025-12-05",
        [
            (Tenure(TOMA, "Governor", SOUTH), SAYS, "Ruiz is governor."),
            (_met(INES, TOMA), SAYS, "Prado met Ruiz."),
            (Tenure(VERA, "Foreign Minister", NORTH), SAYS, "Lund is minister."),
        ],
    )
    store = Store.memory()
    store.ingest([envoy, reading("kin", None, [(_met(INES, VERA), SAYS, "Prado met Lund.")])])
    found = brokers(Network.of(store), store, NORTH.id, SOUTH.id)
    assert [(actor.id, pairs) for actor, pairs in found] == [(INES.id, 1)]


@settings(max_examples=60, deadline=None)
@given(batches(4), st.data())
def test_a_network_kept_in_step_is_the_network_made_anew(articles, data) -> None:
    store = Store.memory(background=SmallRegistry())
    network = Network.of(store)
    for one in articles:
        network.update(store, store.ingest([one]))
    ids = [one.article.id for one in articles]
    network.update(store, store.ingest([data.draw(readings(ids))]))
    network.update(store, store.remove(data.draw(st.sampled_from(ids))))
    fresh = Network.of(store)
    assert edges(network) == edges(fresh)
    assert set(network.graph) == set(fresh.graph)


@settings(max_examples=60, deadline=None)
@given(batches(4))
def test_links_read_in_columns_are_those_of_the_whole_facts(articles) -> None:
    store = Store.memory(background=SmallRegistry())
    store.ingest(articles)
    whole = [link for id_, known in known_facts(store.raw) for link in links_of(id_, known)]
    assert [x for id_, known in linked_facts(store.raw) for x in links_of(id_, known)] == whole


def _met(*actors):
    return Event("Meeting", tuple((actor,) for actor in actors), "2025-12-04")
