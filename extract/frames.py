"""The event lexicon: which words, in which slots, tell which type of event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeVar

from extract.lexicon import load_lexicon

T = TypeVar("T")


@dataclass(frozen=True)
class VerbFrame:
    """How a verb tells an event.

    Slots are `subject`, `object`, `dative`, a preposition, `owner` (whose thing the object is),
    `parties` (the participants of the object, an event noun), `complement` (the subject of a
    that-clause), `inner` (the actors of an infinitive), `nested` (actors within the object).
    `nouns` restricts the object's head, `particle` asks for one of these words beside the verb.
    `needs`: `both` sides, `first` alone suffices, or `either` two sides or a plural first.
    With `finite` an infinitive («agreed to discuss») tells nothing by itself.
    `foreseen` verbs tell of what is still to come («is expected in»).
    `least` actors are needed on the second side; with `each`, every one is a side of its own.
    """

    rule: str
    covers: str
    type: str
    verbs: tuple[str, ...]
    first: str = "subject"
    second: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()
    not_inner: tuple[str, ...] = ()
    needs: str = "both"
    least: int = 1
    each: bool = False
    infinitive: bool | None = None
    finite: bool = False
    subjunctive: bool = False
    persons: bool = False
    persons_first: bool = False
    persons_second: bool = False
    plain_object: bool = False
    place_object: bool = False
    to_place: bool = False
    things: bool = False
    foreseen: bool = False


@dataclass(frozen=True)
class NounFrame:
    """How a noun tells an event; who takes part stands around it in one of the usual ways."""

    rule: str
    covers: str
    type: str
    nouns: tuple[str, ...]


@dataclass(frozen=True)
class ActFrame:
    """How a noun tells what one side does to the other; `receivers` are verbs of who receives."""

    rule: str
    covers: str
    type: str
    nouns: tuple[str, ...]
    receivers: tuple[str, ...]


@dataclass(frozen=True)
class FrameLexicon:
    """All frames, by lemma, and the helper word lists."""

    verb_frames: tuple[VerbFrame, ...]
    noun_frames: tuple[NounFrame, ...]
    act_frames: tuple[ActFrame, ...]
    words: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls) -> FrameLexicon:
        """Read `lexicons/frames.toml`."""
        data = load_lexicon("frames")
        return cls(
            tuple(_record(VerbFrame, row) for row in data["verb"]),
            tuple(_record(NounFrame, row) for row in data["noun"]),
            tuple(_record(ActFrame, row) for row in data["act"]),
            data["words"],
        )

    @cached_property
    def verbs(self) -> Mapping[str, list[VerbFrame]]:
        """Verb frames by lemma."""
        table: dict[str, list[VerbFrame]] = defaultdict(list)
        for frame in self.verb_frames:
            for verb in frame.verbs:
                table[verb].append(frame)
        return table

    @cached_property
    def nouns(self) -> Mapping[str, NounFrame]:
        """Noun frames by lemma."""
        return {noun: frame for frame in self.noun_frames for noun in frame.nouns}

    @cached_property
    def acts(self) -> Mapping[str, ActFrame]:
        """Act frames by lemma."""
        return {noun: frame for frame in self.act_frames for noun in frame.nouns}


def _record(kind: type[T], row: Mapping[str, Any]) -> T:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := set(row) - known:
        raise ValueError(f"frames.toml: rule {row.get('rule')}: unknown field {sorted(unknown)}")
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})
