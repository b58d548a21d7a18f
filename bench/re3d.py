"""Contacts in government news of the re3d set, whose relations were marked by a crowd.

    python bench/re3d.py RE3D.jsonl [--misses]

Gold are the relations «communicated with» of a confidence of 0.5 and more, each pair once. Both
ends are spans; whoever the reader takes words in a span to mean may stand for it.

- *contacts*: the share of pairs of which a Meeting, Call, Visit or Negotiation, whether held or
  only planned, has the two ends on different sides and overlaps the gold's passage.
- *any event*: the same for events of any type; the crowd marked «signed an agreement with»,
  «urged» and «thanked» too, which here are other types.
- *between named ends*: both, over the pairs whose ends have a proper name and are no «I» or «we».
- *contact precision, at least*: the share of the contacts found that overlap a gold passage and
  share both ends with it; the crowd left out much, so this is a lower bound.

The articles bear no dates; what depends on one is not looked at.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from common import Causes, Share, opposite, rows

from extract.events import CONTACT
from extract.reader import Reader
from ontology.facts import Actor, Article, Assertion, Event, Reading

_SURE = 0.5
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_COMMON = frozenset({"The", "A", "An", "We", "I", "She", "He", "They", "It", "Members"})
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends of a contact, and the passage from the first to the last of its words."""

    one: Span
    other: Span
    passage: Span


@dataclass
class Figures:
    """What is counted over all articles."""

    contact: Share = field(default_factory=Share)
    event: Share = field(default_factory=Share)
    named_contact: Share = field(default_factory=Share)
    named_event: Share = field(default_factory=Share)
    precision: Share = field(default_factory=Share)
    missed: Causes = field(default_factory=Causes)
    others: Causes = field(default_factory=Causes)


def main() -> None:
    """Read every article, count, print."""
    args = arguments()
    reader, figures = Reader.load(), Figures()
    for row in rows(args.articles):
        reading = reader.read(Article(row["id"], row["text"], title=row["title"]))
        pairs = list(gold_pairs(row))
        for pair in pairs:
            count_pair(reading, pair, figures)
        count_found(reading, pairs, figures)
    sys.stdout.writelines(f"{line}\n" for line in report(figures, misses=args.misses))


def gold_pairs(row: dict[str, Any]) -> Iterator[Pair]:
    """The sure contacts of an article, each pair of ends once."""
    seen: set[frozenset[Span]] = set()
    for relation in row["relations"]:
        if relation["pred"] != "communicated_with" or relation["confidence"] < _SURE:
            continue
        one = (relation["subj_start"], relation["subj_end"])
        other = (relation["obj_start"], relation["obj_end"])
        if frozenset({one, other}) not in seen:
            seen.add(frozenset({one, other}))
            yield Pair(one, other, (min(one[0], other[0]), max(one[1], other[1])))


def count_pair(reading: Reading, pair: Pair, figures: Figures) -> None:
    """Whether a gold pair was found, as a contact or as another event."""
    told = [one for one in overlapping(reading, pair.passage) if faces(reading, one, pair)]
    contact = any(one.fact.type in CONTACT for one in told if isinstance(one.fact, Event))
    figures.contact.add(contact)
    figures.event.add(bool(told))
    if is_named(reading, pair):
        figures.named_contact.add(contact)
        figures.named_event.add(bool(told))
    if not contact:
        figures.missed.add(cause(reading, pair, told), passage(reading, pair.passage))


def count_found(reading: Reading, pairs: list[Pair], figures: Figures) -> None:
    """How many contacts that were found are in gold."""
    for told in reading.assertions:
        if isinstance(told.fact, Event) and told.fact.type in CONTACT and len(told.fact.sides) > 1:
            where = (told.evidence.start, told.evidence.end)
            near = [pair for pair in pairs if overlap(pair.passage, where)]
            right = any(faces(reading, told, pair) for pair in near)
            figures.precision.add(right)
            if not right:
                sides = " × ".join(", ".join(a.name for a in s) for s in told.fact.sides)
                figures.others.add(told.rule, f"{sides}: {told.evidence.quote}")


def overlapping(reading: Reading, where: Span) -> Iterator[Assertion]:
    """The events told in sentences that a passage touches."""
    for told in reading.assertions:
        span = (told.evidence.start, told.evidence.end)
        if isinstance(told.fact, Event) and overlap(span, where):
            yield told


def faces(reading: Reading, told: Assertion, pair: Pair) -> bool:
    """Whether the two ends stand on different sides of an event."""
    assert isinstance(told.fact, Event)
    return opposite(told.fact, meant(reading, pair.one), meant(reading, pair.other))


def meant(reading: Reading, span: Span) -> list[Actor]:
    """Whom the words of a span stand for."""
    return [m.actor for m in reading.mentions if overlap((m.start, m.end), span)]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def is_named(reading: Reading, pair: Pair) -> bool:
    """Whether both ends have a proper name."""
    ends = (reading.article.text[slice(*span)] for span in (pair.one, pair.other))
    return all(set(_NAME.findall(words)) - _COMMON for words in ends)


def cause(reading: Reading, pair: Pair, told: list[Assertion]) -> str:
    """Why a pair was not found as a contact."""
    if told:
        return f"told as another event: {', '.join(sorted({one.rule for one in told}))}"
    for span in (pair.one, pair.other):
        words = reading.article.text[slice(*span)]
        if not meant(reading, span):
            speaks = words.lower() in {"i", "we"}
            named = set(_NAME.findall(words)) - _COMMON
            kind = "«I» or «we»" if speaks else "a name" if named else "unnamed people"
            return f"an end is not resolved: {kind}"
    if set(meant(reading, pair.one)) & set(meant(reading, pair.other)):
        return "both ends mean the same actor"
    return "both ends known, no event found"


def passage(reading: Reading, where: Span) -> str:
    """The gold's passage with a little of what is around it."""
    return reading.article.text[max(0, where[0] - 10) : where[1] + 30]


def report(figures: Figures, *, misses: bool) -> Iterator[str]:
    """The figures, and with `misses` what was missed and why."""
    yield f"contacts                    {figures.contact}"
    yield f"  as any event              {figures.event}"
    yield f"contacts between named ends {figures.named_contact}"
    yield f"  as any event              {figures.named_event}"
    yield f"contact precision, at least {figures.precision}"
    if misses:
        yield "\nmissed:"
        yield from figures.missed.lines()
        yield "\ncontacts that gold does not have, by rule:"
        yield from figures.others.lines()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--misses", action="store_true", help="say what was missed, and why")
    return parser.parse_args()


if __name__ == "__main__":
    main()
