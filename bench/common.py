"""What several benches share: reading JSON lines, comparing names, printing counts and causes."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.events import CONTACT
from ontology.facts import Actor, Event, Reading, Stance
from ontology.names import normalise

_PARTICLES = frozenset({"al", "el", "bin", "ben", "ibn", "de", "da", "van", "von", "la", "le"})
_EXAMPLES = 3
_SHOWN = 330


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


@dataclass
class Share:
    """How many of how many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.of += 1

    def __str__(self) -> str:
        return f"{self.right / self.of if self.of else 0.0:.3f} ({self.right} of {self.of})"


@dataclass
class Causes:
    """Why something was missed, with the passages that show it."""

    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, cause: str, example: str) -> None:
        """One more miss of that kind."""
        self.found[cause].append(" ".join(example.split()))

    def lines(self, examples: int = _EXAMPLES) -> Iterator[str]:
        """The kinds of miss, commonest first, each with a few examples."""
        for cause, cases in sorted(self.found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            yield f"{len(cases):4}  {cause}"
            for case in cases[:examples]:
                yield f"        · {case[:_SHOWN]}"


def key_word(name: str) -> str:
    """The word of a person's name to know the person by: the last that is no numeral."""
    words = [w for w in normalise(name).split() if not set(w) <= set("ivx") or len(w) == 1]
    own = [w for w in words if w not in _PARTICLES]
    return (own or words or [normalise(name)])[-1]


def names_of(reading: Reading, actor: Actor) -> tuple[str, ...]:
    """The canonical name of an actor and what the article calls it."""
    called = dict(reading.called).get(actor.id)
    return (actor.name, called) if called else (actor.name,)


def bears(reading: Reading, actor: Actor, name: str) -> bool:
    """Whether an actor has a person's name: its key word, or all of its words."""
    words = {w for one in names_of(reading, actor) for w in normalise(one).split()}
    return key_word(name) in words or set(normalise(name).split()) <= words


def contacts(reading: Reading, *, held: bool = True) -> Iterator[Event]:
    """Events in which people met, spoke, visited or negotiated; with `held` only real ones."""
    for told in reading.assertions:
        counts = told.stance is Stance.ASSERTS or not held
        if counts and isinstance(told.fact, Event) and told.fact.type in CONTACT:
            yield told.fact


def opposite(event: Event, one: Iterable[Actor], other: Iterable[Actor]) -> bool:
    """Whether two actors (each given by all that may stand for it) face each other."""
    ones, others = set(one), set(other)
    here = [number for number, side in enumerate(event.sides) if ones & set(side)]
    there = [number for number, side in enumerate(event.sides) if others & set(side)]
    return any(a != b for a in here for b in there)


def counted(values: Iterable[str]) -> str:
    """Values with how often they come, commonest first."""
    return ", ".join(f"{value} {count}" for value, count in Counter(values).most_common())
