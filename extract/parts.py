"""Parts of bodies: «the armed wing of Hamas», «the coalition that M23 belongs to»."""

from __future__ import annotations

from collections.abc import Iterator

from extract.lexicon import load_lexicon
from extract.text import Kind
from extract.vicinity import Bond, Vicinity
from ontology.facts import ActorType


class PartFinder:
    """Which body is part of which."""

    def __init__(self, near: Vicinity) -> None:
        self.near = near
        self.doc = near.doc
        self.words = near.words
        self.spots = near.spots
        self.lexicon = load_lexicon("ties")

    def bonds(self) -> Iterator[Bond]:
        """Part-of: «X, a faction of Y», «Y's armed wing, X», «the coalition that X belongs to»."""
        for index in self.near.text.where(*self.lexicon["parts"]["nouns"]):
            if self.words[index + 1 : index + 2] == ["of"]:
                yield from self._part_noun(index)
            elif self.words[index] != "member":
                yield from self._part_before(index)
        for index in self.near.text.where("belongs", "belong", "belonged"):
            yield from self._belonging(index)
        for index in self.near.text.where("includes", "comprises", "groups"):
            yield from self._including(index)

    def _including(self, index: int) -> Iterator[Bond]:
        """«the Tasis alliance, which includes the SPLM-North»."""
        mark = index - 1
        while mark > 0 and self.words[mark] in {"which", "that", ",", "also"}:
            mark -= 1
        whole, part = self.near.ending(mark), self.near.organisation_after(index + 1)
        if whole is not None and part is not None and whole.type is ActorType.ORGANIZATION:
            yield Bond(part, "partOf", whole, "part-of", index)

    def _part_noun(self, index: int) -> Iterator[Bond]:
        whole = self.near.organisation_after(index + 2)
        mark = index - 1
        while mark > 0 and self.doc[mark].pos_ in {"DET", "ADJ", "NOUN", "ADV"}:
            mark -= 1
        while mark > 0 and self.words[mark] in {",", "is", "was", "which", "who"}:
            mark -= 1
        part = self.near.spot_at.get(mark)
        if whole is not None and part is not None and part.kind is Kind.ORGANIZATION:
            yield Bond(part.actor, "partOf", whole, "part-of", index)

    def _part_before(self, index: int) -> Iterator[Bond]:
        """«Hamas's armed wing, the Qassam Brigades»."""
        whole = next(
            (a for a in self.near.possessor(index) if a.type is ActorType.ORGANIZATION), None
        )
        after = index + 1 + (self.words[index + 1 : index + 2] == [","])
        part = self.near.organisation_after(after)
        if whole is not None and part is not None:
            yield Bond(part, "partOf", whole, "part-of", index)

    def _belonging(self, index: int) -> Iterator[Bond]:
        subject = self.near.spot_at.get(index - 1) or self.near.spot_at.get(index - 3)
        if subject is None or subject.kind is not Kind.ORGANIZATION:
            return
        relative = "which" in self.words[max(0, index - 4) : index]
        if self.words[index + 1 : index + 2] != ["to"] and not relative:
            return
        whole = self.near.organisation_after(index + 2)
        if whole is None and self.words[index + 2 : index + 3] not in (["no"], ["a"], ["an"]):
            before = [
                s for s in self.spots if s.end <= subject.start and s.kind is Kind.ORGANIZATION
            ]
            whole = (
                before[-1].actor
                if before and self.near.same_sentence(before[-1].start, index)
                else None
            )
        if whole is not None:
            yield Bond(subject.actor, "partOf", whole, "part-of", index)
