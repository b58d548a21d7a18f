"""Who is meant by what somebody typed: an id, a name, or enough of a name to leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from api.search import EXACT, PREFIX, Found
from graph.actors import find_actor
from graph.store import Store
from ontology.errors import AmbiguousName, UnknownName
from ontology.facts import Actor

ID = re.compile(r"[\w.:-]+", re.ASCII)
_LOOKED_AT = 20

Search = Callable[[str, int], tuple[Sequence[Found], int]]


def actor_named(store: Store, search: Search, name: str) -> Actor:
    """The actor of an id or name, or the only one of whose name it is a part.

    Raises UnknownName with the nearest as hint, or AmbiguousName.
    """
    if ":" in name and ID.fullmatch(name):
        return find_actor(store, name)
    found, total = search(name, _LOOKED_AT)
    exact = [one.actor for one in found if one.score == EXACT]
    if len(exact) > 1:
        ids = ", ".join(actor.id for actor in exact)
        raise AmbiguousName(f"{name}: {len(exact)} actors of that name", f"say which: {ids}")
    if exact or (total == 1 and found[0].score >= PREFIX):
        return exact[0] if exact else found[0].actor
    near = " or ".join(one.actor.name for one in found[:3])
    hint = f"did you mean {near}?" if near else "look names up with `parley search`"
    raise UnknownName(f"{name}: no such actor", hint)
