import datetime as dt
import json
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from ontology.errors import UnreadableInput
from ontology.facts import Actor, ActorType, TenureStatus
from ontology.names import ascii_fold, normalise
from ontology.registry import Registry, unknown_actor
from ontology.roles import Roles

DATA = Path(__file__).parents[2] / "ontology" / "data"
JSONL = sorted(DATA.rglob("*.jsonl"))
UN_MEMBERS = 193

NAMES = [
    ("Vladimir Putin", "person:vladimir-putin"),
    ("Volodymyr Zelensky", "person:volodymyr-zelenskyy"),
    ("Andrii Yermak", "person:andriy-yermak"),
    ("Recep Tayyip Erdoğan", "person:recep-tayyip-erdogan"),
    ("Mohamed bin Zayed", "person:mohammed-bin-zayed-al-nahyan"),
    ("MBS", "person:mohammed-bin-salman"),
    ("Hemedti", "person:mohamed-hamdan-dagalo"),
    ("Abdel-Fattah el-Sissi", "person:abdel-fattah-al-sisi"),
    ("U.S.", "country:united-states"),
    ("UK", "country:united-kingdom"),
    ("DRC", "country:dr-congo"),
    ("Democratic Republic of Congo", "country:dr-congo"),
    ("Türkiye", "country:turkey"),
    ("Burma", "country:myanmar"),
    ("Côte d'Ivoire", "country:ivory-coast"),
    ("Republic of Korea", "country:south-korea"),
    ("RSF", "org:rapid-support-forces"),
    ("Ansar Allah", "org:houthis"),
    ("North Atlantic Treaty Organization", "org:nato"),
    ("Alliance Fleuve Congo", "org:congo-river-alliance"),
]
DEMONYMS = [
    ("American", "United States"),
    ("Britons", "United Kingdom"),
    ("British", "United Kingdom"),
    ("Ukrainians", "Ukraine"),
    ("Emirati", "United Arab Emirates"),
    ("Congolese", "DR Congo"),
    ("Rwandan", "Rwanda"),
    ("Palestinians", "Palestine"),
    ("Nigerien", "Niger"),
    ("Nigerian", "Nigeria"),
    ("Dominican", "Dominican Republic"),
    ("Dutch", "Netherlands"),
    ("Greek Cypriot", "Cyprus"),
    ("Turkish Cypriots", "Northern Cyprus"),
    ("South Sudanese", "South Sudan"),
]
SEATS = [
    ("Kremlin", "Russia"),
    ("Moscow", "Russia"),
    ("White House", "United States"),
    ("Washington", "United States"),
    ("Downing Street", "United Kingdom"),
    ("Foggy Bottom", "United States"),
    ("Bankova", "Ukraine"),
    ("Kiev", "Ukraine"),
    ("Blue House", "South Korea"),
    ("Ankara", "Turkey"),
    ("Brussels", "European Union"),
    ("Tel Aviv", "Israel"),
    ("Port Sudan", "Sudan"),
]
OFFICES = [
    ("person:marco-rubio", "2015-06-01", ["Senator"]),
    ("person:marco-rubio", "2025-02-01", ["Secretary of State"]),
    ("person:anutin-charnvirakul", "2024-01-15", ["Interior Minister"]),
    ("person:anutin-charnvirakul", "2025-11-01", ["Prime Minister"]),
    ("person:hakan-fidan", "2020-01-01", ["Intelligence Chief"]),
    ("person:hakan-fidan", "2024-01-01", ["Foreign Minister"]),
    ("person:joe-biden", "2012-01-01", ["Vice President"]),
    ("person:joe-biden", "2026-01-01", []),
    ("person:boris-johnson", "2017-01-01", ["Foreign Secretary"]),
]
HOLDERS = [
    ("President", "country:united-states", "1993-06-01", "Bill Clinton"),
    ("President", "country:united-states", "2019-06-01", "Donald Trump"),
    ("President", "country:united-states", "2025-12-03", "Donald Trump"),
    ("Secretary-General", "org:united-nations", "1999-06-01", "Kofi Annan"),
    ("Prime Minister", "country:israel", "1993-09-13", "Yitzhak Rabin"),
    ("Foreign Minister", "country:russia", "2016-01-01", "Sergei Lavrov"),
]
BAD_LINES = [
    ("{", "Expecting property name"),
    ("[]", "not a JSON object"),
    ('{"name": "Nobody"}', "`id` must look like"),
    ('{"id": "person:new-one"}', "a new id needs a name"),
    ('{"id": "animal:cat", "name": "Cat"}', "`id` must look like"),
    ('{"id": "person:a b", "name": "A B"}', "`id` must look like"),
    ('{"id": "org:x", "name": "X", "aliases": "Y"}', "`aliases` must be a list"),
    ('{"id": "org:x", "name": "X", "aliases": [1]}', "each of `aliases` must be a text"),
    ('{"id": "org:x", "name": 5}', "`name` must be a text"),
    ('{"id": "person:x", "name": "X", "tenures": [{"of": "org:un"}]}', "an object with `role`"),
    (
        '{"id": "person:x", "name": "X", "tenures": [{"role": "Aide", "status": "late"}]}',
        "`status` must be one of",
    ),
    (
        '{"id": "person:x", "name": "X", "tenures": [{"role": "Aide", "from": "May 2020"}]}',
        "`from` must be an ISO date",
    ),
    ('{"id": "person:x", "name": "X", "ties": [{"relation": "memberOf"}]}', "with `object`"),
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def ids(actors: tuple[Actor, ...]) -> list[str]:
    return [actor.id for actor in actors]


def extend(tmp_path: Path, *rows: object) -> Registry:
    path = tmp_path / "mine.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return Registry.load(path)


@pytest.mark.parametrize(("name", "actor_id"), NAMES)
def test_a_name_however_spelled_finds_its_actor(
    registry: Registry, name: str, actor_id: str
) -> None:
    assert ids(registry.find(name)) == [actor_id]


@pytest.mark.parametrize("folding", [ascii_fold, str.upper, str.lower])
def test_accents_and_case_do_not_count(registry: Registry, folding) -> None:
    assert ids(registry.find(folding("Aleksandar Vučić"))) == ["person:aleksandar-vucic"]


def test_an_unknown_name_finds_nobody(registry: Registry) -> None:
    assert registry.find("Nobody At All") == ()


def test_every_name_and_alias_resolves(registry: Registry) -> None:
    assert all(actor in registry.find(name) for name, actor in registry.names())
    assert all(actor in registry.find(name) for name, actor in registry.short_names())


def test_a_short_name_denotes_one_actor(registry: Registry) -> None:
    bearers = Counter(
        normalise(n) for n, _ in {(normalise(n), a) for n, a in registry.short_names()}
    )
    assert [name for name, count in bearers.items() if count > 1] == []


def test_no_name_is_both_a_person_s_and_a_country_s_or_an_organisation_s(
    registry: Registry,
) -> None:
    people = {normalise(n) for n, a in registry.names() if a.type is ActorType.PERSON}
    people |= {normalise(name) for name, _ in registry.short_names()}
    others = {normalise(n) for n, a in registry.names() if a.type is not ActorType.PERSON}
    others |= {normalise(word) for word in (*registry.demonyms, *registry.seats, *registry.cities)}
    assert sorted(people & others) == []


def test_no_name_is_both_a_country_s_and_an_organisation_s(registry: Registry) -> None:
    kinds = {kind: set() for kind in ActorType}
    for name, actor in registry.names():
        kinds[actor.type].add(normalise(name))
    assert sorted(kinds[ActorType.COUNTRY] & kinds[ActorType.ORGANIZATION]) == []


def test_ids_are_name_tokens_that_tell_the_type(registry: Registry) -> None:
    starts = {"person": ActorType.PERSON, "org": ActorType.ORGANIZATION}
    for id_, actor in registry.actors.items():
        assert re.fullmatch(r"[A-Za-z_:][A-Za-z0-9._:-]*", id_)
        assert actor.type is starts.get(id_.partition(":")[0], ActorType.COUNTRY)


def test_no_wikidata_id_is_shared(registry: Registry) -> None:
    qids = Counter(actor.wikidata for actor in registry.actors.values() if actor.wikidata)
    assert [qid for qid, count in qids.items() if count > 1] == []
    assert all(re.fullmatch(r"Q[1-9]\d*", qid) for qid in qids)


def test_wikidata_ids_come_from_derived_files_only() -> None:
    for path in DATA.glob("*.jsonl"):
        assert "wikidata" not in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize(("word", "country"), DEMONYMS)
def test_a_demonym_names_its_country(registry: Registry, word: str, country: str) -> None:
    assert registry.demonyms[word].name == country


@pytest.mark.parametrize(("seat", "actor"), SEATS)
def test_a_seat_acts_for_its_country_or_body(registry: Registry, seat: str, actor: str) -> None:
    assert registry.seats[seat].name == actor


def test_a_word_is_not_the_demonym_capital_or_seat_of_two() -> None:
    for field in ("demonyms", "capitals", "seats"):
        claims = {(word, row["id"]) for row in rows() for word in row.get(field, ())}
        bearers = Counter(word for word, _ in claims)
        assert [word for word, count in bearers.items() if count > 1] == [], field


def test_all_members_of_the_united_nations_have_demonym_and_capital(registry: Registry) -> None:
    members = {row["id"] for row in rows() if row.get("un_member")}
    assert len(members) == UN_MEMBERS
    assert members <= {actor.id for actor in registry.demonyms.values()}
    assert members <= {actor.id for actor in registry.capitals.values()}


def test_a_city_lies_in_a_known_country(registry: Registry) -> None:
    for city, country in registry.cities.items():
        assert [a.type for a in registry.find(country)] == [ActorType.COUNTRY], (city, country)
    assert registry.cities["Geneva"] == "Switzerland"
    assert registry.cities["Sharm el-Sheikh"] == "Egypt"


def test_no_city_is_listed_twice() -> None:
    listed = re.findall(r'"([^"]+)",', (DATA / "cities.toml").read_text(encoding="utf-8"))
    assert [city for city, count in Counter(listed).items() if count > 1] == []


def test_the_registry_is_broad(registry: Registry) -> None:
    dated = [
        actor
        for actor in registry.actors.values()
        if actor.type is ActorType.PERSON
        and any(row.get("from") for row in registry._rows[actor.id].get("tenures", ()))
    ]
    kinds = Counter(actor.type for actor in registry.actors.values())
    assert len(dated) >= 1500
    assert kinds[ActorType.ORGANIZATION] >= 200


@pytest.mark.parametrize(("person", "day", "offices"), OFFICES)
def test_a_name_reads_as_a_different_office_at_another_date(
    registry: Registry, person: str, day: str, offices: list[str]
) -> None:
    held = registry.tenures(person, dt.date.fromisoformat(day))
    assert [tenure.role for tenure in held][: len(offices) or None] == offices


@pytest.mark.parametrize(("role", "of", "day", "name"), HOLDERS)
def test_an_office_has_its_holder_at_a_date(
    registry: Registry, role: str, of: str, day: str, name: str
) -> None:
    assert [a.name for a in registry.holders(role, of, dt.date.fromisoformat(day))] == [name]


def test_an_office_that_goes_on_is_current_and_one_that_ended_is_former(
    registry: Registry,
) -> None:
    status = {t.role: t.status for t in registry.tenures("person:marco-rubio")}
    assert status["Secretary of State"] is TenureStatus.CURRENT
    assert status["Senator"] is TenureStatus.FORMER


def test_an_office_is_claimed_no_longer_than_its_source_vouches_for(tmp_path: Path) -> None:
    row = {"role": "Mayor", "from": "2021", "as_of": "2022-08"}
    mine = extend(tmp_path, {"id": "person:x-y", "name": "X Y", "tenures": [row]})
    assert [t.role for t in mine.tenures("person:x-y", dt.date(2022, 1, 1))] == ["Mayor"]
    assert mine.tenures("person:x-y", dt.date(2024, 1, 1)) == ()
    assert mine.tenures("person:x-y") == ()


def test_a_reduced_date_covers_the_whole_of_its_year_or_month(tmp_path: Path) -> None:
    row = {"role": "Mayor", "from": "2017", "until": "2018-03"}
    mine = extend(tmp_path, {"id": "person:x-y", "name": "X Y", "tenures": [row]})
    days = ("2016-12-31", "2017-01-01", "2018-03-31", "2018-04-01")
    held = [bool(mine.tenures("person:x-y", dt.date.fromisoformat(day))) for day in days]
    assert held == [False, True, True, False]


def test_dates_of_offices_are_iso_dates_in_order() -> None:
    for row in rows():
        for part in row.get("tenures", ()):
            for field in ("from", "until", "as_of"):
                assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", part.get(field, "2000")), row["id"]
            start, end = part.get("from", ""), part.get("until", "9999")
            assert start[: len(end)] <= end[: len(start) or None], row["id"]


def test_offices_and_ties_name_actors_that_exist(registry: Registry) -> None:
    for row in rows():
        for part in row.get("tenures", ()):
            assert part.get("of") is None or part["of"] in registry.actors, row["id"]
        for part in row.get("ties", ()):
            assert part["object"] in registry.actors, row["id"]
        assert row.get("country") is None or row["country"] in registry.actors, row["id"]


def test_offices_and_ties_name_their_source() -> None:
    for row in rows():
        parts = (*row.get("tenures", ()), *row.get("ties", ()))
        assert all(part.get("source") for part in parts), row["id"]
        assert row.get("source") or row["id"].startswith("person:"), row["id"]


def test_hand_kept_offices_bear_the_scheme_s_names() -> None:
    scheme = {role.label for role in Roles.load()}
    open_ended = re.compile(r"(Governor|Mayor|Ambassador|Head|Special \w+|\w+ Chief|Minister) .+")
    for line in (DATA / "people.jsonl").read_text(encoding="utf-8").splitlines():
        for part in json.loads(line).get("tenures", ()):
            role = part["role"]
            assert role in scheme or open_ended.match(role) or "Adviser" in role, role


def test_ties_read_from_the_relative_to_the_person(registry: Registry) -> None:
    ties = {(t.relation, t.object.name, t.kinship) for t in registry.ties("person:jared-kushner")}
    assert ("relativeOf", "Donald Trump", "son-in-law") in ties


def test_an_organisation_knows_its_kind_and_country(registry: Registry) -> None:
    assert registry.kind("org:m23") == "armed group"
    home = registry.country("org:m23")
    assert home is not None
    assert home.name == "DR Congo"
    assert registry.country("country:egypt") is None


def test_an_unknown_actor_is_named_by_slug_and_hash() -> None:
    actor = unknown_actor("John Hardy", ActorType.PERSON)
    assert re.fullmatch(r"person:john-hardy-[0-9a-f]{6}", actor.id)
    assert actor == unknown_actor("John Hardy", ActorType.PERSON)


def test_spellings_of_an_unknown_name_share_an_id() -> None:
    one, other = (unknown_actor(n, ActorType.PERSON) for n in ("José Peña-Ruiz", "JOSE PENA RUIZ"))
    assert one.id == other.id


def test_unknown_actors_of_different_types_or_scripts_differ() -> None:
    made = {
        unknown_actor("Alpha", ActorType.PERSON).id,
        unknown_actor("Alpha", ActorType.ORGANIZATION).id,
        unknown_actor("Путин", ActorType.PERSON).id,
        unknown_actor("Лавров", ActorType.PERSON).id,
    }
    assert len(made) == 4


def test_a_user_s_file_adds_actors(tmp_path: Path) -> None:
    mine = extend(tmp_path, {"id": "person:ada-new", "name": "Ada New", "aliases": ["Ada N."]})
    assert ids(mine.find("ada n")) == ["person:ada-new"]


def test_a_user_s_file_overrides_and_extends(tmp_path: Path) -> None:
    part = {"role": "Envoy", "of": "org:nato", "from": "2026-01", "source": "me"}
    mine = extend(
        tmp_path, {"id": "org:hamas", "name": "HAMAS!", "aliases": ["H."], "tenures": [part]}
    )
    assert mine.actors["org:hamas"].name == "HAMAS!"
    assert ids(mine.find("H.")) == ["org:hamas"]
    assert ids(mine.find("Islamic Resistance Movement")) == ["org:hamas"]
    assert [t.role for t in mine.tenures("org:hamas")] == ["Envoy"]


def test_an_office_told_again_takes_the_later_word(tmp_path: Path) -> None:
    first = {"role": "Mayor", "from": "2020", "source": "a"}
    later = first | {"until": "2024", "source": "b"}
    mine = extend(
        tmp_path,
        {"id": "person:x-y", "name": "X Y", "tenures": [first]},
        {"id": "person:x-y", "tenures": [later]},
    )
    assert [(t.start, t.end) for t in mine.tenures("person:x-y")] == [("2020", "2024")]


@pytest.mark.parametrize(("line", "complaint"), BAD_LINES)
def test_a_bad_line_is_reported_with_file_and_line(
    tmp_path: Path, line: str, complaint: str
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('\n{"id": "org:good", "name": "Good"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        Registry.load(path)
    assert f"{path}, line 3: " in str(caught.value)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=r"mine\.jsonl"):
        Registry.load(path)


def test_two_loads_are_equal_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib; from ontology.registry import Registry; r = Registry.load();"
        "print(hashlib.sha256(repr([*r.names(), *r.short_names(), *r.seats.items(),"
        "[r.tenures(i) for i in r.actors]]).encode()).hexdigest())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=DATA.parents[1],
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_loading_is_quick() -> None:
    started = time.process_time()
    Registry.load().find("Vladimir Putin")
    assert time.process_time() - started < 0.4


def test_a_surname_that_is_a_word_is_no_short_name(registry: Registry) -> None:
    common = {
        "may",
        "brown",
        "bush",
        "major",
        "cook",
        "straw",
        "price",
        "power",
        "rice",
        "mitchell",
    }
    assert not common & {normalise(name) for name, _ in registry.short_names()}


@pytest.mark.parametrize("path", JSONL, ids=lambda path: path.name)
def test_data_files_are_sorted_unescaped_and_without_double_ids(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [json.loads(line)["id"] for line in lines]
    assert found == sorted(set(found))
    assert all(json.dumps(json.loads(line), ensure_ascii=False) == line for line in lines)


def test_licences_are_stated_beside_every_data_file() -> None:
    stated = (DATA / "README.md").read_text(encoding="utf-8")
    for path in (*JSONL, *DATA.glob("*.toml")):
        assert f"`{path.relative_to(DATA)}`" in stated


def rows() -> list[dict]:
    return [
        json.loads(line) for path in JSONL for line in path.read_text(encoding="utf-8").splitlines()
    ]
