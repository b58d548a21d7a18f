"""The view as a network in memory, for paths: made once, kept in step with every change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.records import Change, Link
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which links count. Empty `relations` means all but `holdsOfficeIn`.

    `since`, `until` bound the event's date (undated ones then fail), `as_of` keeps what had
    happened or was in force on that day, `known_by` what was published by then (all ISO 8601).
    """

    relations: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    known_by: str | None = None
    min_sources: int = 1
    contested: bool | None = None

    def passes(self, link: Link) -> bool:
        """Whether the link counts."""
        raise NotImplementedError


class Network:
    """Actors and the links between them."""

    @classmethod
    def of(cls, store: Store) -> Network:
        """The whole view of a store."""
        raise NotImplementedError

    def update(self, store: Store, change: Change) -> None:
        """Bring in step the facts that a write touched; costs what they cost."""
        raise NotImplementedError

    def links(self, a: str, b: str) -> Iterable[Link]:
        """Every link between two actors, in either direction."""
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError
