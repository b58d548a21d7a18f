"""The words before a title: how it is held, of what, and whose it is."""

from __future__ import annotations

from extract.lexicon import load_lexicon
from extract.office_parts import Draft, Setting
from extract.offices import Core
from extract.text import BODIES
from ontology.facts import TenureStatus


class BeforeTitle:
    """Reads leftwards from a title and notes in the draft what it finds."""

    def __init__(self, scene: Setting) -> None:
        self.scene = scene

    def read(self, core: Core, draft: Draft) -> None:
        """Status, country or body, possessor and article, in whatever order they stand."""
        while (index := self._left_of(draft.start)) is not None:
            if not (
                self._take_status(index, draft)
                or self._take_number(index, draft)
                or self._take_body(index, core, draft)
                or self._take_possessor(index, draft)
                or self._take_article(index, draft)
                or self._take_ornament(index, draft)
            ):
                return
            if draft.article:
                self._take_then(draft)
                return

    def _take_then(self, draft: Draft) -> None:
        """«then the United Nations secretary-general»."""
        if draft.start and self.scene.words[draft.start - 1] == "then":
            draft.status = TenureStatus.FORMER
            draft.start -= 1

    def _left_of(self, start: int) -> int | None:
        # The apostrophe of «the rebels' leader» owns; any other mark inside names is skipped.
        if (
            start
            and self.scene.doc[start - 1].text in {"'", "’"}
            and self.scene.words[start - 2].endswith("s")
        ):
            return start - 1
        return self.scene.text.before(start)

    def _take_status(self, index: int, draft: Draft) -> bool:
        for status, words in self.scene.lexicon["status"].items():
            if status != "after" and self.scene.words[index] in words:
                if status != "current" and draft.status is TenureStatus.CURRENT:
                    draft.status = TenureStatus(status)
                draft.start = index
                return True
        return False

    def _take_number(self, index: int, draft: Draft) -> bool:
        """«the two presidents», «both ministers»: how many are meant."""
        numbers = load_lexicon("resolve")["numbers"]
        number = numbers.get(self.scene.words[index])
        if number is None or index in self.scene.spot_at:
            return False
        draft.number, draft.start = number, index
        if self.scene.words[index] == "both":
            draft.article = "the"
        return True

    def _take_body(self, index: int, core: Core, draft: Draft) -> bool:
        index = self._before_brackets(index)
        spot = self.scene.spot_at.get(index)
        if spot is None or spot.kind not in BODIES or spot.end != index + 1:
            return False
        draft.of.insert(0, spot.actor)
        draft.start = spot.start
        if core.plural:
            self._take_coordinated(draft)
        return True

    def _before_brackets(self, index: int) -> int:
        """«Republic of Cyprus (ROC) Foreign Minister»: past the initials."""
        if (
            self.scene.doc[index].text == ")"
            and index > 2
            and self.scene.doc[index - 2].text == "("
        ):
            return index - 3
        return index

    def _take_coordinated(self, draft: Draft) -> None:
        """«the French and Russian presidents», «Egyptian, Qatari and US mediators»."""
        while True:
            index = draft.start - 1
            while index > 0 and (
                self.scene.words[index] in {"and", ","} or not self.scene.words[index]
            ):
                index -= 1
            spot = self.scene.spot_at.get(index)
            joined = index < draft.start - 1 and "\n" not in self.scene.doc[index].text
            if not joined or spot is None or spot.kind not in BODIES or spot.end != index + 1:
                return
            draft.of.insert(0, spot.actor)
            draft.start = spot.start

    def _take_possessor(self, index: int, draft: Draft) -> bool:
        token = self.scene.doc[index]
        if token.tag_ in {"PRP$", "WP$"} or token.lower_ in {"his", "her", "their", "its"}:
            draft.owner, draft.start, draft.article = index, index, "own"
            return True
        if token.tag_ != "POS" and token.text not in {"'s", "’s", "'", "’"}:
            return False
        return self._take_possessing_noun(index - 1, draft)

    def _take_possessing_noun(self, index: int, draft: Draft) -> bool:
        spot = self.scene.spot_at.get(index)
        draft.article = "own"
        if spot is not None and spot.kind in BODIES:
            draft.of.insert(0, spot.actor)
            draft.start = self._with_article(spot.start)
            return True
        draft.owner = index
        nested = self.scene.core_at.get(index) if spot is None else None
        if nested is not None:
            self._take_nested(nested, draft)
            return True
        # A person's name stays a mention of its own: the phrase begins after the possessive.
        draft.start = index + 2 if spot is not None else self._noun_start(index)
        return True

    def _take_nested(self, core: Core, draft: Draft) -> None:
        """«the UN secretary-general's personal envoy»: the owner's own title and body."""
        inner = Draft(core.start, core.end)
        self.read(core, inner)
        draft.start = inner.start
        if inner.owner is None:
            draft.of[:0] = inner.of

    def _noun_start(self, index: int) -> int:
        start = index
        while start and self.scene.doc[start - 1].pos_ in {"ADJ", "NOUN", "DET", "NUM"}:
            start -= 1
        return start

    def _with_article(self, start: int) -> int:
        return start - 1 if start and self.scene.words[start - 1] == "the" else start

    def _take_article(self, index: int, draft: Draft) -> bool:
        word = self.scene.words[index]
        kinds = {"the": "the", "this": "the", "a": "a", "an": "a", "another": "a"}
        if word not in kinds:
            return False
        draft.article, draft.start = kinds[word], index
        return True

    def _take_ornament(self, index: int, draft: Draft) -> bool:
        """An adjective or noun in lower case that is no part of the title («visiting», «rebel»)."""
        token = self.scene.doc[index]
        if not token.is_alpha or token.text[0].isupper() or self.scene.core_at.get(index):
            return False
        if token.pos_ not in {"ADJ", "NOUN", "ADV"} and token.tag_ not in {"VBG", "VBN"}:
            return False
        if not self._leads_to_determiner(index):
            return False
        if token.pos_ == "NOUN" and self.scene.words[draft.end - 1] in {"minister", "ministers"}:
            draft.extra = f"{self.scene.words[index]} {draft.extra}".strip()
        draft.start = index
        return True

    def _leads_to_determiner(self, index: int) -> bool:
        for step in range(index, max(index - 4, -1), -1):
            token = self.scene.doc[step]
            if token.tag_ in {"DT", "PRP$", "POS"} or (
                step in self.scene.spot_at and self.scene.spot_at[step].kind in BODIES
            ):
                return True
            if token.pos_ not in {"ADJ", "NOUN", "ADV", "VERB"}:
                return False
        return False
