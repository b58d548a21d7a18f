"""Rebuild `ontology/data/derived` from public data: `build_registry.py FOLDER`.

FOLDER holds `countries.jsonl` (names, capitals and demonyms ODbL 1.0; leaders CC0),
`office_holders_wikidata.jsonl` and `family_wikidata.jsonl` (CC0; rows of 2026 CC BY-SA 4.0).
The files kept by hand under `ontology/data` are read, for ids and spellings, and never written.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from ontology.names import ascii_fold, slug

Row = dict[str, Any]

DATA = Path(__file__).parents[1] / "ontology" / "data"
UNINHABITED = frozenset({"AQ", "BV", "HM", "GS", "UM", "MF", "BL"})
# A people is named by a plural unless its word already is one.
INVARIANT = ("ese", "ish", "ch", "sh", "ss", "s", "x")
SHARED = frozenset({"Dutch", "French"})


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


def countries(source: list[Row], own: list[Row]) -> Iterator[Row]:
    """One row a country, under the id and the name that the hand-kept file chose."""
    chosen = {row["iso2"]: row for row in own if "iso2" in row}
    for row in source:
        if row["iso2"] not in UNINHABITED:
            yield country(row, chosen.get(row["iso2"], {}))


def country(row: Row, own: Row) -> Row:
    """One country; its demonyms only where none are kept by hand."""
    name = str(own.get("name") or row["name"])
    others = [row["name"], row["official"]]
    return {
        "id": own.get("id", f"country:{slug(name)}"),
        "iso2": row["iso2"],
        "iso3": row["iso3"],
        "name": name,
        "un_member": row["un_member"] and row["iso2"] != "PS" and row["iso2"] != "VA",
        "aliases": [other for other in dict.fromkeys(others) if other not in (name, "Congo")],
        "demonyms": [] if "demonyms" in own else list(demonyms(row)),
        "capitals": list(dict.fromkeys(both_spellings(row["capital"]))),
        "source": "mledoze/countries (ODbL 1.0)",
    }


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


def main(folder: Path) -> None:
    """Write every derived file."""
    own = read(DATA / "countries.jsonl")
    write("countries.jsonl", countries(read(folder / "countries.jsonl"), own))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
