"""Organisations nobody knows: by their head words, by «of» and «for», by the model's label."""

from __future__ import annotations

from extract.board import Board
from extract.runs import Run
from extract.strangers import Strangers
from extract.text import Kind
from ontology.facts import Actor, ActorType
from ontology.registry import unknown_actor


class Bodies:
    """Tells which runs are organisations, and notes them."""

    def __init__(self, board: Board, strangers: Strangers) -> None:
        self.board = board
        self.strangers = strangers

    def organisation_end(self, run: Run) -> int:
        """The end of the body's name, or 0: its head word comes last or before «of», «for»."""
        heads = self.board.lexicon["org_heads"]
        if self.board.lexicon["state_words"].issuperset(run.words):
            return 0
        if (
            run.words[-1] in heads
            and len(run.words) > 1
            and run.words[-1] not in self.board.lexicon["place_heads"]
        ):
            return self._prolonged(run.end)
        if run.words[-1] in heads and self._prolonged(run.end) > run.end:
            return self._prolonged(run.end)
        return run.end if self._completes_known(run) else 0

    def _completes_known(self, run: Run) -> bool:
        """«Minsk Group»: a place and a head word; a body's own «Commission» is the body."""
        spot = next((s for s in self.board.spots if s.end == run.start), None)
        if (
            spot is None
            or len(run.words) != 1
            or run.words[0] not in self.board.lexicon["org_heads"]
        ):
            return False
        return (
            spot.kind in {Kind.SEAT, Kind.COUNTRY}
            and run.words[0] not in self.board.lexicon["place_heads"]
        )

    def _prolonged(self, end: int) -> int:
        """The name with what «of», «for» and «on» add to it, as long as that is capitalised."""
        index = end
        if index < len(self.board.doc) and self.board.words[index] in {
            "of",
            "for",
            "on",
            "to",
            "against",
            "in",
        }:
            if (
                self.board.words[index] == "in"
                and "mission" not in self.board.words[max(0, end - 3) : end]
            ):
                return end
            index += 1
            if index < len(self.board.doc) and self.board.words[index] == "the":
                index += 1
            start = index
            while index < len(self.board.doc) and self.board.capital_word(index):
                index += 1
            return self._prolonged(index) if self._belongs_to_body(start, index) else end
        return end

    def _belongs_to_body(self, start: int, end: int) -> bool:
        """«Council of Europe», but neither «Court on Tuesday» nor «Party of John Smith»."""
        if start == end or self.board.words[start] in self.board.lexicon["calendar"]:
            return False
        if any(self.board.taken[start:end]):
            return True
        first_names = self.board.lexicon["female_first"] | self.board.lexicon["male_first"]
        human = self.board.words[start] in first_names and end - start > 1
        return not human and self.board.words[end - 1] not in self.strangers.human_words

    def take_organisation(self, start: int, end: int) -> bool:
        """Note an organisation with all that belongs to its name."""
        start = self._led_by_capitals(self._led_by_known(self._coordinated_start(start)))
        self.board.spots = [s for s in self.board.spots if s.end <= start or s.start >= end]
        words = tuple(w for w in self.board.words[start:end] if w)
        actor = self._known_body(words) or unknown_actor(
            self.board.written(start, end), ActorType.ORGANIZATION
        )
        self.board.bodies[words] = actor
        self.board.take(start, end, Kind.ORGANIZATION, actor, "new name")
        return True

    def _led_by_capitals(self, start: int) -> int:
        """«Lake Chad Peace Council»: capitals before a known name that leads the body's."""
        while start and self.board.capital_word(start - 1) and not self.board.taken[start - 1]:
            token = self.board.doc[start - 1]
            if token.is_sent_start or token.is_stop or start - 1 in self.board.title:
                break
            start -= 1
        return start

    def _known_body(self, words: tuple[str, ...]) -> Actor | None:
        """A body met before under a longer name: «the Minsk Group» after «OSCE Minsk Group»."""
        fitting = {
            actor: None
            for known, actor in self.board.bodies.items()
            if known[-len(words) :] == words or known[: len(words)] == words
        }
        return next(iter(fitting)) if len(fitting) == 1 else None

    def _led_by_known(self, start: int) -> int:
        """«Congo River Alliance», «OSCE Minsk Group»: the name begins with a known one."""
        while start and self.board.taken[start - 1] and self.board.words[start - 1] != "s":
            spot = next((s for s in self.board.spots if s.end == start), None)
            if spot is None or spot.kind in {Kind.DEMONYM, Kind.PERSON}:
                break
            start = spot.start + (self.board.words[spot.start] == "the")
        return start

    def _coordinated_start(self, start: int) -> int:
        """«National Security and Defense Council»: what «and» joins before the run."""
        if start < 2 or self.board.words[start - 1] not in {"and", "&"}:
            return start
        index = start - 2
        while index >= 0 and self._portfolio_or_comma(index):
            index -= 1
        return index + 1 if index + 1 < start - 1 else start

    def _portfolio_or_comma(self, index: int) -> bool:
        word = self.board.words[index]
        if word == ",":
            return self._portfolio_or_comma(index - 1) and self.board.words[index - 1] != ","
        return self.board.capital_word(index) and word in self.board.offices.modifiers

    def take_outlet(self, run: Run) -> bool:
        """«Caracol Radio»: two or more words, the last of which gives an outlet away."""
        if len(run.words) < 2 or run.words[-1] not in self.board.lexicon["media"]:
            return False
        actor = unknown_actor(self.board.written(run.start, run.end), ActorType.ORGANIZATION)
        self.board.take(run.start, run.end, Kind.ORGANIZATION, actor, "new name")
        return True
