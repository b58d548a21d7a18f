"""Event classes of the PLOVER gold sentences, beside a bag-of-words floor in the same run.

    python bench/plover.py PLOVER.jsonl [--misses]

The floor needs scikit-learn, which is no dependency of the project: install it beside it, say by
`pip install --target DIR scikit-learn` and `PYTHONPATH=DIR`. Without it the floor is left out.

Each sentence is read alone. Its gold class is taken to the level of our event types by the table
below, which follows the CAMEO roots of both; classes for which we have no type (protest,
investigate, cooperate materially) are left out. A sentence tells several events, so:

- *class accuracy*: the class of the event told first in the sentence, statements aside, is the
  gold's; a sentence of which nothing is told counts as wrong.
- *among what is told*: the gold's class is among those of all events told.
- *answered*: the share of sentences with an event, and the accuracy on these alone.
- *behind the gate*: the class accuracy when articles without a word of negotiation are passed
  over, as is usual; all other figures are without the gate, since a sentence is no article.
- *floor*: TF-IDF of words and pairs of words with logistic regression, classes balanced, accuracy
  on all sentences in stratified cross-validation of ten folds with a fixed seed. It is trained on
  such sentences and always answers; the rules have seen none and may be silent.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from common import Causes, Share, counted, rows

from extract.explain import Rules
from extract.frames import FrameLexicon
from extract.reader import Reader
from ontology.facts import Article, Event, Reading

CLASSES = {
    "AGREE": "Agreement",
    "CONSULT": "Contact",
    "SUPPORT": "Support",
    "AID": "Aid",
    "CONCEDE": "Concession",
    "RETREAT": "Concession",
    "DEMAND": "Demand",
    "DISAPPROVE": "Criticism",
    "REJECT": "Rejection",
    "THREATEN": "Threat",
    "SANCTION": "Sanction",
    "COERCE": "Sanction",
    "MOBILIZE": "Force",
    "ASSAULT": "Force",
    "FIGHT": "Force",
}
# Our types that are not classes of their own there.
_MERGED = {
    "Meeting": "Contact",
    "Call": "Contact",
    "Visit": "Contact",
    "Negotiation": "Contact",
    "Mediation": "Contact",
    "Appeal": "Demand",
    "Departure": "Concession",  # who resigns or is dismissed retreats
}
_FOLDS, _SEED = 10, 7


@dataclass(frozen=True)
class Case:
    """A sentence with its gold and what the reader told of it."""

    row: dict[str, Any]
    reading: Reading

    @property
    def gold(self) -> str:
        """The class at the level of our types."""
        return CLASSES[self.row["event"]]

    @property
    def told(self) -> list[str]:
        """The classes of the events told, statements aside, in order of the text."""
        events = (one.fact for one in self.reading.assertions if isinstance(one.fact, Event))
        types = (event.type for event in events if event.type != "Statement")
        return [_MERGED.get(kind, kind) for kind in types]


@dataclass
class Figures:
    """What is counted over all sentences."""

    first: Share = field(default_factory=Share)
    among: Share = field(default_factory=Share)
    answered: Share = field(default_factory=Share)
    if_answered: Share = field(default_factory=Share)
    classes: dict[str, tuple[Share, Share]] = field(default_factory=dict)
    missed: Causes = field(default_factory=Causes)


def main() -> None:
    """Read every sentence, train the floor, print both."""
    args = arguments()
    wanted = [row for row in rows(args.sentences) if row["event"] in CLASSES]
    cases, gated = (read(wanted, gated=gated) for gated in (False, True))
    floor = floor_answers([row["text"] for row in wanted], [case.gold for case in cases])
    figures = Figures()
    known = Words.load()
    for place, case in enumerate(cases):
        count(case, floor[place] if floor else "", figures, known)
    sys.stdout.writelines(f"{line}\n" for line in report(figures, floor, misses=args.misses))
    kept = Share(sum(case.told[:1] == [case.gold] for case in gated), len(gated))
    print(f"class accuracy behind the gate {kept}")


def read(wanted: Sequence[dict[str, Any]], *, gated: bool) -> list[Case]:
    """Every sentence, read as an article of its own."""
    reader = Reader.load(gated=gated)
    return [Case(row, reader.read(Article(row["id"], row["text"]))) for row in wanted]


def count(case: Case, floor: str, figures: Figures, known: Words) -> None:
    """Count one sentence for the reader and for the floor."""
    told = case.told
    right = told[:1] == [case.gold]
    figures.first.add(right)
    figures.among.add(case.gold in told)
    figures.answered.add(bool(told))
    if told:
        figures.if_answered.add(right)
    ours, theirs = figures.classes.setdefault(case.gold, (Share(), Share()))
    ours.add(right)
    theirs.add(floor == case.gold)
    if case.gold not in told:
        figures.missed.add(cause(case, known), example(case))


@dataclass(frozen=True)
class Words:
    """Which classes a word of the lexicon may tell."""

    rules: Rules
    classes: dict[str, str]

    @classmethod
    def load(cls) -> Words:
        """From the lexicon that the reader uses."""
        frames = FrameLexicon.load()
        types = {frame.rule: frame.type for frame in frames.verb_frames}
        types |= {frame.rule: frame.type for frame in frames.noun_frames}
        types |= {frame.rule: frame.type for frame in frames.act_frames}
        return cls(Rules.load(), {rule: _MERGED.get(kind, kind) for rule, kind in types.items()})

    def telling(self, words: str, gold: str) -> list[str]:
        """The words that some rule of a class knows."""
        return [
            word
            for word in words.split()
            if gold in {self.classes.get(rule) for rule in self.rules.knowing(word)}
        ]


def cause(case: Case, known: Words) -> str:
    """Why the gold's class is not among what was told."""
    if case.told:
        return f"told as another class: {case.gold} as {case.told[0]}"
    if not known.telling(case.row["event_text"], case.gold):
        return f"no rule of the class knows the words: {case.gold}"
    actors = [actor["text"] for actor in case.row["source_actors"]]
    lacking = [name for name in actors if not resolved(case, name)]
    if lacking:
        return "a rule knows the words, who acts is not resolved"
    return f"a rule knows the words, nothing told: {case.gold}"


