"""Stretches of capitalised words that no known name covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from extract.board import Board


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring capitalised words, and the plain forms of those that are words."""

    start: int
    end: int
    words: tuple[str, ...]


class Runs:
    """Finds runs and where a name that begins at a token would end."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def all(self) -> Iterator[Run]:
        """Every run, in text order."""
        index = 0
        while index < len(self.board.doc):
            if not self._name_like(index):
                index += 1
                continue
            end = self.run_end(index)
            words = tuple(w for w in self.board.words[index:end] if w)
            if words:
                yield Run(index, end, words)
            index = end

    def run_end(self, start: int) -> int:
        """The end of the run that begins at a token."""
        end = start + 1
        while end < len(self.board.doc):
            step = self._joins(end)
            if not step:
                return end
            end += step
        return end

    def _joins(self, index: int) -> int:
        """How many tokens from here on carry the run further: a name, «-Name», «bin Name»."""
        if self._name_like(index, inside=True):
            return 1
        if (
            self.board.words[index] == "s"
            and self.board.words[index - 1] in self.board.lexicon["owning"]
        ):
            return 2 if self.follows(index + 1) else 0
        glued = (
            self.board.doc[index].text in {"-", "‐", "‑", "'", "’"}
            and not self.board.doc[index - 1].whitespace_
        )
        if glued and not self.board.doc[index].whitespace_ and self._follows_hyphen(index + 1):
            return 2
        hyphened = self.board.doc[index + 1 : index + 2].text == "-"
        particles = self.board.lexicon["hyphened_particles" if hyphened else "particles"]
        if self.board.words[index] in particles | self.board.lexicon[
            "particles"
        ] and not self.board.text.capital(index):
            return self.particle_steps(index)
        return 0

    def _follows_hyphen(self, index: int) -> bool:
        """«Mlambo-Ngcuka», «Tae-yul»: a name goes on, in small letters if the model sees one."""
        if self.follows(index):
            return True
        token = self.board.doc[index] if index < len(self.board.doc) else None
        return token is not None and token.pos_ == "PROPN" and token.is_alpha

    def particle_steps(self, index: int) -> int:
        """How many tokens «bin Salman» or «al-Sisi» takes from its particle on; 0 if none."""
        following = index + 1
        if following < len(self.board.doc) and self.board.doc[following].text == "-":
            following += 1
        if (
            following < len(self.board.doc)
            and self.board.words[following] in self.board.lexicon["particles"]
        ):
            further = self.particle_steps(following)
            return further + following - index if further else 0
        return following + 1 - index if self.follows(following) else 0

    def follows(self, index: int) -> bool:
        """Whether a token may carry a name on."""
        return index < len(self.board.doc) and self._name_like(index, inside=True)

    def _name_like(self, index: int, inside: bool = False) -> bool:
        token = self.board.doc[index]
        if self.board.taken[index] or index in self.board.title or not token.text[0].isupper():
            # A name may begin with its article: «al-Shabaab», «al-Murtada».
            return False
        word = self.board.words[index]
        if word in self.board.lexicon["honorifics"] and not self._is_last_of_name(index):
            return False
        if word in {"designate", "elect"}:
            return False
        if word in self.board.lexicon["calendar"]:
            return False
        return inside or not self._opens_sentence(token)

    def _is_last_of_name(self, index: int) -> bool:
        """«Martin Luther King»: an honorific that ends a name instead of opening one."""
        following = index + 1 < len(self.board.doc) and self.board.text.capital(index + 1)
        return (
            not following
            and index > 0
            and self.board.text.capital(index - 1)
            and not self.board.taken[index - 1]
        )

    def _opens_sentence(self, token: Token) -> bool:
        """A capital that only the beginning of the sentence accounts for."""
        if token.text in self._capitalised_elsewhere:
            return False
        return token.is_stop or (bool(token.is_sent_start) and token.pos_ != "PROPN")

    @cached_property
    def _capitalised_elsewhere(self) -> frozenset[str]:
        """Words with a capital in the middle of a sentence, where nothing else accounts for it."""
        return frozenset(
            t.text for t in self.board.doc
            if t.text[0].isupper() and not t.is_sent_start and not t.is_stop and t.pos_ == "PROPN"
            and t.i not in self.board.text.shouting
        )  # fmt: skip
