"""Web pages, and leftovers of their markup in plain text, turned into plain text.

Written on the standard library's parser: a saved page's article, its caption lines and the date
in its head are found without the weight of a page extractor, and a leftover tag in a text file
needs no page around it.
"""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>|<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


@dataclass(frozen=True, slots=True)
class _Elements:
    """Names of elements by what becomes of them, and the fields that names in a head stand for."""

    lines: frozenset[str]
    paragraphs: frozenset[str]
    dropped: frozenset[str]
    inline: frozenset[str]
    metas: Mapping[str, str]


@cache
def _elements() -> _Elements:
    data = tomllib.loads(files("extract").joinpath("lexicons/markup.toml").read_text("utf-8"))
    metas = data.pop("metas")
    return _Elements(**{name: frozenset(names) for name, names in data.items()}, metas=metas)


@dataclass(frozen=True, slots=True)
class WebPage:
    """The text of a web page, and what its head says of title, date, address and outlet."""

    text: str
    fields: dict[str, str] = field(default_factory=dict)


def page_of(source: str) -> WebPage:
    """The article of an HTML page: its largest `article` element, else `main`, else all."""
    reader = _PageReader()
    reader.feed(source)
    reader.close()
    articles = sorted(re.findall(r"(?is)<article\b.*?</article\s*>", source), key=len)
    mains = re.findall(r"(?is)<main\b.*?</main\s*>", source)
    body = re.sub(r"(?is)<head\b.*?</head\s*>", "", source)
    return WebPage(
        without_markup([*mains, body][0] if not articles else articles[-1]), reader.fields
    )


class _PageReader(HTMLParser):
    """Collects what the head of a page says of the article."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps what a tag says, and remembers tags whose text says more."""
        told = {name: value or "" for name, value in attrs}
        self._inside = tag if tag == "title" else ""
        if tag == "meta":
            self._keep(told.get("property") or told.get("name") or told.get("itemprop", ""), told)
        elif tag == "script" and told.get("type", "").lower() == "application/ld+json":
            self._inside = "ld"
        elif tag == "link" and told.get("rel") == "canonical" and told.get("href"):
            self.fields.setdefault("url", told["href"])

    def handle_data(self, data: str) -> None:
        """Keeps the page's title and its linked data."""
        if self._inside == "title" and data.strip():
            self.fields.setdefault("title", data.strip())
        elif self._inside == "ld":
            for name, value in _linked_data(data):
                self.fields.setdefault(name, value)
        self._inside = ""

    def _keep(self, name: str, told: dict[str, str]) -> None:
        known = _elements().metas.get(name.lower())
        if known and told.get("content"):
            # The share title is the headline; the page's own title ends in the outlet's name.
            self.fields[known] = told["content"].strip()


def _linked_data(data: str) -> Iterable[tuple[str, str]]:
    """Headline and date from the JSON-LD of a page, if it is readable."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return
    rows = value if isinstance(value, list) else [value]
    for row in rows:
        if not isinstance(row, dict):
            continue
        for name, known in (("headline", "title"), ("datePublished", "published")):
            if isinstance(row.get(name), str):
                yield known, row[name]


def without_markup(text: str) -> str:
    """The text without tags and comments, entities decoded; other uses of `<` and `&` stay.

    Elements that are no text of an article (`script`, `nav`, `aside` …) go with what is in
    them, where their end is there too.
    """
    if "<" in text:
        text = _TAG.sub(_replacement, _without_dropped(text))
    # Twice, because leftovers are often escaped twice (`&amp;nbsp;`).
    return _unescaped(_unescaped(text)) if "&" in text else text


def _without_dropped(text: str) -> str:
    """The text without the elements that open and close as often as each other."""
    tags = Counter((match[2].lower(), match[1]) for match in _TAG.finditer(text) if match[2])
    for name in sorted(_elements().dropped):
        if tags[name, ""] and tags[name, ""] == tags[name, "/"]:
            text = _dropped(text, name)
    return text


def _dropped(text: str, name: str) -> str:
    """The text without one kind of element, nested ones counted."""
    kept, depth, end = [], 0, 0
    for match in re.finditer(rf"(?i)<(/?){name}\b[^<>]*>", text):
        if depth == 0:
            kept.append(text[end : match.start()])
        depth = max(0, depth + (-1 if match[1] else 1))
        end = match.end()
    return "\n".join([*kept, text[end:]]) if depth == 0 else text


def _replacement(match: re.Match[str]) -> str:
    name = (match[2] or "").lower()
    elements = _elements()
    if name in elements.paragraphs:
        return "\n\n"
    if name in elements.lines:
        return "\n"
    known = not name or name in elements.inline or name in elements.dropped
    return "" if known else match.group()


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)
