"""The names of places: cities, countries, regions and buildings, found on the tokens of a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc

from ontology.facts import ActorType
from ontology.names import normalise
from ontology.registry import Registry

_LONGEST = 6  # tokens in a name: «Great Hall of the People» has five


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
    """Every place known by name, by the folded form of the name, and the capital of a country."""

    spots: Mapping[str, Spot]
    capitals: Mapping[str, str]

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
        if not doc[start].text[:1].isupper() and not doc[start].is_digit:
            return None
        for end in range(min(start + _LONGEST, len(doc)), start, -1):
            spot = self.spots.get(normalise(doc[start:end].text))
            if spot and not doc[end - 1].is_punct:
                return Named(start, end, spot)
        return None


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words by which a place is told from an actor; lexicons/places.toml says how."""

    motion: frozenset[str]
    visit: frozenset[str]
    events: frozenset[str]
    topics: frozenset[str]
    venues: frozenset[str]
    sorts: frozenset[str]
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
    spots = {normalise(spot.name): spot for spot in _lexicon_spots()}
    for name, actor in registry.names():
        if actor.type is ActorType.COUNTRY:
            spots[normalise(name)] = Spot(actor.name, Sort.COUNTRY, actor.name)
    capitals: dict[str, str] = {}
    for city, country in registry.capitals.items():
        capitals.setdefault(country.name, city)
        spots[normalise(city)] = Spot(city, Sort.CITY, country.name)
    for city, land in registry.cities.items():
        spots[normalise(city)] = Spot(city, Sort.CITY, land)
    return Atlas(spots, capitals)


def _lexicon_spots() -> Iterator[Spot]:
    lexicon = _lexicon()
    for country, regions in lexicon["regions"].items():
        for region in regions:
            yield Spot(region, Sort.REGION, country)
    for building, city in lexicon["buildings"].items():
        yield Spot(building, Sort.BUILDING, None, city)