def resolved(case: Case, name: str) -> bool:
    """Whether any of an actor's words were taken for somebody."""
    start = case.row["text"].find(name)
    end = start + len(name)
    return any(m.start < end and start < m.end for m in case.reading.mentions)


def example(case: Case) -> str:
    """The words that tell the event, and the sentence."""
    return f"[{case.row['event_text']}] {case.row['text']}"


def floor_answers(texts: Sequence[str], gold: Sequence[str]) -> list[str]:
    """What a bag of words answers for each sentence, trained on the others."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore
        from sklearn.linear_model import LogisticRegression  # type: ignore
        from sklearn.model_selection import StratifiedKFold, cross_val_predict  # type: ignore
        from sklearn.pipeline import make_pipeline  # type: ignore
    except ImportError:
        return []
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    model = make_pipeline(words, LogisticRegression(C=10, max_iter=2000, class_weight="balanced"))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    return [str(answer) for answer in cross_val_predict(model, texts, gold, cv=folds)]


def report(figures: Figures, floor: list[str], *, misses: bool) -> Iterator[str]:
    """The figures of both, by class too, and with `misses` what was missed and why."""
    yield f"class accuracy        {figures.first}"
    yield f"  among what is told  {figures.among}"
    yield f"answered              {figures.answered}"
    yield f"  accuracy on these   {figures.if_answered}"
    if floor:
        right = sum(theirs.right for _, theirs in figures.classes.values())
        yield f"floor (TF-IDF + logistic regression, {_FOLDS} folds) {Share(right, len(floor))}"
        yield f"  its answers: {counted(floor)}"
    else:
        yield "floor: scikit-learn is not installed"
    for kind, (ours, theirs) in sorted(figures.classes.items()):
        yield f"  {kind:11} {ours}" + (f"   floor {theirs}" if floor else "")
    if misses:
        yield "\nmissed:"
        yield from figures.missed.lines()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--misses", action="store_true", help="say what was missed, and why")
    return parser.parse_args()


if __name__ == "__main__":
    main()
