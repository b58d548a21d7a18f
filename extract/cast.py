"""Who is who in one article: every mention of an actor, and the offices and ties told of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extract.acting import acts
from extract.names import NameReader, Names
from extract.offices import OfficeWords, RoleScheme
from extract.page import Page, Reference
from extract.text import Kind, Spot, Text
from ontology.facts import Assertion
from ontology.registry import Registry


@dataclass(frozen=True, slots=True)
class Cast:
    """The mentions of actors in text order, none overlapping, and what is told of them."""

    references: tuple[Reference, ...]
    assertions: tuple[Assertion, ...] = ()


class CastReader:
    """Prepared once from the registry; reads one article after another."""

    def __init__(self, registry: Registry, roles: RoleScheme) -> None:
        self._registry = registry
        self._names = NameReader(registry, OfficeWords(roles))

    def read(self, page: Page) -> Cast:
        """The cast of a page whose references are not known yet."""
        text = Text(page.doc)
        names = self._names.read(text)
        return Cast(tuple(_named(names, text)))


@lru_cache(maxsize=4)
def _reader(registry: Registry, roles: RoleScheme) -> CastReader:
    # Preparing the gazetteer takes a tenth of a second, an article a few thousandths.
    return CastReader(registry, roles)


def find_cast(page: Page, registry: Registry, roles: RoleScheme) -> Cast:
    """Who is who on a page: references to actors, offices and ties."""
    return _reader(registry, roles).read(page)


def _named(names: Names, text: Text) -> list[Reference]:
    return [_reference(spot, text) for spot in names.spots if acts(spot, text)]


def _reference(spot: Spot, text: Text) -> Reference:
    span = text.doc[spot.start : spot.end]
    how = {Kind.SEAT: "seat", Kind.DEMONYM: "demonym"}.get(spot.kind, spot.how)
    return Reference(spot.start, spot.end, span.root.i, (spot.actor,), how)
