"""What the view takes from the registry: a small protocol, so that a store needs none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ontology.facts import Actor, Tenure, Tie


class Background(Protocol):
    """Facts about actors known beforehand; `ontology.registry.Registry` is one."""

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Every actor by id."""

    def tenures(self, actor_id: str) -> tuple[Tenure, ...]:
        """The offices of an actor."""

    def ties(self, actor_id: str) -> tuple[Tie, ...]:
        """The ties whose subject the actor is."""
