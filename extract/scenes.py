"""What is told without a time or place of its own takes that of the scene it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extract.events import CONTACT, Told, sentences_between
from extract.settle import DAY, Grounds
from extract.syntax import clause_of, has_aux
from ontology.facts import Stance

_REACH = 5  # sentences that a scene goes on
_SCENIC = CONTACT | {"Agreement", "Mediation"}


def in_scene(tellings: Sequence[Told], grounds: Grounds) -> list[Told]:
    """Tellings in text order, undated ones dated by their scene.

    What people say or do to each other while they meet is told after the meeting, without its
    date: an earlier event of the same people, a few sentences back, lends date and place. Else a
    plain past tense goes on where the paragraph is («had met» steps out of it), and in a report of
    the day's news it goes on where the report began.
    """
    told_so_far: list[Told] = []
    for told in tellings:
        scene = _scene_of(told, told_so_far, grounds)
        told_so_far.append(_within(told, scene) if scene else told)
    return list(_placed(told_so_far, grounds))


def _scene_of(told: Told, earlier: Sequence[Told], grounds: Grounds) -> Told | None:
    if told.date:
        return None
    if told.rule == "taken-up":
        again = (t for t in reversed(earlier) if t.actors == told.actors and t.date)
        return next(again, None)
    if told.stance is not Stance.ASSERTS:
        return None
    near = [t for t in reversed(earlier) if sentences_between(t.trigger, told.trigger) <= _REACH]
    dated = [t for t in near if _on_a_day(t)]
    shared = (t for t in dated if t.type in _SCENIC and told.actors <= t.actors)
    return next(shared, None) or _running(told, dated) or _news(told, earlier, grounds)


def _on_a_day(told: Told) -> bool:
    return told.stance is Stance.ASSERTS and told.date is not None and len(told.date) == DAY


def _running(told: Told, dated: Sequence[Told]) -> Told | None:
    """The last dated event of the same paragraph, for a verb in the plain past or present."""
    verb = _plain_verb(told)
    if verb is None or not dated:
        return None
    last = dated[0]
    return last if "\n" not in verb.doc[last.trigger.i : told.trigger.i].text else None


def _news(told: Told, earlier: Sequence[Told], grounds: Grounds) -> Told | None:
    """The day of the news, where the sentence names no other time.

    In a live blog that is the day of publication; elsewhere the day the report begins with, if it
    was the day of publication or the one before.
    """
    published = grounds.page.article.published
    if published is None or told.type == "Statement" or _names_a_time(told, grounds):
        return None
    if grounds.live:
        return replace(told, date=published.isoformat(), place=None)
    lead = next((t for t in earlier if _on_a_day(t)), None)
    fresh = lead is not None and _is_fresh(lead, published) and _opens(lead)
    return lead if fresh and _plain_verb(told) is not None else None


def _is_fresh(lead: Told, published: dt.date) -> bool:
    age = published - dt.date.fromisoformat(lead.date or "")
    return dt.timedelta(0) <= age <= dt.timedelta(days=1)


def _opens(lead: Told) -> bool:
    """Whether a telling stands in the headline or the first two paragraphs."""
    return lead.trigger.doc[: lead.trigger.i].text.count("\n\n") <= _OPENING


_OPENING = 2  # breaks: after the headline and the first paragraph


def _names_a_time(told: Told, grounds: Grounds) -> bool:
    sent = told.sentence
    return any(sent.start <= when.start < sent.end for when in grounds.whens)


def _plain_verb(told: Told) -> Token | None:
    verb = told.trigger if told.trigger.pos_ == "VERB" else clause_of(told.trigger)
    if verb is None or has_aux(verb, "have") or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    return verb


def _within(told: Told, scene: Told) -> Told:
    shares = told.type in _SCENIC and told.actors <= scene.actors
    return replace(told, date=scene.date, place=told.place or (scene.place if shares else None))


def _placed(tellings: Sequence[Told], grounds: Grounds) -> Iterator[Told]:
    """Meetings without a place: those of the lead by its dateline, then the lead's people's."""
    lead: Told | None = None
    for told in tellings:
        if told.stance is Stance.ASSERTS and told.type in _SCENIC - {"Call"}:
            if told.place is None and _opens(told):
                told = replace(told, place=grounds.filed_at)
            elif told.place is None and lead is not None and _beside(told, lead):
                told = replace(told, place=lead.place)
            if lead is None and told.place and _on_a_day(told) and _opens(told):
                lead = told
        yield told


def _beside(told: Told, lead: Told) -> bool:
    """On the same day as the lead, and with somebody who was there."""
    return told.date == lead.date and bool(told.actors & lead.actors)
