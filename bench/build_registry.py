"""Rebuild `ontology/data/derived` from public data: `build_registry.py FOLDER`.

FOLDER holds `countries.jsonl` (names, capitals and demonyms ODbL 1.0; leaders CC0),
`office_holders_wikidata.jsonl` and `family_wikidata.jsonl` (CC0; rows of 2026 CC BY-SA 4.0).
The files kept by hand under `ontology/data` are read, for ids and spellings, and never written.
Each derived file holds rows of one licence: see `ontology/data/README.md`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from ontology.names import ascii_fold, normalise, slug
from ontology.roles import Roles

Row = dict[str, Any]

DATA = Path(__file__).parents[1] / "ontology" / "data"
WIKIDATA, SHARE_ALIKE = "Wikidata (CC0)", "open-data-archive (CC BY-SA 4.0)"
UNINHABITED = frozenset({"AQ", "BV", "HM", "GS", "UM", "MF", "BL"})
# Territories whose capital bears the name of a better known one.
NAMESAKE_CAPITALS = frozenset({"NF", "BQ"})
# A people is named by a plural unless its word already is one.
INVARIANT = ("ese", "ish", "ch", "sh", "ss", "s", "x")
SHARED = frozenset({"Dutch", "French"})
# These rows speak of a realm that is more, or less, than the country we know by that name.
OTHER_REALMS = frozenset(
    {"Kingdom of Denmark", "Kingdom of the Netherlands", "Sahrawi Arab Democratic Republic"}
)
NO_NAME = re.compile(r"Q\d+\Z|[^A-Za-zÀ-ſ]*\Z")
QUEENS = frozenset({"Elizabeth II", "Margrethe II of Denmark", "Margrethe II"})
MONARCHS = {"monarch": "King", "druk gyalpo": "King", "prince of monaco": "Prince"}


class Known:
    """What is known so far: who bears a name, who is called what, who holds what."""

    def __init__(self, own: list[Row], places: list[Row]) -> None:
        self.own = {row["id"]: row for row in own}
        self.bearers = ids_by_name(own)
        self.countries = ids_by_name(places)
        self.titles: dict[str, str] = {row["id"]: row["name"] for row in places}
        self.people: dict[str, Row] = {}
        self.qids: dict[str, str] = {}

    def own_bearer(self, name: str) -> str | None:
        """The id under which the hand-kept file knows a name."""
        return self.bearers.get(normalise(name))


def ids_by_name(rows: list[Row]) -> dict[str, str]:
    """The ids of rows by each of their names."""
    return {
        normalise(name): row["id"]
        for row in rows
        for name in (row["name"], *row.get("aliases", ()))
    }


def read(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def write(name: str, rows: Iterable[Row]) -> None:
    """Write rows in order of id, one object a line."""
    path = DATA / "derived" / name
    ordered = sorted(rows, key=lambda row: row["id"])
    lines = (json.dumps(compact(row), ensure_ascii=False) + "\n" for row in ordered)
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{path.name}: {len(ordered)} rows")


def compact(row: Row) -> Row:
    """The row without what is empty."""
    return {key: value for key, value in row.items() if value not in (None, "", [], ())}


# --- countries


def countries(source: list[Row], own: list[Row]) -> Iterator[Row]:
    """One row a country, under the id and the name that the hand-kept file chose."""
    chosen = {row["iso2"]: row for row in own if "iso2" in row}
    for row in source:
        if row["iso2"] not in UNINHABITED:
            yield country(row, chosen.get(row["iso2"], {}))


def country(row: Row, own: Row) -> Row:
    """One country; its demonyms only where none are kept by hand."""
    name = str(own.get("name") or row["name"])
    return {
        "id": own.get("id", f"country:{slug(name)}"),
        "iso2": row["iso2"],
        "iso3": row["iso3"],
        "name": name,
        "un_member": row["un_member"] and row["iso2"] not in {"PS", "VA"},
        "aliases": [n for n in (row["name"], row["official"]) if n not in {name, "Congo"}],
        "demonyms": [] if "demonyms" in own else list(demonyms(row)),
        "capitals": capitals(row),
        "source": "mledoze/countries (ODbL 1.0)",
    }


def capitals(row: Row) -> list[str]:
    """The capitals of a country in one or two spellings."""
    named = () if row["iso2"] in NAMESAKE_CAPITALS else row["capital"]
    return list(dict.fromkeys(both_spellings(named)))


def demonyms(row: Row) -> Iterator[str]:
    """The adjectives of a country and, where they have one, their plurals."""
    listed = re.split(r"[,;|]| or ", f"{row['demonym'] or ''},{row['adjective'] or ''}")
    words = [re.sub(r"\(.*?\)", "", word).strip() for word in listed]
    usable = (word for word in words if word[:1].isupper() and word not in (row["name"], *SHARED))
    for word in dict.fromkeys(usable):
        yield word
        if not word.endswith(INVARIANT):
            yield word + "s"


def both_spellings(names: Iterable[str]) -> Iterator[str]:
    """Each name as written, and in ASCII where that differs."""
    for name in names:
        yield name
        if ascii_fold(name) != name:
            yield ascii_fold(name)


def country_ids(rows: Iterable[Row], known: Known) -> Iterator[Row]:
    """The Wikidata ids of countries that the rows on office holders carry."""
    for name, qid in dict.fromkeys((row["country"], row["country_qid"]) for row in rows):
        id_ = known.countries.get(normalise(name))
        if id_ and id_.startswith("country:") and qid and name not in OTHER_REALMS:
            yield {"id": id_, "name": known.titles[id_], "wikidata": qid, "source": WIKIDATA}


# --- people


def office_holders(rows: list[Row], known: Known, roles: Roles) -> None:
    """Take the CC0 rows on office holders into what is known."""
    bearers = Counter(name for name, _ in {(normalise(r["name"]), r["qid"]) for r in rows})
    for row in rows:
        if not NO_NAME.match(row["name"]):
            id_ = known.qids.setdefault(row["qid"], person_id(row, bearers, known))
            person = known.people.setdefault(id_, new_person(id_, row["name"], row["qid"], known))
            person["tenures"].append(tenure(row, known, roles))


def person_id(row: Row, bearers: Counter[str], known: Known) -> str:
    """The hand-kept id of that name, else a slug; namesakes are told apart by their Q-ids."""
    own = known.own_bearer(row["name"])
    if own and bearers[normalise(row["name"])] == 1:
        return own
    clash = bearers[normalise(row["name"])] > 1
    return f"person:{slug(row['name'])}" + (f"-{row['qid'].lower()}" if clash else "")


def new_person(id_: str, name: str, qid: str | None, known: Known) -> Row:
    """A person without offices yet; another spelling of a hand-kept name becomes an alias."""
    own = known.own.get(id_)
    canonical = own["name"] if own else name
    aliases = [spelling for spelling in both_spellings([name]) if spelling != canonical]
    return {
        "id": id_,
        "name": canonical,
        "wikidata": qid,
        "aliases": aliases,
        "tenures": [],
        "ties": [],
        "source": WIKIDATA,
    }


def tenure(row: Row, known: Known, roles: Roles) -> Row:
    """One office of a row; without an end, it is vouched for until the source was made."""
    of = known.countries.get(normalise(row["country"]))
    if of is None:
        print(f"unknown country: {row['country']}", file=sys.stderr)
    return compact(
        {
            "role": office(row, roles),
            "of": of,
            "from": row["start"],
            "until": row["end"],
            "as_of": None if row["end"] else row["as_of"],
            "source": WIKIDATA,
        }
    )


def office(row: Row, roles: Roles) -> str:
    """The office by the scheme's name for it, else as the source has it, in title case."""
    position = row["position"]
    if position.lower().startswith(("monarch", "druk", "prince of monaco")):
        return "Queen" if row["name"] in QUEENS else MONARCHS.get(position.lower(), "King")
    found = roles.find(without_country(position, row["country"])) or roles.find(position)
    return found.label if found else position[0].upper() + position[1:]


