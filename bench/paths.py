"""Paths and search through the service: 100,000 actors, a million links between them.

python bench/paths.py --store /tmp/million --build     # once; takes some minutes
python bench/paths.py --store /tmp/million
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.worlds import gatherings, people  # noqa: E402
from graph.store import Store  # noqa: E402
from ontology.vocabulary import ACTOR  # noqa: E402

ACTORS = 100_000


def build(folder: Path, meetings: int) -> None:
    """A store of made-up meetings, four actors opposite five at each: twenty links."""
    began = time.perf_counter()
    with Store.open(folder) as store:
        store.ingest(gatherings(meetings, people(ACTORS)), batch=256)
    print(f"built in {time.perf_counter() - began:.0f} s")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The service's address, once it is ready; says what that took."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve"]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--store", str(folder), "--port", "0", "--log", "warning"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        assert process.stderr
        found = re.search(r"http://\S+:\d+", process.stderr.readline())
        assert found
        print(f"listens after {time.perf_counter() - began:.1f} s")
        while not _ready(found[0]):
            time.sleep(0.5)
        status = Path(f"/proc/{process.pid}/status").read_text()
        memory = re.search(r"VmRSS:\s+(\d+)", status)
        assert memory
        print(f"network and index made after {time.perf_counter() - began:.1f} s")
        print(f"memory of the service: {int(memory[1]) // 1024} MiB")
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)


def _ready(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/readyz").read()
    except urllib.error.HTTPError:
        return False
    return True


def measure(what: str, address: str, requests: list[tuple[str, dict[str, object]]]) -> None:
    """Ask one after another, twice, and print how long the second round took."""
    for _ in range(2):
        times, found = [], 0
        for path, parameters in requests:
            url = f"{address}{path}?{urllib.parse.urlencode(parameters)}"
            began = time.perf_counter()
            with urllib.request.urlopen(url) as answer:
                found += bool(json.load(answer)["total"])
            times.append((time.perf_counter() - began) * 1000)
    times.sort()
    points = [times[int(len(times) * part)] for part in (0.5, 0.95, 0.99)]
    shown = "  ".join(f"{value:7.1f}" for value in points)
    print(f"{what:34}  {shown}  {found:5} of {len(requests)} found")


def main() -> None:
    """Build if asked to, then serve and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--meetings", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=300)
    given = parser.parse_args()
    if given.build:
        build(given.store, given.meetings)
    chance = random.Random(5)
    with Store.open(given.store, read_only=True) as store:
        known = {row["a"].value for row in store.query("SELECT ?a { ?a a par:Person }")}
    everybody = [actor for actor in people(ACTORS) if ACTOR + actor.id in known]
    print(f"{len(everybody):,} people")
    pairs = [chance.sample(everybody, 2) for _ in range(given.requests)]
    ways = [{"from": a.id, "to": b.id} for a, b in pairs]
    names = [actor.name for pair in pairs for actor in pair][: given.requests]
    with served(given.store) as address:
        print(f"{'ms':34}  {'p50':>7}  {'p95':>7}  {'p99':>7}")
        measure("shortest path", address, [("/paths", way) for way in ways])
        three = [("/paths", {**way, "k": 3}) for way in ways[:100]]
        measure("three shortest", address, three)
        heavy = [("/paths", {**way, "by_sources": True}) for way in ways[:50]]
        measure("by independent sources", address, heavy)
        dated = [("/paths", {**way, "since": "2024-06-01", "until": "2025-06-01"}) for way in ways]
        measure("within a year", address, dated)
        searches = [("/search", {"q": name}) for name in names]
        measure("search: whole name", address, searches)
        begun = [("/search", {"q": name[: chance.randint(1, 6)]}) for name in names]
        measure("search: beginning", address, begun)
        slips = [("/search", {"q": _slip(name, chance)}) for name in names]
        measure("search: slip of the pen", address, slips)
        actors = [(f"/actors/{actor.id}/neighbours", {}) for pair in pairs for actor in pair]
        measure("neighbours", address, actors[: given.requests])


def _slip(name: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


if __name__ == "__main__":
    main()
