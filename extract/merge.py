"""One event told several times becomes one event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from extract.events import CONTACT, VAGUE, Sides, Told
from ontology.facts import Actor, Stance

# Tellings of one encounter differ in the word: a visit, a meeting, talks.
_WEIGHT = {"Meeting": 1, "Visit": 2, "Negotiation": 3}


@dataclass
class Account:
    """All tellings of one event on a page; the fullest telling leads."""

    tellings: list[Told] = field(default_factory=list)

    @property
    def lead(self) -> Told:
        """The telling with most actors, dated and placed before bare, earlier before later."""
        return max(self.tellings, key=_fullness)

    @property
    def sides(self) -> Sides:
        """The sides of the fullest telling."""
        return self.lead.sides

    @property
    def type(self) -> str:
        """The weightiest type among face-to-face tellings; otherwise the one type told."""
        plain = [told for told in self.tellings if told.rule not in VAGUE] or self.tellings
        return max((told.type for told in plain), key=lambda kind: _WEIGHT.get(kind, 0))

    @property
    def date(self) -> str | None:
        """The most precise date any telling gives."""
        return max((t.date for t in self.tellings if t.date), key=len, default=None)

    @property
    def place(self) -> str | None:
        """The lead's place, else the first that is told."""
        return self.lead.place or next((t.place for t in self.tellings if t.place), None)

    def takes(self, told: Told) -> bool:
        """Whether a telling is of this same event."""
        return all(_same(told, other) for other in self.tellings)


def merge(tellings: Iterable[Told]) -> list[Account]:
    """Accounts of distinct events, in order of first telling."""
    accounts: list[Account] = []
    for told in tellings:
        for account in reversed(accounts):
            if account.takes(told):
                account.tellings.append(told)
                break
        else:
            accounts.append(Account([told]))
    return accounts


def without_disowned(accounts: list[Account], own_word: Callable[[Told], bool]) -> list[Account]:
    """Accounts without those the article itself takes back («There was no such call»).

    `own_word` says whether a telling is the article's own and nobody else's.
    """
    denied = [
        told
        for account in accounts
        for told in account.tellings
        if told.stance is Stance.DENIES and told.rule == "taken-up" and own_word(told)
    ]
    return [
        one
        for one in accounts
        if one.lead.stance is not Stance.ASSERTS
        or not any(_same(replace(one.lead, stance=Stance.DENIES), no) for no in denied)
    ]


def _same(one: Told, other: Told) -> bool:
    return (
        _alike(one, other)
        and one.stance is other.stance
        and _nested(one, other)
        and _dates_agree(one.date, other.date)
        and _places_agree(one, other)
    )


def _alike(one: Told, other: Told) -> bool:
    face_to_face = CONTACT - {"Call"}
    if one.type == other.type or {one.type, other.type} <= face_to_face:
        return True
    vague = one.rule in VAGUE or other.rule in VAGUE  # «discussed», be it by telephone or not
    return vague and {one.type, other.type} <= CONTACT


def _nested(one: Told, other: Told) -> bool:
    """One telling names a part of the actors of the other, and the same one acts."""
    small, large = sorted((one.actors, other.actors), key=len)
    if not small <= large:
        return False
    if one.type in CONTACT | {"Agreement"} or one.type != other.type:
        return True
    return bool(_first(one) & _first(other))


def _first(told: Told) -> frozenset[Actor]:
    return frozenset(told.sides[0])


def _dates_agree(one: str | None, other: str | None) -> bool:
    return not one or not other or one.startswith(other) or other.startswith(one)


def _places_agree(one: Told, other: Told) -> bool:
    """Two places told apart are two events, unless a shared day holds them together."""
    if len(one.sides) == 1 or len(other.sides) == 1:  # an arrival is nothing but its place
        return one.place == other.place or one.sentence.start == other.sentence.start
    if not one.place or not other.place or one.place == other.place:
        return True
    return one.date is not None and one.date == other.date


def _fullness(told: Told) -> tuple[int, bool, bool, bool]:
    return (
        len(told.actors),
        told.stance is Stance.ASSERTS,
        told.date is not None,
        told.place is not None,
    )
