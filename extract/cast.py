"""Who is who in one article: every mention of an actor, and the offices and ties told of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extract.acting import acts
from extract.assembly import assemble
from extract.collectives import Collectives
from extract.delegates import DelegateFinder
from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.memory import Memory
from extract.names import NameReader, Names
from extract.offices import OfficeWords
from extract.page import Page, Reference
from extract.pairs import Pairs
from extract.phrases import Office, PhraseReader
from extract.pronouns import PronounReader, references_of
from extract.resolve import Resolver
from extract.roles import RoleFinder
from extract.sexes import sexes
from extract.text import Kind, Spot, Text
from extract.ties import find_ties
from extract.titles_told import distinct
from extract.vicinity import Bond, Vicinity
from extract.whose import Settler
from ontology.facts import Actor, Assertion, Stance, Tenure, Tie
from ontology.registry import Registry
from ontology.roles import Roles


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

    def __init__(self, registry: Registry, roles: Roles) -> None:
        self._registry = registry
        self._words = OfficeWords(roles)
        self._names = NameReader(registry, self._words)

    def read(self, page: Page) -> Cast:
        """The cast of a page whose references are not known yet."""
        text = Text(page.doc, _items(page))
        names = self._names.read(text, page.article.published)
        phrases = PhraseReader(text, names, self._words, self._registry.country)
        scene = _Scene(page, text, names, self._registry, phrases)
        for _ in range(_ROUNDS):
            scene.play()
        told = (*_tenures(page, scene.known), *_ties(page, scene.bonds()))
        return Cast(tuple(scene.references()), told, _called(text, names.spots))


# Pronouns tell whose an office is, and offices tell whom pronouns can mean: a second round
# settles what the first one found out. A third changed nothing in 400 articles.
_ROUNDS = 2


class _Scene:
    """What is known of who is who on one page, from one round to the next."""

    def __init__(
        self, page: Page, text: Text, names: Names, registry: Registry, phrases: PhraseReader
    ) -> None:
        self._page = page
        self._text = text
        self._names = names
        self._registry = registry
        self._offices = phrases.offices_in_order()
        self._collectives = phrases.collectives()
        self._sex = sexes(text, names.spots)
        self._acting = {s: _reference(s, text) for s in names.spots if acts(s, text)}
        self._mentions: list[Reference] = list(self._acting.values())
        self._spoken = self._pronouns()

    def play(self) -> None:
        """One round: offices and holders, then descriptions, then pronouns."""
        spots, offices = self._names.spots, self._offices
        self.known = Knowledge(
            self._text, spots, self._registry, self._page.article.published, self._meant()
        )
        near = self._near(self._spoken)
        holdings = RoleFinder(near, self.known.holds).holdings()
        delegates = DelegateFinder(near, self.known)
        for bond in delegates.bonds():
            self.known.note_home(bond.subject, bond.object)
        Settler(self.known).settle(holdings)
        self.known.settled.extend(delegates.holdings())
        memory = Memory(self._text, self._acting.values())
        pairs = Pairs(self._text, memory, self.known)
        resolver = Resolver(self._text, spots, memory, pairs, self.known, holdings)
        collectives = Collectives(self._text, memory, pairs, self.known)
        described = [*resolver.offices(offices), *collectives.resolve(self._collectives)]
        others = [*pairs.pairs(), *resolver.singles()]
        self._mentions = assemble(self._text, spots, self._acting, described, others, holdings)
        self._spoken = self._pronouns()
        self.known.settled.extend(resolver.told)

    def _meant(self) -> dict[int, tuple[Actor, ...]]:
        """Whom pronouns and descriptions stand for, by token, as far as known."""
        described = {
            i: r.actors
            for r in self._mentions
            if r.how in {"title", "description", "collective"}
            for i in range(r.head, r.end)
        }
        return described | self._spoken

    def references(self) -> list[Reference]:
        """Mentions and pronouns in text order, none overlapping another."""
        covered = {i for r in self._mentions for i in range(r.start, r.end)}
        spare = (r for r in references_of(self._spoken) if r.start not in covered)
        return sorted((*self._mentions, *spare), key=lambda r: r.start)

    def bonds(self) -> list[Bond]:
        """The ties of the page by all that is known."""
        mentioned = {i: r.actors for r in self._mentions for i in range(r.start, r.end)}
        return find_ties(self._near(mentioned | self._spoken), self.known)

    def _near(self, meant: Mapping[int, tuple[Actor, ...]]) -> Vicinity:
        return Vicinity(self._text, self._names.spots, self._offices, meant)

    def _pronouns(self) -> dict[int, tuple[Actor, ...]]:
        title = self._page.article.title
        return PronounReader(self._text, self._mentions, self._sex.get, title).resolve()


_BULLET = re.compile(r"(?:^|\n)[ \t]*(?:[-•*–—·▪●‣]|\(?\d{1,2}[.)])[ \t]+$")


def _items(page: Page) -> frozenset[int]:
    """The tokens that begin a line which in the article begins with a bullet or a number."""
    starts = [0, *(token.i + 1 for token in page.doc if "\n" in token.text)]
    return frozenset(i for i in starts if i < len(page.doc) and _is_item(page, i))


def _is_item(page: Page, index: int) -> bool:
    token = page.doc[index]
    if token.text in {"-", "•", "*", "–", "—", "·"}:
        return True
    start = page.view.original(token.idx)
    return bool(_BULLET.search(page.article.text[max(0, start - 8) : start]))


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


def _tenures(page: Page, known: Knowledge) -> Iterator[Assertion]:
    for title in distinct(known.settled):
        holding = title.holding
        if (
            title.of is None
            or holding.office.title in load_lexicon("resolve")["untitled"]["titles"]
        ):
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


def _trigger(page: Page, office: Office) -> str:
    return page.doc[office.core_start : office.core_end].text


@lru_cache(maxsize=4)
def _reader(registry: Registry, roles: Roles) -> CastReader:
    # Preparing the gazetteer takes a tenth of a second, an article a few thousandths.
    return CastReader(registry, roles)


def find_cast(page: Page, registry: Registry, roles: Roles) -> Cast:
    """Who is who on a page: references to actors, offices and ties."""
    return _reader(registry, roles).read(page)


def _reference(spot: Spot, text: Text) -> Reference:
    span = text.doc[spot.start : spot.end]
    how = {Kind.SEAT: "seat", Kind.DEMONYM: "demonym"}.get(spot.kind, spot.how)
    return Reference(spot.start, spot.end, span.root.i, (spot.actor,), how)
