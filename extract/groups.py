"""Which body or country a group noun stands for: «the rebels», «the government»."""

from __future__ import annotations

from collections.abc import Sequence

from extract.acting import acts
from extract.lexicon import load_lexicon
from extract.text import Kind, Spot, Text
from ontology.facts import Actor
from ontology.registry import Registry

_PLACED = {Kind.COUNTRY, Kind.SEAT, Kind.DEMONYM}


class Groups:
    """Resolves group nouns by the names of a text."""

    def __init__(self, text: Text, spots: Sequence[Spot], registry: Registry) -> None:
        self.text = text
        self.spots = spots
        self.registry = registry
        self.lexicon = load_lexicon("resolve")

    def group(self, noun: str, index: int) -> Actor | None:
        """The body or country that «the group» or «the government» stands for."""
        groups = self.lexicon["groups"]
        if noun in groups["country"]:
            return self._governing(noun, index) or self._nearest(index, _PLACED)
        if noun in groups["organisation"]:
            return self._nearest_body(noun, index)
        return None

    def _governing(self, noun: str, index: int) -> Actor | None:
        """The one country of which the article has spoken by this word («the X government»)."""
        named: dict[Actor, None] = {}
        words = self.text.words
        for spot in self.spots:
            if spot.start < index and spot.kind in _PLACED and self._names_noun(spot, noun, words):
                named[spot.actor] = None
        return next(iter(named)) if len(named) == 1 else None

    @staticmethod
    def _names_noun(spot: Spot, noun: str, words: Sequence[str]) -> bool:
        """«the Yemeni government», «Yemen's government», «government of Yemen»."""
        after = [w for w in words[spot.end : spot.end + 3] if w]
        before = [w for w in words[max(0, spot.start - 3) : spot.start] if w]
        return (
            after[:1] == [noun]
            or after[:2] == ["s", noun]
            or (before[-2:] == ["of", "the"] and noun in before)
            or before[-2:] == [noun, "of"]
        )

    def _nearest_body(self, noun: str, index: int) -> Actor | None:
        bodies = [s for s in self.spots if s.kind is Kind.ORGANIZATION]
        if noun in self.lexicon["groups"]["armed"]:
            armed = [s for s in bodies if self.is_armed(s.actor)]
            bodies = armed or [s for s in bodies if self.registry.kind(s.actor.id) is None]
        before = [s for s in bodies if s.start < index]
        if before:
            return before[-1].actor
        # A headline may speak of «the group» first; only a body of the registry is surely meant.
        actors = {s.actor for s in bodies if self.registry.kind(s.actor.id) is not None}
        return actors.pop() if len(actors) == 1 else None

    def is_armed(self, actor: Actor) -> bool:
        """Whether the registry has a body as an armed group or movement."""
        kind = self.registry.kind(actor.id) or ""
        return any(word in kind for word in ("armed", "rebel", "militia", "movement", "militant"))

    def _nearest(self, index: int, kinds: set[Kind]) -> Actor | None:
        before = [s for s in self.spots if s.start < index and s.kind in kinds]
        acting = [s for s in before if acts(s, self.text)]
        return (acting or before)[-1].actor if before else None
