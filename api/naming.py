"""Who is meant by what somebody typed: an id, a name, or enough of a name to leave no doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from api.search import PREFIX, Found
from graph.actors import find_actor
from graph.store import Store
from ontology.errors import UnknownName
from ontology.facts import Actor

Search = Callable[[str, int], tuple[Sequence[Found], int]]


def actor_named(store: Store, search: Search, name: str) -> Actor:
    """The actor of an id or name, or the only one of whose name it is a part.

    Raises UnknownName with the nearest as hint, or AmbiguousName.
    """
    try:
        return find_actor(store, name)
    except UnknownName:
        found, total = search(name, 2)
        if total == 1 and found[0].score >= PREFIX:
            return found[0].actor
        raise
