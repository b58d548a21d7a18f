"""Read-only copies of the store for query workers, renewed after each write."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

import pyoxigraph as ox

from graph.store import Store
from ontology.errors import StoreError

FOLDER = "serving"


class Snapshots:
    """The present snapshot and, until nobody uses them, former ones.

    They lie in the store's own folder, where a copy is a few hard links; a store in memory is
    copied to a temporary folder.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._base = _base(folder)
        self._number = 0
        self.current = ""
        self.renew(store)

    def renew(self, store: Store) -> None:
        """Make the store's present state the current snapshot."""
        self._number += 1
        target = self._base / str(self._number)
        try:
            store.snapshot(target)
        except (StoreError, RuntimeError):
            _copy(store.raw, target)
        self.current = str(target)

    def sweep(self, used: Collection[str]) -> None:
        """Remove the snapshots that are neither current nor used."""
        for folder in self._base.iterdir():
            if str(folder) != self.current and str(folder) not in used:
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Remove them all."""
        shutil.rmtree(self._base, ignore_errors=True)


def _base(folder: Path) -> Path:
    if not folder.is_dir():
        return Path(tempfile.mkdtemp(prefix="parley-"))
    base = folder / FOLDER
    for left in base.glob("*"):
        if not _alive(left.name):
            shutil.rmtree(left, ignore_errors=True)
    mine = base / str(os.getpid())
    try:
        mine.mkdir(parents=True, exist_ok=True)
    except OSError:
        # The store may be somebody else's, or on a medium that cannot be written.
        return Path(tempfile.mkdtemp(prefix="parley-"))
    return mine


def _alive(pid: str) -> bool:
    """Whether the process that a leftover belongs to still runs."""
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return int(pid) != os.getpid()


def _copy(source: ox.Store, target: Path) -> None:
    copy = ox.Store(str(target))
    copy.bulk_extend(source)
    for graph in source.named_graphs():
        copy.add_graph(graph)
    copy.flush()
