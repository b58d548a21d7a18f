"""What counts as right, missed, wrong and spare."""

from __future__ import annotations

import importlib.util
import json
import os
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extract.articles import Unreadable
from extract.evaluate import KINDS, Evaluation, evaluate, read_beside
from extract.gold import Gold, read_facts, read_gold
from extract.judging import ATTRIBUTES, fold
from extract.reader import Reader
from ontology.errors import UnreadableInput
from ontology.facts import Article

SHARED = Path(os.environ.get("PARLEY_SHARED", Path(__file__).parents[3] / "shared"))
Row = dict[str, Any]

RUBIO, LAVROV, FIDAN = "Marco Rubio", "Sergei Lavrov", "Hakan Fidan"
ACTORS = [
    {"name": RUBIO, "type": "Person", "aliases": ["Rubio"]},
    {"name": LAVROV, "type": "Person", "aliases": ["Lavrov", "Sergey Lavrov"]},
    {"name": FIDAN, "type": "Person", "optional": True},
]


def event(kind: str, *sides: list[str], **more: object) -> Row:
    return {"type": kind, "sides": list(sides), "status": "held", **more}


def judged(gold: Row, facts: Row) -> Evaluation:
    annotation = {"actors": ACTORS, "roles": [], "ties": [], "events": [], **gold}
    return evaluate([Gold("a", annotation, Path("a.json"))], {"a": facts})


def counts(result: Evaluation, kind: str) -> tuple[int, int, int]:
    count = result.kind(kind)
    return count.hit, count.missed, count.wrong


def named(*names: str) -> list[Row]:
    return [{"name": name, "type": "Person"} for name in names]


MET = event("Meeting", [RUBIO], [LAVROV])
EVENTS = [
    ("the same event", MET, MET, (1, 0, 0)),
    ("the sides the other way round", MET, event("Meeting", [LAVROV], [RUBIO]), (1, 0, 0)),
    ("an alias", MET, event("Meeting", ["Rubio"], ["Sergey Lavrov"]), (1, 0, 0)),
    ("another type", MET, event("Call", [RUBIO], [LAVROV]), (0, 1, 1)),
    (
        "a type that counts too",
        {**MET, "types": ["Meeting", "Visit"]},
        event("Visit", [RUBIO], [LAVROV]),
        (1, 0, 0),
    ),
    ("somebody more", MET, event("Meeting", [RUBIO], [LAVROV, FIDAN]), (0, 1, 1)),
    (
        "somebody more who may be named",
        {**MET, "also": [FIDAN]},
        event("Meeting", [RUBIO], [LAVROV, FIDAN]),
        (1, 0, 0),
    ),
    (
        "only the core",
        event("Meeting", [RUBIO], [LAVROV, FIDAN], core=[RUBIO, LAVROV]),
        MET,
        (1, 0, 0),
    ),
    ("a part of it only: the news once more", MET, event("Meeting", [RUBIO]), (0, 1, 0)),
    ("nothing", MET, None, (0, 1, 0)),
    ("nothing where nothing is asked", {**MET, "optional": True}, None, (0, 0, 0)),
    ("what need not be found", {**MET, "optional": True}, MET, (1, 0, 0)),
    ("another status", MET, {**MET, "status": "denied"}, (1, 0, 0)),
]


@pytest.mark.parametrize(
    ("gold", "told", "expected"), [c[1:] for c in EVENTS], ids=[c[0] for c in EVENTS]
)
def test_an_event_is_matched_by_type_and_people(
    gold: Row, told: Row | None, expected: tuple[int, int, int]
) -> None:
    result = judged({"events": [gold]}, {"events": [told] if told else []})
    assert counts(result, "events") == expected


def test_of_two_tellings_the_one_that_agrees_best_is_taken_and_the_other_is_spare() -> None:
    gold = {**MET, "date": "2025-12-02", "place": "Riyadh"}
    told = [MET, {**MET, "date": "2025-12-02", "place": "Riyadh"}]
    result = judged({"events": [gold]}, {"events": told})
    assert counts(result, "events") == (1, 0, 0)
    assert [counts(result, f"event {name}") for name in ATTRIBUTES] == [(1, 0, 0)] * 3


@pytest.mark.parametrize(
    ("gold", "told", "right"),
    [
        ({"date": "2025-12-02"}, {"date": "2025-12-02"}, True),
        ({"date": "2025-12-02"}, {"date": "2025-12"}, False),
        ({"date": "2025-12-02", "dates": ["2025-12", "2025-12-02"]}, {"date": "2025-12"}, True),
        ({"place": "Sharm el-Sheikh"}, {"place": "Sharm El Sheikh"}, True),
        ({"place": "Riyadh", "places": ["Saudi Arabia"]}, {"place": "Riyadh"}, False),
        ({"place": "Riyadh"}, {}, False),
    ],
)
def test_what_is_right_of_a_matched_event(gold: Row, told: Row, right: bool) -> None:
    result = judged({"events": [MET | gold]}, {"events": [MET | told]})
    (name,) = {"date", "place"} & set(gold)
    assert (result.attribute(name).hit, result.attribute(name).missed) == (right, not right)


