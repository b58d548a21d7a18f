"""What an office is about: «policy planning», «the Horn of Africa», «military intelligence»."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from extract.office_parts import Setting
from extract.text import Kind


class Topics:
    """Reads the words of a topic from a token on."""

    def __init__(self, scene: Setting) -> None:
        self.scene = scene

    def words(self, start: int) -> tuple[int, list[str]]:
        """The words of a topic that names no place, and where they end."""
        words: list[str] = []
        index = start
        while index < len(self.scene.doc) and len(words) < 6 and index not in self.scene.spot_at:
            token, word = self.scene.doc[index], self.scene.words[index]
            if token.text in {"'", "’"} and words:
                words[-1] += "'"
                index += 1
                continue
            if token.pos_ not in {"NOUN", "ADJ", "PROPN"} and word not in {"and", "s"}:
                break
            if not word.isalnum() or (word == "and" and not self._goes_on(index)):
                break
            words.append(token.text if token.text.isupper() else word)
            index += 1
        return index, words

    def _goes_on(self, index: int) -> bool:
        """«and» within a portfolio joins two of its words."""
        following = self.scene.words[index + 1] if index + 1 < len(self.scene.words) else ""
        return following in self.scene.offices.modifiers and (index + 1) not in self.scene.core_at

    def any_words(self, start: int) -> tuple[int, list[str]]:
        """As `_domain_words`, but a place or country may be the topic: «for the Horn of Africa»."""
        index = self.scene.skip_the(start)
        words = ["the"] * (index - start)
        while index < len(self.scene.doc) and len(words) < 8:
            spot, token = self.scene.spot_at.get(index), self.scene.doc[index]
            if spot is not None and spot.kind is Kind.PERSON:
                break
            if spot is not None:
                start_of_name = spot.start + (self.scene.words[spot.start] == "the")
                words.append(self.scene.doc[start_of_name : spot.end].text)
                index = spot.end
            elif self._topic_token(token, words):
                words.append(token.text if token.text[0].isupper() else self.scene.words[index])
                index += 1
            else:
                break
        while words and words[-1] in {"and", "of", "the"}:
            words.pop()
            index -= 1
        return (index, words) if words else (start, [])

    def _topic_token(self, token: Token, words: Sequence[str]) -> bool:
        if token.lower_ in {"of", "and"} and words:
            following = self.scene.doc[token.i + 1] if token.i + 1 < len(self.scene.doc) else token
            nominal = following.text[0].isupper() or following.pos_ in {"NOUN", "ADJ"}
            return nominal and token.i + 1 not in self.scene.core_at
        if token.tag_ == "POS":
            return bool(words) and self.scene.doc[token.i + 1 : token.i + 2].text.islower()
        return token.pos_ in {"NOUN", "ADJ", "PROPN"} and token.text[0].isalpha()
