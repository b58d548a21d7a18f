"""Who and what is named in a text: known names first, then capitalised words in telling company."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from extract.board import Board
from extract.bodies import Bodies
from extract.gazetteer import Gazetteer
from extract.known import KnownNames
from extract.offices import Core, OfficeWords
from extract.runs import Run, Runs
from extract.short_forms import ShortForms
from extract.strangers import Strangers
from extract.text import Spot, Text
from ontology.facts import Actor
from ontology.registry import Registry


@dataclass(frozen=True, slots=True)
class Names:
    """The named things of a text in order, and the office titles between them."""

    spots: tuple[Spot, ...]
    cores: tuple[Core, ...]
    acronyms: Mapping[str, Actor]


class NameReader:
    """Finds names in articles; holds what is prepared once: gazetteer and offices."""

    def __init__(self, registry: Registry, offices: OfficeWords) -> None:
        self._gazetteer = Gazetteer(registry)
        self._offices = offices

    def read(self, text: Text, published: dt.date | None = None) -> Names:
        """Every name of the text that is a person, a body, a country or a place that acts."""
        return _Search(Board(text, self._gazetteer, self._offices, published)).names()


class _Search:
    """The steps of the search through one text."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._runs = Runs(board)
        self._strangers = Strangers(board, self._runs)
        self._bodies = Bodies(board, self._strangers)
        self._short = ShortForms(board)

    def names(self) -> Names:
        """Known names, then titles, then unknown names, then what stands for either."""
        board = self._board
        KnownNames(board, self._runs).take()
        board.find_titles()
        rest = self._unknown()
        self._short.take_acronyms()
        self._short.take(rest)
        spots = sorted(board.spots, key=lambda spot: spot.start)
        named = {i for spot in spots for i in range(spot.start, spot.end)}
        cores = [core for core in board.cores if core.head not in named]
        return Names(tuple(spots), tuple(cores), board.acronyms)

    def _unknown(self) -> list[Run]:
        """Take unknown names; what is left may be a short form."""
        # The fullest names first: «Ruiz Massieu» is a surname once «Anna Ruiz Massieu» is known.
        runs = sorted(self._runs.all(), key=lambda run: -len(run.words))
        rest = [run for run in runs if len(run.words) < 2 or not self._take(run)]
        return [run for run in rest if len(run.words) > 1 or not self._take(run)]

    def _take(self, run: Run) -> bool:
        """Note a run as a body or a person; False where it is neither on its own."""
        if run.start in self._board.text.shouting or self._board.taken[run.start]:
            return False
        end = self._bodies.organisation_end(run)
        if end:
            return self._bodies.take_organisation(run.start, end)
        if len(run.words) < 2 and not self._strangers.addressed(run.start):
            return False
        if self._strangers.is_person(run):
            return self._strangers.take_person(run)
        return self._bodies.take_outlet(run)
