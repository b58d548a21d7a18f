"""Office phrases: a title with the words around it that say of what, whose, and how it is held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from extract.lexicon import load_lexicon
from extract.names import Names
from extract.office_left import BeforeTitle
from extract.office_parts import Draft, Office, Setting
from extract.office_right import AfterTitle
from extract.office_title import Titles
from extract.offices import Core, OfficeWords
from extract.text import Text
from ontology.facts import Actor

__all__ = ["Office", "PhraseReader"]


class PhraseReader:
    """Reads the words around each office title of one text."""

    def __init__(
        self,
        text: Text,
        names: Names,
        words: OfficeWords,
        country_of: Callable[[str], Actor | None] = lambda body: None,
    ) -> None:
        self.scene = Setting(text, names, words)
        self._before = BeforeTitle(self.scene)
        self._after = AfterTitle(self.scene)
        self._titles = Titles(self.scene, country_of)

    def offices_in_order(self) -> list[Office]:
        """Every office phrase whose title is no verb («who heads the mission»)."""
        found = [self._office(core) for core in self.scene.names.cores if not self._is_verb(core)]
        for place, (one, other) in enumerate(pairwise(found)):
            found[place : place + 2] = self._shared(one, other)
        return found

    def _shared(self, one: Office, other: Office) -> tuple[Office, Office]:
        """«president and chief executive of the Crisis Group»: the body is that of both."""
        between = [w for w in self.scene.words[one.end : other.start] if w]
        joined = between == ["and"] or (not between and self.scene.doc[one.end].text == "/")
        owned = one.owner is not None or one.client is not None or other.owner is not None
        if not joined or owned or one.plural or other.article:
            return one, other
        return replace(one, of=one.of or other.of), replace(other, of=other.of or one.of)

    def collectives(self) -> list[Office]:
        """«Russian officials», «the Hamas delegation», «the government»: a body's people."""
        nouns = load_lexicon("resolve")["collectives"]
        groups = load_lexicon("resolve")["groups"]
        pairs = load_lexicon("resolve")["pairs"]
        every = nouns["singular"] | nouns["plural"] | groups["organisation"] | groups["country"]
        every |= pairs["bodies"] | pairs["people"]
        return [
            self._collective(i, word in nouns["plural"] | pairs["bodies"] | pairs["people"])
            for i, word in enumerate(self.scene.words)
            if word in every
            and i not in self.scene.spot_at
            and i not in self.scene.core_at
            and self._is_noun(i)
        ]

    def _is_noun(self, index: int) -> bool:
        return (
            self.scene.doc[index].pos_ in {"NOUN", "PROPN", "ADJ"}
            and index not in self.scene.text.silent
        )

    def _collective(self, index: int, plural: bool) -> Office:
        core = Core(index, index, index + 1, plural)
        draft = Draft(index, index + 1)
        self._before.read(core, draft)
        for _ in range(2):
            word = self.scene.words[draft.end] if draft.end < len(self.scene.words) else ""
            if word not in {"of", "from"} or not self._after.of_bodies(
                "of", draft.end + 1, core, draft
            ):
                break
        return Office(
            draft.start, index, draft.end, "", tuple(dict.fromkeys(draft.of)), draft.owner, None,
            draft.status, draft.article, plural, index, index + 1, draft.number,
        )  # fmt: skip

    def _is_verb(self, core: Core) -> bool:
        token = self.scene.doc[core.head]
        lone = core.end - core.start == 1
        return lone and token.pos_ in {"VERB", "AUX"} and not token.text[0].isupper()

    def _office(self, core: Core) -> Office:
        draft = Draft(core.start, core.end)
        self._before.read(core, draft)
        self._after.read(core, draft)
        title = self._titles.name(core, draft)
        return Office(
            draft.start, core.head, draft.end, title,
            tuple(dict.fromkeys(draft.of)), draft.owner, draft.client, draft.status,
            draft.article, core.plural, core.start, core.end, draft.number,
        )  # fmt: skip
