"""The store by example: what the view says, and who may open it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDFS

from graph.folder import Folder
from graph.store import Store
from ontology.errors import QueryRefused, StoreError, UnknownName, UnreadableInput
from ontology.facts import Reading
from ontology.vocabulary import PAR, actor_iri, article_iri
from tests.graph.readings import SmallRegistry, difference, lines
from tests.graph.world import IDS, MEETING, PLANS, SAYS, STORY, VERA, reading, story

ROOT = Path(__file__).parents[2]


def rows(store: Store, query: str) -> list[str]:
    return sorted(" ".join(term.value for term in row if term) for row in store.query(query))


QUERIES = [
    ('?x par:met ?p . ?p rdfs:label "Omar Haddad"@en', ["Ines Prado", "Vera Lund"]),
    ('?p par:met ?x . ?p rdfs:label "Vera Lund"@en', ["Omar Haddad"]),
    ("?x par:spokeWith ?p", ["Toma Ruiz", "Vera Lund"]),
    ("?x par:visited ?p", []),
    ("?x par:mediatedFor actor:country:north", ["South"]),
    ("?x par:relativeOf actor:person:vera-lund", ["Ines Prado"]),
    ("actor:person:vera-lund par:relativeOf ?x", ["Ines Prado"]),
    ("?f a par:Contested ; par:participant ?x", ["Toma Ruiz", "Vera Lund"]),
    ("?f par:forecasts 1 ; par:participant ?x FILTER NOT EXISTS { ?f par:reports ?n }",
     ["North", "Omar Haddad", "Toma Ruiz", "Vera Lund"]),
    ('?t par:role "Foreign Minister" ; par:holder ?x', ["Vera Lund"]),
    ('?t par:status "former" ; par:holder ?x', ["Omar Haddad"]),
    ("?f par:reports 2 ; par:independentReports 2 ; par:participant ?x",
     ["Ines Prado", "Omar Haddad", "Vera Lund"]),
    ('?f par:firstReported "2025-12-03"^^xsd:date ; par:lastReported ?last ; par:participant ?x',
     ["Ines Prado", "Omar Haddad", "Vera Lund"]),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "names"), QUERIES, ids=[pattern for pattern, _ in QUERIES])
def test_the_view_says(pattern, names) -> None:
    pattern = pattern.replace("actor:country:north", f"<{actor_iri('country:north')}>")
    pattern = pattern.replace("actor:person:vera-lund", f"<{actor_iri(VERA.id)}>")
    query = f"SELECT DISTINCT ?name {{ {pattern} . ?x rdfs:label ?name }}"
    assert rows(story(), query) == names


def test_who_says_so_is_in_the_graph_of_the_article() -> None:
    query = "SELECT ?article ?q { GRAPH ?article { ?told par:denies ?fact ; par:quote ?q } }"
    quote = "There was no call between Lund and Ruiz, her office said."
    assert rows(story(), query) == [f"{article_iri('denial')} {quote}"]


def test_the_dataset_shows_the_view_and_the_articles() -> None:
    dataset = story().dataset()
    assert isinstance(dataset, rdflib.Dataset)
    vera = rdflib.URIRef(actor_iri(VERA.id))
    assert dataset.value(vera, RDFS.label) == rdflib.Literal("Vera Lund", lang="en")
    article = dataset.graph(rdflib.URIRef(article_iri("lakeside")))
    assert (None, rdflib.URIRef(PAR + "asserts"), None) in article
    answer = dataset.query("ASK { ?x par:met ?y }")
    assert answer.askAnswer


def test_a_change_says_what_it_touched() -> None:
    store = story()
    again = store.ingest([STORY[0], reading("new", "2025-12-07", [(MEETING, SAYS, "They met.")])])
    assert (again.added, again.unchanged) == (("new",), ("lakeside",))
    assert again.facts == {IDS["MEETING"]}
    other = reading("new", "2025-12-07", [(MEETING, PLANS, "They will meet.")])
    assert store.ingest([other]).replaced == ("new",)
    gone = store.remove("new")
    assert gone.removed == ("new",)
    assert difference(store, story()) == []


def test_an_emptied_store_says_nothing() -> None:
    store = story()
    store.remove(*store.article_ids())
    assert [line for line in lines(store) if "derivedWith" not in line] == []


def test_the_registry_tells_of_the_actors_that_occur() -> None:
    store = Store.memory(background=SmallRegistry())
    store.ingest([reading("a", "2025-12-03", [(_statement("person:anna"), SAYS, "Anna spoke.")])])
    query = "SELECT ?of ?day { ?t par:of/rdfs:label ?of ; par:term/par:from ?day }"
    assert rows(store, query) == ["Xland 2017-01-20", "Xland 2025-01-20", "Yland 2024"]
    assert "Boris" not in "".join(lines(store)), "of ties, only those between actors that occur"
    store.ingest([reading("b", "2025-12-03", [(_statement("person:boris"), SAYS, "Boris spoke.")])])
    assert rows(store, "SELECT ?kin { ?tie par:kinship ?kin }") == ["son"]


def test_another_registry_derives_the_view_anew(tmp_path) -> None:
    article = reading("a", "2025-12-03", [(_statement("person:anna"), SAYS, "Anna spoke.")])
    more = reading("b", "2025-12-03", [(MEETING, SAYS, "They met.")])
    with Store.open(tmp_path / "store") as store:
        store.ingest([article])
    with Store.open(tmp_path / "store", background=SmallRegistry()) as store:
        store.ingest([more])
        fresh = Store.memory(background=SmallRegistry())
        fresh.ingest([article, more])
        assert difference(store, fresh) == []


def test_what_is_closed_opens_again_with_the_same_bytes(tmp_path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.ingest(STORY)
        before = lines(store)
    with Store.open(tmp_path / "store") as store:
        assert difference(store, before) == []
        assert store.ingest(STORY).unchanged == tuple(one.article.id for one in STORY)
        assert difference(store, before) == []


def test_a_second_process_is_told_that_the_store_is_in_use_and_may_read(tmp_path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.ingest(STORY[:2])
        store.publish()
        store.ingest(STORY[2:])
        said = _in_another_process(
            f"""
            try:
                Store.open(Path({str(tmp_path / "store")!r}))
            except StoreError as error:
                print(error, "|", error.hint)
            with Store.open(Path({str(tmp_path / "store")!r}), read_only=True) as store:
                print(store.article_ids())
            """
        )
    assert "in use by another process" in said
    assert "['evening', 'lakeside']" in said
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert len(store.article_ids()) == len(STORY)
        with pytest.raises(StoreError, match="for reading"):
            store.ingest(STORY)


def test_readers_keep_what_they_see_while_a_writer_goes_on(tmp_path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.ingest(STORY[:1])
    with Store.open(tmp_path / "store", read_only=True) as reader:
        for one in STORY[1:]:
            with Store.open(tmp_path / "store") as store:
                store.ingest([one])
        assert reader.article_ids() == ["lakeside"]
        assert reader.size().facts == 4
    snapshots = list((tmp_path / "store" / "snapshots").iterdir())
    assert len(snapshots) <= 4


def test_readers_see_what_a_dead_writer_left(tmp_path) -> None:
    code = f"""
        store = Store.open(Path({str(tmp_path / "store")!r}))
        from tests.graph.world import STORY
        store.ingest(STORY)
        import os
        os._exit(9)
        """
    _in_another_process(code)
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert len(store.article_ids()) == len(STORY)


def test_folders_that_are_no_store_are_left_alone(tmp_path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Dear")
    (tmp_path / "file").write_text("x")
    for name, reason in [("letters", "not a store"), ("file", "not a folder")]:
        with pytest.raises(StoreError, match=reason):
            Store.open(tmp_path / name)
    with pytest.raises(StoreError, match="no store there"):
        Store.open(tmp_path / "nowhere", read_only=True)
    with pytest.raises(StoreError, match="no snapshot there"):
        Store.snapshot_at(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_an_unwritable_place_is_an_error_in_one_line(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path / "file" / "store")
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_a_snapshot_is_a_copy(tmp_path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.ingest(STORY[:1])
        store.snapshot(tmp_path / "copy")
        with pytest.raises(StoreError, match="no snapshot"):
            store.snapshot(tmp_path / "copy")
        store.ingest(STORY[1:])
        with Store.snapshot_at(tmp_path / "copy") as copy:
            assert copy.article_ids() == ["lakeside"]
    with pytest.raises(StoreError, match="no snapshot"):
        Store.memory().snapshot(tmp_path / "other")


def test_what_was_known_by_a_day_is_what_those_articles_say() -> None:
    early = Store.memory()
    early.ingest(STORY[:2])
    assert difference(story().known_by("2025-12-05"), early) == []


@pytest.mark.parametrize("ask", ["article_graph", "article_text", "article_quads", "remove"])
def test_an_article_that_is_not_there_is_unknown(ask) -> None:
    with pytest.raises(UnknownName, match="nothing-of-the-sort"):
        getattr(story(), ask)("nothing-of-the-sort")


def test_removing_several_articles_removes_all_or_none() -> None:
    store = story()
    before = lines(store)
    with pytest.raises(UnknownName):
        store.remove("lakeside", "nothing-of-the-sort")
    assert difference(store, before) == []


@pytest.mark.parametrize("id_", ["person:nobody", "meeting-000000000000"])
def test_an_id_that_nothing_has_is_unknown(id_) -> None:
    with pytest.raises(UnknownName, match=id_):
        story().canonical(id_)


def test_a_broken_query_is_refused_in_one_line() -> None:
    with pytest.raises(QueryRefused) as caught:
        story().query("SELECT ?x WHERE { ?x par:met }")
    assert "\n" not in str(caught.value)


def test_a_graph_that_is_no_articles_is_refused() -> None:
    quads = story().article_quads("lakeside")
    text = {quad for quad in quads if not quad.predicate.value.endswith("type")}
    with pytest.raises(UnreadableInput, match="no article"):
        Store.memory().ingest_graphs([("lakeside", frozenset(text))])


def test_a_closed_store_says_so() -> None:
    store = Store.memory()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.article_ids()


def test_the_folder_keeps_two_snapshots(tmp_path) -> None:
    for one in STORY:
        with Store.open(tmp_path / "store") as store:
            store.ingest([one])
    kept = [entry.name for entry in (tmp_path / "store" / "snapshots").iterdir()]
    assert sorted(kept) == ["3", "4"]
    with Store.open(tmp_path / "store") as store:
        Folder(tmp_path / "store").publish(store.raw)
    assert sorted(entry.name for entry in (tmp_path / "store" / "snapshots").iterdir()) == kept


def _statement(actor: str):
    from ontology.facts import Actor, ActorType, Event

    return Event("Statement", ((Actor(actor, actor, ActorType.PERSON),),))


def _in_another_process(code: str) -> str:
    import textwrap

    head = (
        "from pathlib import Path\nfrom graph.store import Store\n"
        "from ontology.errors import StoreError\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout + done.stderr


def test_readings_without_facts_are_articles_all_the_same() -> None:
    store = Store.memory()
    store.ingest([Reading(STORY[0].article)])
    assert store.article_ids() == ["lakeside"]
    assert store.size().facts == 0
