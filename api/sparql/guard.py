"""What may be asked from outside: a read, of this store alone, and of a bounded number of rows.

Neither engine can be told to leave the network alone: Oxigraph follows SERVICE, rdflib reads
`FROM <file:…>`. So a query is refused before any engine sees it. The text is taken apart into
terminals first: a word in a comment, a string or an IRI is no clause, and `SERVICE:x{}` or
`trueSERVICE?x{}`, which Oxigraph accepts without white space, is one.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from api.sparql.tokens import (
    Token,
    every_token,
    following,
    line_and_column,
    tokens,
    with_code_points,
)
from ontology.errors import QueryRefused

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
# Functions whose value is another each time; words may run together, as in `ASUUID`.
_CHANGING = ("NOW", "RAND", "UUID", "BNODE")
_TARGETS = ("iri", "name", "variable")
_PROLOGUE = ("PREFIX", "BASE", "VERSION")


@dataclass(frozen=True, slots=True)
class Question:
    """A query that may be asked: its text, its form, the graphs of FROM, the prefixes it uses.

    `limited` is the text with the number of rows bounded; it equals `text` where the form has
    no rows to bound. `repeatable` tells that the same store gives the same answer.
    """

    text: str
    form: str
    graphs: tuple[str, ...] = ()
    limited: str = ""
    prefixes: tuple[str, ...] = ()
    repeatable: bool = True


@lru_cache(maxsize=4096)
def examine(text: str, rows: int, base: str) -> Question:
    """Take a query apart; `rows` bounds the solutions of a SELECT.

    Raises QueryRefused for an update, for SERVICE anywhere in any spelling, and for FROM with an
    address that could only be read from elsewhere.
    """
    _refuse_service(text)
    words = list(tokens(text))
    text = _with_plain_booleans(text, words)
    form = _form(text, words)
    graphs = tuple(_graphs(words, base))
    refuse_files(graphs)
    limited = _limit(text, words, rows) if form == "SELECT" else text
    said = " ".join(token.keyword for token in words if token.keyword)
    repeatable = not any(name in said for name in _CHANGING)
    return Question(text, form, graphs, limited, _prefixes(words), repeatable)


def _with_plain_booleans(text: str, words: list[Token]) -> str:
    """The text with `TRUE` as `true`: keywords have no case (section 19.8), but Oxigraph's have."""
    for token in words:
        if token.keyword in {"TRUE", "FALSE"}:
            text = text[: token.start] + token.text.lower() + text[token.end :]
    return text


def refuse_files(graphs: Iterable[str]) -> None:
    """Raise QueryRefused if a graph is named by an address that is not a web address or name."""
    for graph in graphs:
        if urllib.parse.urlsplit(graph).scheme.lower() in {"file", "ftp", "data", "jar", "gopher"}:
            message = f"FROM <{graph}> is refused: queries read this store and nothing else"
            raise QueryRefused(message, "name a graph of this store: SELECT ?g { GRAPH ?g {} }")


def refuse_unknown(graphs: Iterable[str], unknown: Iterable[str]) -> None:
    """Raise QueryRefused for the first graph asked for that the store does not hold."""
    missing = set(unknown)
    for graph in graphs:
        if graph in missing:
            message = f"there is no graph <{graph}> here, and nothing is fetched from elsewhere"
            raise QueryRefused(message, "list the graphs with SELECT ?g { GRAPH ?g {} }")


def _refuse_service(text: str) -> None:
    for reading in dict.fromkeys((text, with_code_points(text))):
        if "service" not in reading.casefold():
            continue
        for token in every_token(reading):
            if _is_service(reading, token):
                raise _federation(reading, token)


def _is_service(text: str, token: Token) -> bool:
    """Whether a token begins, or ends in, `SERVICE [SILENT] target {`, spaced or not."""
    if token.kind not in {"word", "name"}:
        return False
    if "service" not in token.text.partition(":")[0].casefold():
        return False
    return any(_opens_group(token, ahead) for ahead in following(text, token.end, 3))


