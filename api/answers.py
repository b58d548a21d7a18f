"""What the service and `--json` answer with: the graph's records, typed and documented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, computed_field

from graph.facts import describe
from graph.records import ArticleCard, FactCard, Neighbour, Path, Profile, Proof
from ontology.facts import ActorType, Stance
from ontology.vocabulary import ACTOR, ARTICLE, FACT

Item = TypeVar("Item")
Name = Annotated[str, Field(examples=["person:vladimir-putin"])]
Day = Annotated[str | None, Field(description="ISO 8601, perhaps of a month or year alone")]


class Shape(BaseModel):
    """An answer made from a record's attributes."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls, record: Any) -> Self:
        """The answer for a record."""
        return cls.model_validate(record)


class ActorAnswer(Shape):
    """A person, organisation or country."""

    id: Name
    name: str = Field(examples=["Vladimir Putin"])
    type: ActorType
    wikidata: str | None = Field(None, examples=["Q7747"])

    @computed_field  # type: ignore[prop-decorator]
    @property
    def iri(self) -> str:
        """Its name in the graph."""
        return ACTOR + self.id


class ArticleAnswer(Shape):
    """Where an article comes from."""

    id: str
    title: str
    published: dt.date | None
    url: str
    outlet: str
    source: str

    @computed_field  # type: ignore[prop-decorator]
    @property
    def iri(self) -> str:
        """The name of its graph."""
        return ARTICLE + self.id


class TallyAnswer(Shape):
    """How many articles take a stance, and when the first and last appeared."""

    reports: int
    first: Day
    last: Day


class FactAnswer(Shape):
    """An event, tenure or tie, with who says so in numbers."""

    id: str = Field(examples=["meeting-3f2a9c0d1b7e"])
    text: str = Field("", description="the fact in one line")
    kind: str = Field(description="the event type, Tenure or Tie", examples=["Meeting"])
    sides: list[list[ActorAnswer]]
    date: Day
    other_dates: list[str]
    places: list[str]
    about: list[ActorAnswer]
    holder: ActorAnswer | None
    role: str | None
    of_: ActorAnswer | None = Field(validation_alias="of", serialization_alias="of")
    status: str | None
    terms: list[tuple[str | None, str | None]] = Field(description="from and until")
    in_office_since: Day
    out_of_office_since: Day
    subject: ActorAnswer | None
    relation: str | None
    object: ActorAnswer | None
    kinships: list[str]
    tallies: dict[Stance, TallyAnswer]
    reports: int = Field(description="articles that assert it")
    independent: int = Field(description="those that do not copy one another")
    asserted: bool
    contested: bool = Field(description="one article asserts what another denies")
    registry: bool = Field(description="known beforehand, from the registry")

    @classmethod
    def of(cls, record: FactCard) -> Self:
        """The answer for a fact of the view."""
        return cls.model_validate(record).model_copy(update={"text": describe(record)})

    @computed_field  # type: ignore[prop-decorator]
    @property
    def iri(self) -> str:
        """Its name in the graph."""
        return FACT + self.id


class ProofAnswer(Shape):
    """One article's word on a fact: the quote, and where it stands in the article's text."""

    id: str
    fact: str
    stance: Stance
    quote: str
    start: int
    end: int
    article: ArticleAnswer
    rule: str
    trigger: str
    confidence: float
    speaker: ActorAnswer | None
    source: str | None


class ProfileAnswer(Shape):
    """An actor with offices, ties and how much is known."""

    actor: ActorAnswer
    aliases: list[str]
    tenures: list[FactAnswer]
    ties: list[FactAnswer]
    events: int
    relations: dict[str, int] = Field(description="facts by relation")

    @classmethod
    def of(cls, record: Profile) -> Self:
        """The answer for a profile."""
        return cls(
            actor=ActorAnswer.of(record.actor),
            aliases=list(record.aliases),
            tenures=[FactAnswer.of(card) for card in record.tenures],
            ties=[FactAnswer.of(card) for card in record.ties],
            events=record.events,
            relations=record.relations,
        )


class NeighbourAnswer(Shape):
    """Whom an actor is connected with, and by which facts."""

    actor: ActorAnswer
    relation: str
    outgoing: bool
    facts: list[str]
    weight: int = Field(description="independent reports of the facts, added up")
    first_date: Day
    last_date: Day


class HopAnswer(Shape):
    """One step of a path, with its facts and the best quote."""

    source: ActorAnswer
    target: ActorAnswer
    relation: str
    forward: bool = Field(description="whether the relation leads from source to target")
    facts: list[str]
    date: Day
    weight: int
    proof: ProofAnswer | None


class PathAnswer(Shape):
    """A way from one actor to another."""

    hops: list[HopAnswer]
    actors: list[ActorAnswer]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def length(self) -> int:
        """The number of hops."""
        return len(self.hops)


class FoundAnswer(Shape):
    """An actor found by name."""

    actor: ActorAnswer
    matched: str = Field(description="the name or alias that was found")
    score: float = Field(description="1 for the very name, less for likeness")
    weight: int = Field(description="how much is known: the actor's facts")


class BrokerAnswer(BaseModel):
    """Who lies between two groups, and how many of their pairs it joins."""

    actor: ActorAnswer
    pairs: int


class ContestedAnswer(BaseModel):
    """A fact that is asserted and denied, with the words of both sides."""

    fact: FactAnswer
    proofs: list[ProofAnswer]


class Page(BaseModel, Generic[Item]):
    """A stretch of a list."""

    results: list[Item]
    total: int = Field(description="how many there are in all")
    limit: int
    offset: int


def page(items: Sequence[Item], limit: int, offset: int) -> Page[Item]:
    """The stretch of a list that a limit and an offset mean."""
    results = list(items[offset : offset + limit])
    return Page(results=results, total=len(items), limit=limit, offset=offset)


Record = ArticleCard | FactCard | Neighbour | Path | Profile | Proof