CONTACTS = [
    ("a pair", MET, MET, (1, 0, 0)),
    ("a pair told as another contact", MET, event("Call", [RUBIO], [LAVROV]), (1, 0, 0)),
    ("a plan is no contact", MET, {**MET, "status": "planned"}, (0, 1, 0)),
    ("what was planned did not happen", {**MET, "status": "planned"}, MET, (0, 0, 1)),
    ("one side is no pair", MET, event("Meeting", [RUBIO, LAVROV]), (0, 1, 0)),
    (
        "a companion may stand on either side",
        event("Meeting", [RUBIO], [LAVROV], also=[FIDAN]),
        event("Meeting", [RUBIO], [LAVROV, FIDAN]),
        (1, 0, 0),
    ),
    ("a stranger", MET, event("Meeting", [RUBIO], [LAVROV, FIDAN]), (1, 0, 1)),
]


@pytest.mark.parametrize(
    ("gold", "told", "expected"), [c[1:] for c in CONTACTS], ids=[c[0] for c in CONTACTS]
)
def test_held_contacts_count_as_pairs(gold: Row, told: Row, expected: tuple[int, int, int]) -> None:
    assert counts(judged({"events": [gold]}, {"events": [told]}), "contacts") == expected


def test_optional_actors_are_neither_asked_for_nor_wrong() -> None:
    result = judged({}, {"actors": named("Rubio", FIDAN, "Nobody")})
    assert counts(result, "actors") == (1, 1, 1)


