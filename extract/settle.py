"""When and where a telling's event was: the date and the place nearest to its trigger in the parse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from spacy.tokens import Doc, Token

from extract.dates import When
from extract.events import Told
from extract.places import Place
from ontology.facts import Stance


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Stretch)


def settle(
    told: Told, whens: Sequence[When], places: Sequence[Place], published: dt.date | None
) -> Told:
    """The telling with its date and place, as far as its own sentence gives them."""
    when = _nearest(told.trigger, whens)
    place = _nearest(told.trigger, places)
    date = (_iso(when, told.stance) or None) if when else None
    stance = told.stance
    if stance is Stance.ASSERTS and date and published and date[:10] > published.isoformat():
        stance = Stance.FORESEES
    return replace(told, date=date, place=place.name if place else None, stance=stance)


def _iso(when: When, stance: Stance) -> str | None:
    ahead = stance in {Stance.FORESEES, Stance.CALLS_OFF}
    return (when.iso_future or when.iso) if ahead else when.iso


def _nearest(trigger: Token, stretches: Sequence[S]) -> S | None:
    """The stretch of the trigger's sentence that hangs closest to it; none beyond its clauses."""
    sent = trigger.sent
    here = [one for one in stretches if sent.start <= one.start and one.end <= sent.end]
    ranked = [(cost, i) for i, one in enumerate(here) if (cost := _distance(trigger, one)) < _FAR]
    return here[min(ranked)[1]] if ranked else None


_FAR = 50


def _distance(trigger: Token, stretch: _Stretch) -> int:
    """Steps in the parse from the trigger to a stretch, other verbs on the way counting more."""
    head = _head(trigger.doc, stretch)
    up = [trigger, *trigger.ancestors]
    climbed = {token.i: steps for steps, token in enumerate(up)}
    cost = 0
    for token in (head, *head.ancestors):
        if token.i in climbed:
            return cost + _climb_cost(up[1 : climbed[token.i] + 1]) + abs(head.i - trigger.i) // 40
        cost += 4 if token.pos_ in {"VERB", "AUX"} and token != head else 1
    return _FAR


def _climb_cost(passed: list[Token]) -> int:
    """Going up out of a clause costs more the more finite clauses are left."""
    return sum(6 if token.dep_ in {"relcl", "advcl", "ccomp"} else 1 for token in passed)


def _head(doc: Doc, stretch: _Stretch) -> Token:
    return doc[stretch.start : stretch.end].root
