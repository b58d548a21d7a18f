"""Who is who after judgement: one id for every group of ids that mean the same."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cached_property

from graph.judgements import Judgements, is_fact
from graph.lore import Lore


class Identity:
    """The judgements as the view applies them; `known` are the actors the registry knows."""

    def __init__(self, judgements: Judgements, known: Container[str] = ()) -> None:
        self.judgements = judgements
        self._known = known

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The actors that go by another id, with that id."""
        return {
            member: chosen
            for group in self.judgements.groups
            if (chosen := self._chosen(group)) and not is_fact(chosen)
            for member in group
            if member != chosen
        }

    def actor(self, id_: str) -> str:
        """The id by which the view knows an actor."""
        return self.names.get(id_, id_)

    def group(self, id_: str) -> frozenset[str]:
        """Every id judged to mean the same, itself included."""
        return self.judgements.group(id_)

    def key(self, id_: str, lore: Lore) -> str:
        """The id a fact has once its actors go by their chosen ids."""
        return id_ if lore.actors.isdisjoint(self.names) else lore.renamed(self.names).id()

    def _chosen(self, group: frozenset[str]) -> str:
        """The member the registry knows, else the first in the alphabet."""
        return min(group, key=lambda id_: (id_ not in self._known, id_))
