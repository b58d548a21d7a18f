"""How fast articles are read, beside the bare language model on the same texts in the same run.

    python bench/read_speed.py ARTICLES.jsonl [--limit N] [--workers 2] [--rounds 3]

Prints words per second of bare `nlp.pipe` and of the reader, in one process and in several, as
medians of the rounds, their ratios, and the peak memory of a worker.
"""

from __future__ import annotations

import argparse
import multiprocessing
import multiprocessing.process
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
        several(reader, articles, args)


def several(reader: Reader, articles: list[Article], args: argparse.Namespace) -> None:
    """Workers beside one process, both from the first quarter on: starting them is left out."""
    one, _ = steady(reader, articles, 1)
    more, memory = steady(reader, articles, args.workers)
    print(f"{args.workers} workers: {more:,.0f} words/s, {more / one:.2f} x one process")
    print(f"peak memory of a worker: {memory} MB")


def steady(reader: Reader, articles: list[Article], workers: int) -> tuple[float, int]:
    """Words a second of the last three quarters, and the most memory of a worker in MB."""
    words = [len(article.text.split()) for article in articles]
    quarter = len(articles) // 4
    ends: list[float] = []
    memory = 0
    for _ in reader.read_many(articles, workers):
        ends.append(time.perf_counter())
        memory = max([memory, *map(peak, multiprocessing.active_children())])
    return sum(words[quarter:]) / (ends[-1] - ends[quarter - 1]), memory


def peak(process: multiprocessing.process.BaseProcess) -> int:
    """The most memory a living process has held, in MB; a child's usage would hold its parent's."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


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
