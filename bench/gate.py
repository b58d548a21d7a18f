"""What one way of reading loses against another, and how fast both are beside the bare model.

    python bench/gate.py ARTICLES.jsonl [--base gated=false] [--other gated=true]
                         [--limit N] [--rounds 3]

`--base` and `--other` are settings of `Reader.load`, as NAME=VALUE with a JSON value; without them
an ungated reader is compared with a gated one. Prints

- *contacts*: Meetings, Calls, Visits and Negotiations (article, type, sides, stance) that the
  base found, and which of them the other did not; the same for all events, offices and ties, for
  a gate spares articles without contacts and may lose what else they say;
- *articles passed over*: those of which the other tells nothing and the base something, and those
  of which neither tells anything;
- *speed*: words a second of the bare `nlp.pipe` of the model as it ships (its default parts), of
  `nlp.pipe` with only the parts the reader uses, and of both readers in one process; medians of
  the rounds, which take turns. Seconds are processor time, so that other work on the machine does
  not count; loading is left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import spacy

from extract.articles import read_articles
from extract.events import CONTACT
from extract.reader import Reader
from ontology.facts import Article, Assertion, Event, Reading, Tenure, fact_id

Key = tuple[str, ...]


def main() -> None:
    """Read with both settings, compare, time, print."""
    args = arguments()
    found = (one for one in read_articles(args.articles) if isinstance(one, Article))
    articles = list(islice(found, args.limit))
    base, other = Reader.load(**dict(args.base)), Reader.load(**dict(args.other))
    pairs = [(base.read(one), other.read(one)) for one in articles]
    sys.stdout.writelines(f"{line}\n" for line in losses(pairs))
    sys.stdout.writelines(f"{line}\n" for line in speeds(articles, base, other, args.rounds))


def losses(pairs: list[tuple[Reading, Reading]]) -> Iterator[str]:
    """What the other reader did not find: contacts one by one, the rest in numbers."""
    yield f"{len(pairs)} articles"
    for kind in ("contact", "event", "office", "tie"):
        facts = [(told(one, kind), told(other, kind)) for one, other in pairs]
        lost = [here[key] for here, there in facts for key in here if key not in there]
        had = sum(len(here) for here, _ in facts)
        more = sum(len(there.keys() - here.keys()) for here, there in facts)
        yield f"{kind}s: {had} with the base; the other lost {len(lost)} and has {more} more"
        if kind == "contact":
            yield from (
                f"    · [{one.rule}] {' '.join(one.evidence.quote.split())}" for one in lost
            )
    silent = [(not one.assertions, not other.assertions) for one, other in pairs]
    yield f"articles passed over by the other alone: {silent.count((False, True))}"
    yield f"articles of which neither tells anything: {silent.count((True, True))}"


def told(reading: Reading, kind: str) -> dict[Key, Assertion]:
    """The facts of a kind, by what makes them the same, each with its first assertion."""
    found: dict[Key, Assertion] = {}
    for one in reading.assertions:
        if kind in kinds(one):
            found.setdefault(key(reading, one), one)
    return found


def kinds(told: Assertion) -> tuple[str, ...]:
    """Which kinds an assertion counts with."""
    if isinstance(told.fact, Event):
        return ("event", "contact") if told.fact.type in CONTACT else ("event",)
    return ("office",) if isinstance(told.fact, Tenure) else ("tie",)


def key(reading: Reading, told: Assertion) -> Key:
    """Article, fact and stance."""
    return (reading.article.id, fact_id(told.fact), told.stance.value)


def speeds(articles: list[Article], base: Reader, other: Reader, rounds: int) -> Iterator[str]:
    """Words a second, and how each reader stands to the bare model."""
    texts = [article.text for article in articles]
    words = sum(len(text.split()) for text in texts)
    shipped = spacy.load(base.model)
    work: dict[str, Callable[[], None]] = {
        "bare model as it ships": lambda: drain(shipped.pipe(texts)),
        "bare model, the reader's parts": lambda: drain(base.nlp.pipe(texts)),
        "base reader": lambda: drain(base.read_many(articles)),
        "other reader": lambda: drain(other.read_many(articles)),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, run in work.items():
            times[name].append(seconds(run))
    median = {name: statistics.median(each) for name, each in times.items()}
    yield f"speed, median of {rounds}:"
    bare = [name for name in work if name.startswith("bare")]
    for name, each in median.items():
        beside = ", ".join(f"{median[one] / each:.2f} x the {one}" for one in bare if one != name)
        yield f"  {name}: {words / each:,.0f} words/s ({each:.1f} s), {beside}"


def drain(items: Iterable[object]) -> None:
    """Take everything, keep nothing."""
    for _ in items:
        pass


def seconds(work: Callable[[], None]) -> float:
    """Processor time in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def setting(text: str) -> tuple[str, Any]:
    """`gated=true` as a name and a value."""
    name, _, value = text.partition("=")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--base", type=setting, nargs="*", default=[("gated", False)])
    parser.add_argument("--other", type=setting, nargs="*", default=[("gated", True)])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
