"""Short forms of names: initials, surnames, first names after a form of address."""

from __future__ import annotations

from dataclasses import replace

from extract.aliases import Aliases
from extract.board import Board
from extract.runs import Run
from extract.text import Kind, Spot
from ontology.facts import Actor


class ShortForms:
    """Takes the short forms of the names a text has in full."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def take(self, runs: list[Run]) -> None:
        """Note who is meant by runs that are no full name, in text order."""
        aliases = Aliases(self.board.people, self._introductions())
        for run in sorted(runs, key=lambda run: run.start):
            self._take_alias(run, aliases)
        self._prefer_people(aliases)

    def take_acronyms(self) -> None:
        """«Security Service of Ukraine (SBU)»: the letters in brackets stand for the body."""
        for place, spot in enumerate(self.board.spots):
            bodies = {Kind.ORGANIZATION, Kind.COUNTRY}
            index = self._acronym_after(spot) if spot.kind in bodies else None
            if index is not None:
                self._take_acronym(place, spot, index)

    def _take_acronym(self, place: int, spot: Spot, index: int) -> None:
        """What the letters mean: the body before, unless they are known and it is not."""
        spots = self.board.spots
        known = next((n for n, s in enumerate(spots) if s.start == index), None)
        if known is None:
            letters = "".join(self.board.words[index : self._acronym_end(index)])
            self.board.acronyms[letters] = spot.actor
        elif self._are_initials(index, spot):
            spots[known] = replace(spots[known], kind=spot.kind, actor=spot.actor)
        elif spot.how == "new name" and spots[known].kind is Kind.ORGANIZATION:
            spots[place] = replace(spot, actor=spots[known].actor)

    def _are_initials(self, index: int, spot: Spot) -> bool:
        """«Republic of Cyprus (ROC)»: letters that are the name's own, whatever else they mean."""
        words = [w for w in self.board.words[spot.start : spot.end] if w not in {"the", "and"}]
        return self.board.words[index] in {
            "".join(w[0] for w in words if w),
            "".join(w[0] for w in words if w and w != "of"),
        }

    def _acronym_after(self, spot: Spot) -> int | None:
        """«Name (ABC)» or «Name, or ABC,»."""
        index = spot.end
        following = self.board.words[index : index + 2]
        if not following or following[0] not in {"(", ","}:
            return None
        index += 1 + (following[0] == "," and following[1:] == ["or"])
        marked = following[0] == "(" or self.board.words[index - 1] == "or"
        return (
            index
            if marked and index < len(self.board.doc) and self.board.doc[index].text.isupper()
            else None
        )

    def _acronym_end(self, index: int) -> int:
        end = index + 1
        while (
            end < len(self.board.doc)
            and self.board.doc[end].text not in {")", ",", "."}
            and end - index < 6
        ):
            end += 1
        return end

    def _take_alias(self, run: Run, aliases: Aliases) -> None:
        if any(self.board.taken[run.start : run.end]):
            return
        acronym = self.board.acronyms.get("".join(run.words))
        if acronym:
            self.board.take(run.start, run.end, Kind.ORGANIZATION, acronym, "acronym")
            return
        sex = self._sex_before(run.start)
        actor = aliases.one(run.words, run.start, sex)
        how = "surname" if actor else "short name"
        actor = actor or self.board.shorts.get(run.words)
        if actor:
            self.board.take(run.start, run.end, Kind.PERSON, actor, how)

    def _introductions(self) -> dict[Actor, list[int]]:
        """At which tokens each person is named in full."""
        found: dict[Actor, list[int]] = {}
        for spot in sorted(self.board.spots, key=lambda spot: spot.start):
            if spot.kind is Kind.PERSON:
                found.setdefault(spot.actor, []).append(spot.start)
        return found

    def _prefer_people(self, aliases: Aliases) -> None:
        """A surname that is also a body's short name is the person's whom the article names."""
        for place, spot in enumerate(self.board.spots):
            if spot.kind is Kind.ORGANIZATION and spot.end - spot.start == 1:
                person = aliases.one((self.board.words[spot.start],), spot.start)
                if person is not None:
                    self.board.spots[place] = Spot(
                        spot.start, spot.end, Kind.PERSON, person, "surname"
                    )

    def _sex_before(self, start: int) -> str | None:
        before = self.board.text.before(start)
        word = self.board.words[before] if before is not None else ""
        return (
            "f"
            if word in self.board.lexicon["female"]
            else "m"
            if word in self.board.lexicon["male"]
            else None
        )
