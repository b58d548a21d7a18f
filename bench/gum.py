"""In-article resolution held against the coreference annotation of GUM's news articles.

    python bench/gum.py GUM.jsonl [--each] [--misses]

Gold clusters are those of a person or organisation with at least one mention marked as named, or
with a name at its end («immigration barrister Colin Yeo», whose head is no name); all their
mentions count, pronouns and descriptions too. The response is what the reader takes words to mean:
one cluster an actor, people and organisations only (GUM has countries as places).

Spans are not the same thing on both sides (GUM takes whole noun phrases, «Emeritus Professor John
Burrows»; the reader takes names). So a mention of the reader stands for the gold mention of the
same span, «the» and «'s» aside, else for the smallest one around it that begins or ends where it
does, else for the largest within it that ends there; gold mentions of any type are looked at, so
that what is no person in gold counts as wrong. Of several for one gold mention the best fitting
one counts. Where nothing fits, the mention stands for itself and is wrong. Words for several
actors at once are left out, as GUM has clusters of their own for groups, and so are relative
pronouns, which GUM does not mark.

The reader's gate is off, since what it spares are articles on other matters, as most here are.

Prints mention detection, MUC, B³, CEAFe (counts of all articles added up) and the mean F1 of the
three, singletons included; then the same on the mentions that both sides have, which says how well
what was found is linked; then how many mentions of each kind were found.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from clusters import Partition, Score, b_cubed, ceaf_e, mentions, muc
from common import Causes, Share, rows

from extract.reader import Reader
from ontology.facts import ActorType, Article, Mention, Reading

Span = tuple[int, int]
METRICS: dict[str, Callable[[Partition, Partition], Score]] = {
    "mentions": mentions,
    "MUC": muc,
    "B³": b_cubed,
    "CEAFe": ceaf_e,
}
_CONLL = ("MUC", "B³", "CEAFe")
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_NAME_AT_END = re.compile(r"\b(?!from|with|and|the|for|of|in|at|by|to)[a-z]+(?: [A-Z]\S+){2,}$")
_TRIMMED = re.compile(r"(?i)^(?:the|a|an)\s+|['’]s?$")


def main() -> None:
    """Read every article, score, add up, print."""
    args = arguments()
    reader = Reader.load(gated=False)
    totals: dict[str, Score] = defaultdict(Score)
    linked: dict[str, Score] = defaultdict(Score)
    found: dict[str, Share] = defaultdict(Share)
    missed, wrong = Causes(), Causes()
    for row in rows(args.articles):
        day = dt.date.fromisoformat(row["date"])
        reading = reader.read(Article(row["id"], row["text"], published=day))
        gold, response = gold_clusters(row), response_clusters(row, reading)
        scores = scored(gold, response, totals)
        scored(*shared(gold, response), linked)
        if args.each:
            print(f"{row['id']}: CoNLL F1 {conll(scores):.3f}, {len(gold)} clusters")
        count_kinds(row, gold, response, found, missed)
        count_wrong(row, gold, response, wrong)
    sys.stdout.writelines(f"{line}\n" for line in report(totals, linked, found))
    if args.misses:
        print("\nmentions missed:", *missed.lines(examples=12), sep="\n")
        print("\nmentions of no named person or organisation:", *wrong.lines(12), sep="\n")


def scored(gold: Partition, response: Partition, totals: dict[str, Score]) -> dict[str, Score]:
    """All scores of an article, added to the totals."""
    scores = {name: metric(gold, response) for name, metric in METRICS.items()}
    for name, score in scores.items():
        totals[name] += score
    return scores


def shared(gold: Partition, response: Partition) -> tuple[Partition, Partition]:
    """Both sides without the mentions that the other does not have."""
    both = spans(gold) & spans(response)
    kept = ([cluster & both for cluster in side] for side in (gold, response))
    one, other = ([cluster for cluster in side if cluster] for side in kept)
    return one, other


def spans(clusters: Partition) -> set[Span]:
    """All mentions of a partition."""
    return {(start, end) for cluster in clusters for start, end in cluster}


def count_kinds(
    row: dict[str, Any],
    gold: Partition,
    response: Partition,
    found: dict[str, Share],
    missed: Causes,
) -> None:
    """How many mentions of each kind were found."""
    told, wanted = spans(response), spans(gold)
    for mention in row["mentions"]:
        span = (mention["start"], mention["end"])
        if span in wanted and mention["type"] in {"person", "organization"}:
            form = "pronoun" if mention["pronoun"] else "name" if mention["named"] else "noun"
            kind = f"{mention['type']}, {form}"
            found[kind].add(span in told)
            if span not in told:
                missed.add(kind, f"{mention['text']} ({row['id']})")


def count_wrong(row: dict[str, Any], gold: Partition, response: Partition, wrong: Causes) -> None:
    """What gold has where the reader has a person or an organisation of a name."""
    kinds = {(m["start"], m["end"]): m["type"] for m in row["mentions"]}
    for span in sorted(spans(response) - spans(gold)):
        text = row["text"][slice(*span)]
        wrong.add(kinds.get(span, "nothing"), f"{text} ({row['id']})")


def gold_clusters(row: dict[str, Any]) -> list[frozenset[Span]]:
    """The clusters of named people and organisations, as spans."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in row["mentions"]:
        if mention["type"] in {"person", "organization"}:
            found[mention["cluster"]].append(mention)
    named = (cluster for cluster in found.values() if any(map(is_named, cluster)))
    return [frozenset((m["start"], m["end"]) for m in cluster) for cluster in named]