ROLE = {"holder": RUBIO, "role": "Secretary of State", "of": "United States", "status": "current"}
ROLES = [
    ("the office", ROLE, ROLE, (1, 0, 0)),
    ("another body", ROLE, {**ROLE, "of": "Russia"}, (0, 1, 1)),
    ("another word", {**ROLE, "also": ["Top Man"]}, {**ROLE, "role": "Top Man"}, (1, 0, 0)),
    ("a former office is not asked for", ROLE | {"status": "former"}, ROLE, (0, 0, 0)),
    ("a former office is not counted", ROLE, ROLE | {"status": "former"}, (0, 1, 0)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("gold", "told", "expected"), [c[1:] for c in ROLES], ids=[c[0] for c in ROLES]
)
def test_offices_are_compared_while_they_last(
    gold: Row, told: Row, expected: tuple[int, int, int]
) -> None:
    assert counts(judged({"roles": [gold]}, {"roles": [told]}), "roles") == expected


TIE = {"subject": RUBIO, "relation": "adviserTo", "object": LAVROV}


def test_ties_have_a_direction() -> None:
    turned = {"subject": LAVROV, "relation": "adviserTo", "object": RUBIO}
    assert counts(judged({"ties": [TIE]}, {"ties": [TIE]}), "ties") == (1, 0, 0)
    assert counts(judged({"ties": [TIE]}, {"ties": [turned]}), "ties") == (0, 1, 1)


@pytest.mark.parametrize(
    ("facts", "fallen"),
    [
        ({"events": [MET]}, 1),
        ({"events": [event("Call", [RUBIO], [LAVROV])]}, 0),
        ({"events": [{**MET, "status": "denied"}]}, 0),
        ({"ties": [TIE]}, 1),
        ({"actors": named("Getty Images")}, 1),
        ({}, 0),
    ],
)
def test_a_trap_is_fallen_for_by_telling_it(facts: Row, fallen: int) -> None:
    gold = {
        "not": [{"subject": RUBIO, "relation": "met", "object": LAVROV, "why": "denied"}, TIE],
        "not_actors": ["Getty Images"],
    }
    traps = judged(gold, facts).traps
    assert (traps.hit, traps.wrong) == (3 - fallen, fallen)


def test_a_rule_is_judged_by_what_it_told_and_by_all_there_was_of_its_types() -> None:
    gold = [MET, event("Meeting", [RUBIO], [FIDAN]), event("Call", [RUBIO], [FIDAN])]
    told = [MET | {"rule": "meet"}, event("Meeting", [LAVROV], [FIDAN], rule="see")]
    rules = judged({"events": gold}, {"events": told}).rules("events")
    assert (rules["meet"].precision, rules["meet"].recall) == (1.0, 0.5)
    assert (rules["see"].precision, rules["see"].recall) == (0.0, 0.0)


def test_a_contact_is_laid_to_the_rule_that_told_it_first() -> None:
    told = [MET | {"rule": "meet"}, event("Call", [RUBIO], [LAVROV], rule="phone")]
    rules = judged({"events": [MET]}, {"events": told}).rules("contacts")
    assert list(rules) == ["meet"]


def test_an_article_without_facts_counts_as_missed_and_is_named() -> None:
    result = evaluate([Gold("a", {"actors": ACTORS, "events": [MET]}, Path("a"))], {})
    assert result.absent == ("a",)
    assert counts(result, "events") == (0, 1, 0)


def test_faults_name_the_rule_the_quote_and_the_nearest_telling() -> None:
    told = event("Meeting", [RUBIO], [FIDAN], rule="meet", quote="Rubio met\nFidan.")
    faults = list(judged({"events": [MET]}, {"events": [told]}).faults())
    missed, wrong = [one for one in faults if one.kind == "events"]
    assert missed.why == "nearest told: Meeting: Marco Rubio – Hakan Fidan [meet]"
    assert (wrong.rule, wrong.why) == ("meet", "«Rubio met Fidan.»")


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Tayyip Erdoğan", "tayyip erdogan"), ("U.S.", "u s"), ("N'Djamena", "ndjamena"), (None, "")],
)
def test_names_are_compared_by_their_ascii_letters(name: str | None, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize("content", ["{", '{"actors": []}', '[{"id": "a", "events": {}}]'])
def test_gold_that_makes_no_sense_is_refused_by_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "gold.json"
    file.write_text(content)
    with pytest.raises(UnreadableInput, match=r"gold\.json"):
        list(read_gold([file]))


@pytest.mark.parametrize("line", ["{", "[]", "{}"])
def test_facts_that_make_no_sense_are_refused_by_line(line: str) -> None:
    with pytest.raises(UnreadableInput, match=r"facts\.jsonl, line 2"):
        read_facts(["", line], "facts.jsonl")


def test_the_text_stands_beside_the_gold_and_bears_its_id(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("PUBLISHED: 2025-12-03\n\nMarco Rubio met Sergei Lavrov.")
    (tmp_path / "gold.json").write_text('[{"id": "one", "source": "talks.txt"}, {"id": "two"}]')
    one, two = read_gold([tmp_path])
    article = one.article()
    assert isinstance(article, Article)
    assert article.id == "one"
    lacking = two.article()
    assert isinstance(lacking, Unreadable)
    assert lacking.source.endswith("two.txt")


@lru_cache(maxsize=1)
def _scorer() -> ModuleType:
    file = SHARED / "score" / "score.py"
    spec = importlib.util.spec_from_file_location("score", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _dev_gold() -> list[Gold]:
    if not (SHARED / "score" / "score.py").is_file():
        pytest.skip("no other scorer to compare with: set PARLEY_SHARED")
    return list(read_gold([SHARED / "gold" / "dev"]))


def _ours(result: Evaluation) -> dict[str, tuple[int, int, int]]:
    kinds = (*KINDS, *(f"event {name}" for name in ATTRIBUTES), "traps")
    return {kind: counts(result, kind) for kind in kinds}


def _theirs(gold: list[Gold], facts: dict[str, Row]) -> dict[str, tuple[int, int, int]]:
    tally = _scorer().Tally()
    for one in gold:
        _scorer().score_article(one.row, facts.get(one.id, {}), tally)
    kinds = (*KINDS, *(f"event {name}" for name in ATTRIBUTES), "traps")
    return {kind: (tally.hit[kind], tally.missed[kind], tally.wrong[kind]) for kind in kinds}


def _garbled(gold: Gold, chance: random.Random) -> Row:
    """Facts like the gold's own, with some left out, doubled, or given to another actor."""
    people = [actor["name"] for actor in gold.rows("actors")]

    def some(rows: list[Row]) -> Iterator[Row]:
        for row in rows:
            yield from [row] * chance.choice([0, 1, 1, 1, 2])

    def mixed(told: Row) -> Row:
        sides = [
            [chance.choice([n, n, n, chance.choice(people)]) for n in s] for s in told["sides"]
        ]
        chance.shuffle(sides)
        status = chance.choice([told["status"], "held", "planned"])
        return {
            **told,
            "sides": sides,
            "status": status,
            "date": chance.choice([told.get("date"), None]),
        }

    lists = {kind: list(some(gold.rows(kind))) for kind in ("actors", "roles", "ties")}
    lists["events"] = list(map(mixed, some(gold.rows("events"))))
    lists["ties"] += [trap for trap in gold.rows("not") if chance.random() < 0.5]
    lists["actors"] += named(*(name for name in gold.rows("not_actors") if chance.random() < 0.5))
    return json.loads(json.dumps(lists))


@pytest.mark.parametrize("seed", range(5))
def test_figures_on_garbled_facts_are_those_of_another_scorer(seed: int) -> None:
    gold, chance = _dev_gold(), random.Random(seed)
    facts = {one.id: _garbled(one, chance) for one in gold}
    result = evaluate(gold, facts)
    assert _ours(result) == _theirs(gold, facts)
    assert all(result.kind(kind).wrong for kind in ("contacts", "events", "traps"))


def test_figures_on_readings_are_those_of_another_scorer() -> None:
    gold = _dev_gold()
    facts, unreadable = read_beside(gold, Reader.load())
    assert not unreadable
    assert _ours(evaluate(gold, facts)) == _theirs(gold, dict(facts))
