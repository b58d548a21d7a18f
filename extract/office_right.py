"""The words after a title: «of Angola», «to the prime minister», «for the Horn of Africa»."""

from __future__ import annotations

from extract.lexicon import load_lexicon
from extract.office_parts import Draft, Setting
from extract.office_topics import Topics
from extract.offices import Core
from extract.text import BODIES, Kind, Spot
from ontology.facts import ActorType, TenureStatus
from ontology.registry import unknown_actor


class AfterTitle:
    """Reads rightwards from a title and notes in the draft what it finds."""

    def __init__(self, scene: Setting) -> None:
        self.scene = scene
        self.topics = Topics(scene)

    def read(self, core: Core, draft: Draft) -> None:
        """Take what stands after the title, up to four complements."""
        self._take_after_word(draft)
        for _ in range(4):
            index = draft.end
            word = self.scene.words[index] if index < len(self.scene.words) else ""
            if word not in {
                "of",
                "for",
                "to",
                "on",
                "at",
                "in",
                "with",
                "from",
            } or not self._complement(word, index + 1, core, draft):
                return

    def _take_after_word(self, draft: Draft) -> None:
        """«president-elect», «minister-designate»."""
        index = draft.end
        if index < len(self.scene.doc) and self.scene.doc[index].text == "-":
            index += 1
        status = (
            self.scene.lexicon["status"]["after"].get(self.scene.words[index])
            if index < len(self.scene.words)
            else None
        )
        if status:
            draft.status, draft.end = TenureStatus(status), index + 1

    def _complement(self, word: str, start: int, core: Core, draft: Draft) -> bool:
        """One complement, if the head of the title takes it; the first fitting reading wins."""
        head = self._head(core)
        kinds = self.scene.lexicon["complements"]
        if word in {"to", "for"} and head in kinds["served"] and self._serves(start, head, draft):
            return True
        if word == "in" and head in kinds["posted"] and self._posting(start, draft):
            return True
        local = head in kinds["local"] and self._is_city(self.scene.skip_the(start))
        speaks = word == "for" and head in kinds["speaking"]
        bodily = word in {"of", "at", "from", "in"} and not local
        if (bodily or speaks) and self.of_bodies(word, start, core, draft):
            return True
        if (word == "of" or speaks) and self._owned_by(start, draft):
            return True
        if word == "of" and head in kinds["leading"] and self._unknown_body(start, draft):
            return True
        topical = word == "of" or word in kinds["topics"].get(head, ())
        return topical and not speaks and self._domain(word, start, draft)

    def _head(self, core: Core) -> str:
        """The head word of a title in the singular and in full."""
        word = self.scene.words[core.head]
        word = self.scene.offices.singular.get(word, word)
        return self.scene.offices.abbreviations.get(word, word).rpartition(" ")[2]

    def _posting(self, start: int, draft: Draft) -> bool:
        """«its ambassador in Tbilisi»: where, which is no part of the title."""
        spot = self.scene.spot_at.get(start)
        if spot is None or spot.kind not in {Kind.SEAT, Kind.CITY, Kind.COUNTRY}:
            return False
        draft.end = spot.end
        return True

    def _is_city(self, index: int) -> bool:
        """«mayor of London» is no office of the state whose capital it is."""
        spot = self.scene.spot_at.get(index)
        return spot is not None and spot.kind in {Kind.SEAT, Kind.CITY}

    def _serves(self, start: int, head: str, draft: Draft) -> bool:
        """«adviser to Iran's supreme leader», «spokesman for President X», «envoy to Trump»."""
        index = start
        while index < min(start + 8, len(self.scene.doc)):
            spot = self.scene.spot_at.get(index)
            if spot is not None and spot.kind is Kind.PERSON:
                draft.client, draft.end = start, start
                return True
            if index in self.scene.core_at:
                draft.client, draft.end = start, start
                return True
            if (
                spot is not None
                and spot.kind is not Kind.DEMONYM
                and not self.scene.possesses(spot.end)
            ):
                return False
            skipped = (
                self.scene.words[index] in {"the", "s", "his", "her", "their", "its", "former"}
                or spot is not None
            )
            if (
                not skipped
                and self.scene.doc[index].pos_ not in {"ADJ", "PART"}
                and self.scene.words[index]
            ):
                return False
            index = spot.end if spot else index + 1
        return False

    def of_bodies(self, word: str, start: int, core: Core, draft: Draft) -> bool:
        """«of Angola», «of the DRC and Rwanda», «of the rebel movement M23»."""
        index = self._before_body(self.scene.skip_the(start))
        spot = self.scene.spot_at.get(index) or self._titled_person(index)
        if spot is None or spot.kind not in BODIES or self.scene.possesses(spot.end):
            return self._owned_domain(spot, draft, start) if spot is not None else False
        if spot.kind is Kind.DEMONYM or (word == "of" and self._precedes_noun(spot.end)):
            return self._adjective_domain(spot, draft)
        sent = word == "from" and core.plural and not draft.of
        if word in {"in", "from"} and not sent and (draft.of or spot.kind is not Kind.ORGANIZATION):
            return False
        if word == "at":
            draft.of.clear()  # «Russia programme director at the Crisis Group»: a topic before
        draft.of.append(spot.actor)
        draft.end = self.scene.past_acronym(spot.end)
        if core.plural:
            self._more_bodies(draft)
        return True

    def _before_body(self, index: int) -> int:
        """Past adjectives and nouns in lower case right before a body: «the regional bloc IGAD»."""
        end = index
        while end < min(index + 5, len(self.scene.doc)) and not self._is_body(end):
            if not self._describes(end):
                return index
            end += 1
        spot = self.scene.spot_at.get(end)
        named = spot is not None and spot.kind in {Kind.ORGANIZATION, Kind.COUNTRY}
        return end if named and spot is not None and not self.scene.possesses(spot.end) else index

    def _is_body(self, index: int) -> bool:
        """A body or country is named here that no «-led» makes an adjective of."""
        spot = self.scene.spot_at.get(index)
        following = (
            self.scene.doc[spot.end].text
            if spot is not None and spot.end < len(self.scene.doc)
            else ""
        )
        return spot is not None and following != "-"

    def _describes(self, index: int) -> bool:
        """An adjective or noun before a body: «regional», «Kurdish-led», «Iran-backed»."""
        token = self.scene.doc[index]
        if index in self.scene.core_at or not (token.is_alpha or token.text == "-"):
            return False
        hyphened = self.scene.doc[index + 1 : index + 2].text == "-"
        return token.text == "-" or token.text.islower() or hyphened

    def _precedes_noun(self, index: int) -> bool:
        """«of the UN nuclear watchdog», «of the Hamas delegation»: the name is an adjective."""
        token = self.scene.doc[index] if index < len(self.scene.doc) else None
        return (
            token is not None
            and token.pos_ in {"NOUN", "ADJ"}
            and token.text.islower()
            and index not in self.scene.core_at
        )

    def _titled_person(self, index: int) -> Spot | None:
        """The person after a title: «of President Volodymyr Zelensky's office»."""
        while index in self.scene.core_at:
            index = self.scene.core_at[index].end
        spot = self.scene.spot_at.get(index)
        return spot if spot is not None and spot.kind is Kind.PERSON else None

    def _more_bodies(self, draft: Draft) -> None:
        while True:
            index = draft.end
            while index < len(self.scene.words) and self.scene.words[index] in {
                ",",
                "and",
                "the",
                "both",
            }:
                index += 1
            spot = self.scene.spot_at.get(index)
            if index == draft.end or spot is None or spot.kind not in BODIES - {Kind.DEMONYM}:
                return
            if self.scene.possesses(spot.end):
                return
            draft.of.append(spot.actor)
            draft.end = spot.end

    def _owned_domain(self, spot: Spot, draft: Draft, start: int) -> bool:
        """«of Ukraine's military intelligence», «of Volodymyr Zelenskyy's office»."""
        if not self.scene.possesses(spot.end):
            return False
        end, words = self.topics.words(spot.end + 1)
        if not words:
            inner = self.scene.spot_at.get(spot.end + 1)
            if inner is None or inner.kind is not Kind.ORGANIZATION:
                return False
            end, words = (
                inner.end,
                ["the", *filter(None, self.scene.words[inner.start : inner.end])],
            )
        if spot.kind in BODIES:
            draft.of.append(spot.actor)
            draft.end = end
        else:
            draft.owner, draft.end = spot.end - 1, end
        draft.domain += " of " + " ".join(words)
        return True

    def _adjective_domain(self, spot: Spot, draft: Draft) -> bool:
        """«of the Russian armed forces», «of the Qatari foreign ministry»."""
        end, words = self.topics.words(spot.end)
        inner = self.scene.spot_at.get(spot.end)
        if not words and inner is not None and inner.kind is Kind.ORGANIZATION:
            end, words = inner.end, self.scene.words[inner.start : inner.end]
        if not words:
            return False
        draft.of.append(spot.actor)
        draft.domain += " of the " + " ".join(words)
        draft.end = end
        return True

    def _owned_by(self, start: int, draft: Draft) -> bool:
        """«of the group», «of its executive committee», «for the movement»: resolved later."""
        index = self.scene.skip_the(start)
        noun = self.scene.words[index] if index < len(self.scene.words) else ""
        groups = load_lexicon("resolve")["groups"]
        pairs = load_lexicon("resolve")["pairs"]["bodies"]
        if index > start and noun in groups["organisation"] | groups["country"] | pairs:
            draft.owner, draft.end = index, index + 1
            return True
        return False

    def _unknown_body(self, start: int, draft: Draft) -> bool:
        """«leader of Sinn Fein»: a capitalised name no other step has recognised."""
        index = self.scene.skip_the(start)
        if (
            index >= len(self.scene.doc)
            or not self.scene.doc[index].text[0].isupper()
            or index in self.scene.core_at
        ):
            return False
        end, words = self.topics.any_words(index)
        owned = self.scene.spot_at.get(end + 1) if self.scene.possesses(end) else None
        if owned is not None and owned.kind is Kind.ORGANIZATION:
            draft.of.append(owned.actor)
            draft.end = owned.end
            return True
        if not words or any(i in self.scene.spot_at for i in range(index, end)):
            return False
        name = self.scene.doc[index:end].text
        draft.of.append(unknown_actor(name, ActorType.ORGANIZATION))
        draft.end = end
        return True

    def _domain(self, word: str, start: int, draft: Draft) -> bool:
        """What the office is about, in words that name no body: «of policy planning»."""
        end, words = self.topics.any_words(start)
        if not words:
            return False
        draft.domain += f" {word} " + " ".join(words)
        draft.end = end
        return True
