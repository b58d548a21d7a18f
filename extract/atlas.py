"""The names of places: cities, countries, regions and buildings, found on the tokens of a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc

from ontology.facts import ActorType
from ontology.names import normalise
from ontology.registry import Registry


class Sort(StrEnum):
    """What a place is."""

    CITY = "city"
    COUNTRY = "country"
    REGION = "region"
    BUILDING = "building"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by name: the country it lies in and, for a building, its city, as far as known."""

    name: str
    sort: Sort
    country: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens (end exclusive) that name a place."""

    start: int
    end: int
    spot: Spot


@dataclass(frozen=True, slots=True)
class Atlas:
    """Every place known by name, by the folded form of the name.

    `longest` is how many tokens a name may have, by its first folded word; `capitals` names the
    capital of a country, `regions` the country of a state or province.
    """

    spots: Mapping[str, Spot]
    longest: Mapping[str, int]
    capitals: Mapping[str, str]
    regions: Mapping[str, str]

    def find(self, name: str) -> Spot | None:
        """The place of a name, in whatever case and spelling of accents."""
        return self.spots.get(normalise(name))

    def names_in(self, doc: Doc) -> Iterator[Named]:
        """Known places in a text, the longest name first, none overlapping."""
        place = 0
        while place < len(doc):
            found = self._at(doc, place)
            if found:
                yield found
            place = found.end if found else place + 1

    def _at(self, doc: Doc, start: int) -> Named | None:
        word = doc[start].text
        if not (word[:1].isupper() or word.isdigit()):
            return None
        longest = self.longest.get(_first_word(word), 0)
        for end in range(min(start + longest, len(doc)), start, -1):
            if doc[end - 1].is_punct or doc[end - 1].is_space:
                continue
            spot = self.spots.get(normalise(doc[start:end].text))
            if spot:
                return Named(start, end, spot)
        return None


@lru_cache(maxsize=1 << 14)
def _first_word(token: str) -> str:
    return normalise(token).partition(" ")[0]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words by which a place is told from an actor; lexicons/places.toml says how."""

    motion: frozenset[str]
    visit: frozenset[str]
    bound: frozenset[str]
    events: frozenset[str]
    topics: frozenset[str]
    venues: frozenset[str]
    sorts: frozenset[str]
    institutions: frozenset[str]
    never: frozenset[str]
    prepositions: Mapping[str, str]


@cache
def load_words() -> PlaceWords:
    """The words of the lexicon, read once."""
    lexicon = _lexicon()
    lists = {name: frozenset(words) for name, words in lexicon.items() if isinstance(words, list)}
    relations = lexicon["prepositions"].items()
    return PlaceWords(**lists, prepositions={w: name for name, words in relations for w in words})


@cache
def _lexicon() -> dict[str, Any]:
    text = files("extract").joinpath("lexicons/places.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=4)
def atlas_of(registry: Registry) -> Atlas:
    """The atlas of a registry's cities, capitals and countries and the lexicon's other places."""
    spots: dict[str, Spot] = {}
    for spot in (*_areas(), *_registry_spots(registry), *_lexicon_spots()):
        # The first spelling that is told stands for all that fold into it.
        spots.setdefault(normalise(spot.name), spot)
    capitals: dict[str, str] = {}
    for city, country in registry.capitals.items():
        capitals.setdefault(country.name, city)
    regions = _lexicon()["regions"].items()
    known = {normalise(name): country for country, names in regions for name in names}
    return Atlas(spots, _longest(spots), capitals, known)


def _longest(names: Iterable[str]) -> dict[str, int]:
    """How many tokens a name may take, by first word: hyphens and dots are tokens of their own."""
    longest: dict[str, int] = {}
    for name in names:
        words = name.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), 2 * len(words))
    return longest


def _registry_spots(registry: Registry) -> Iterator[Spot]:
    for city, country in registry.capitals.items():
        yield Spot(city, Sort.CITY, country.name)
    for city, land in registry.cities.items():
        yield Spot(city, Sort.CITY, land)
    for name, actor in registry.names():
        if actor.type is ActorType.COUNTRY:
            yield Spot(name, Sort.COUNTRY, actor.name)


def _areas() -> Iterator[Spot]:
    for country, names in _lexicon()["areas"].items():
        for name in names:
            yield Spot(name, Sort.REGION, country)


def _lexicon_spots() -> Iterator[Spot]:
    lexicon = _lexicon()
    for country, regions in lexicon["regions"].items():
        for region in regions:
            yield Spot(region, Sort.REGION, country)
    for building, city in lexicon["buildings"].items():
        yield Spot(building, Sort.BUILDING, None, city)
