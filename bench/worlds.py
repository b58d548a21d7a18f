"""Made-up news in any amount, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from ontology.facts import (
    Actor,
    ActorType,
    Article,
    Assertion,
    Event,
    Evidence,
    Reading,
    Stance,
    Tenure,
)

_SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ve",
    "ra",
    "tu",
    "sha",
    "ni",
    "bo",
    "ze",
    "di",
    "kor",
    "ma",
    "rel",
    "su",
    "lan",
    "ti",
    "pa",
    "ros",
    "ne",
)
_TYPES = ("Meeting", "Meeting", "Call", "Negotiation", "Visit", "Criticism", "Support", "Appeal")
_ROLES = ("President", "Foreign Minister", "Special Envoy", "Spokesperson")
_FIRST_DAY = dt.date(2024, 1, 1)


def people(count: int, seed: int = 1) -> list[Actor]:
    """So many people, and a country for every fifty of them."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))).title()

    made = [
        Actor(f"person:p{number}", f"{word()} {word()}", ActorType.PERSON)
        for number in range(count)
    ]
    lands = range(max(count // 50, 2))
    made += [Actor(f"country:c{number}", f"{word()}land", ActorType.COUNTRY) for number in lands]
    return made


def articles(count: int, actors: list[Actor], seed: int = 1, facts: int = 4) -> Iterator[Reading]:
    """So many articles with some facts each; a few actors are in the news much more than others."""
    chance = random.Random(seed)
    for number in range(count):
        day = _FIRST_DAY + dt.timedelta(days=number * 700 // max(count, 1))
        told = [_fact(chance, actors, day) for _ in range(facts)]
        yield _reading(number, day, told, chance)


def _fact(chance: random.Random, actors: list[Actor], day: dt.date) -> Event | Tenure:
    if chance.random() < 0.15:
        return Tenure(actors[_rank(chance, len(actors))], chance.choice(_ROLES), actors[-1])
    some = list(dict.fromkeys(actors[_rank(chance, len(actors))] for _ in range(3)))
    sides = ((some[0],), tuple(some[1:])) if len(some) > 1 else ((some[0],),)
    when = day - dt.timedelta(days=chance.randint(0, 3))
    return Event(chance.choice(_TYPES), sides, when.isoformat(), "Geneva")


def _rank(chance: random.Random, count: int) -> int:
    """A place in a list, the first ones likelier."""
    return int(count * chance.random() ** 2)


def _reading(
    number: int, day: dt.date, told: list[Event | Tenure], chance: random.Random
) -> Reading:
    parts, assertions, length = [], [], 0
    for fact in told:
        names = [actor.name for actor in _actors(fact)]
        quote = (
            f"{names[0]} {type(fact).__name__.lower()} {' and '.join(names[1:])} {chance.random()}."
        )
        stance = Stance.DENIES if chance.random() < 0.05 else Stance.ASSERTS
        evidence = Evidence(length, length + len(quote), quote)
        assertions.append(Assertion(fact, stance, evidence, rule="made-up"))
        parts.append(quote)
        length += len(quote) + 1
    article = Article(
        f"article-{number}",
        " ".join(parts),
        f"Article {number}",
        day,
        outlet=f"Outlet {number % 40}",
    )
    return Reading(article, tuple(assertions))


def _actors(fact: Event | Tenure) -> tuple[Actor, ...]:
    return fact.participants if isinstance(fact, Event) else (fact.holder,)


def gatherings(count: int, actors: list[Actor], seed: int = 2) -> Iterator[Reading]:
    """So many articles, each of one meeting of four actors with five others."""
    chance = random.Random(seed)
    for number in range(count):
        day = _FIRST_DAY + dt.timedelta(days=number * 700 // max(count, 1))
        some = chance.sample(actors, 9)
        meeting = Event("Meeting", (tuple(some[:4]), tuple(some[4:])), day.isoformat(), "Geneva")
        yield _reading(number, day, [meeting], chance)
