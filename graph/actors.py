"""Actors of the view: finding them by name, and what is known of one."""

from __future__ import annotations

from collections.abc import Collection

from graph.records import FactCard, Neighbour, Profile
from graph.store import Store
from ontology.facts import Actor


def actors(store: Store) -> list[Actor]:
    """Every actor of the view, in order of id."""
    raise NotImplementedError


def find_actor(store: Store, name: str) -> Actor:
    """The one actor of that id or name; case, accents and punctuation do not count.

    An id that was merged answers with the actor it became. Raises UnknownName, with the nearest
    names as hint, or AmbiguousName, with the ids.
    """
    raise NotImplementedError


def profile(
    store: Store, actor_id: str, as_of: str | None = None, known_by: str | None = None
) -> Profile:
    """An actor with offices, ties and counts. Raises UnknownName.

    `as_of` keeps what was so on that day (offices held then, events up to then), `known_by` what
    had been published by then; both ISO 8601.
    """
    raise NotImplementedError


def neighbours(
    store: Store,
    actor_id: str,
    *,
    relations: Collection[str] = (),
    as_of: str | None = None,
    known_by: str | None = None,
) -> list[Neighbour]:
    """Whom an actor is connected with, best supported first; `relations` narrows it."""
    raise NotImplementedError


def timeline(
    store: Store, actor_id: str, as_of: str | None = None, known_by: str | None = None
) -> list[FactCard]:
    """The events an actor takes part in, by date; undated ones last."""
    raise NotImplementedError
