"""Pairs that may be one and the same, for somebody to judge; the likeliest first.

Events are brought together by type, shared participants and dates at most two days apart (an
undated event is taken to lie in the week before its first report), actors by type and a shared
word of their names. What was judged already, and what never can be one, is left out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from graph.actors import actors
from graph.judgements import Judgements
from graph.known import Known, best_date
from graph.reading import ReadStore
from graph.scan import known_facts
from ontology.facts import Actor
from ontology.names import normalise
from ontology.vocabulary import Vocabulary

_DAYS = 2
_WEEK = 7
_COMMON = 40  # actors who share a word of their names; more tell nothing
_ALIKE = 85  # of 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two ids that may mean one thing, how likely (0 to 1), and what speaks for it."""

    left: str
    right: str
    score: float
    why: str


def candidates(store: ReadStore, judgements: Judgements) -> list[Candidate]:
    """Everything worth judging, the likeliest first."""
    found = (*_events(store), *_actors(store))
    fresh = (one for one in found if not _settled(one, judgements))
    return sorted(fresh, key=lambda one: (-one.score, one.left, one.right))


@dataclass(frozen=True, slots=True)
class _Event:
    id: str
    kind: str
    who: frozenset[str]
    days: tuple[int, int]
    dated: bool
    places: frozenset[str]


def _events(store: ReadStore) -> Iterator[Candidate]:
    blocks: dict[str, list[_Event]] = defaultdict(list)
    for id_, known in known_facts(store.raw):
        event = _event(id_, known)
        if event:
            for actor in event.who:
                blocks[actor].append(event)
    seen = set[tuple[str, str]]()
    for block in blocks.values():
        for pair in _close_pairs(block):
            ids = (pair[0].id, pair[1].id)
            if ids not in seen:
                seen.add(ids)
                yield from _compared(*pair)


def _event(id_: str, known: Known) -> _Event | None:
    """An event as candidates need it; None for other facts and for what has no edge or time."""
    lore, types = known.lore, Vocabulary.load().event_types
    if lore.kind not in types or types[lore.kind].edge is None:
        return None
    date = best_date(lore.dates)
    firsts = [tally.first for tally in known.tallies.values() if tally.first]
    if date is None and not firsts:
        return None
    who = frozenset[str]().union(*lore.sides)
    days = _span(date) if date else _week_before(min(firsts))
    return _Event(id_, lore.kind, who, days, date is not None, lore.places) if days else None


def _close_pairs(block: list[_Event]) -> Iterator[tuple[_Event, _Event]]:
    """Pairs whose days are at most two apart, by a sweep through the days."""
    ordered = sorted(block, key=lambda event: (event.days, event.id))
    open_: list[_Event] = []
    for event in ordered:
        open_ = [other for other in open_ if other.days[1] + _DAYS >= event.days[0]]
        for other in open_:
            yield (other, event) if other.id < event.id else (event, other)
        open_.append(event)


def _compared(one: _Event, other: _Event) -> Iterator[Candidate]:
    shared, whole = one.who & other.who, one.who | other.who
    enough = len(shared) >= 2 or shared in (one.who, other.who)
    if not enough or not _related(one.kind, other.kind):
        return
    if one.places and other.places and one.places.isdisjoint(other.places):
        return
    closeness = 1.0 if one.dated and other.dated and one.days == other.days else 0.7
    same_type = 1.0 if one.kind == other.kind else 0.9
    score = round(len(shared) / len(whole) * closeness * same_type, 3)
    yield Candidate(one.id, other.id, score, f"{len(shared)} of {len(whole)} participants shared")


def _related(one: str, other: str) -> bool:
    types = Vocabulary.load().event_types
    return one == other or one in types[other].prevails_over or other in types[one].prevails_over


def _actors(store: ReadStore) -> Iterator[Candidate]:
    blocks: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for actor in actors(store):
        for word in set(normalise(actor.name).split()):
            blocks[actor.type, word].append(actor)
    seen = set[tuple[str, str]]()
    for block in blocks.values():
        for one, other in combinations(block, 2) if len(block) <= _COMMON else ():
            if (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                yield from _alike(one, other)


def _alike(one: Actor, other: Actor) -> Iterator[Candidate]:
    if one.wikidata and other.wikidata:
        return
    names = normalise(one.name), normalise(other.name)
    words = [set(name.split()) for name in names]
    if _holds(*words) or _holds(words[1], words[0]):
        part = min(map(len, words)) / max(map(len, words))
        yield Candidate(one.id, other.id, round(0.5 + part / 2, 3), "one name holds the other")
        return
    ratio = fuzz.ratio(*names)
    if ratio >= _ALIKE:
        yield Candidate(one.id, other.id, round(ratio / 100, 3), "the names are spelt alike")


def _holds(words: set[str], others: set[str]) -> bool:
    """Whether every one of the others is among the words, or an initial of one of them."""
    return all(
        other in words or (len(other) == 1 and any(word.startswith(other) for word in words))
        for other in others
    )


def _settled(one: Candidate, judgements: Judgements) -> bool:
    left, right = judgements.group(one.left), judgements.group(one.right)
    return any((min(a, b), max(a, b)) in judgements for a in left for b in right)


def _span(date: str) -> tuple[int, int] | None:
    """The first and the last day of a date, as day numbers; None if it is no date."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
        if day:
            last = first
        elif month:
            last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        else:
            last = first.replace(month=12, day=31)
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def _week_before(day: str) -> tuple[int, int]:
    last = dt.date.fromisoformat(day).toordinal()
    return last - _WEEK, last
