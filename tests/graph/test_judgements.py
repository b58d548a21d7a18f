"""Judgements: their file, what they refuse, and what they do to the view."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.candidates import candidates
from graph.facts import evidence, fact_card
from graph.judgements import Judgement, Judgements, Verdict
from graph.store import Store
from ontology.errors import JudgementRefused, UnknownName, UnreadableInput
from ontology.facts import Event, Tenure
from tests.graph.readings import difference, lines
from tests.graph.world import (
    IDS,
    INES,
    NORTH,
    OMAR,
    SAYS,
    SOUTH,
    STORY,
    TALKS,
    TOMA,
    VERA,
    person,
    reading,
    story,
)

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE
LUND = person("v-lund-9f8e7d", "V. Lund")
OTHER = reading(
    "other",
    "2025-12-05",
    [
        (TALKS, SAYS, "Lund and Haddad negotiated on Tuesday."),
        (Event("Meeting", ((LUND,), (OMAR,)), "2025-12-02"), SAYS, "V. Lund met Haddad."),
        (Tenure(LUND, "Foreign Minister", NORTH), SAYS, "V. Lund is foreign minister."),
    ],
)

names = st.sampled_from([f"person:{letter}" for letter in "abcdef"])
cells = st.text(max_size=8)


@given(
    st.lists(
        st.builds(
            Judgement, st.sampled_from([UNSURE, DIFFERENT]), names, names, cells, cells, cells
        )
    )
)
def test_judgements_come_back_from_their_file(tmp_path_factory, judgements) -> None:
    known = Judgements(one for one in judgements if one.left != one.right)
    path = tmp_path_factory.mktemp("judged") / "judgements.tsv"
    known.save(path)
    kept = Judgements.load(path)
    assert [j.pair for j in kept] == [j.pair for j in known]
    assert [j.verdict for j in kept] == [j.verdict for j in known]
    kept.save(path)
    assert Judgements.load(path).__dict__ == kept.__dict__


def test_the_file_reads_well() -> None:
    judgements = Judgements(
        [
            Judgement(SAME, "person:b", "person:a", "Mo", "2025-12-08", "one\tand the same"),
            Judgement(UNSURE, "meeting-2", "meeting-1"),
        ]
    )
    assert [j.pair for j in judgements] == [
        ("meeting-1", "meeting-2"),
        ("person:a", "person:b"),
    ]


def test_each_judgement_is_one_line(tmp_path) -> None:
    path = tmp_path / "judgements.tsv"
    Judgements([Judgement(SAME, "person:a", "person:b", "Mo", "2025-12-08", "two\nlines")]).save(
        path
    )
    assert path.read_text().splitlines() == [
        "#verdict\tleft\tright\twho\twhen\twhy",
        "same\tperson:a\tperson:b\tMo\t2025-12-08\ttwo lines",
    ]


@pytest.mark.parametrize("line", ["perhaps\ta:1\ta:2", "same", "same a:1 a:2"])
def test_a_line_that_is_no_judgement_is_named(tmp_path, line) -> None:
    path = tmp_path / "judgements.tsv"
    path.write_text(f"#comment\n\n{line}\n")
    with pytest.raises(UnreadableInput, match="line 3"):
        Judgements.load(path)


def test_a_later_word_replaces_the_earlier() -> None:
    first = Judgements([Judgement(SAME, "person:a", "person:b")])
    assert first.plus([Judgement(DIFFERENT, "person:b", "person:a")]).groups == ()


@pytest.mark.parametrize(
    "pairs",
    [
        [(SAME, "p:a", "p:b"), (SAME, "p:b", "p:c"), (DIFFERENT, "p:a", "p:c")],
        [(SAME, "p:a", "p:a")],
        [(SAME, "p:a", "meeting-1")],
    ],
    ids=["transitive", "itself", "an actor and a fact"],
)
def test_contradictions_are_refused(pairs) -> None:
    with pytest.raises(JudgementRefused):
        Judgements(Judgement(*pair) for pair in pairs)


def test_two_events_judged_the_same_are_one_with_all_that_both_tell() -> None:
    store = story(OTHER)
    assert fact_card(store, IDS["TALKS"]).independent == 1
    change = store.judge([Judgement(SAME, IDS["MEETING"], IDS["TALKS"], "Mo", "2025-12-08", "one")])
    merged = store.canonical(IDS["TALKS"])
    card = fact_card(store, IDS["TALKS"])
    assert card == fact_card(store, merged)
    assert card.kind == "Negotiation", "a negotiation tells more than a meeting"
    assert {actor.id for actor in card.actors} == {VERA.id, INES.id, OMAR.id}
    assert [len(side) for side in card.sides] in ([1, 2], [2, 1])
    assert (card.places, card.reports, card.independent) == (("Lakeside",), 3, 3)
    assert {proof.article.id for proof in evidence(store, merged)} == {
        "lakeside",
        "evening",
        "other",
    }
    assert change.facts == {IDS["MEETING"], IDS["TALKS"]}


def test_two_actors_judged_the_same_bring_their_facts_together() -> None:
    store = story(OTHER)
    store.judge([Judgement(SAME, LUND.id, VERA.id, "Mo", "2025-12-08", "initial")])
    chosen = store.canonical(VERA.id)
    assert chosen == store.canonical(LUND.id)
    assert fact_card(store, IDS["OFFICE"]).reports == 2
    query = f"SELECT ?name {{ <https://w3id.org/parley/actor/{chosen}> skos:altLabel ?name }}"
    assert [row["name"].value for row in store.query(query)] == ["V. Lund"]


def test_exploding_a_cluster_takes_it_apart() -> None:
    store = story(OTHER)
    before = {line for line in lines(store) if "derivedWith" not in line}
    store.judge([Judgement(SAME, LUND.id, VERA.id), Judgement(SAME, *_meetings())])
    store.explode(LUND.id)
    store.explode(IDS["MEETING"])
    assert {line for line in lines(store) if "derivedWith" not in line} == before
    with pytest.raises(JudgementRefused, match="nothing was merged"):
        store.explode(LUND.id)


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        (VERA.id, OMAR.id, "different Wikidata ids"),
        (NORTH.id, SOUTH.id, "different Wikidata ids"),
        (VERA.id, NORTH.id, "different Wikidata ids|different types"),
        (TOMA.id, SOUTH.id, "different types"),
        (IDS["MEETING"], IDS["OFFICE"], "not events"),
        (IDS["MEETING"], IDS["MEDIATION"], None),
        (IDS["DISPUTED"], IDS["SHELVED"], None),
    ],
)
def test_what_cannot_be_one_is_never_merged(left, right, reason) -> None:
    store = story()
    before = lines(store)
    if reason is None:
        assert store.judge([Judgement(SAME, left, right)]).facts
        return
    with pytest.raises(JudgementRefused, match=reason):
        store.judge([Judgement(SAME, left, right)])
    assert difference(store, before) == []
    assert len(store.judgements) == 0


def test_a_chain_does_not_merge_two_wikidata_ids() -> None:
    store = story()
    store.judge([Judgement(SAME, VERA.id, TOMA.id)])
    with pytest.raises(JudgementRefused, match="Wikidata"):
        store.judge([Judgement(SAME, TOMA.id, OMAR.id)])


def test_no_article_brings_a_second_wikidata_id_into_a_cluster() -> None:
    store = story(OTHER)
    store.judge([Judgement(SAME, LUND.id, VERA.id)])
    before = lines(store)
    known = replace(LUND, wikidata="Q999")
    late = reading("late", None, [(Event("Statement", ((known,),)), SAYS, "Lund spoke.")])
    with pytest.raises(JudgementRefused, match="Wikidata"):
        store.ingest([late])
    assert difference(store, before) == []


def test_ids_that_nothing_has_cannot_be_judged() -> None:
    with pytest.raises(UnknownName, match="person:nobody"):
        story().judge([Judgement(SAME, VERA.id, "person:nobody")])


def test_judgements_are_kept_with_the_store_and_applied_when_edited_by_hand(tmp_path) -> None:
    folder = tmp_path / "store"
    with Store.open(folder) as store:
        store.ingest([*STORY, OTHER])
        store.judge([Judgement(SAME, LUND.id, VERA.id)])
        merged = lines(store)
    with Store.open(folder) as store:
        assert difference(store, merged) == []
        assert store.canonical(LUND.id) == store.canonical(VERA.id)
    (folder / "judgements.tsv").unlink()
    with Store.open(folder) as store:
        store.ingest([STORY[0]])
        assert store.canonical(LUND.id) == LUND.id
    (folder / "judgements.tsv").write_text(f"same\t{VERA.id}\t{OMAR.id}\n")
    with Store.open(folder) as store, pytest.raises(JudgementRefused, match="Wikidata"):
        store.ingest([STORY[0]])


def test_candidates_are_what_may_be_one() -> None:
    store = story(OTHER)
    found = {(one.left, one.right): one for one in candidates(store, store.judgements)}
    assert tuple(sorted((IDS["MEETING"], IDS["TALKS"]))) in found
    assert (LUND.id, VERA.id) in found or (VERA.id, LUND.id) in found
    assert not any(OMAR.id in pair and VERA.id in pair for pair in found)
    for one in found.values():
        assert 0 < one.score <= 1
        assert one.why


def test_what_was_judged_is_no_candidate_again() -> None:
    store = story(OTHER)
    every = candidates(store, store.judgements)
    assert len(every) > 1
    store.judge([Judgement(UNSURE, every[0].left, every[0].right)])
    rest = candidates(store, store.judgements)
    assert [(one.left, one.right) for one in rest] == [(one.left, one.right) for one in every[1:]]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("2025-12-02", "2025-12-04", True),
        ("2025-12-02", "2025-12-05", False),
        ("2025-12-02", "2025-12", True),
        ("2025-11", "2025-12-20", False),
        ("2025-12-02", None, True),
        ("2025-10-02", None, False),
    ],
)
def test_events_are_brought_together_within_two_days(one, other, near) -> None:
    store = Store.memory()
    made = [
        reading(name, "2025-12-05", [(Event(kind, ((VERA,), (OMAR,)), date), SAYS, "They met.")])
        for name, kind, date in (("a", "Meeting", one), ("b", "Negotiation", other))
    ]
    store.ingest(made)
    assert bool(candidates(store, store.judgements)) == near


def _meetings() -> tuple[str, str]:
    return IDS["MEETING"], IDS["TALKS"]
