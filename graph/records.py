"""What the graph answers with: small frozen records, ready to be shown or serialised."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ontology.facts import Actor, Stance


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did, by ids; `facts` and `actors` are those of the view that it touched."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()

    def __add__(self, other: Change) -> Change:
        """Both changes as one."""
        return Change(
            self.added + other.added,
            self.replaced + other.replaced,
            self.removed + other.removed,
            self.unchanged + other.unchanged,
            self.facts | other.facts,
            self.actors | other.actors,
        )


@dataclass(frozen=True, slots=True)
class Size:
    """How much a store holds. `facts` and `actors` are those of the view."""

    articles: int
    assertions: int
    facts: int
    actors: int
    contested: int
    quads: int


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What is known of an article's origin, without its text."""

    id: str
    title: str = ""
    published: dt.date | None = None
    url: str = ""
    outlet: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles take one stance on a fact, and when the first and last appeared."""

    reports: int = 0
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class FactCard:
    """A fact of the view with all that is known of it.

    `kind` is the event type, `Tenure` or `Tie`. Sides stand acting side first. Dates are ISO 8601
    of reduced precision where no better is known. `terms` are pairs (from, until) of a tenure.
    """

    id: str
    kind: str
    sides: tuple[tuple[Actor, ...], ...] = ()
    date: str | None = None
    other_dates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    about: tuple[Actor, ...] = ()
    holder: Actor | None = None
    role: str | None = None
    of: Actor | None = None
    status: str | None = None
    terms: tuple[tuple[str | None, str | None], ...] = ()
    in_office_since: str | None = None
    out_of_office_since: str | None = None
    subject: Actor | None = None
    relation: str | None = None
    object: Actor | None = None
    kinships: tuple[str, ...] = ()
    tallies: dict[Stance, Tally] = field(default_factory=dict)
    independent: int = 0
    contested: bool = False
    registry: bool = False

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Everyone the fact connects, each once."""
        ends = (self.holder, self.of, self.subject, self.object)
        told = [actor for side in self.sides for actor in side]
        return tuple(dict.fromkeys([*told, *self.about, *(end for end in ends if end)]))

    @property
    def asserted(self) -> bool:
        """Whether an article or the registry says that it is so."""
        return Stance.ASSERTS in self.tallies or self.registry

    @property
    def reports(self) -> int:
        """How many articles assert it."""
        tally = self.tallies.get(Stance.ASSERTS)
        return tally.reports if tally else 0


@dataclass(frozen=True, slots=True)
class Proof:
    """One assertion on a fact, with its words and where they stand."""

    id: str
    fact: str
    stance: Stance
    quote: str
    start: int
    end: int
    article: ArticleCard
    rule: str
    trigger: str = ""
    confidence: float = 1.0
    speaker: Actor | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor with offices, ties and how much is known."""

    actor: Actor
    aliases: tuple[str, ...]
    tenures: tuple[FactCard, ...]
    ties: tuple[FactCard, ...]
    events: int
    relations: dict[str, int]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Whom an actor is connected with, by which relation, and the facts that say so.

    `outgoing` tells whether the edge leads from the actor to the neighbour; symmetric relations
    count as outgoing. `weight` adds up the independent reports of the facts.
    """

    actor: Actor
    relation: str
    outgoing: bool
    facts: tuple[str, ...]
    weight: int
    first_date: str | None = None
    last_date: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One fact as an edge between two actors, from `source` to `target` unless symmetric.

    `date` is the event's own, for offices the first day known; `until` is the last day of an
    office, where all its terms have ended. `known` is the publication date of the first article
    that asserts it. `independent` is at least 1, for facts from the `registry` too.
    """

    source: str
    relation: str
    target: str
    fact: str
    date: str | None = None
    known: str | None = None
    independent: int = 1
    contested: bool = False
    symmetric: bool = False
    registry: bool = False
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: from whom to whom, by which facts, best supported first.

    `forward` is false where the edge leads from `target` to `source`. `proof` is the best
    evidence of the first fact; registry facts have none.
    """

    source: Actor
    target: Actor
    relation: str
    forward: bool
    facts: tuple[str, ...]
    date: str | None
    weight: int
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one actor to another."""

    hops: tuple[Hop, ...]

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors along the way, both ends included."""
        return (*(hop.source for hop in self.hops), *(hop.target for hop in self.hops[-1:]))
