"""A small story told by hand-made readings, for tests that want to know each number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from graph.store import Store
from ontology.facts import (
    Actor,
    ActorType,
    Article,
    Assertion,
    Event,
    Evidence,
    Fact,
    Reading,
    Stance,
    Tenure,
    TenureStatus,
    Tie,
    fact_id,
)

SAYS, DENIES, PLANS, CALLS_OFF = Stance.ASSERTS, Stance.DENIES, Stance.FORESEES, Stance.CALLS_OFF


def person(id_: str, name: str, wikidata: str | None = None) -> Actor:
    return Actor(f"person:{id_}", name, ActorType.PERSON, wikidata)


VERA = person("vera-lund", "Vera Lund", "Q101")
OMAR = person("omar-haddad", "Omar Haddad", "Q102")
INES = person("ines-prado", "Ines Prado")
TOMA = person("toma-ruiz-1a2b3c", "Toma Ruiz")
NORTH = Actor("country:north", "North", ActorType.COUNTRY, "Q201")
SOUTH = Actor("country:south", "South", ActorType.COUNTRY, "Q202")
FRONT = Actor("org:free-front", "Free Front", ActorType.ORGANIZATION)

MEETING = Event("Meeting", ((VERA, INES), (OMAR,)), "2025-12-02", "Lakeside")
TALKS = Event("Negotiation", ((VERA,), (OMAR,)), "2025-12-02")
PLANNED = Event("Meeting", ((VERA,), (TOMA,)), "2025-12-10")
SHELVED = Event("Visit", ((OMAR,), (NORTH,)), "2025-12-20")
DISPUTED = Event("Call", ((VERA,), (TOMA,)), "2025-11-28")
MEDIATION = Event("Mediation", ((SOUTH,), (NORTH,), (FRONT,)), "2025-11")
OFFICE = Tenure(VERA, "Foreign Minister", NORTH)
FORMER = Tenure(OMAR, "Special Envoy", SOUTH, status=TenureStatus.FORMER)
ENVOY = Tenure(OMAR, "Special Envoy", SOUTH)
KIN = Tie(INES, "relativeOf", VERA, "sister")

Told = tuple[Fact, Stance, str]


def reading(
    id_: str, published: str | None, told: Iterable[Told], speaker: Actor | None = None
) -> Reading:
    """An article whose text is its quotes, one after the other."""
    told = list(told)
    text = " ".join(quote for _, _, quote in told)
    assertions = []
    for fact, stance, quote in told:
        start = text.index(quote)
        evidence = Evidence(start, start + len(quote), quote)
        assertions.append(Assertion(fact, stance, evidence, "by-hand", speaker=speaker))
    day = dt.date.fromisoformat(published) if published else None
    article = Article(id_, text, f"About {id_}", day, outlet="The Gazette")
    return Reading(article, tuple(assertions))


STORY = (
    reading(
        "lakeside",
        "2025-12-03",
        [
            (MEETING, SAYS, "Minister Vera Lund and her sister met envoy Omar Haddad at Lakeside."),
            (OFFICE, SAYS, "Lund is foreign minister of North."),
            (ENVOY, SAYS, "Haddad is special envoy of South."),
            (KIN, SAYS, "Ines Prado is Lund's sister."),
        ],
    ),
    reading(
        "evening",
        "2025-12-04",
        [
            (MEETING, SAYS, "The two sides sat down by the lake on Tuesday for four hours."),
            (PLANNED, PLANS, "Lund will meet commander Toma Ruiz next week."),
            (DISPUTED, SAYS, "Lund telephoned Ruiz last month, an aide said."),
            (SHELVED, PLANS, "Haddad was to visit North before Christmas."),
        ],
    ),
    reading(
        "denial",
        "2025-12-06",
        [
            (DISPUTED, DENIES, "There was no call between Lund and Ruiz, her office said."),
            (SHELVED, CALLS_OFF, "The visit of the envoy has been shelved."),
            (FORMER, SAYS, "Haddad, the former envoy of South, has left his post."),
        ],
    ),
    reading(
        "background", None, [(MEDIATION, SAYS, "South brought North and the Free Front together.")]
    ),
)

IDS = {name: fact_id(fact) for name, fact in globals().items() if isinstance(fact, Fact)}


def story(*more: Reading) -> Store:
    store = Store.memory()
    store.ingest([*STORY, *more])
    return store
