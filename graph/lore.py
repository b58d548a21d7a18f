"""What is said of a fact, of an actor and of an article: triples read back into records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graph.terms import ALT_LABEL, ISSUED, LABEL, SAME_AS, TYPE, par
from ontology.facts import (
    Actor,
    ActorType,
    Event,
    Fact,
    Stance,
    Tenure,
    Tie,
    fact_id,
)
from ontology.vocabulary import ACTOR, ARTICLE, PAR, WIKIDATA, Vocabulary, id_of

Side = frozenset[str]
Subject = dict[str, list[str]]

TENURE = "Tenure"
TIE = "Tie"
_NOT_KINDS = frozenset({"Contested"})


@dataclass(frozen=True, slots=True)
class Lore:
    """What is said of a fact, but not by whom.

    Of an event that is not symmetric the first side is the acting one, empty if unknown; the
    others stand in order of their members. `terms` are pairs (from, until), `""` if unknown.
    """

    kind: str
    sides: tuple[Side, ...] = ()
    dates: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    holder: str | None = None
    role: str | None = None
    of: str | None = None
    statuses: frozenset[str] = frozenset()
    terms: frozenset[tuple[str, str]] = frozenset()
    subject: str | None = None
    relation: str | None = None
    object: str | None = None
    kinships: frozenset[str] = frozenset()

    @property
    def actors(self) -> frozenset[str]:
        """The ids of everyone it connects."""
        ends = (self.holder, self.of, self.subject, self.object)
        return self.about.union(*self.sides, (end for end in ends if end))

    def renamed(self, names: Mapping[str, str]) -> Lore:
        """The same with other ids for actors; those not in `names` keep theirs."""
        if self.actors.isdisjoint(names):
            return self
        return replace(
            self,
            sides=order_sides(self.kind, [_rename(side, names) for side in self.sides]),
            about=_rename(self.about, names),
            holder=_rename_one(self.holder, names),
            of=_rename_one(self.of, names),
            subject=_rename_one(self.subject, names),
            object=_rename_one(self.object, names),
        )

    def id(self) -> str:
        """The id of the fact, as `ontology.facts` makes it."""
        return fact_id(self._fact())

    def joined(self, other: Lore) -> Lore:
        """Both accounts of one fact; kind, sides and ends are this one's."""
        return replace(
            self,
            dates=self.dates | other.dates,
            places=self.places | other.places,
            about=self.about | other.about,
            statuses=self.statuses | other.statuses,
            terms=self.terms | other.terms,
            kinships=self.kinships | other.kinships,
        )

    def _fact(self) -> Fact:
        if self.kind == TENURE:
            of = _nameless(self.of) if self.of else None
            return Tenure(_nameless(self.holder or ""), self.role or "", of)
        if self.kind == TIE:
            ends = _nameless(self.subject or ""), _nameless(self.object or "")
            return Tie(ends[0], self.relation or "", ends[1])
        sides = tuple(tuple(_nameless(member) for member in sorted(side)) for side in self.sides)
        return Event(self.kind, sides, min(self.dates, default=None))


@dataclass(frozen=True, slots=True)
class Person:
    """What is said of an actor: every name, type and Wikidata id that some article gives."""

    names: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    wikidata: frozenset[str] = frozenset()

    def joined(self, other: Person) -> Person:
        """Both accounts of one actor."""
        return Person(
            self.names | other.names, self.types | other.types, self.wikidata | other.wikidata
        )


@dataclass(frozen=True, slots=True)
class Account:
    """One article's account of one fact: what it says of it, and the stances it takes.

    The registry's account has no stance and no date.
    """

    lore: Lore
    stances: frozenset[Stance] = frozenset()
    article: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All that one article says, by ids."""

    id: str
    text: str
    published: str
    people: Mapping[str, Person]
    accounts: Mapping[str, Account]

    @property
    def asserted(self) -> Iterator[str]:
        """The ids of the facts it asserts."""
        return (id_ for id_, told in self.accounts.items() if Stance.ASSERTS in told.stances)


Subjects = dict[str, Subject]


def by_subject(quads: Iterable[ox.Quad]) -> Subjects:
    """Triples by subject and predicate; objects as the text of their terms."""
    subjects: Subjects = {}
    for quad in quads:
        about = subjects.setdefault(value_of(quad.subject), {})
        about.setdefault(quad.predicate.value, []).append(value_of(quad.object))
    return subjects


def value_of(term: object) -> str:
    """The text of a term: an IRI, or what a literal says."""
    value: str = term.value  # type: ignore[attr-defined]
    return value


def lore_of(fact: Fact) -> Lore:
    """What a fact says, from its record."""
    match fact:
        case Tenure():
            term = (fact.start or "", fact.end or "")
            return Lore(
                TENURE,
                holder=fact.holder.id,
                role=fact.role,
                of=fact.of.id if fact.of else None,
                statuses=frozenset({str(fact.status)}),
                terms=frozenset({term} if any(term) else ()),
            )
        case Tie():
            return Lore(
                TIE,
                subject=fact.subject.id,
                relation=fact.relation,
                object=fact.object.id,
                kinships=frozenset({fact.kinship} if fact.kinship else ()),
            )
        case Event():
            sides = [frozenset(actor.id for actor in side) for side in fact.sides]
            return Lore(
                fact.type,
                sides=order_sides(fact.type, sides),
                dates=frozenset({fact.date} if fact.date else ()),
                places=frozenset({fact.place} if fact.place else ()),
                about=frozenset(actor.id for actor in fact.about),
            )


def read_article(quads: Iterable[ox.Quad]) -> Told:
    """An article's graph as a record. Raises ValueError where it is none."""
    subjects = by_subject(quads)
    iri = _the_article(subjects)
    id_, published = id_of(iri), _one(subjects[iri], ISSUED) or ""
    stances = _stances(subjects)
    return Told(
        id=id_,
        text=_one(subjects[iri], par("text")) or "",
        published=published,
        people={id_of(s): read_person(subjects[s]) for s in subjects if s.startswith(ACTOR)},
        accounts={
            id_of(s): Account(read_lore(s, subjects), frozenset(stances[s]), id_, published)
            for s in stances
        },
    )


