"""What it costs to add one article to a large store, against adding it to an empty one.

    python bench/incremental.py [ARTICLES]

Builds a store of made-up articles (10,000 unless said otherwise), then adds further ones singly,
each also to a new empty store. Prints medians, and the sizes of the large store.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from bench.made_up import readings
from graph.store import Store

ADDED = 60


def main(count: int) -> None:
    """Build, add, remove, and print."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        large = Store.open(Path(folder) / "large")
        large.ingest(readings(count))
        seconds = time.perf_counter() - started
        print(f"built {count} articles in {seconds:.1f} s ({seconds / count * 1000:.2f} ms each)")
        new = list(readings(ADDED, seed=2, first=count))
        to_large, to_empty = [], []
        # By turns, so that whatever else the machine does weighs on both alike.
        for number, one in enumerate(new):
            to_large.append(_timed(lambda one=one: large.ingest([one])))
            with Store.open(Path(folder) / f"empty-{number}") as empty:
                to_empty.append(_timed(lambda empty=empty, one=one: empty.ingest([one])))
        _print("added to a store of none", to_empty)
        _print(f"added to a store of {count}", to_large)
        print(f"ratio of medians {median(to_large) / median(to_empty):.2f}")
        removed = [_timed(lambda one=one: large.remove(one.article.id)) for one in new[:20]]
        _print("removed", removed)
        size = large.size()
        large.close()
        # Opening once more clears away logs and files that compaction made needless.
        Store.open(Path(folder) / "large").close()
        disk = sum(f.stat().st_size for f in (Path(folder) / "large" / "graph").rglob("*"))
        text = sum(len(reading.article.text.encode()) for reading in readings(count))
        print(f"{size}\n{size.quads / size.articles:.0f} quads an article")
        print(f"{disk / size.quads:.0f} bytes a quad on disk ({disk / 1e6:.0f} MB)")
        print(f"of which text {text / size.quads:.0f} bytes a quad")


def _timed(do: object) -> float:
    started = time.perf_counter()
    do()  # type: ignore[operator]
    return (time.perf_counter() - started) * 1000


def _print(what: str, times: list[float]) -> None:
    p90 = quantiles(times, n=10)[-1]
    print(f"{what}: median {median(times):.1f} ms, p90 {p90:.1f}, max {max(times):.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
