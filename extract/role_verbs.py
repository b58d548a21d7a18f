"""Titles by verbs: «X is the Y», «served as», «appointed X», «was succeeded as Y by X»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from extract.holding import Holding, hold
from extract.lexicon import load_lexicon
from extract.phrases import Office
from extract.vicinity import Vicinity
from ontology.facts import Actor, TenureStatus

_BE = {"is", "was", "s", "are", "were", "became", "becomes", "remains", "remained", "being"}


class ByVerb:
    """Titles that a verb gives to its subject or object."""

    def __init__(self, near: Vicinity) -> None:
        self.near = near
        self.doc = near.doc
        self.words = near.words
        self.lexicon = load_lexicon("roles")

    def patterns(self) -> tuple[Callable[[Office], Holding | None], ...]:
        """The patterns in the order in which they are tried."""
        return self._by_copula, self._by_as, self._by_appointment

    def _by_copula(self, office: Office) -> Holding | None:
        """role-is: «Yermak is the head of …», «The foreign secretary is Yvette Cooper»."""
        before = self.near.outer_start(office) - 1
        while before > 0 and self.words[before] in {
            "now",
            "then",
            "also",
            "currently",
            "still",
            "both",
        }:
            before -= 1
        if before > 0 and self.words[before] in _BE:
            holder = self._person_before(before)
            if holder:
                return hold(self.near, holder, office, "role-is", before)
        after = office.end
        if after + 1 < len(self.doc) and self.words[after] in {"is", "was"}:
            spot = self.near.person_at.get(self.near.past_titles(after + 1))
            if spot is not None and self.near.definite(office):
                return hold(self.near, spot.actor, office, "role-is", after)
        return None

    def _by_as(self, office: Office) -> Holding | None:
        """role-as: «served as envoy», «sent by X as his special envoy», «As president, he …»."""
        index = self.near.outer_start(office) - 1
        if index < 0 or self.words[index] not in {"as"}:
            return None
        if self.doc[index].is_sent_start:
            if office.end < len(self.doc) and self.doc[office.end].pos_ in {"VERB", "AUX"}:
                return None
            holder = self.near.first_person_after(office.end)
            return hold(self.near, holder, office, "role-as", index) if holder else None
        return self._as_of_verb(office, index)

    def _as_of_verb(self, office: Office, index: int) -> Holding | None:
        verb = next((t for t in self.doc[index].ancestors if t.pos_ in {"VERB", "AUX"}), None)
        if verb is None:
            return None
        verbs = self.lexicon["verbs"]
        if verb.lemma_ in verbs["succeed"]:
            return self._succession(office, verb.i, index)
        holder = self._capacity(office, verb)
        served = verb.lemma_ == "serve" and verb.tag_ == "VBD"
        ended = served or verb.lemma_ in verbs["dismiss"] | verbs["leave"]
        status = TenureStatus.FORMER if ended else None
        return hold(self.near, holder, office, "role-as", index, status) if holder else None

    def _capacity(self, office: Office, verb: Token) -> Actor | None:
        """Who does it «as envoy»: the object of «appoint», else the subject.

        A title with an article after other verbs may be what somebody is merely called.
        """
        verbs = self.lexicon["verbs"]
        passive = any(c.dep_ == "auxpass" for c in verb.children) or verb.dep_ == "acl"
        if verb.lemma_ in verbs["appoint"] | verbs["dismiss"] and not passive:
            return self.near.person_among(verb.children, {"dobj", "dative"})
        serving = verbs["serve"] | verbs["appoint"] | verbs["dismiss"] | verbs["leave"]
        if verb.lemma_ in serving or (not office.article and verb.lemma_ not in verbs["call"]):
            return self.near.subject_of(verb.i)
        return None

    def _succession(self, office: Office, verb: int, index: int) -> Holding | None:
        """«was succeeded as prime minister by his son»: the agent holds it now."""
        token = self.doc[verb]
        passive = any(c.dep_ == "auxpass" for c in token.children)
        if not passive:
            holder = self.near.subject_of(verb)
            return hold(self.near, holder, office, "role-succession", index) if holder else None
        for i in range(office.end, min(office.end + 10, len(self.doc))):
            if self.doc[i].text in {".", ";"}:
                break
            if i in self.near.person_at:
                return hold(self.near, self.near.person_at[i].actor, office, "role-succession", i)
        return None

    def _by_appointment(self, office: Office) -> Holding | None:
        """role-appointed: «appointed him special envoy», «was elected president», «became X»."""
        index = self.near.outer_start(office) - 1
        if index < 1:
            return None
        verbs = self.lexicon["verbs"]
        if self.doc[index].lemma_ in verbs["become"] | verbs["appoint"]:
            active = self.doc[index].lemma_ in verbs["become"] or self.near.is_passive(index)
            holder = self.near.subject_of(index) if active else None
            return hold(self.near, holder, office, "role-appointed", index) if holder else None
        holder = self.near.person_ending(index)
        before = self.near.start_of_person(index) - 1
        if holder and before >= 0 and self.doc[before].lemma_ in verbs["appoint"]:
            found = hold(self.near, holder, office, "role-appointed", index)
            return replace(found, by=self.near.subject_of(before))
        return None

    def _person_before(self, index: int) -> Actor | None:
        """The subject right before a form of «be», or the parser's subject; none if negated."""
        following = self.words[index + 1] if index + 1 < len(self.words) else ""
        if following in {"not", "nt", "no", "never"}:
            return None
        previous = index - 1
        if self.doc[previous].text == ",":
            return self.near.subject_of(index)
        while previous > 0 and self.words[previous] in {"who", ",", "now", "then", "also"}:
            previous -= 1
        return self.near.person_ending(previous)