def without_country(position: str, country_name: str) -> str:
    """`President of Albania` without the country it is of."""
    ends = {country_name, country_name.removeprefix("The ")}
    ends |= {"St Kitts and Nevis", "Abkhazia", "Artsakh", "Northern Cyprus", "Ireland"}
    for end in sorted(ends, key=len, reverse=True):
        for link in (" of the ", " of the Republic of ", " of the State of ", " of "):
            if position.endswith(link + end):
                return str(position.removesuffix(link + end))
    return str(position)


def family(rows: list[Row], known: Known) -> None:
    """Take the ties between people who are both known; Q-ids of hand-kept relatives come along."""
    for row in rows:
        person = known.qids.get(row["qid"])
        relative = known.qids.get(row["relative_qid"]) or known.own_bearer(row["relative"])
        if person and relative and person != relative:
            known.qids.setdefault(row["relative_qid"], relative)
            new = new_person(relative, row["relative"], row["relative_qid"], known)
            known.people.setdefault(relative, new)["ties"].append(
                {
                    "relation": "relativeOf",
                    "object": person,
                    "kinship": row["relation"],
                    "source": WIKIDATA,
                }
            )


def drop_outdated(known: Known) -> None:
    """Leave out offices without an end where the hand-kept file tells of the same office."""
    for id_, person in known.people.items():
        told = {(part["role"], part.get("of")) for part in offices(known.own, id_)}
        person["tenures"] = [
            part
            for part in person["tenures"]
            if part.get("until") or (part["role"], part.get("of")) not in told
        ]


