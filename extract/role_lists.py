"""Titles in the plural: «Presidents A of X and B of Y», «their foreign ministers, A and B»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.holding import Holding, hold
from extract.phrases import Office
from extract.text import BODIES, Spot
from extract.vicinity import Vicinity
from ontology.facts import Actor


class ForSeveral:
    """Titles in the plural and the names they are shared out to."""

    def __init__(self, near: Vicinity) -> None:
        self.near = near
        self.doc = near.doc
        self.words = near.words

    def holdings(self, office: Office) -> list[Holding]:
        """roles-names: «Presidents A of X and B of Y», «their foreign ministers, A and B»."""
        named, rule = self._named(office)
        shared = office.of if len(office.of) in {1, len(named)} else ()
        found = []
        for place, (spot, of) in enumerate(named):
            own = of or (shared[place : place + 1] if len(shared) == len(named) else shared)
            held = hold(self.near, spot.actor, office, rule, spot.end - 1)
            found.append(replace(held, of=tuple(own)))
        return found

    def _named(self, office: Office) -> tuple[list[tuple[Spot, tuple[Actor, ...]]], str]:
        """The names after the title, else those before it, and the rule that found them."""
        start = office.end
        if start < len(self.doc) and self.doc[start].text in {",", ":", "—", "–", "("}:
            start += 1
        after = list(self._listed(start))
        if len(after) > 1 or (after and start == office.end):
            return after, "roles-names"
        before = list(self._listed_before(office))
        return (before, "names-roles") if len(before) > 1 else ([], "")

    def _listed(self, index: int) -> Iterator[tuple[Spot, tuple[Actor, ...]]]:
        """People in a list, each perhaps with «X's» before or «of X» after."""
        while index < len(self.doc):
            before: tuple[Actor, ...] = ()
            spot = self.near.spot_at.get(index)
            if spot is not None and spot.kind in BODIES:
                before, index = (spot.actor,), spot.end
                index += index < len(self.doc) and self.doc[index].tag_ == "POS"
            person = self.near.person_at.get(self.near.past_address(index))
            if person is None:
                return
            after, index = self.near.country_after(person.end)
            yield person, before or after
            moved = self.near.past_separator(index)
            if moved == index:
                return
            index = moved

    def _listed_before(self, office: Office) -> Iterator[tuple[Spot, tuple[Actor, ...]]]:
        """«A and B, the foreign ministers of X and Y»."""
        mark = office.start - 1
        if mark < 2 or self.doc[mark].text != ",":
            return
        found: list[Spot] = []
        end = mark
        while (spot := self.near.person_end.get(end)) is not None:
            found.insert(0, spot)
            end = spot.start
            while end and self.words[end - 1] in {"and", ","}:
                end -= 1
            if end == spot.start:
                break
        if len(found) == max(2, len(office.of)):
            yield from ((spot, ()) for spot in found)