def _opens_group(service: Token, ahead: tuple[Token, ...]) -> bool:
    silent = bool(ahead) and ahead[0].keyword == "SILENT"
    rest = (service, *ahead) if service.kind == "name" else ahead[silent:]
    return len(rest) > 1 and rest[0].kind in _TARGETS and rest[1].text == "{"


def _federation(text: str, token: Token) -> QueryRefused:
    line, column = line_and_column(text, token.start)
    message = (
        f"line {line}, column {column}: SERVICE is refused, as queries leave this machine alone"
    )
    return QueryRefused(message, "ask the other endpoint yourself; name no prefix service")


def _form(text: str, words: list[Token]) -> str:
    for token in _clauses(words):
        word = token.keyword
        form = next((form for form in FORMS if word.startswith(form)), None)
        if form:
            return form
        if word.startswith(_UPDATES):
            message = f"{word} is an update, and this endpoint only reads"
            raise QueryRefused(message, "change the store with POST and DELETE /articles")
        if word not in _PROLOGUE:
            line, column = line_and_column(text, token.start)
            message = f"line {line}, column {column}: a query cannot begin with {token.text[:20]!r}"
            raise QueryRefused(message, f"it begins with one of {', '.join(FORMS)}")
    raise QueryRefused("the query is empty", "try SELECT ?who ?whom { ?who par:met ?whom }")


def _clauses(words: list[Token]) -> Iterator[Token]:
    """Words in order, without the names and IRIs that belong to a prologue."""
    previous = ""
    for token in words:
        if previous in _PROLOGUE and token.kind in {"name", "iri", "string"}:
            previous = "" if token.kind != "name" else previous
            continue
        previous = token.keyword
        yield token


def _graphs(words: list[Token], base: str) -> Iterator[str]:
    prefixes, base = _prologue(words, base)
    for before, token in pairwise(_outside(words)):
        if before.keyword in {"FROM", "NAMED", "FROMNAMED"}:
            if token.kind == "iri":
                yield _resolve(base, token)
            elif token.kind == "name":
                prefix, _, local = token.text.partition(":")
                yield prefixes.get(prefix, "") + local


def _prologue(words: list[Token], base: str) -> tuple[dict[str, str], str]:
    prefixes: dict[str, str] = {}
    for index, token in enumerate(words[:-2]):
        if token.keyword == "BASE":
            base = _resolve(base, words[index + 1])
        if token.keyword == "PREFIX":
            prefixes[words[index + 1].text.rstrip(":")] = _resolve(base, words[index + 2])
    return prefixes, base


def _prefixes(words: list[Token]) -> tuple[str, ...]:
    """Every prefix of a name that the query does not declare, each once."""
    names = (token.text.partition(":")[0] for token in words if token.kind == "name")
    declared = {name.text.rstrip(":") for word, name in pairwise(words) if word.keyword == "PREFIX"}
    return tuple(name for name in dict.fromkeys(names) if name not in declared)


def _resolve(base: str, token: Token) -> str:
    address = with_code_points(token.text[1:-1])
    # Joining would drop an empty fragment, which namespaces end in.
    absolute = urllib.parse.urlsplit(address).scheme
    return address if absolute else urllib.parse.urljoin(base, address)


def _limit(text: str, words: list[Token], rows: int) -> str:
    """The query with `LIMIT rows` at its end, or its own LIMIT lowered to that."""
    outside = _outside(words)
    for word, number in pairwise(outside):
        if word.keyword == "LIMIT" and number.kind == "number" and number.text.isdigit():
            lower = min(int(number.text), rows)
            return f"{text[: number.start]}{lower}{text[number.end :]}"
    values = next((token.start for token in outside if token.keyword == "VALUES"), len(text))
    return f"{text[:values]}\nLIMIT {rows}\n{text[values:]}"


def _outside(words: list[Token]) -> list[Token]:
    """The terminals that stand in no braces."""
    depth, outside = 0, []
    for token in words:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            outside.append(token)
    return outside
