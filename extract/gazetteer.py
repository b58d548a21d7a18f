"""All names of the registry, looked up in a text as far as their capitals agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from extract.offices import title_fits
from extract.text import Kind
from extract.trie import Trie, words_of
from ontology.facts import Actor, ActorType
from ontology.registry import Registry


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the registry; `short` names count only where the article knows no other."""

    name: str
    kind: Kind
    actor: Actor
    short: bool = False


_KINDS = {
    ActorType.PERSON: Kind.PERSON,
    ActorType.ORGANIZATION: Kind.ORGANIZATION,
    ActorType.COUNTRY: Kind.COUNTRY,
}
# Where one word has several readings the first of these wins.
_PRIORITY = (Kind.COUNTRY, Kind.ORGANIZATION, Kind.SEAT, Kind.DEMONYM, Kind.PERSON, Kind.CITY)


class Gazetteer:
    """All names of the registry in one tree, and their folded spellings."""

    def __init__(self, registry: Registry) -> None:
        self._trie: Trie[Entry] = Trie()
        self._spellings: dict[str, set[Actor]] = {}
        self._by_word: dict[str, dict[Actor, None]] = {}
        self._registry = registry
        for entry in _entries(registry):
            self._trie.add(entry.name, entry)
            if entry.kind is Kind.PERSON and not entry.short:
                self._enter_person(words_of(entry.name), entry.actor)

    def _enter_person(self, words: tuple[str, ...], actor: Actor) -> None:
        self._spellings.setdefault(spelling(words), set()).add(actor)
        for word in {words[0], words[-1]}:
            self._by_word.setdefault(word, {})[actor] = None

    def matches(self, doc: Doc, words: list[str]) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
        """The longest known names, left to right, as far as their capitals agree."""
        index = 0
        while index < len(words):
            found = self._match_at(doc, words, index)
            if found:
                yield found
            index = found[1] if found else index + 1

    def shorter(
        self, doc: Doc, words: list[str], start: int, end: int
    ) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest known name from a word on that ends no later than `end`."""
        found = self._match_at(doc, words[:end], start)
        return (found[1], found[2]) if found else None

    def office_holder(self, word: str, title: str, on: dt.date | None) -> Actor | None:
        """The one person of that surname in such an office on a day («Foreign Minister Maas»)."""
        fitting = [
            actor
            for actor in self._by_word.get(word, ())
            if any(title_fits(title, t.role) for t in self._registry.tenures(actor.id, on))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def country(self, body: Actor) -> Actor | None:
        """The country or body an organisation belongs to, if known."""
        return self._registry.country(body.id)

    def same_spelling(self, words: Iterable[str]) -> Actor | None:
        """The one person whose name is the same but for the transliteration."""
        actors = self._spellings.get(spelling(words), set())
        return next(iter(actors)) if len(actors) == 1 else None

    def _match_at(
        self, doc: Doc, words: list[str], index: int
    ) -> tuple[int, int, tuple[Entry, ...]] | None:
        found = self._trie.longest(words, index) if _may_begin_name(doc, index) else None
        if not found:
            return None
        end, entries = found
        fitting = tuple(entry for entry in entries if _capitals_agree(doc[index:end], entry.name))
        return (index, end, fitting) if fitting else None


def _entries(registry: Registry) -> Iterator[Entry]:
    for name, actor in registry.names():
        kind = _KINDS[actor.type]
        yield Entry(name, kind, actor, kind is Kind.PERSON and len(words_of(name)) == 1)
    for name, actor in registry.short_names():
        yield Entry(name, _KINDS[actor.type], actor, actor.type is ActorType.PERSON)
    for name, actor in registry.demonyms.items():
        yield Entry(name, Kind.DEMONYM, actor)
    for name, actor in registry.seats.items():
        yield Entry(name, Kind.SEAT, actor)
    for city, country in registry.cities.items():
        found = registry.find(country)
        if found and city not in registry.seats:
            yield Entry(city, Kind.CITY, found[0])


def spelling(words: Iterable[str]) -> str:
    """A name blind to how it was transliterated: `Zelenskyy`, `Zelensky` and `Selenskij` meet."""
    return " ".join(_folded(word) for word in words if word not in {"al", "el"})


_FOLDS = (
    ("kh", "h"), ("gh", "g"), ("sch", "sh"), ("tch", "ch"), ("ph", "f"), ("ou", "u"),
    ("oo", "u"), ("ck", "k"), ("q", "k"), ("w", "v"), ("iy", "i"), ("yi", "i"), ("ij", "i"),
    ("y", "i"), ("j", "i"), ("z", "s"), ("e", "a"), ("o", "u"), ("ii", "i"), ("c", "k"),
)  # fmt: skip


def _folded(word: str) -> str:
    for old, new in _FOLDS:
        word = word.replace(old, new)
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


def _may_begin_name(doc: Doc, index: int) -> bool:
    text = doc[index].text
    return text[0].isupper() or text[0].isdigit() or text.lower() in {"al", "el", "the"}


def _capitals_agree(span: Span, name: str) -> bool:
    """A name must be written as a name: `us` is no country and `may` no month."""
    if len(span) == 1 and name.isupper():
        return span.text.isupper()
    return any(c.isupper() or c.isdigit() for c in (token.text[0] for token in span))


def preferred(entries: tuple[Entry, ...]) -> Entry | None:
    """The one reading of a name, or none where two actors of the first kind share it."""
    for kind in _PRIORITY:
        fitting = {e.actor: e for e in entries if e.kind is kind}
        full = {a: e for a, e in fitting.items() if not e.short}
        chosen = full or fitting
        if chosen:
            return next(iter(chosen.values())) if len(chosen) == 1 else None
    return None