def confirm(source: list[Row], known: Known) -> None:
    """An office that began and has no end goes on where the factbook still names its holder."""
    for row in source:
        of = known.countries.get(normalise(row["name"]))
        leaders = f"{row['chief_of_state']} {row['head_of_government']}"
        words = set(normalise(leaders).split())
        for person in known.people.values():
            for part in person["tenures"]:
                heads = part["role"] in {"President", "Prime Minister", "King"}
                if heads and part.get("of") == of and words.issuperset(name_words(person)):
                    part.pop("as_of", None)


def name_words(person: Row) -> set[str]:
    """The words that a person's name consists of."""
    return set(normalise(person["name"]).split())


def newest(rows: list[Row], known: Known, roles: Roles) -> Iterator[Row]:
    """Presidents and prime ministers of 2026 whom nothing else tells of.

    The Q-ids of these rows are left out: two of the 24 that can be compared are wrong.
    """
    for row in rows:
        id_ = known.own_bearer(row["name"]) or f"person:{slug(row['name'])}"
        told = [*offices(known.people, id_), *offices(known.own, id_)]
        role, of = office(row, roles), known.countries.get(normalise(row["country"]))
        again = any(part["role"] == role and part.get("of") == of for part in told)
        if role in {"President", "Prime Minister"} and of and not again:
            part = {"role": role, "of": of, "from": row["start"], "source": SHARE_ALIKE}
            person = new_person(id_, row["name"], None, known)
            yield person | {"tenures": [compact(part)], "source": SHARE_ALIKE}


def offices(people: dict[str, Row], id_: str) -> list[Row]:
    """The offices that some rows know of a person."""
    return list(people.get(id_, {}).get("tenures", ()))


def main(folder: Path) -> None:
    """Write every derived file."""
    source, own = read(folder / "countries.jsonl"), read(DATA / "countries.jsonl")
    write("countries.jsonl", countries(source, own))
    places = [*read(DATA / "derived" / "countries.jsonl"), *own]
    known = Known(read(DATA / "people.jsonl"), [*places, *read(DATA / "organizations.jsonl")])
    holders = read(folder / "office_holders_wikidata.jsonl")
    free = [row for row in holders if "CC0" in row["source"]]
    roles = Roles.load()
    office_holders(free, known, roles)
    family(read(folder / "family_wikidata.jsonl"), known)
    drop_outdated(known)
    confirm(source, known)
    write("wikidata.jsonl", [*known.people.values(), *country_ids(free, known)])
    share_alike = [row for row in holders if row not in free]
    write("leaders_2026.jsonl", newest(share_alike, known, roles))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