def is_named(mention: dict[str, Any]) -> bool:
    """Whether a mention names somebody, by its head or by what follows it."""
    return mention["named"] or _NAME_AT_END.search(mention["text"]) is not None


def response_clusters(row: dict[str, Any], reading: Reading) -> list[frozenset[Span]]:
    """The reader's mentions by actor, each as the gold span it stands for."""
    gold = [(m["start"], m["end"]) for m in row["mentions"]]
    best: dict[Span, tuple[tuple[bool, int], Mention]] = {}
    for mention in single(reading):
        span = aligned((mention.start, mention.end), gold, row["text"])
        fit = (span == (mention.start, mention.end), mention.end - mention.start)
        if span not in best or best[span][0] < fit:
            best[span] = (fit, mention)
    found: dict[str, set[Span]] = defaultdict(set)
    for span, (_, mention) in best.items():
        found[mention.actor.id].add(span)
    return [frozenset(spans) for spans in found.values()]


def single(reading: Reading) -> Iterator[Mention]:
    """Mentions of one person or organisation alone, without relative pronouns."""
    meant: dict[Span, set[str]] = defaultdict(set)
    for mention in reading.mentions:
        meant[mention.start, mention.end].add(mention.actor.id)
    for mention in reading.mentions:
        words = reading.article.text[mention.start : mention.end]
        alone = len(meant[mention.start, mention.end]) == 1
        actor = mention.actor.type is not ActorType.COUNTRY
        if alone and actor and words.lower() not in _RELATIVE:
            yield mention


def aligned(span: Span, gold: list[Span], text: str) -> Span:
    """The gold span that a span of the reader stands for, or the span itself."""
    own = trimmed(span, text)
    bare = {one: trimmed(one, text) for one in gold}
    same = [one for one in gold if bare[one] == own]
    around = [
        one
        for one, (start, end) in bare.items()
        if start <= own[0] and own[1] <= end and (start == own[0] or own[1] == end)
    ]
    within = [one for one, (start, end) in bare.items() if own[0] <= start and end == own[1]]
    found = same or sorted(around, key=_length) or sorted(within, key=_length, reverse=True)
    return found[0] if found else span


def trimmed(span: Span, text: str) -> Span:
    """A span without its article and its possessive ending."""
    start, end = span
    while cut := _TRIMMED.search(text[start:end]):
        if cut.start():
            end -= len(cut[0])
        else:
            start += len(cut[0])
    return start, end


def _length(span: Span) -> int:
    return span[1] - span[0]


def conll(scores: dict[str, Score]) -> float:
    """The mean F1 of MUC, B³ and CEAFe."""
    return sum(scores[name].f1 for name in _CONLL) / len(_CONLL)


def report(
    totals: dict[str, Score], linked: dict[str, Score], found: dict[str, Share]
) -> Iterator[str]:
    """A line a metric, the means, and how many mentions of each kind were found."""
    for name, score in totals.items():
        shares = f"precision {score.precision:.3f}, recall {score.recall:.3f}"
        yield f"{name:9} F1 {score.f1:.3f} ({shares})"
    yield f"CoNLL F1  {conll(totals):.3f}"
    each = ", ".join(f"{name} {linked[name].f1:.3f}" for name in _CONLL)
    yield f"linking alone, on the mentions that both have: CoNLL F1 {conll(linked):.3f} ({each})"
    for kind, share in sorted(found.items()):
        yield f"  found of {kind}: {share}"


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--each", action="store_true", help="a line an article, too")
    parser.add_argument("--misses", action="store_true", help="say what was missed or is wrong")
    return parser.parse_args()


if __name__ == "__main__":
    main()
