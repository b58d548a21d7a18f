"""One title for each holder, office and body; a vaguer title yields to a fuller one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.holding import Holding
from extract.offices import ranked_apart
from ontology.facts import Actor


@dataclass(frozen=True, slots=True)
class Title:
    """A holding in its final form, with the words that told it."""

    holding: Holding
    of: Actor | None


def distinct(holdings: Sequence[Holding]) -> Iterator[Title]:
    """One title for each holder, office and body; a vaguer title yields to a fuller one."""
    seen: dict[tuple[Actor, str, Actor | None], None] = {}
    for holding in holdings:
        of = holding.of[0] if holding.of else None
        key = (holding.holder, holding.office.title, of)
        if key in seen or any(_fuller(other, holding) for other in holdings):
            continue
        seen[key] = None
        yield Title(holding, of)


_VAGUE = {
    "Leader",
    "Head",
    "Chief",
    "Minister",
    "Official",
    "Envoy",
    "Adviser",
    "Aide",
    "Negotiator",
    "Commander",
    "Representative",
    "Mediator",
    "Secretary",
    "Director",
    "Deputy",
}


def _fuller(other: Holding, holding: Holding) -> bool:
    """Whether another holding of the same person says the same office in more words."""
    if other.holder != holding.holder or other.office.title == holding.office.title:
        return False
    if other.of and holding.of and other.of[0] != holding.of[0]:
        return False
    ours, theirs = (
        set(holding.office.title.lower().split()),
        set(other.office.title.lower().split()),
    )
    return ours < theirs and not ranked_apart(
        holding.office.title.lower(), other.office.title.lower()
    )
