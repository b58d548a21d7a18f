"""Comparing dates of unequal precision, and what was so on a day."""

from __future__ import annotations

from graph.records import FactCard, Tally
from ontology.facts import Stance


def not_after(one: str, other: str) -> bool:
    """Whether a date is not after another, as far as the less precise of the two tells."""
    length = min(len(one), len(other))
    return one[:length] <= other[:length]


def happened_by(card: FactCard, day: str) -> bool:
    """Whether an event had happened on a day: by its date, else by the first report of it."""
    when = card.date or card.tallies.get(Stance.ASSERTS, Tally()).first
    return when is not None and not_after(when, day)


def held_on(card: FactCard, day: str) -> bool:
    """Whether an office was held on a day.

    By a dated term that covers the day; else by reports that have the holder in office before
    it, unless a later report or the end of a term has the holder out again.
    """
    if any(_covers(start, end, day) for start, end in card.terms):
        return True
    since, gone = card.in_office_since, card.out_of_office_since
    if since is None or not not_after(since, day):
        return False
    if gone and since < gone <= day:
        return False
    ends = (end for _, end in card.terms if end)
    return not any(not_after(since, end) and not not_after(day, end) for end in ends)


def _covers(start: str | None, end: str | None, day: str) -> bool:
    return (not start or not_after(start, day)) and (not end or not_after(day, end))
