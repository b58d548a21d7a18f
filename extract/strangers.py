"""People nobody knows: capitalised words that a title, an apposition or the grammar gives away."""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile

from extract.board import Board
from extract.lexicon import load_lexicon
from extract.runs import Run, Runs
from extract.text import Kind
from ontology.facts import Actor, ActorType
from ontology.registry import unknown_actor


class Strangers:
    """Tells which runs are people, and notes them."""

    def __init__(self, board: Board, runs: Runs) -> None:
        self.board = board
        self.runs = runs

    def take_person(self, run: Run) -> bool:
        """Note a person; False where the words are only part of somebody's name."""
        if len(run.words) == 1:
            if run.words in self.board.shorts or self._surname_known(run.words[0]):
                return False
            actor = self._by_title(run)
        else:
            run = self._without_portfolio(run)
            actor = self.board.gazetteer.same_spelling(run.words)
        how = "name" if actor else "new name"
        name = self.board.written(run.start, run.end)
        actor = actor or self._longer(run.words) or unknown_actor(name, ActorType.PERSON)
        self.board.take(run.start, run.end, Kind.PERSON, actor, how)
        return True

    def _by_title(self, run: Run) -> Actor | None:
        """«Foreign Minister Maas», «President Moon»: known by surname and office at the date."""
        before = self.board.text.before(run.start) or 0
        while before and (
            self.board.words[before] in {","}
            or self.board.words[before] in self.board.lexicon["honorifics"]
        ):
            before -= 1
        core = next((c for c in self.board.cores if c.start <= before < c.end), None)
        if core is None:
            return None
        phrase = self.board.offices.expand(self.board.words[core.start : core.end])
        title = self.board.offices.scheme.canonical(phrase)
        return self.board.gazetteer.office_holder(
            run.words[0], title or phrase, self.board.published
        )

    def _without_portfolio(self, run: Run) -> Run:
        """«for Foreign Affairs and Defense Simon Coveney»: the name begins after the portfolio."""
        start, words = run.start, run.words
        portfolio = self.board.offices.modifiers | {"international", "assistance", "affairs"}
        if self.board.words[start - 1 : start] not in (["for"], ["of"], ["and"]):
            return run
        while len(words) > 2 and words[0] in portfolio:
            start, words = start + 1, words[1:]
        return Run(start, run.end, words)

    def _surname_known(self, word: str) -> bool:
        return any(word in words for words in self.board.people if len(words) > 1)

    def _longer(self, words: tuple[str, ...]) -> Actor | None:
        """Somebody already met whose name has all these words («Robert E. Dussey»)."""
        if len(words) < 2:
            return None
        found = {
            actor: None
            for known, actor in self.board.people.items()
            if known[-len(words) :] == words or (words[-1] == known[-1] and words[0] == known[0])
        }
        return next(iter(found)) if len(found) == 1 else None

    def is_person(self, run: Run) -> bool:
        """Whether a run names a person."""
        first, last = run.words[0], run.words[-1]
        lexicon = self.board.lexicon
        addressed = self.addressed(run.start)
        never = lexicon["never"] | lexicon["calendar"]
        if last in never or (first in never and not addressed):
            return False
        if last in lexicon["thing_heads"] or last in lexicon["place_heads"]:
            return False
        if addressed or first in lexicon["female_first"] or last in self.human_words:
            return True
        if any(word in lexicon["telling_particles"] for word in run.words[1:]):
            return True
        if self._described(run.end) or self._speaks(run):
            return True
        return not self._is_place(run) and self.could_be_person(run)

    def _is_place(self, run: Run) -> bool:
        """«in North Kivu», «Kfar Aza, Israel»: unknown places stand where places do."""
        words = self.board.words
        if self._word_before(run.start) in load_lexicon("resolve")["place"]["prepositions"]:
            return True
        country = next((s for s in self.board.spots if s.start == run.end + 1), None)
        return (
            words[run.end : run.end + 1] == [","]
            and country is not None
            and (country.kind in {Kind.COUNTRY, Kind.SEAT})
        )

    @cached_property
    def human_words(self) -> frozenset[str]:
        """Last words of names that somewhere in the text are a person's beyond doubt."""
        return frozenset(
            run.words[-1]
            for run in self.runs.all()
            if self.addressed(run.start) or self._described(run.end) or self._speaks(run)
        )

    def addressed(self, start: int) -> bool:
        """An office or a form of address stands right before."""
        before = self.board.text.before(start)
        if before is None:
            return False
        if self.board.words[before] == "," and before:
            several = self.runs.run_end(start) - start > 1
            return (before - 1 in self.board.title and several) or self._is_kin(before - 1)
        if self._is_kin(before):
            return True
        if self.board.words[before] in self.board.lexicon["honorifics"]:
            return self.board.text.capital(before)
        return before in self.board.title and self.board.doc[before].text not in {"-"}

    def _is_kin(self, index: int) -> bool:
        """«his wife, Eeva», «their son Marko»; «-in-law» ends in «law»."""
        kin = load_lexicon("ties")["kin"]["words"]
        return self.board.words[index] in kin or self.board.words[
            max(0, index - 2) : index + 1
        ] == [
            "in",
            "",
            "law",
        ]

    def _described(self, end: int) -> bool:
        """«X, the interior minister,»: an office in apposition."""
        if end >= len(self.board.doc) or self.board.doc[end].text != ",":
            return False
        clause = takewhile(
            lambda i: self.board.doc[i].text not in {",", ".", ";", "\n"},
            range(end + 1, min(end + 9, len(self.board.doc))),
        )
        return any(i in self.board.title for i in clause)

    def _speaks(self, run: Run) -> bool:
        after = self.board.words[run.end] if run.end < len(self.board.words) else ""
        return after in self.board.lexicon["speech"] and len(run.words) <= 4

    def _word_before(self, index: int) -> str:
        """The word before; a country's possessive («Italy's Giorgia Meloni») counts as none."""
        word = self.board.words[index - 1] if index else ""
        owner = (
            next((s for s in self.board.spots if s.end == index - 1), None) if word == "s" else None
        )
        return "" if owner is not None and owner.kind in {Kind.COUNTRY, Kind.SEAT} else word

    def could_be_person(self, run: Run) -> bool:
        """Bodies have an article or telling words; the model takes strange surnames for bodies."""
        before = self._word_before(run.start)
        telling = (
            self.board.lexicon["org_heads"]
            | self.board.lexicon["media"]
            | self.board.offices.modifiers
        )
        names = all(
            (token.is_alpha and not token.text.isupper()) or token.text == "-"
            for token in self.board.doc[run.start : run.end]
        )
        return (
            names
            and len(run.words) < 4
            and before not in {"the", "s"}
            and not telling & set(run.words)
        )
