"""How fast articles are read, beside the bare language model on the same texts in the same run.

    python bench/read_speed.py ARTICLES.jsonl [--limit N] [--workers 2] [--rounds 3]

Prints words per second of bare `nlp.pipe` and of the reader, in one process and in several, as
medians of the rounds, their ratios, and the peak memory of a worker.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import spacy

from extract.articles import read_articles
from extract.reader import Reader
from ontology.facts import Article


def main() -> None:
    """Read the articles in every way and print the figures."""
    args = arguments()
    found = (one for one in read_articles(args.articles) if isinstance(one, Article))
    articles = list(islice(found, args.limit))
    words = sum(len(article.text.split()) for article in articles)
    reader = Reader.load(gated=False)
    texts = [article.text for article in articles]
    bare = spacy.load(reader.model)
    times: dict[str, list[float]] = {"bare": [], "read": []}
    for _ in range(args.rounds):
        times["bare"].append(clock(bare.pipe(texts)))
        times["read"].append(clock(reader.read_many(articles)))
    report(words, times, args)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    if args.workers > 1:
        several(reader, articles, words, args)


def several(reader: Reader, articles: list[Article], words: int, args: argparse.Namespace) -> None:
    """Two sizes of input, so that starting the workers cancels out of the difference."""
    double = articles * 2
    more = clock(reader.read_many(double, args.workers))
    once = clock(reader.read_many(articles, args.workers))
    alone = clock(reader.read_many(articles))
    print(
        f"{args.workers} workers: {words / (more - once):,.0f} words/s, "
        f"{alone / (more - once):.2f} x one process; start-up {2 * once - more:.1f} s"
    )
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"peak memory of a worker: {children} MB")


def report(words: int, times: dict[str, list[float]], args: argparse.Namespace) -> None:
    """Medians and their ratio."""
    median = {name: statistics.median(values) for name, values in times.items()}
    for name, seconds in median.items():
        print(f"{name}: {words / seconds:,.0f} words/s ({seconds:.1f} s)")
    print(f"reader / bare model: {median['bare'] / median['read']:.2f} (median of {args.rounds})")


def clock(results: Iterable[object]) -> float:
    """Seconds that pass until all results are there."""
    start = time.perf_counter()
    for _ in results:
        pass
    return time.perf_counter() - start


def arguments() -> argparse.Namespace:
    """What the command line says."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
