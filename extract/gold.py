"""Gold annotations: what a careful reader took from an article, and the text it was taken from.

A file holds one JSON object or a list of them; `source` names the text file beside it. The shape
is that of `extract/report.py`; besides, `optional` marks what may be found but need not be, and
`also`, `types`, `statuses`, `dates`, `places`, `core` and `aliases` list what else counts as right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from extract.articles import Unreadable, read_articles
from ontology.errors import UnreadableInput
from ontology.facts import Article

Row = Mapping[str, Any]
_LISTS = ("actors", "roles", "ties", "events", "not", "not_actors")


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one article, and the file it stands in."""

    id: str
    row: Row
    file: Path

    def rows(self, kind: str) -> list[Any]:
        """The annotated actors, roles, ties, events, or what is listed as a trap."""
        return list(self.row.get(kind, ()))

    def article(self) -> Article | Unreadable:
        """The text the annotation is of, under the annotation's id."""
        source = self.file.parent / str(self.row.get("source") or f"{self.id}.txt")
        if not source.is_file():
            hint = "put it beside the gold, or give what was extracted with --facts"
            return Unreadable(str(source), f"the text of {self.id} is not there", hint)
        found = next(read_articles(source), Unreadable(str(source), "holds no article"))
        return found if isinstance(found, Unreadable) else replace(found, id=self.id)


def read_gold(paths: Iterable[Path]) -> Iterator[Gold]:
    """The annotations of files, in order; a folder stands for its .json files.

    Raises UnreadableInput, naming the file.
    """
    for path in chain.from_iterable(map(_files, paths)):
        held = _parsed(path)
        for number, row in enumerate(held if isinstance(held, list) else [held], 1):
            yield _gold(row, path, number)


def read_facts(lines: Iterable[str], origin: str) -> dict[str, Row]:
    """Extracted facts by article id, from JSON lines. Raises UnreadableInput, naming the line."""
    found: dict[str, Row] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _object(line, f"{origin}, line {number}")
            found[str(row["id"])] = row
    return found


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.json")) if path.is_dir() else [path]


def _object(line: str, where: str) -> Row:
    hint = "facts are what `parley extract --json` prints: one object a line, each with its id"
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UnreadableInput(f"{where}: not JSON", hint) from error
    if not isinstance(row, dict) or "id" not in row:
        raise UnreadableInput(f"{where}: not the facts of an article", hint)
    return row


def _parsed(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}", "give gold files (.json)") from error
    except ValueError as error:
        raise UnreadableInput(f"{path}: not JSON", "gold files are JSON") from error


def _gold(row: object, path: Path, number: int) -> Gold:
    hint = "an annotation is an object with `id`, `actors`, `roles`, `ties` and `events`"
    if not isinstance(row, dict) or "id" not in row:
        raise UnreadableInput(f"{path}, annotation {number}: has no id", hint)
    for kind in _LISTS:
        if not isinstance(row.get(kind, []), list):
            raise UnreadableInput(f"{path}, {row['id']}: `{kind}` is not a list", hint)
    return Gold(str(row["id"]), row, path)
