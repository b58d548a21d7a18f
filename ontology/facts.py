"""The records that cross borders: what an article says, and how we know.

A *fact* (Event, Tenure, Tie) is independent of who says so; an *assertion* is one article's
word on one fact. Two articles that speak of the same fact build equal fact ids, so graphs that
were read apart meet in the same node.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ActorType(StrEnum):
    """The three kinds of actor; the values are class names of the vocabulary."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    COUNTRY = "Country"


class Stance(StrEnum):
    """How an assertion stands to its fact; the values are property names of the vocabulary."""

    ASSERTS = "asserts"
    FORESEES = "foresees"
    CALLS_OFF = "callsOff"
    DENIES = "denies"


class TenureStatus(StrEnum):
    """How an office is held at the time of the report."""

    CURRENT = "current"
    FORMER = "former"
    ACTING = "acting"
    DESIGNATE = "designate"


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """A person, organisation or country.

    `id` is an XML name token such as `person:marco-rubio`; actors the registry does not know
    end in a short hash of their name. `wikidata` is a Q-id taken from a source, never guessed.
    """

    id: str
    name: str
    type: ActorType
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, was planned or was denied between actors.

    `type` is the local name of an event class in the vocabulary. `sides` groups who stood on
    which side, the acting side first. `date` is ISO 8601, possibly of reduced precision
    (`2025-11`). `about` names whom a Statement speaks of.
    """

    type: str
    sides: tuple[tuple[Actor, ...], ...]
    date: str | None = None
    place: str | None = None
    about: tuple[Actor, ...] = ()

    @property
    def participants(self) -> tuple[Actor, ...]:
        """Every actor of every side, in order."""
        return tuple(actor for side in self.sides for actor in side)


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held: by whom, of which country or organisation, from when until when."""

    holder: Actor
    role: str
    of: Actor | None = None
    start: str | None = None
    end: str | None = None
    status: TenureStatus = TenureStatus.CURRENT


@dataclass(frozen=True, slots=True)
class Tie:
    """A lasting relation between two actors, by the local name of a property."""

    subject: Actor
    relation: str
    object: Actor
    kinship: str | None = None


Fact = Event | Tenure | Tie

# Types whose sides have no first: "A met B" is "B met A". The vocabulary says the same
# (`par:Symmetric`), and a test keeps the two in step; naming a fact must not load a graph.
SYMMETRIC = frozenset({"Meeting", "Call", "Negotiation", "Agreement"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The very words, and where they stand: `quote == article.text[start:end]`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """One article's word on one fact.

    `speaker` or, for a source without a name, `source` says on whose word alone the article has
    it. `rule` names the rule that found it, `trigger` the words that set the rule off, and
    `confidence` lies in (0, 1].
    """

    fact: Fact
    stance: Stance
    evidence: Evidence
    rule: str
    trigger: str = ""
    confidence: float = 1.0
    speaker: Actor | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an actor is spoken of, and how the words were resolved (`how` names the step)."""

    start: int
    end: int
    actor: Actor
    how: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A passage that looked promising and yielded nothing: the promising word, and why not."""

    start: int
    end: int
    reason: str
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of its origin.

    `text` is the cleaned text that every offset refers to. `source` is where it was read from.
    """

    id: str
    text: str
    title: str = ""
    published: dt.date | None = None
    url: str = ""
    outlet: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was made of one article: what `extract` hands to `graph`.

    `called` pairs the ids of actors with the fullest form of their name in the article, where it
    differs from the actor's own name.
    """

    article: Article
    assertions: tuple[Assertion, ...] = ()
    mentions: tuple[Mention, ...] = ()
    gaps: tuple[Gap, ...] = ()
    called: tuple[tuple[str, str], ...] = ()

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Every actor that takes part in a fact, in order of id."""
        return tuple(sorted({a for told in self.assertions for a in actors_of(told.fact)}))


def actors_of(fact: Fact) -> tuple[Actor, ...]:
    """The actors a fact connects."""
    match fact:
        case Event():
            return (*fact.participants, *fact.about)
        case Tenure():
            return (fact.holder, fact.of) if fact.of else (fact.holder,)
        case Tie():
            return (fact.subject, fact.object)


def fact_id(fact: Fact) -> str:
    """A name made of what the fact says, such as `meeting-3f2a9c0d1b7e`.

    Sides count as sets; their order counts only in that the first side acts, unless the type is
    symmetric. Place, `about`, tenure dates and status are left out: accounts of one fact differ
    in them.
    """
    match fact:
        case Event():
            sides = [",".join(sorted(actor.id for actor in side)) for side in fact.sides]
            acting = [] if fact.type in SYMMETRIC else sides[:1]
            kind, parts = fact.type, [*acting, *sorted(sides[len(acting) :]), fact.date or ""]
        case Tenure():
            kind, parts = "Tenure", [fact.holder.id, fact.role, fact.of.id if fact.of else ""]
        case Tie():
            kind, parts = "Tie", [fact.subject.id, fact.relation, fact.object.id]
    return f"{kind.lower()}-{short_hash(parts)}"


def short_hash(parts: Iterable[str], length: int = 12) -> str:
    """The first `length` hexadecimal digits of the SHA-256 of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]
