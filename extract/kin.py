"""Kin: «his son-in-law Jared Kushner», «X, the daughter of Y», «X, who is married to Y»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.text import Spot
from extract.vicinity import Bond, Vicinity
from ontology.facts import Actor, ActorType


class KinFinder:
    """Who is whose relative."""

    def __init__(self, near: Vicinity, known: Knowledge) -> None:
        self.near = near
        self.known = known
        self.doc = near.doc
        self.words = near.words
        self.offices = near.offices
        self.lexicon = load_lexicon("ties")

    def bonds(self) -> Iterator[Bond]:
        """Every kinship; of two possible owners the registry's decides, else neither."""
        doubtful: list[Bond] = []
        sure: list[Bond] = []
        for index in self.near.text.where(*self.lexicon["kin"]["words"]):
            if self.doc[index].pos_ in {"NOUN", "PROPN", "ADJ"}:
                for bond, is_sure in self._kin_at(index, sure):
                    (sure if is_sure else doubtful).append(bond)
        yield from sure
        related = {bond.subject for bond in sure}
        yield from (b for b in doubtful if b.subject not in related and self._registered(b))
        yield from self._married()

    def _registered(self, bond: Bond) -> bool:
        """Of two possible owners the registry's decides."""
        return any(t.object == bond.object for t in self.known.registry.ties(bond.subject.id))

    def _kin_at(self, index: int, before: Sequence[Bond]) -> Iterator[tuple[Bond, bool]]:
        """kin-name «his son Hun Manet»; kin-apposition «X, Y's sister»; kin-of «son of Y»."""
        end, kinship = self._kin_term(index)
        start = self._before_modifiers(index)
        owners, is_sure = self._kin_owners(start, end, before)
        relative, rule = self._relative(start, end)
        if relative is None:
            return
        for owner in owners:
            if owner.type is ActorType.PERSON:
                yield Bond(relative, "relativeOf", owner, rule, index, kinship), is_sure

    def _kin_term(self, index: int) -> tuple[int, str]:
        """The kin word with «-in-law»."""
        word = self.words[index]
        tail = [w for w in self.words[index + 1 : index + 5] if w][:2]
        if word in self.lexicon["kin"]["in_law"] and tail == ["in", "law"]:
            end = next(i for i in range(index, index + 6) if self.words[i] == "law") + 1
            return end, f"{word}-in-law"
        return index + 1, word

    def _before_modifiers(self, index: int) -> int:
        while index and (
            self.words[index - 1] in self.lexicon["kin"]["modifiers"]
            or (not self.words[index - 1] and self.doc[index - 1].text == "-")
        ):
            index -= 1
        return index

    def _kin_owners(
        self, start: int, end: int, before: Sequence[Bond]
    ) -> tuple[tuple[Actor, ...], bool]:
        """Whose relative, and whether that is sure."""
        previous = start - 1
        word = self.words[previous] if start else ""
        if word == "their" and before and self.near.same_sentence(before[-1].token, start):
            return (before[-1].subject, before[-1].object), True
        if word in {"his", "her", "their", "whose"}:
            return self._pronoun_owner(previous)
        if word == "s" or (start and self.doc[previous].tag_ == "POS"):
            return self.near.meant_at(previous - 1), True
        end = self._past_joint(end)
        if self.words[end : end + 1] in (["of"], ["to"]):
            person = self.near.person_after(end + 1) or self._kin_after(end + 1)
            return ((person.actor,) if person else self._described_after(end + 1)), True
        if word == "and":
            neighbour = self.near.person_ending(previous - 1)
            owner = self._shared_owner(previous) or self._owner_before(previous, before)
            return owner or ((neighbour,) if neighbour else ()), True
        return (), False

    def _pronoun_owner(self, pronoun: int) -> tuple[tuple[Actor, ...], bool]:
        """«A and his wife»: A's; but under a verb of speech it may be the speaker's."""
        joined = self.words[pronoun - 1] == "and"
        last = pronoun - 2 - (self.doc[pronoun - 2].text == ",")
        neighbour = self.near.person_ending(last) if joined else None
        if neighbour is None:
            return self.near.meant.get(pronoun, ()), True
        start = self.doc[pronoun].sent.start
        spoken = load_lexicon("names")["speech"] & set(self.words[start:pronoun])
        others = {s.actor for s in self.near.person_at.values() if start <= s.start < last}
        if spoken and others - {neighbour}:
            return self.near.meant.get(pronoun, ()), False
        return (neighbour,), True

    def _described_after(self, index: int) -> tuple[Actor, ...]:
        """«the daughter of the president»: a description resolved before."""
        meant = self.near.meant
        return next((meant[i] for i in range(index, index + 4) if i in meant), ())

    def _owner_before(self, index: int, before: Sequence[Bond]) -> tuple[Actor, ...]:
        """«his sister, X, and daughter, Y»: whose the relative named before is."""
        if before and self.near.same_sentence(before[-1].token, index):
            return (before[-1].object,)
        return ()

    def _shared_owner(self, index: int) -> tuple[Actor, ...]:
        """«Trump's envoy Steve Witkoff and son-in-law Jared Kushner»: Trump's."""
        for office in reversed(self.offices):
            if office.core_start < index and self.near.same_sentence(office.core_start, index):
                if office.owner is None:
                    return ()
                return self.known.owners(office.owner)
        return ()

    def _relative(self, start: int, end: int) -> tuple[Actor | None, str]:
        """Who is the relative: the name after, the name before in apposition, the subject."""
        named = self._named_relative(end)
        if named is not None:
            return named.actor, "kin-name"
        mark = self._before_article(self._phrase_start(start) - 1)
        if self.words[mark] in {"is", "was"}:
            return self.near.person_ending(mark - 1) or self.near.subject_of(mark), "kin-is"
        if mark > 0 and self.doc[mark].text == ",":
            spot = self._respective(self.near.person_end.get(mark), end)
            return (spot.actor, "kin-apposition") if spot is not None else (None, "")
        if self.words[mark] == "as":
            return self._corrected(start), "kin-corrected"
        return None, ""

    def _respective(self, spot: Spot | None, end: int) -> Spot | None:
        """«A and B, the president's daughter and son-in-law»: the first of the two names."""
        kin = self.lexicon["kin"]["words"]
        joint = self.words[end : end + 1] == ["and"] and bool(
            kin & set(self.words[end + 1 : end + 2])
        )
        if spot is None or not joint or self.words[spot.start - 1] != "and":
            return spot
        return self.near.person_end.get(spot.start - 1)

    def _before_article(self, mark: int) -> int:
        """Back over «the», «who is»: to the comma, the verb or whatever else stands before."""
        while mark > 0 and self.words[mark] in {"the", "a", "an", "another", "also"}:
            mark -= 1
        relative = self.words[mark] in {"is", "was"} and self.words[mark - 1] == "who"
        return mark - 2 if relative else mark

    def _named_relative(self, end: int) -> Spot | None:
        """«his son Hun Manet», «his father, the former emir Hamad», «brother and deputy, X»."""
        if self.words[end : end + 1] in (["of"], ["to"]):
            return None
        end = self._past_joint(end)
        if self.words[end : end + 1] in (["of"], ["to"]):
            return None
        return self.near.person_after(end + (self.doc[end : end + 1].text == ","))

    def _past_joint(self, end: int) -> int:
        """«brother and deputy», «son and successor»: past what the relative is besides."""
        if self.words[end : end + 1] != ["and"]:
            return end
        joint = next((o for o in self.offices if o.core_start == end + 1), None)
        if self.words[end + 1 : end + 2] in (["successor"], ["heir"], ["predecessor"], ["rival"]):
            return end + 2
        return joint.core_end if joint is not None else end

    def _corrected(self, index: int) -> Actor | None:
        """«It described A as B's son-in-law. That is C.»: C is."""
        end = self.doc[index].sent.end
        if self.words[end : end + 1] != ["that"] or self.words[end + 1 : end + 2] not in (
            ["is"],
            ["was"],
        ):
            return None
        spot = self.near.person_at.get(end + 2)
        return spot.actor if spot is not None else None

    def _phrase_start(self, start: int) -> int:
        """Before the possessor's name and title."""
        index = start - 1
        if index > 0 and (self.doc[index].tag_ == "POS" or self.words[index] == "s"):
            spot = self.near.spot_at.get(index - 1)
            if spot is not None:
                titled = self.near.office_end.get(spot.start)
                return titled.start if titled is not None else spot.start
            return self.near.start_of_mention(index - 1)
        return start if self.words[index] not in {"his", "her", "their"} else index

    def _married(self) -> Iterator[Bond]:
        """kin-married: «X, who is married to Y», «whose son Z married Y», «X and Y married»."""
        for index in self.near.text.where("married"):
            to = self.words[index + 1 : index + 2] == ["to"]
            one = self.near.leader_before(self._before_be(index))
            other = self.near.person_after(index + 1 + to) or self._kin_after(index + 1 + to)
            pair = (one, other.actor) if one is not None and other is not None else None
            one, two = pair or self._couple(index)
            if one is not None and two is not None and one.type is ActorType.PERSON:
                yield Bond(one, "relativeOf", two, "kin-married", index, "spouse")

    def _couple(self, index: int) -> tuple[Actor | None, Actor | None]:
        """«Karim and Tiffany married», «the two married»."""
        subject = next((c for c in self.doc[index].children if c.dep_ == "nsubj"), None)
        if subject is None:
            return None, None
        tokens = (subject, *subject.conjuncts)
        people = list(dict.fromkeys(a for t in tokens for a in self.near.meant_at(t.i)))
        return (people[0], people[1]) if len(people) == 2 else (None, None)

    def _kin_after(self, index: int) -> Spot | None:
        """«married Donald Trump's daughter Tiffany»."""
        for i in range(index, min(index + 8, len(self.words))):
            if self.words[i] in self.lexicon["kin"]["words"]:
                return self._named_relative(self._kin_term(i)[0])
        return None

    def _before_be(self, index: int) -> int:
        return index - 1 if self.words[index - 1] in {"is", "was", "been"} else index
