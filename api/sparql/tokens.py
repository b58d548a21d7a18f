"""The words of a SPARQL query, told apart from what strings, comments and IRIs merely contain.

The terminals are those of the SPARQL 1.1 grammar (section 19.8). Two readings of `<` exist, the
start of an IRI and «less than», and only a full parser knows which is meant. `tokens` takes the
longer one, as the grammar's tokenizer rule says; `every_token` follows both wherever they part,
so that nothing can be hidden behind either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ontology.errors import QueryRefused

_LONGEST = 500  # characters of a name; without a bound, looking for all readings takes too long
_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LETTER = r"[^\W\d_]"
_IRI = rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{_ESCAPE})*>"
_STRING = (
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
    r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    r'|"(?!"")(?:[^"\\\n\r]|\\.)*"'
    r"|'(?!'')(?:[^'\\\n\r]|\\.)*'"
    r'|""|' + r"''"
)
_LOCAL = r"(?:[\w:.\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]){0,500}"
_KINDS = {
    "space": r"[\s]+|#[^\n\r]*",
    "string": _STRING,
    "variable": r"[?$]\w+",
    "blank": r"_:[\w.\-·]{1,500}",
    # A longer prefix is read as words: looking for its colon from every letter takes too long.
    "name": rf"(?:{_LETTER}[\w.\-·]{{0,255}})?:{_LOCAL}",
    "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "number": r"\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?",
    "word": r"[A-Za-z_]+",
    "mark": r"[^\"']",
}
_RULES = "|".join(f"(?P<{kind}>{rule})" for kind, rule in _KINDS.items())
_ORDINARY = re.compile(_RULES, re.DOTALL)
_ADDRESS = re.compile(_IRI)
_EITHER = re.compile(f"(?P<iri>{_IRI})|{_RULES}", re.DOTALL)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Token(NamedTuple):
    """A terminal: its kind, its text, the offset it starts at, and a bare word in capitals."""

    kind: str
    text: str
    start: int
    keyword: str = ""

    @property
    def end(self) -> int:
        """The offset just after it."""
        return self.start + len(self.text)


def _token(kind: str, text: str, start: int) -> Token:
    if len(text) > _LONGEST and kind in {"name", "blank"}:
        message = f"a name of more than {_LONGEST} characters begins {text[:20]!r}"
        raise QueryRefused(message, "write it as an address in angle brackets")
    return Token(kind, text, start, text.upper() if kind == "word" else "")


def tokens(query: str) -> Iterator[Token]:
    """The terminals of a query in order, without white space and comments.

    Raises QueryRefused at a string that does not end.
    """
    position = 0
    for match in _EITHER.finditer(query):
        if match.start() != position:
            break
        position = match.end()
        if match.lastgroup != "space":
            yield _token(match.lastgroup or "", match[0], match.start())
    if position < len(query):
        line, column = line_and_column(query, position)
        message = f"line {line}, column {column}: a string begins here and does not end"
        raise QueryRefused(message, "close it with the same quotation mark")


def every_token(query: str) -> Iterator[Token]:
    """The terminals of every way to read the query, in no order; each place is visited once.

    A string that does not end closes that way of reading: no engine could go on either.
    """
    seen: set[int] = set()
    waiting = [0]
    while waiting:
        position = waiting.pop()
        if position >= len(query) or position in seen:
            continue
        seen.add(position)
        for token in _readings(query, position):
            waiting.extend(_ends(token))
            yield token


def following(query: str, position: int, count: int) -> Iterator[tuple[Token, ...]]:
    """The next `count` terminals from a position, in every way to read them; fewer at the end."""
    if count == 0 or position >= len(query):
        yield ()
        return
    for token in _readings(query, position):
        if token.kind == "space":
            yield from following(query, token.end, count)
        else:
            yield from ((token, *rest) for rest in following(query, token.end, count - 1))


def with_code_points(query: str) -> str:
    r"""The query with `\uXXXX` and `\UXXXXXXXX` replaced, as section 19.2 has it done first."""
    return _CODE_POINT.sub(_character, query)


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]


def _readings(query: str, position: int) -> Iterator[Token]:
    address = _address(query, position)
    if address:
        yield address
    match = _ORDINARY.match(query, position)
    if match and match.lastgroup:
        yield _token(match.lastgroup, match[0], position)


def _ends(token: Token) -> Iterator[int]:
    """Where the next terminal may begin: a dot may end a triple as well as stand in a name."""
    yield token.end
    dot = token.text.find(".", 1)
    if token.kind in {"name", "blank"} and dot > 0:
        yield token.start + dot


def _address(query: str, position: int) -> Token | None:
    match = _ADDRESS.match(query, position) if query[position] == "<" else None
    return Token("iri", match[0], position) if match else None


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - text.rfind("\n", 0, offset)
