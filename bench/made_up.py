"""Made-up readings in any number, alike in size and make to those of real articles.

Texts have some 600 words; an article has eight to twelve assertions. Some actors are in the news
all the time and most hardly ever. One article in thirty is a near copy of an earlier one.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace

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
)

TYPES = ["Meeting", "Call", "Negotiation", "Visit", "Mediation", "Statement", "Criticism", "Appeal"]
ROLES = ["President", "Prime Minister", "Foreign Minister", "Special Envoy", "Spokesperson"]
PLACES = [f"City {number}" for number in range(60)]
COUNTRIES = [Actor(f"country:land-{n}", f"Land {n}", ActorType.COUNTRY) for n in range(150)]
PEOPLE = [Actor(f"person:name-{n}", f"Given Name{n}", ActorType.PERSON) for n in range(4000)]
WORDS = [f"word{number}" for number in range(9000)]
START = dt.date(2024, 1, 1)


def readings(count: int, seed: int = 1, first: int = 0) -> Iterator[Reading]:
    """So many readings; the same for the same seed."""
    chance = random.Random(seed)
    earlier: list[Reading] = []
    for number in range(first, first + count):
        if earlier and chance.random() < 1 / 30:
            yield _copied(earlier[-1 - int(chance.random() * len(earlier))], number, chance)
            continue
        made = _reading(number, chance)
        earlier = [*earlier[-20:], made]
        yield made


def _reading(number: int, chance: random.Random) -> Reading:
    day = START + dt.timedelta(days=number * 700 // 10000 % 700)
    facts = [_fact(day, chance) for _ in range(chance.randint(8, 12))]
    sentences, assertions, at = [], [], 0
    for fact in facts:
        for _ in range(3):
            sentence = " ".join(chance.choices(WORDS, k=20)).capitalize() + "."
            sentences.append(sentence)
            at += len(sentence) + 1
        start = at - len(sentence) - 1
        assertions.append(
            Assertion(
                fact=fact,
                stance=_stance(fact, chance),
                evidence=Evidence(start, start + len(sentence), sentence),
                rule="made-up",
                trigger="word",
                confidence=0.9,
                speaker=chance.choice(PEOPLE) if chance.random() < 0.1 else None,
            )
        )
    article = Article(f"article-{number:06}", " ".join(sentences), f"Title {number}", day)
    return Reading(article, tuple(assertions))


def _copied(original: Reading, number: int, chance: random.Random) -> Reading:
    """The same story elsewhere, its end cut off."""
    article, kept = original.article, original.assertions[:-2]
    text = article.text[: kept[-1].evidence.end]
    day = (article.published or START) + dt.timedelta(days=chance.randint(0, 2))
    id_ = f"article-{number:06}"
    return Reading(replace(article, id=id_, text=text, published=day), kept)


def _fact(day: dt.date, chance: random.Random) -> Fact:
    dice = chance.random()
    if dice < 0.3:
        holder = _often(PEOPLE, chance)
        place = PEOPLE.index(holder)
        role, of = ROLES[place % len(ROLES)], COUNTRIES[place % len(COUNTRIES)]
        return Tenure(holder, role, of, status=TenureStatus.CURRENT)
    if dice < 0.35:
        return Tie(_often(PEOPLE, chance), "adviserTo", _often(PEOPLE, chance))
    everyone = [_often(PEOPLE if chance.random() < 0.7 else COUNTRIES, chance) for _ in range(3)]
    sides = list(dict.fromkeys(everyone))[: chance.choice([2, 2, 2, 3])]
    when = day - dt.timedelta(days=chance.randint(0, 3))
    return Event(
        type=chance.choice(TYPES),
        sides=tuple((actor,) for actor in sides),
        date=when.isoformat() if chance.random() < 0.7 else None,
        place=chance.choice(PLACES) if chance.random() < 0.5 else None,
    )


def _often(actors: list[Actor], chance: random.Random) -> Actor:
    """One of the actors, the first ones far more often than the last."""
    return actors[int(len(actors) * chance.random() ** 4)]


def _stance(fact: Fact, chance: random.Random) -> Stance:
    if not isinstance(fact, Event):
        return Stance.ASSERTS
    return chance.choices(list(Stance), weights=[85, 8, 2, 5])[0]
