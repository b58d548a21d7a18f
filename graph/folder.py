"""A store's folder: who may write to it, and what its readers see.

    DIR/graph/            the database; one process at a time has it open
    DIR/snapshots/NNNN/   copies by hard links, for readers; the highest number is the newest
    DIR/unpublished       there while the database may hold more than the newest snapshot
    DIR/judgements.tsv    what is the same, by judgement

Readers never open the database that somebody may be writing to: the engine calls that undefined.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ontology.errors import StoreError

JUDGEMENTS = "judgements.tsv"
_KEPT = 2
# What the engine raises for troubles of the file system: now the one, now the other.
ENGINE_ERRORS = (OSError, RuntimeError)


class Folder:
    """The folder of one store, by its path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.judgements = path / JUDGEMENTS
        self._database = path / "graph"
        self._snapshots = path / "snapshots"
        self._mark = path / "unpublished"

    def open(self) -> ox.Store:
        """The database for writing. Raises StoreError where that cannot be."""
        self._refuse_other_folders()
        try:
            self._database.mkdir(parents=True, exist_ok=True)
            self._snapshots.mkdir(exist_ok=True)
            return ox.Store(str(self._database))
        except ENGINE_ERRORS as error:
            raise self._explained(error) from error

    def open_newest(self) -> tuple[ox.Store, int]:
        """The newest snapshot for reading, and the handle that keeps it from being cleared away.

        What a writer that died left unpublished is published first. Raises StoreError.
        """
        if not self._database.is_dir():
            raise StoreError(f"{self.path}: no store there", "build one with `parley build`")
        if self._mark.exists() or not self._numbers():
            self._publish_what_is_left()
        for number in reversed(self._numbers()):
            with contextlib.suppress(*ENGINE_ERRORS):
                return self._hold(self._snapshots / str(number))
        raise StoreError(f"{self.path}: nothing to read yet", "wait until its writer has finished")

    def mark(self) -> None:
        """Note that the database is about to hold more than the newest snapshot."""
        try:
            self._mark.touch()
        except OSError as error:
            raise self._explained(error) from error

    def publish(self, raw: ox.Store) -> None:
        """Make what was written the newest snapshot, if there is something new."""
        numbers = self._numbers()
        if numbers and not self._mark.exists():
            return
        raw.flush()
        raw.backup(str(self._snapshots / str(numbers[-1] + 1 if numbers else 1)))
        self._mark.unlink(missing_ok=True)
        self._clear()

    def _publish_what_is_left(self) -> None:
        try:
            raw = ox.Store(str(self._database))
        except ENGINE_ERRORS:
            return  # somebody is writing: the newest snapshot will do
        self._snapshots.mkdir(exist_ok=True)
        self.publish(raw)

    def _hold(self, snapshot: Path) -> tuple[ox.Store, int]:
        handle = os.open(snapshot, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return ox.Store.read_only(str(snapshot)), handle
        except ENGINE_ERRORS:
            os.close(handle)
            raise

    def _clear(self) -> None:
        """Remove old snapshots that nobody reads."""
        for number in self._numbers()[:-_KEPT]:
            with contextlib.suppress(OSError), _alone(self._snapshots / str(number)) as snapshot:
                shutil.rmtree(snapshot)

    def _numbers(self) -> list[int]:
        if not self._snapshots.is_dir():
            return []
        return sorted(
            int(entry.name) for entry in self._snapshots.iterdir() if entry.name.isdigit()
        )

    def _refuse_other_folders(self) -> None:
        """A folder that holds other things is not made a store by mistake."""
        held = {entry.name for entry in self.path.iterdir()} if self.path.is_dir() else set()
        if held - {JUDGEMENTS} and not self._database.is_dir():
            raise StoreError(f"{self.path}: not a store, and not empty", "name another folder")
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self.path}: a file, not a folder", "name another folder")

    def _explained(self, error: Exception) -> StoreError:
        if "lock" in str(error).lower():
            cure = "wait until the other process has finished, or only read"
            return StoreError(f"{self.path}: in use by another process", cure)
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        return StoreError(
            f"{self.path}: cannot be opened: {reason}", "name a folder you may write to"
        )


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[Path]:
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield path
    finally:
        os.close(handle)
