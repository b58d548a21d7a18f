"""From a query and a client's wishes to what a worker is asked; from its reply to an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.negotiation import choose
from api.sparql.formats import offered
from api.sparql.guard import FORMS, Question, examine, refuse_files, refuse_unknown
from ontology.errors import QueryRefused, StoreError, UnknownName
from ontology.vocabulary import PREFIXES

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class NotAcceptable(UnknownName):
    """None of the forms an answer can take is one the client accepts."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a request names beside the query; None leaves it to the query."""

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    @property
    def graphs(self) -> tuple[str, ...]:
        """Every graph it names."""
        return (*(self.default or ()), *(self.named or ()))


@dataclass(frozen=True, slots=True)
class Caps:
    """The most an answer may hold: rows or triples, and bytes."""

    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole document in a media type; `cut` says that there was more."""

    media: str
    body: bytes
    cut: bool = False


def question(
    query: str, accept: str | None, dataset: Dataset, caps: Caps, base: str
) -> tuple[str, dict[str, Any]]:
    """The media type of the answer to come, and the head of the frame that asks for it.

    Raises QueryRefused as `examine` does, NotAcceptable if no form of answer suits.
    """
    refuse_files(dataset.graphs)
    asked = examine(query, caps.rows + 1, base)
    forms = offered(asked.form)
    media = choose(accept, tuple(forms))
    if media is None:
        raise NotAcceptable(
            f"no answer to {asked.form} as {accept}", f"offered: {', '.join(forms)}"
        )
    named, default = _given(dataset)
    return media, {
        "query": asked.text,
        "limited": asked.limited,
        "base": base,
        "form": forms[media],
        # Graphs that only the protocol names may be missing, as its tests have it: they are empty.
        "check": [] if dataset.graphs else [*asked.graphs],
        "default_graphs": default,
        "named_graphs": named,
        "repeatable": asked.repeatable,
        "rows": caps.rows,
        "bytes": caps.size,
        "prefixes": _prefixes(asked),
    }


def _prefixes(asked: Question) -> dict[str, str]:
    """The usual prefixes that a query uses; all of them where they make a graph more readable."""
    if asked.form in {"CONSTRUCT", "DESCRIBE"}:
        return dict(PREFIXES)
    return {name: PREFIXES[name] for name in asked.prefixes if name in PREFIXES}


def _given(dataset: Dataset) -> tuple[list[str] | None, list[str] | None]:
    """Named and default graphs; a request that names either kind has no others (protocol 2.1.4)."""
    if not dataset.graphs:
        return None, None
    return list(dataset.named or ()), list(dataset.default or ())


def answer(media: str, asked: dict[str, Any], reply: dict[str, Any], body: bytes) -> Answer:
    """The answer a worker's reply holds, or the error it names."""
    match reply["status"]:
        case "ok":
            return Answer(media, body, reply["cut"])
        case "unknown":
            refuse_unknown(asked["check"], reply["graphs"])
        case "refused":
            raise misread(asked["query"], reply["message"])
    message = reply["message"]
    if "custom function" in message:
        raise QueryRefused(message, "only the functions of SPARQL 1.1 are known here")
    raise StoreError(f"the store could not answer: {message}", "see `parley doctor`")


def misread(query: str, message: str) -> QueryRefused:
    """The error for a query that cannot be parsed: line, column, the text there, what would do."""
    found = _PLACE.search(message)
    if not found:
        return QueryRefused(f"the query cannot be read: {_shortened(message)}")
    line, column = int(found[1]), int(found[2])
    lines: Sequence[str] = query.splitlines() or [""]
    here = lines[line - 1][column - 1 : column + 19].strip() if line <= len(lines) else ""
    what = f"cannot read {here!r}" if here else "something is missing"
    return QueryRefused(f"line {line}, column {column}: {what}", _expected(found[3]))


def _expected(message: str) -> str:
    """What could stand there, as far as it reads like SPARQL and not like a grammar."""
    if "Prefix not found" in message:
        return "declare the prefix before it: PREFIX name: <address>"
    words = re.findall(r'"((?:\\.|[^"\\])+)"|\b([A-Z]{2,}|true|false)\b', message)
    plain = dict.fromkeys(word for pair in words for word in pair if word)
    if not set(plain) - set(FORMS):
        return "compare it with SELECT ?who ?whom { ?who par:met ?whom }"
    return f"expected there: {' '.join([*plain][:12])}"


def _shortened(text: str, length: int = 120) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
