"""What the parts of an office phrase share: the phrase, its draft, and where its words stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.lexicon import load_lexicon
from extract.names import Names
from extract.offices import OfficeWords
from extract.text import Text
from ontology.facts import Actor, TenureStatus


@dataclass(frozen=True, slots=True)
class Office:
    """One mention of an office: token range with all that belongs to it, and what it says.

    `of` are the bodies named with it; `owner` is the token of a possessor that is no body (a
    person, a pronoun, «the group's»); `client` the token at which begins whom the holder serves
    («adviser to …», «spokesman for …»). `article` is the, a, own (possessed) or empty.
    """

    start: int
    head: int
    end: int
    title: str
    of: tuple[Actor, ...] = ()
    owner: int | None = None
    client: int | None = None
    status: TenureStatus = TenureStatus.CURRENT
    article: str = ""
    plural: bool = False
    core_start: int = 0
    core_end: int = 0
    number: int | None = None


@dataclass
class Draft:
    """An office phrase while it is read: it grows to both sides of the title."""

    start: int
    end: int
    of: list[Actor] = field(default_factory=list)
    owner: int | None = None
    client: int | None = None
    status: TenureStatus = TenureStatus.CURRENT
    article: str = ""
    extra: str = ""
    domain: str = ""
    number: int | None = None


class Setting:
    """One text with its names and bare titles by token, for those who read phrases."""

    def __init__(self, text: Text, names: Names, words: OfficeWords) -> None:
        self.text = text
        self.doc = text.doc
        self.words = text.words
        self.offices = words
        self.names = names
        self.lexicon = load_lexicon("roles")
        self.spot_at = {i: spot for spot in names.spots for i in range(spot.start, spot.end)}
        self.core_at = {i: core for core in names.cores for i in range(core.start, core.end)}

    def skip_the(self, index: int) -> int:
        """Past «the» or «both»."""
        return (
            index + 1 if index < len(self.words) and self.words[index] in {"the", "both"} else index
        )

    def possesses(self, index: int) -> bool:
        """Whether a possessive mark stands at a token."""
        return index < len(self.doc) and self.doc[index].text in {"'s", "’s", "'", "’"}

    def past_acronym(self, index: int) -> int:
        """Past «(SBU)» after a body's name."""
        if (
            index + 2 < len(self.doc)
            and self.doc[index].text == "("
            and self.doc[index + 2].text == ")"
        ):
            return index + 3
        return index
