"""Judgements on what is the same, in a text file made for version control."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from ontology.errors import JudgementRefused, UnreadableInput

_CURE = "withdraw the judgement that is wrong, or take the cluster apart with `explode`"
_LINE = "verdict, left, right, who, when, why; parted by tabs"


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

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids in their one order."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


class Judgements:
    """A set of judgements without contradiction; a later word on a pair replaces the earlier.

    What is the same is transitive: if a is b and b is c, then a is c. Raises JudgementRefused
    where that joins two ids judged to be different.
    """

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._by_pair = {judgement.pair: judgement for judgement in judgements}
        self._refuse_contradiction()

    @classmethod
    def load(cls, path: Path) -> Judgements:
        """Those in a file; none if it is missing. Raises UnreadableInput naming the line."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableInput(f"{path}: cannot be read as UTF-8 text") from error
        return cls(
            _parse(f"{path}, line {n}", line) for n, line in enumerate(lines, 1) if _used(line)
        )

    def save(self, path: Path) -> None:
        """Write them as tab-separated lines in order of ids, by temporary file and rename."""
        lines = ["#" + "\t".join(field.name for field in fields(Judgement))]
        lines += ["\t".join(_cell(part) for part in astuple(judgement)) for judgement in self]
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write("\n".join(lines) + "\n")
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def __iter__(self) -> Iterator[Judgement]:
        return (self._by_pair[pair] for pair in sorted(self._by_pair))

    def __len__(self) -> int:
        return len(self._by_pair)

    def __contains__(self, pair: object) -> bool:
        return pair in self._by_pair

    def plus(self, judgements: Iterable[Judgement]) -> Judgements:
        """These and more. Raises JudgementRefused."""
        return Judgements([*self, *judgements])

    def without(self, group: Iterable[str]) -> Judgements:
        """All but those by which the ids of a group are the same."""
        ids = frozenset(group)
        return Judgements(
            judgement
            for judgement in self
            if judgement.verdict is not Verdict.SAME or ids.isdisjoint(judgement.pair)
        )

    @cached_property
    def groups(self) -> tuple[frozenset[str], ...]:
        """Ids that mean the same, in groups of two or more."""
        return tuple(sorted(set(self._groups.values()), key=sorted))

    def group(self, id_: str) -> frozenset[str]:
        """Every id judged to mean the same, itself included."""
        return self._groups.get(id_, frozenset({id_}))

    @cached_property
    def _groups(self) -> Mapping[str, frozenset[str]]:
        groups: dict[str, set[str]] = {}
        for judgement in self:
            if judgement.verdict is Verdict.SAME:
                joined = set[str]().union(*(groups.get(id_, {id_}) for id_ in judgement.pair))
                groups.update(dict.fromkeys(joined, joined))
        return {id_: frozenset(group) for id_, group in groups.items()}

    def _refuse_contradiction(self) -> None:
        for judgement in self:
            left, right = judgement.pair
            if left == right or is_fact(left) != is_fact(right):
                raise JudgementRefused(f"{left} and {right} cannot be compared", _CURE)
            if judgement.verdict is Verdict.DIFFERENT and right in self.group(left):
                chain = ", ".join(sorted(self.group(left)))
                raise JudgementRefused(
                    f"{left} and {right} are judged different, but joined by: {chain}", _CURE
                )


def is_fact(id_: str) -> bool:
    """Whether an id names a fact; actors' ids have a colon."""
    return ":" not in id_


def today() -> str:
    """The day of a new judgement, ISO 8601."""
    return dt.date.today().isoformat()


def _used(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _parse(place: str, line: str) -> Judgement:
    verdict, left, right, *rest = [*line.split("\t"), "", ""]
    if verdict not in list(Verdict) or not left or not right:
        raise UnreadableInput(f"{place}: no judgement", _LINE)
    return Judgement(Verdict(verdict), left, right, *rest[:3])


def _cell(part: object) -> str:
    return " ".join(str(part).split())
