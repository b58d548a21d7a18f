"""Names the registry knows, as far as the words around them let them stand."""

from __future__ import annotations

from functools import cached_property

from extract.board import Board
from extract.gazetteer import Entry, preferred
from extract.runs import Runs
from extract.text import Kind, Spot


class KnownNames:
    """Takes the known names of a text."""

    def __init__(self, board: Board, runs: Runs) -> None:
        self.board = board
        self.runs = runs

    def take(self) -> None:
        """Note every known name but the short ones, which wait for their neighbours."""
        for start, end, entries in self.board.gazetteer.matches(self.board.doc, self.board.words):
            if any(self.board.taken[start:end]):
                continue
            if self._is_title(start, end):
                found = self.board.gazetteer.shorter(
                    self.board.doc, self.board.words, start, end - 1
                )
                if found is None:
                    continue
                end, entries = found
            self._take_known_at(start, end, entries)

    def _within_longer_name(self, start: int, end: int, entry: Entry) -> bool:
        """«Israel Katz», «Thida Wagner»: one known word of a longer name is part of a person."""
        if entry.kind is Kind.PERSON or end - start > 1:
            return False
        return self._begins_person(start, end) or self._ends_person(start, entry)

    def _begins_person(self, start: int, end: int) -> bool:
        inside = (
            self.board.doc[start].ent_type_ == "PERSON" and self.board.doc[end : end + 1].text != ""
        )
        if not inside or self.board.doc[end].ent_iob_ != "I" or not self.board.text.capital(end):
            return False
        word = self.board.words[end]
        return not self.board.offices.is_head(word) and word not in self.board.offices.modifiers

    def _ends_person(self, start: int, entry: Entry) -> bool:
        """A body's name after a first name that the model joins to it."""
        token = self.board.doc[start]
        joined = token.ent_type_ == "PERSON" and token.ent_iob_ == "I"
        before = self.board.text.before(start)
        if not joined or before is None or entry.kind is not Kind.ORGANIZATION:
            return False
        return (
            self.board.capital_word(before)
            and not self.board.taken[before]
            and (self.board.words[before] not in self.board.lexicon["honorifics"])
        )

    def _take_known_at(self, start: int, end: int, entries: tuple[Entry, ...]) -> None:
        entry = preferred(entries)
        if entry is None:
            return
        if entry.kind is Kind.PERSON and entry.short:
            # Left to be read with its neighbours: «Trump» may be part of «Melania Trump».
            self.board.shorts[tuple(w for w in self.board.words[start:end] if w)] = entry.actor
        elif not self._within_longer_name(start, end, entry) and not self._is_chamber(
            start, end, entry
        ):
            start += self.board.words[start] == "the"
            if entry.kind is Kind.PERSON:
                start, end = self._bare_name(start, end)
                end = self._with_lineage(end)
            self.board.take(start, end, entry.kind, entry.actor, "name")

    def _with_lineage(self, end: int) -> int:
        """«Khalid bin Salman bin Abdulaziz Al Saud»: known by the first part of the name."""
        while (
            end < len(self.board.doc)
            and self.board.words[end] in self.board.lexicon["telling_particles"]
            and (steps := self.runs.particle_steps(end))
        ):
            end += steps
        return end

    def _is_chamber(self, start: int, end: int, entry: Entry) -> bool:
        """«Cambodia's Senate», «Security Council of Armenia»: generic words, another's body."""
        words = {w for w in self.board.words[start:end] if w}
        if entry.kind is not Kind.ORGANIZATION or not words <= self._generic:
            return False
        owner = next((s for s in self.board.spots if s.end in {start, start - 1}), None)
        if self.board.words[end : end + 1] == ["of"]:
            found = self.board.gazetteer.shorter(self.board.doc, self.board.words, end + 1, end + 6)
            owner = Spot(end, end, found[1][0].kind, found[1][0].actor, "") if found else owner
        lone = len(words) == 1 and owner is None
        other = owner is not None and self.board.gazetteer.country(entry.actor) != owner.actor
        return lone or (other and owner is not None and owner.actor != entry.actor)

    @cached_property
    def _generic(self) -> frozenset[str]:
        """Words that name bodies of any state («Senate», «National Security Council»)."""
        heads: frozenset[str] = self.board.lexicon["org_heads"]
        words: frozenset[str] = self.board.lexicon["state_words"]
        modifiers: frozenset[str] = self.board.offices.modifiers
        return heads | words | modifiers

    def _bare_name(self, start: int, end: int) -> tuple[int, int]:
        """«King Abdullah II of Jordan» without title and realm, which are read on their own."""
        honorifics = self.board.lexicon["honorifics"]
        while start < end - 1 and (
            self.board.words[start] in honorifics or self.board.doc[start].text == "."
        ):
            start += 1
        realm = next((i for i in range(start + 1, end - 1) if self.board.words[i] == "of"), end)
        return start, realm

    def _is_title(self, start: int, end: int) -> bool:
        """«Thai army chief»: the last words, in lower case, belong to the office after them."""
        following = self.board.words[end] if end < len(self.board.words) else ""
        small = end - start > 1 and self.board.doc[end - 1].text.islower()
        return small and self.board.offices.is_head(following)
