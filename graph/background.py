"""What the view takes from the registry: a small protocol, so that a store needs none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Protocol

from graph.identity import Identity
from graph.lore import Account, lore_of
from ontology.facts import Actor, Tenure, Tie, fact_id


class Background(Protocol):
    """Facts about actors known beforehand; `ontology.registry.Registry` is one."""

    actors: Mapping[str, Actor]

    def tenures(self, actor_id: str) -> tuple[Tenure, ...]:
        """The offices of an actor."""

    def ties(self, actor_id: str) -> tuple[Tie, ...]:
        """The ties whose subject the actor is."""


class Lookup:
    """A background made ready for questions in both directions."""

    def __init__(self, background: Background | None) -> None:
        self.actors: Mapping[str, Actor] = background.actors if background else {}
        self._background = background
        self._incoming: dict[str, list[Tie]] = {}
        for actor in self.actors:
            for tie in self._ties(actor):
                self._incoming.setdefault(tie.object.id, []).append(tie)

    def facts(self, actor: str) -> Iterator[Tenure | Tie]:
        """Tenures of an actor, and ties at whose one end the actor is."""
        if self._background:
            yield from self._background.tenures(actor)
            yield from self._ties(actor)
            yield from self._incoming.get(actor, ())

    def accounts(
        self, actor: str, identity: Identity, occurs: Callable[[str], bool]
    ) -> Iterator[tuple[str, Account]]:
        """The registry's account of an actor's facts, by the ids they have after judgement.

        Of ties only those whose other end occurs as well.
        """
        for member in identity.group(actor):
            for fact in self.facts(member):
                lore = lore_of(fact)
                ends = {identity.actor(end) for end in (lore.subject, lore.object) if end}
                if all(occurs(end) for end in ends - {identity.actor(actor)}):
                    key = identity.key(fact_id(fact), lore)
                    yield key, Account(lore.renamed(identity.names))

    @cached_property
    def digest(self) -> str:
        """A hash of all it says, to notice that it is another one."""
        seen = hashlib.sha256()
        for id_, actor in sorted(self.actors.items()):
            seen.update(repr((actor, [*map(repr, self.facts(id_))])).encode())
        return seen.hexdigest()[:16]

    def _ties(self, actor: str) -> tuple[Tie, ...]:
        return self._background.ties(actor) if self._background else ()
