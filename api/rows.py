"""Answers of SPARQL as a table for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from api.sparql.formats import JSON
from api.sparql.questions import Answer
from api.terminal import table
from ontology.vocabulary import PREFIXES


def lines(answer: Answer) -> Iterator[str]:
    """The lines of a table of rows, of a graph's triples, or the one word of ASK."""
    if answer.media != JSON:
        yield from answer.body.decode().splitlines()
        return
    document = json.loads(answer.body)
    if "boolean" in document:
        yield "yes" if document["boolean"] else "no"
        return
    names = document["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in names] for row in document["results"]["bindings"]]
    yield from table(names, rows)


def _cell(term: Mapping[str, Any] | None) -> str:
    if term is None:
        return ""
    return _short(term["value"]) if term["type"] == "uri" else str(term["value"])


def _short(iri: str) -> str:
    """The IRI with its usual prefix, the longest that fits."""
    fitting = [(len(base), name) for name, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"
