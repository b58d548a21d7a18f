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
        """«Israel Katz», «Jordan Bardella»: first names that are countries, before a surname."""
        board = self.board
        if board.words[start] not in board.lexicon["country_first_names"] or end >= len(board.doc):
            return False
        return not board.text.capital(start - 1) and self._is_name_word(end)

    def _ends_person(self, start: int, entry: Entry) -> bool:
        """A body's short name after a capitalised word that is neither title nor country."""
        before = self.board.text.before(start)
        if before is None or entry.kind is not Kind.ORGANIZATION:
            return False
        return (self._is_name_word(before) and not self.board.doc[before].is_sent_start) or (
            before is not None and self._is_name_word(before) and self._is_name_word(before - 1)
        )

    def _is_name_word(self, index: int) -> bool:
        """A capitalised word that may be part of a person's name and of nothing else."""
        board = self.board
        if index < 0 or not board.capital_word(index) or board.taken[index]:
            return False
        word, lexicon = board.words[index], board.lexicon
        other = (
            lexicon["never"] | lexicon["calendar"] | lexicon["honorifics"] | lexicon["org_heads"]
        )
        other |= lexicon["media"] | board.offices.modifiers
        proper = board.doc[index].pos_ == "PROPN" and not board.doc[index].text.isupper()
        return (
            proper
            and word not in other
            and not board.offices.is_head(word)
            and (index not in board.text.shouting)
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
