"""Reading, checking and merging the lines the registry is made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from ontology.errors import UnreadableInput
from ontology.facts import TenureStatus

Row = dict[str, Any]

TEXTS = ("name", "wikidata", "kind", "country")
WORDS = ("aliases", "short", "demonyms", "capitals", "seats", "silent")
PARTS = {"tenures": "role", "ties": "object"}
DATES = ("from", "until", "as_of")
_LISTS = (*WORDS, *PARTS)
_ID = re.compile(r"(person|org|country):[A-Za-z0-9._-]+\Z")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
_QID = re.compile(r"Q[1-9]\d*\Z")
_HINT = "each line is one JSON object as described in ontology/data/README.md"


class Readable(Protocol):
    """A file of the package or of the user: both can be read as text."""

    def read_text(self, encoding: str) -> str:
        """The whole file."""


def take_own(rows: dict[str, Row], file: Readable) -> None:
    """Add the lines of a file that ships with the package; tests have checked them."""
    for line in file.read_text(encoding="utf-8").splitlines():
        _add(rows, json.loads(line))


def take(rows: dict[str, Row], path: Path) -> None:
    """Add the lines of a user's file.

    Raises UnreadableInput, naming file and line, where one cannot be read or understood.
    """
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            try:
                row = _checked(json.loads(line))
                _add(rows, row)
            except ValueError as error:
                raise UnreadableInput(f"{path}, line {number}: {error}", _HINT) from error


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise UnreadableInput(f"{path}: {reason}", "name a file that can be read") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path}: is not UTF-8 text", "save it as UTF-8") from error


def _checked(row: object) -> Row:
    """The row, or a ValueError that says what is wrong with it."""
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    for complaint in _complaints(row):
        raise ValueError(complaint)
    return row


def _complaints(row: Row) -> Iterator[str]:
    if not isinstance(row.get("id"), str) or not _ID.match(row["id"]):
        yield f"`id` must look like person:…, org:… or country:…, not {row.get('id')!r}"
    yield from (f"`{f}` must be a text" for f in TEXTS if not isinstance(row.get(f, ""), str))
    yield from (f"`{f}` must be a list" for f in _LISTS if not isinstance(row.get(f, []), list))
    if not _QID.match(row.get("wikidata", "Q1")):
        yield "`wikidata` must look like Q42"
    for field in WORDS:
        if not all(isinstance(word, str) and word.strip() for word in row.get(field, ())):
            yield f"each of `{field}` must be a text"
    for field, needed in PARTS.items():
        for part in row.get(field, ()):
            yield from _complaints_of_part(part, field, needed)


def _complaints_of_part(part: object, field: str, needed: str) -> Iterator[str]:
    if not isinstance(part, dict) or not isinstance(part.get(needed), str):
        yield f"each of `{field}` must be an object with `{needed}`"
        return
    if field == "ties" and not isinstance(part.get("relation"), str):
        yield "each of `ties` must be an object with `relation`"
    if part.get("status", TenureStatus.CURRENT) not in set(TenureStatus):
        yield f"`status` must be one of {', '.join(TenureStatus)}"
    for date in DATES:
        if not _DATE.match(str(part.get(date, "2000"))):
            yield f"`{date}` must be an ISO date such as 2017, 2017-05 or 2017-05-14"


def _add(rows: dict[str, Row], row: Row) -> None:
    """Add a row, or merge it into the earlier one of its id."""
    earlier = rows.get(row["id"])
    if earlier is None and "name" not in row:
        raise ValueError("a new id needs a name")
    rows[row["id"]] = _merged(earlier, row) if earlier else row


def _merged(earlier: Row, later: Row) -> Row:
    """The two rows as one: the later one's plain values win, lists grow."""
    merged = {**earlier, **later}
    for field in _LISTS:
        if field in earlier and field in later:
            merged[field] = _joined(earlier[field], later[field])
    return merged


def _joined(earlier: Iterable[Any], later: Iterable[Any]) -> list[Any]:
    """Both lists without doubles; an office or tie told again is taken as told last."""
    return list({_key(part): part for part in (*earlier, *later)}.values())


def _key(part: Any) -> object:
    if isinstance(part, str):
        return part
    if "role" in part:
        return part["role"], part.get("of"), str(part.get("from"))[:4]
    return part["relation"], part["object"]
