"""Readings to test with: a random strategy over a small world, and a few made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import strategies as st

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
)

PEOPLE = [
    Actor("person:anna", "Anna Ode", ActorType.PERSON, "Q1"),
    Actor("person:anna-2", "A. Ode", ActorType.PERSON),
    Actor("person:boris", "Boris “B.” Pál", ActorType.PERSON, "Q2"),
    Actor("person:chen-0a1b2c", "Chen", ActorType.PERSON),
]
LANDS = [
    Actor("country:x", "Xland", ActorType.COUNTRY, "Q10"),
    Actor("country:y", "Yland", ActorType.COUNTRY),
]
BODIES = [Actor("org:front", "The Front", ActorType.ORGANIZATION)]
ACTORS = [*PEOPLE, *LANDS, *BODIES]
TYPES = ["Meeting", "Negotiation", "Visit", "Mediation", "Statement", "Departure", "Threat"]
DATES = [None, "2025", "2025-12", "2025-12-02", "2025-12-03", "2025-12-04"]
DAYS = [None, *(dt.date(2025, 12, day) for day in (1, 2, 3, 30))]
WORDS = [
    "Anna",
    "met",
    "Boris",
    "in",
    "Xville",
    "on",
    "Tuesday;",
    "“no”,",
    "said\nthe",
    "Front\\u0041's",
    "envoy",
    "—",
    "30",
    "😀.",
]

_LONG = [f"word{number}" for number in range(60)]
# The first is a near copy of both others, which are none of each other: it joins two clusters.
COPIES = [
    " ".join(_LONG[:40]),
    " ".join([*_LONG[:24], *_LONG[40:50]]),
    " ".join([*_LONG[16:40], *_LONG[50:60]]),
]

actors = st.sampled_from(ACTORS)
people = st.sampled_from(PEOPLE)
groups = st.lists(actors, min_size=1, max_size=2, unique=True).map(tuple)


def disjoint(sides: Sequence[tuple[Actor, ...]]) -> tuple[tuple[Actor, ...], ...]:
    """The sides without anybody who stands on an earlier one."""
    seen: set[Actor] = set()
    kept = []
    for side in sides:
        kept.append(tuple(actor for actor in side if actor not in seen))
        seen.update(side)
    return tuple(side for side in kept if side)


events = st.builds(
    Event,
    type=st.sampled_from(TYPES),
    sides=st.lists(groups, min_size=1, max_size=3).map(disjoint),
    date=st.sampled_from(DATES),
    place=st.sampled_from([None, "Xville", "Ypolis"]),
    about=st.lists(actors, max_size=1).map(tuple),
)
tenures = st.builds(
    Tenure,
    holder=people,
    role=st.sampled_from(["President", "Foreign Minister"]),
    of=st.sampled_from([None, *LANDS]),
    start=st.sampled_from([None, "2024", "2025-01-20"]),
    end=st.sampled_from([None, "2025-06"]),
    status=st.sampled_from(TenureStatus),
)
ties = st.builds(
    Tie,
    subject=people,
    relation=st.sampled_from(["relativeOf", "adviserTo", "memberOf"]),
    object=actors,
    kinship=st.sampled_from([None, "son"]),
)
facts: st.SearchStrategy[Fact] = st.one_of(events, events, tenures, ties)


@st.composite
def assertions(draw: st.DrawFn, text: str) -> Assertion:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return Assertion(
        fact=draw(facts),
        stance=draw(st.sampled_from(Stance)),
        evidence=Evidence(start, end, text[start:end]),
        rule=draw(st.sampled_from(["verb", "noun"])),
        trigger=draw(st.sampled_from(["", "met"])),
        confidence=draw(st.sampled_from([1.0, 0.75])),
        speaker=draw(st.sampled_from([None, *PEOPLE])),
        source=draw(st.sampled_from([None, "an official"])),
    )


@st.composite
def readings(draw: st.DrawFn, ids: Sequence[str] = ("a", "b c/ü", "d")) -> Reading:
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
    text = draw(st.one_of(words, st.sampled_from(COPIES)))
    article = Article(
        id=draw(st.sampled_from(list(ids))),
        text=text,
        title=draw(st.sampled_from(["", "Talks"])),
        published=draw(st.sampled_from(DAYS)),
        outlet=draw(st.sampled_from(["", "The Paper"])),
    )
    return Reading(article, tuple(draw(st.lists(assertions(text), max_size=4))))


@st.composite
def batches(draw: st.DrawFn, most: int = 5) -> list[Reading]:
    """Readings of different articles, some of them copies of one text."""
    ids = [f"article-{number}" for number in range(draw(st.integers(1, most)))]
    return [draw(readings([id_])) for id_ in ids]


class SmallRegistry:
    """A registry of the small world."""

    def __init__(self) -> None:
        anna, _, boris, _ = PEOPLE
        x, y = LANDS
        self.actors = {actor.id: actor for actor in (anna, boris, x, y)}
        self._tenures = {
            anna.id: (
                Tenure(anna, "President", x, "2017-01-20", "2021-01-20", TenureStatus.FORMER),
                Tenure(anna, "President", x, "2025-01-20"),
                Tenure(anna, "Chair", y, "2024"),
            )
        }
        self._ties = {boris.id: (Tie(boris, "relativeOf", anna, "son"), Tie(boris, "memberOf", y))}

    def tenures(self, actor_id: str) -> tuple[Tenure, ...]:
        return self._tenures.get(actor_id, ())

    def ties(self, actor_id: str) -> tuple[Tie, ...]:
        return self._ties.get(actor_id, ())


def lines(store: Store) -> set[str]:
    return {str(quad) for quad in store.raw}


def difference(one: Store, other: Store | set[str]) -> list[str]:
    left, right = lines(one), other if isinstance(other, set) else lines(other)
    return sorted([f"- {line}" for line in left - right] + [f"+ {line}" for line in right - left])