def read_person(about: Subject) -> Person:
    """What is said of an actor, in a graph of an article or in the view."""
    return Person(
        names=frozenset(about.get(LABEL, [])).union(about.get(ALT_LABEL, [])),
        types=frozenset(value[len(PAR) :] for value in about.get(TYPE, ())),
        wikidata=frozenset(value[len(WIKIDATA) :] for value in about.get(SAME_AS, ())),
    )


def read_lore(iri: str, subjects: Subjects) -> Lore:
    """What is said of a fact, in a graph of an article or in the view."""
    about = subjects[iri]
    kind = kind_of(about)

    def words(name: str) -> frozenset[str]:
        return frozenset(about.get(par(name), ()))

    def actor(name: str) -> str | None:
        found = about.get(par(name))
        return id_of(min(found)) if found else None

    relation = min(about.get(par("relation"), ()), default=None)
    return Lore(
        kind=kind,
        sides=_sides(kind, about, subjects),
        dates=words("date") | words("otherDate"),
        places=words("place"),
        about=frozenset(map(id_of, about.get(par("concerns"), ()))),
        holder=actor("holder"),
        role=min(about.get(par("role"), ()), default=None),
        of=actor("of"),
        statuses=words("status"),
        terms=frozenset(_term(subjects.get(term, {})) for term in about.get(par("term"), ())),
        subject=actor("subject"),
        relation=relation[len(PAR) :] if relation else None,
        object=actor("object"),
        kinships=words("kinship"),
    )


def kind_of(about: Subject) -> str:
    """The class of a fact by its local name."""
    kinds = (value[len(PAR) :] for value in about.get(TYPE, ()))
    return min((kind for kind in kinds if kind not in _NOT_KINDS), default="Fact")


def order_sides(kind: str, sides: list[Side]) -> tuple[Side, ...]:
    """Sides in their one order: the acting side first, the rest by their members."""
    known = Vocabulary.load().event_types.get(kind)
    if known is None or known.symmetric or not sides:
        return tuple(sorted({side for side in sides if side}, key=sorted))
    rest = {side for side in sides[1:] if side} - {sides[0]}
    return (sides[0], *sorted(rest, key=sorted))


def _sides(kind: str, about: Subject, subjects: Subjects) -> tuple[Side, ...]:
    acting = about.get(par("actingSide"), [])
    rest = [side for side in about.get(par("side"), ()) if side not in acting]
    members = (subjects.get(side, {}).get(par("member"), ()) for side in [*acting[:1], *rest])
    sides = [frozenset(map(id_of, some)) for some in members]
    return order_sides(kind, sides if acting else [frozenset(), *sides])


def _term(about: Subject) -> tuple[str, str]:
    start, end = about.get(par("from"), ()), about.get(par("until"), ())
    return min(start, default=""), min(end, default="")


def _the_article(subjects: Subjects) -> str:
    found = [s for s in subjects if s.startswith(ARTICLE)]
    if len(found) != 1 or par("Article") not in subjects[found[0]].get(TYPE, ()):
        raise ValueError("a graph that is no article's")
    return found[0]


def _stances(subjects: Subjects) -> dict[str, set[Stance]]:
    found: dict[str, set[Stance]] = {}
    for about in subjects.values():
        for stance in Stance:
            for fact in about.get(par(stance), ()):
                found.setdefault(fact, set()).add(stance)
    return {fact: stances for fact, stances in found.items() if fact in subjects}


def _one(about: Subject, predicate: str) -> str | None:
    return next(iter(about.get(predicate, ())), None)


def _rename(ids: frozenset[str], names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names.get(id_, id_) for id_ in ids)


def _rename_one(id_: str | None, names: Mapping[str, str]) -> str | None:
    return names.get(id_, id_) if id_ else None


def _nameless(id_: str) -> Actor:
    return Actor(id_, "", ActorType.PERSON)
