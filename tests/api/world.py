"""A small world of hand-made readings: what the service and the commands are tested on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

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
    Tie,
    fact_id,
)


def person(id_: str, name: str, wikidata: str | None = None) -> Actor:
    return Actor(f"person:{id_}", name, ActorType.PERSON, wikidata)


PUTIN = person("vladimir-putin", "Vladimir Putin", "Q7747")
WITKOFF = person("steve-witkoff", "Steve Witkoff")
KUSHNER = person("jared-kushner", "Jared Kushner")
TRUMP = person("donald-trump", "Donald Trump", "Q22686")
RUBIO = person("marco-rubio", "Marco Rubio")
LAVROV = person("sergey-lavrov", "Sergey Lavrov")
ZELENSKYY = person("volodymyr-zelenskyy", "Volodymyr Zelenskyy")
LONELY = person("john-hardie-0a1b2c", "John Hardie")
USA = Actor("country:united-states", "United States", ActorType.COUNTRY, "Q30")
RUSSIA = Actor("country:russia", "Russia", ActorType.COUNTRY, "Q159")
QATAR = Actor("country:qatar", "Qatar", ActorType.COUNTRY)
CONGO = Actor("country:dr-congo", "DR Congo", ActorType.COUNTRY)
M23 = Actor("org:m23", "M23", ActorType.ORGANIZATION)
INSTITUTE = Actor("org:institute-1a2b3c", "Institute", ActorType.ORGANIZATION)

MOSCOW = Event("Meeting", ((WITKOFF, KUSHNER), (PUTIN,)), "2025-12-02", "Moscow")
DISPUTED = Event("Meeting", ((ZELENSKYY,), (PUTIN,)), "2025-11-20")
PLANNED = Event("Meeting", ((RUBIO,), (LAVROV,)), "2025-12-20", "Geneva")
CALL = Event("Call", ((RUBIO,), (WITKOFF,)), "2025-12-01")
DOHA = Event("Mediation", ((QATAR,), (CONGO,), (M23,)), "2025-11-15", "Doha")
SPOKE = Event("Call", ((TRUMP,), (ZELENSKYY,)), "2025-11-28")
OFFICE = Tenure(RUBIO, "Secretary of State", USA)
MINISTER = Tenure(LAVROV, "Foreign Minister", RUSSIA)
FAMILY = Tie(KUSHNER, "relativeOf", TRUMP, "son-in-law")
WORK = Tenure(LONELY, "Analyst", INSTITUTE)

Told = tuple[Fact, Stance, str]


def reading(id_: str, day: str, outlet: str, told: Iterable[Told]) -> Reading:
    """An article that says some sentences, each for a fact."""
    told = list(told)
    text = "\n\n".join([f"News of {id_}", *dict.fromkeys(sentence for _, _, sentence in told)])
    assertions = tuple(
        Assertion(fact, stance, _evidence(text, sentence), rule="by-hand", trigger=sentence[:9])
        for fact, stance, sentence in told
    )
    article = Article(
        id=id_,
        text=text,
        title=f"News of {id_}",
        published=dt.date.fromisoformat(day),
        url=f"https://news.example/{id_}",
        outlet=outlet,
        source=f"{id_}.txt",
    )
    return Reading(article, assertions)


def _evidence(text: str, sentence: str) -> Evidence:
    start = text.index(sentence)
    return Evidence(start, start + len(sentence), sentence)


SAYS, DENIES, PLANS = Stance.ASSERTS, Stance.DENIES, Stance.FORESEES

READINGS = (
    reading(
        "moscow-talks",
        "2025-12-03",
        "First Post",
        [
            (
                MOSCOW,
                SAYS,
                "Steve Witkoff and Jared Kushner met Vladimir Putin in Moscow on Tuesday.",
            ),
            (FAMILY, SAYS, "Kushner is President Trump's son-in-law."),
            (OFFICE, SAYS, "Secretary of State Marco Rubio stayed at home."),
            (CALL, SAYS, "Rubio had spoken with Witkoff on Monday."),
        ],
    ),
    reading(
        "kremlin-evening",
        "2025-12-04",
        "Evening Star",
        [
            (MOSCOW, SAYS, "For five hours Putin received the envoys Witkoff and Kushner."),
            (PLANNED, PLANS, "Rubio is to meet Foreign Minister Sergey Lavrov in Geneva."),
            (MINISTER, SAYS, "Rubio is to meet Foreign Minister Sergey Lavrov in Geneva."),
        ],
    ),
    reading(
        "secret-meeting",
        "2025-11-22",
        "Rumour Daily",
        [(DISPUTED, SAYS, "Zelenskyy secretly met Putin last week, two officials said.")],
    ),
    reading(
        "no-meeting",
        "2025-11-23",
        "First Post",
        [
            (DISPUTED, DENIES, "There was no meeting of Zelenskyy and Putin, his office said."),
            (SPOKE, SAYS, "Trump and Zelenskyy spoke by telephone on Friday."),
        ],
    ),
    reading(
        "doha-round",
        "2025-11-16",
        "Gulf Courier",
        [
            (DOHA, SAYS, "Qatar brought Kinshasa and the M23 to one table in Doha."),
            (WORK, SAYS, "John Hardie of the Institute called it a beginning."),
        ],
    ),
)

IDS = {name: fact_id(fact) for name, fact in globals().items() if isinstance(fact, Fact)}
