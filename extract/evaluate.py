"""How right the reader is: precision, recall and F1 by kind of fact, by type and by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extract.articles import Unreadable
from extract.gold import Gold, Row
from extract.judging import ATTRIBUTES, Judgement, Verdict, judge
from extract.reader import Reader
from extract.report import as_json
from ontology.facts import Article, Reading

KINDS = ("actors", "roles", "ties", "contacts", "events")
NAMED_BY_RULE = ("roles", "ties", "contacts", "events")


@dataclass(frozen=True, slots=True)
class Count:
    """How many facts were right, missed and wrong; shares of nothing are 0."""

    hit: int = 0
    missed: int = 0
    wrong: int = 0

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Count:
        """Count verdicts; what is spare counts as nothing."""
        verdicts = [one.verdict for one in judgements]
        return cls(*map(verdicts.count, (Verdict.HIT, Verdict.MISSED, Verdict.WRONG)))

    @property
    def precision(self) -> float:
        """The share of right ones among what was told."""
        return _share(self.hit, self.wrong)

    @property
    def recall(self) -> float:
        """The share of what was asked for that was told."""
        return _share(self.hit, self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_json(self) -> dict[str, float]:
        """All figures as JSON-ready data."""
        counts = {"hit": self.hit, "missed": self.missed, "wrong": self.wrong}
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, **counts}


@dataclass(frozen=True)
class Evaluation:
    """All verdicts on a set of articles, and the articles of which there were no facts."""

    judgements: tuple[Judgement, ...]
    absent: tuple[str, ...] = ()

    def kind(self, kind: str) -> Count:
        """The figures of a kind of fact: actors, roles, ties, contacts, events."""
        return Count.of(self._of(kind))

    def types(self, kind: str) -> dict[str, Count]:
        """The figures by event type, relation or office.

        Right and missed facts count with the gold's type, wrong ones with the type that was told.
        """
        names = sorted({one.type for one in self._of(kind) if one.verdict is not Verdict.SPARE})
        return {name: Count.of(self._of(kind, {name})) for name in names}

    def rules(self, kind: str) -> dict[str, Count]:
        """The figures by rule.

        The recall of a rule is the share, among the facts of the types it ever told, of those it
        told itself: what is missed counts all that other rules found or nobody did. A contact is
        laid to the rule that told it first.
        """
        names = {one.rule for one in self._of(kind) if one.rule}
        return {name: self._rule(kind, name) for name in sorted(names)}

    def attribute(self, name: str) -> Count:
        """How often date, place or status of a matched event is right, where the gold has one."""
        return self.kind(f"event {name}")

    @property
    def traps(self) -> Count:
        """Traps avoided (`hit`) and fallen for (`wrong`)."""
        return self.kind("traps")

    def faults(self) -> Iterator[Judgement]:
        """Whatever was missed or wrong, article by article."""
        return (one for one in self.judgements if one.verdict in {Verdict.MISSED, Verdict.WRONG})

    def as_json(self) -> dict[str, Any]:
        """All figures as JSON-ready data."""
        return {
            "kinds": {kind: self.kind(kind).as_json() for kind in KINDS},
            "types": {kind: _jsons(self.types(kind)) for kind in KINDS},
            "rules": {kind: _jsons(self.rules(kind)) for kind in NAMED_BY_RULE},
            "attributes": {name: _right(self.attribute(name)) for name in ATTRIBUTES},
            "traps": {"avoided": self.traps.hit, "fallen": self.traps.wrong},
            "no_facts": list(self.absent),
        }

    def _of(self, kind: str, types: Iterable[str] | None = None) -> Iterator[Judgement]:
        wanted = None if types is None else set(types)
        for one in self.judgements:
            if one.kind == kind and (wanted is None or one.type in wanted):
                yield one

    def _rule(self, kind: str, rule: str) -> Count:
        told = [one for one in self._of(kind) if one.rule == rule]
        own = Count.of(told)
        there = Count.of(self._of(kind, {one.type for one in told}))
        return Count(own.hit, there.hit + there.missed - own.hit, own.wrong)


def evaluate(gold: Iterable[Gold], facts: Mapping[str, Row]) -> Evaluation:
    """Hold facts, by article id and in the shape of `extract/report.py`, against gold.

    An article without facts counts as one in which nothing was found.
    """
    judgements: list[Judgement] = []
    absent: list[str] = []
    for one in gold:
        if one.id not in facts:
            absent.append(one.id)
        judgements += judge(one, facts.get(one.id, {}))
    return Evaluation(tuple(judgements), tuple(absent))


def read_beside(
    gold: Iterable[Gold], reader: Reader, workers: int = 1
) -> tuple[dict[str, Row], list[Unreadable]]:
    """Facts read from the texts beside the gold, by id, and the texts that cannot be read."""
    found = [one.article() for one in gold]
    articles = [one for one in found if isinstance(one, Article)]
    read = list(reader.read_many(articles, workers))
    facts: dict[str, Row] = {
        one.article.id: as_json(one) for one in read if isinstance(one, Reading)
    }
    return facts, [one for one in [*found, *read] if isinstance(one, Unreadable)]


def _share(right: int, others: int) -> float:
    return right / (right + others) if right + others else 0.0


def _jsons(counts: Mapping[str, Count]) -> dict[str, dict[str, float]]:
    return {name: count.as_json() for name, count in counts.items()}


def _right(count: Count) -> dict[str, float]:
    return {"right": count.recall, "hit": count.hit, "missed": count.missed}
