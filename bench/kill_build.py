"""Kill a build again and again, and see whether anything is lost or half there.

    python bench/kill_build.py [KILLS] [ARTICLES]

Builds a store in a process of its own that is killed with SIGKILL after a random time, 50 times
unless said otherwise. After each kill the store must open, hold only whole articles, and have the
view that follows from them. At last the build is finished, and the bytes must be those of an
undisturbed one.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.made_up import readings
from graph.exports.rdf import nquads
from graph.reading import ReadStore
from graph.store import Store
from graph.triples import article_quads

_BUILD = """
import sys
from pathlib import Path
from bench.made_up import readings
from graph.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print("open", flush=True)
    store.ingest(readings(int(sys.argv[2])), batch=int(sys.argv[3]))
print("done", flush=True)
"""


def main(kills: int, count: int) -> int:
    """Kill, look, finish, compare. Returns the exit code."""
    chance = random.Random(5)
    whole = {one.article.id: article_quads(one) for one in readings(count)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "undisturbed") as store:
            started = time.perf_counter()
            store.ingest(readings(count))
            seconds = time.perf_counter() - started
            wanted = _hash(store)
        print(f"{count} articles take {seconds:.1f} s undisturbed")
        faults, slowest = 0, 0.0
        rounds = max(1, kills // 10)
        for number in range(kills):
            target = folder / f"store-{number // rounds}"
            _killed(target, count, chance.choice([1, 8, 32]), chance.uniform(0.05, seconds / 4))
            waited, held, wrong = _looked_at(target, whole)
            slowest, faults = max(slowest, waited), faults + bool(wrong)
            print(
                f"kill {number + 1}: {held} of {count} articles; {wrong or 'all whole'}", flush=True
            )
        equal = 0
        targets = sorted(folder.glob("store-*"))
        for target in targets:
            with Store.open(target) as store:
                store.ingest(readings(count))
                equal += _hash(store) == wanted
    print(f"{kills} kills: {faults} with a fault; slowest opening {slowest:.2f} s")
    print(f"{equal} of {len(targets)} finished builds have the bytes of the undisturbed one")
    return int(bool(faults) or equal < len(targets))


def _killed(target: Path, count: int, batch: int, seconds: float) -> None:
    """Build in another process and kill it some time after it has opened the store."""
    command = [sys.executable, "-c", _BUILD, str(target), str(count), str(batch)]
    path = str(Path(__file__).parent.parent)
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE
    )
    assert process.stdout
    process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def _looked_at(target: Path, whole: dict[str, frozenset[object]]) -> tuple[float, int, str]:
    """How long opening took, how many articles are there, and what is wrong, if anything."""
    started = time.perf_counter()
    with Store.open(target) as store:
        waited = time.perf_counter() - started
        ids = store.article_ids()
        broken = [id_ for id_ in ids if store.article_quads(id_) != whole[id_]]
        before = _hash(store)
        store.rebuild()
        wrong = [f"{len(broken)} broken articles"] if broken else []
        wrong += ["another view than its articles give"] if _hash(store) != before else []
    with Store.open(target, read_only=True) as store:
        wrong += ["readers see less"] if store.article_ids() != ids else []
    return waited, len(ids), ", ".join(wrong)


def _hash(store: ReadStore) -> str:
    seen = hashlib.sha256()
    for line in nquads(store.raw):
        seen.update(line.encode())
    return seen.hexdigest()


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [50, 400][len(numbers) :])))
