"""Judgements on what is the same, in a text file made for version control."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Verdict(StrEnum):
    """Whether two ids mean the same actor or fact."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody's word on two actors or two facts, by id: who, when (ISO 8601) and why."""

    verdict: Verdict
    left: str
    right: str
    who: str = ""
    when: str = ""
    why: str = ""


class Judgements:
    """A set of judgements without contradiction; a later word on a pair replaces the earlier."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        raise NotImplementedError

    @classmethod
    def load(cls, path: Path) -> Judgements:
        """Those in a file; none if it is missing. Raises UnreadableInput naming the line."""
        raise NotImplementedError

    def save(self, path: Path) -> None:
        """Write them as tab-separated lines in order of ids, by temporary file and rename."""
        raise NotImplementedError
