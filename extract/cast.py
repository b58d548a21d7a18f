"""Who is who in one article: every mention of an actor, and the offices and ties told of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extract.acting import acts
from extract.lexicon import load_lexicon
from extract.knowledge import Knowledge, distinct
from extract.names import NameReader, Names
from extract.offices import OfficeWords, RoleScheme
from extract.page import Page, Reference
from extract.phrases import Office, PhraseReader
from extract.pronouns import PronounReader, references_of
from extract.resolve import Resolver, assemble
from extract.roles import Holding, RoleFinder
from extract.sexes import sexes
from extract.text import Kind, Spot, Text
from extract.ties import Bond, TieFinder
from ontology.facts import Actor, Assertion, Stance, Tenure, Tie
from ontology.registry import Registry


@dataclass(frozen=True, slots=True)
class Cast:
    """The mentions of actors in text order, none overlapping, and what is told of them.

    `called` has the fullest form of each person's name in the article, where it has more than a
    surname; spellings differ from the registry's.
    """

    references: tuple[Reference, ...]
    assertions: tuple[Assertion, ...] = ()
    called: Mapping[Actor, str] = field(default_factory=dict)


class CastReader:
    """Prepared once from the registry; reads one article after another."""

    def __init__(self, registry: Registry, roles: RoleScheme) -> None:
        self._registry = registry
        self._words = OfficeWords(roles)
        self._names = NameReader(registry, self._words)

    def read(self, page: Page) -> Cast:
        """The cast of a page whose references are not known yet."""
        text = Text(page.doc)
        names = self._names.read(text, page.article.published)
        acting = {s: _reference(s, text) for s in names.spots if acts(s, text)}
        sex = sexes(text, names.spots)
        spoken = PronounReader(text, list(acting.values()), sex.get, page.article.title).resolve()
        phrases = PhraseReader(text, names, self._words, self._registry.country)
        offices = phrases.offices_in_order()
        known = Knowledge(text, names.spots, self._registry, page.article.published, spoken)
        people = _people(names, spoken)
        holdings = RoleFinder(text, names.spots, offices, people, known.holds).holdings()
        finder = TieFinder(text, names.spots, offices, known, spoken)
        for bond in finder.representation():
            known.note_home(bond.subject, bond.object)
        known.settle(holdings)
        known.settled.extend(finder.delegates(known))
        resolver = Resolver(text, names.spots, list(acting.values()), known, holdings)
        described = [*resolver.offices(offices), *resolver.collectives(phrases.collectives())]
        references = assemble(text, names.spots, acting, described, resolver.pairs(), holdings)
        again = PronounReader(text, references, sex.get, page.article.title).resolve()
        covered = {i for r in references for i in range(r.start, r.end)}
        spare = (r for r in references_of(again) if r.start not in covered)
        references = sorted((*references, *spare), key=lambda r: r.start)
        meant = {i: r.actors for r in references for i in range(r.start, r.end)} | again
        bonds = TieFinder(text, names.spots, offices, known, meant).bonds()
        known.settled.extend(resolver.told)
        told = (*_tenures(page, known), *_ties(page, bonds))
        return Cast(tuple(references), told, _called(text, names.spots))


def _called(text: Text, spots: Sequence[Spot]) -> dict[Actor, str]:
    """The fullest form of every person's name, the first of equals."""
    found: dict[Actor, str] = {}
    for spot in spots:
        form = _unaddressed(text, spot)
        words = len(form.split())
        if spot.kind is Kind.PERSON and words > max(1, len(found.get(spot.actor, "").split())):
            found[spot.actor] = form
    return found


def _unaddressed(text: Text, spot: Spot) -> str:
    """A name without the forms of address that some registries count to it."""
    start = spot.start
    honorifics = load_lexicon("names")["honorifics"]
    while start < spot.end - 1 and (text.words[start] in honorifics or text.doc[start].text == "."):
        start += 1
    return text.doc[start : spot.end].text


def _people(names: Names, spoken: dict[int, tuple[Actor, ...]]) -> dict[int, Actor]:
    """Token to person, for names and for pronouns with one referent."""
    people = {i: actors[0] for i, actors in spoken.items() if len(actors) == 1}
    for spot in names.spots:
        if spot.kind is Kind.PERSON:
            people.update(dict.fromkeys(range(spot.start, spot.end), spot.actor))
    return people


def _tenures(page: Page, known: Knowledge) -> Iterator[Assertion]:
    for title in distinct(known.settled):
        holding = title.holding
        if title.of is None or holding.office.title in _UNTITLED:
            continue
        fact = Tenure(holding.holder, holding.office.title, title.of, status=holding.status)
        token = page.doc[holding.office.core_start]
        yield Assertion(
            fact,
            Stance.ASSERTS,
            page.evidence(token.sent),
            holding.rule,
            _trigger(page, holding.office),
        )


def _ties(page: Page, bonds: Sequence[Bond]) -> Iterator[Assertion]:
    for bond in bonds:
        fact = Tie(bond.subject, bond.relation, bond.object, bond.kinship)
        token = page.doc[bond.token]
        yield Assertion(fact, Stance.ASSERTS, page.evidence(token.sent), bond.rule, token.text)


_UNTITLED = {
    "Diplomat",
    "Expert",
    "Delegate",
    "Lawmaker",
    "Official",
    "Interlocutor",
    "Strongman",
    "Warlord",
    "Dictator",
    "Member",
    "Deputy",
    "Counterpart",
    "Equivalent",
    "Opposite",
}


def _trigger(page: Page, office: Office) -> str:
    return page.doc[office.core_start : office.core_end].text


@lru_cache(maxsize=4)
def _reader(registry: Registry, roles: RoleScheme) -> CastReader:
    # Preparing the gazetteer takes a tenth of a second, an article a few thousandths.
    return CastReader(registry, roles)


def find_cast(page: Page, registry: Registry, roles: RoleScheme) -> Cast:
    """Who is who on a page: references to actors, offices and ties."""
    return _reader(registry, roles).read(page)


def _reference(spot: Spot, text: Text) -> Reference:
    span = text.doc[spot.start : spot.end]
    how = {Kind.SEAT: "seat", Kind.DEMONYM: "demonym"}.get(spot.kind, spot.how)
    return Reference(spot.start, spot.end, span.root.i, (spot.actor,), how)


__all__ = ["Cast", "CastReader", "Holding", "Sequence", "find_cast", "references_of"]
