"""When and where an event was: the time and the place nearest to its trigger in the parse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from spacy.tokens import Doc, Token

from extract.dates import When
from extract.events import Told
from extract.page import Page
from extract.places import Place
from extract.syntax import has_aux
from ontology.facts import Actor, ActorType, Stance


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Stretch)


@dataclass(frozen=True)
class Grounds:
    """What tellings of a page are settled by.

    Its times and places, the nouns that carry them, where it was filed by its dateline, and
    whether it is a live blog, told by the clock on its day of publication.
    """

    page: Page
    whens: Sequence[When]
    places: Sequence[Place]
    venues: frozenset[str]
    occasions: frozenset[str]
    filed_at: str | None = None
    live: bool = False


def settle(told: Told, grounds: Grounds) -> Told:
    """The telling with its date and place, as far as its own sentence gives them.

    Whoever «spoke with» somebody at a place met them; without a place it counts as a call.
    """
    whens, places, published = grounds.whens, grounds.places, grounds.page.article.published
    dated = [
        when
        for when in whens
        if when.iso and when.cue not in _BOUNDS and not _of_a_topic(told, when, grounds)
    ]
    when = _described(told.trigger, whens, "when") or _nearest(told.trigger, dated)
    here = [place for place in places if not _of_a_topic(told, place, grounds)]
    place: Place | Actor | None = _described(told.trigger, places, "where") or _nearest(
        told.trigger, here
    )
    date = _iso(when, told.stance, published) if when else None
    stance = told.stance
    if stance is Stance.ASSERTS and date and published and date[:10] > published.isoformat():
        # A past tense with a coming day was dated wrongly; a present tells what is planned.
        past = told.trigger.tag_ == "VBD" or has_aux(told.trigger, "have")
        stance, date = (stance, None) if past else (Stance.FORESEES, date)
    if place is None and told.type == "Visit" and len(told.sides) > 1:
        place = next((a for a in told.sides[1] if a.type is ActorType.COUNTRY), None)
    kind = "Meeting" if told.rule == "speak" and told.type == "Call" and place else told.type
    return replace(told, type=kind, date=date, place=place.name if place else None, stance=stance)


# «for the first time since May»: a time that bounds an event is not its date.
_BOUNDS = {"since", "until", "till"}


def _iso(when: When, stance: Stance, published: dt.date | None) -> str | None:
    """The date a time tells: the past reading of what happened, the coming one of what is planned.

    Where the readings lie a year apart («28 December») the one nearer to publication is meant, for
    plans may be past («were to have met») and denials may be of plans.
    """
    if not when.iso_future or stance is Stance.ASSERTS:
        return when.iso or None
    if published and len(when.iso) == DAY and _days(when.iso, when.iso_future) > _YEARLY:
        day = published.isoformat()
        return min((when.iso, when.iso_future), key=lambda iso: _days(iso, day))
    return when.iso if stance is Stance.DENIES else when.iso_future


_YEARLY = 300  # days
DAY = len("2025-12-02")


def _days(one: str, other: str) -> int:
    return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days)


def _described(trigger: Token, stretches: Sequence[S], word: str) -> S | None:
    """«in February, when A flew to B»: the clause tells what happened at the time before it."""
    for verb in (trigger, *trigger.ancestors):
        for child in verb.children:
            if child.lower_ == word and child.i < verb.i:
                return next((one for one in stretches if 0 <= child.i - one.end <= 4), None)
        if verb.dep_ in {"relcl", "advcl", "ROOT"}:
            break
    return None


def _nearest(trigger: Token, stretches: Sequence[S]) -> S | None:
    """The stretch of the trigger's sentence that hangs closest to it; none beyond its clauses."""
    sent = trigger.sent
    here = [one for one in stretches if sent.start <= one.start and one.end <= sent.end]
    ranked = [(cost, i) for i, one in enumerate(here) if (cost := _distance(trigger, one)) < _NEAR]
    return here[min(ranked)[1]] if ranked else None


_FAR = 50
_NEAR = 16  # beyond this a time or place belongs to something else in the sentence


def _distance(trigger: Token, stretch: _Stretch) -> int:
    """Steps in the parse from the trigger to a stretch, other verbs on the way counting more."""
    head = _head(trigger.doc, stretch)
    up = [trigger, *trigger.ancestors]
    climbed = {token.i: steps for steps, token in enumerate(up)}
    cost = 0
    for token in (head, *head.ancestors):
        if token.i in climbed:
            above = up[1 : climbed[token.i] + 1]
            return cost + _climb_cost(above) + _outside(trigger, stretch)
        if token.dep_ == "advcl" and any(c.lower_ in _BOUNDS for c in token.children):
            return _FAR  # «since the revolt began ten years ago»
        cost += _descent_cost(token) if token != head else 1
    return _FAR


def _of_a_topic(told: Told, stretch: _Stretch, grounds: Grounds) -> bool:
    """«discussed a ceasefire in Gaza», «the agreement of 1974»: place or time of another thing.

    Nouns in `venues`, nouns that stand for actors, the trigger itself and the deal that is signed
    may carry either; any other noun keeps its own.
    """
    for above in _head(told.trigger.doc, stretch).ancestors:
        if above == told.trigger or above.pos_ in {"VERB", "AUX"}:
            return False
        if told.type == "Agreement" and above.dep_ == "dobj" and above.head == told.trigger:
            return False
        if above.pos_ == "NOUN" and not _carries(above, told.trigger, grounds):
            return True
    return False


def _carries(noun: Token, trigger: Token, grounds: Grounds) -> bool:
    """Whether a noun on the way passes a time or place on; one event keeps its own from another."""
    lemma = noun.lemma_.lower()
    if lemma in grounds.occasions:
        return trigger.pos_ == "VERB"
    return lemma in grounds.venues or grounds.page.at(noun) is not None


def _descent_cost(token: Token) -> int:
    """What stands in another clause below belongs to that clause first."""
    if token.pos_ not in {"VERB", "AUX"}:
        return 3 if token.pos_ == "NOUN" else 1
    return 8 if token.dep_ in {"relcl", "advcl", "ccomp"} else 4


def _outside(trigger: Token, stretch: _Stretch) -> int:
    """«a day after A had visited B»: before its own conjunction a clause has no date."""
    marks = [c.i for c in trigger.children if c.dep_ == "mark"]
    return 10 if marks and stretch.end <= marks[0] + 1 else 0


def _climb_cost(passed: list[Token]) -> int:
    """Going up out of a clause costs more the more finite clauses are left."""
    return sum(6 if token.dep_ in {"relcl", "advcl", "ccomp"} else 1 for token in passed)


def _head(doc: Doc, stretch: _Stretch) -> Token:
    return doc[stretch.start : stretch.end].root
