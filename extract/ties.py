"""Lasting ties between actors: kin, service, membership, leadership, representation, succession."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.phrases import Office
from extract.roles import Holding
from extract.text import Kind, Spot, Text
from ontology.facts import Actor, ActorType, TenureStatus

_BODIES = {Kind.COUNTRY, Kind.SEAT, Kind.ORGANIZATION, Kind.DEMONYM}


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie and where the text says so."""

    subject: Actor
    relation: str
    object: Actor
    rule: str
    token: int
    kinship: str | None = None


class TieFinder:
    """Finds the ties of one text; `meant` tells who is meant at a token, pronouns included."""

    def __init__(
        self,
        text: Text,
        spots: Sequence[Spot],
        offices: Sequence[Office],
        known: Knowledge,
        meant: Mapping[int, tuple[Actor, ...]],
    ) -> None:
        self.text = text
        self.doc = text.doc
        self.words = text.words
        self.spots = spots
        self.offices = offices
        self.known = known
        self.meant = meant
        self.lexicon = load_lexicon("ties")
        self.spot_at = {i: s for s in spots for i in range(s.start, s.end)}
        self.person_at = {s.start: s for s in spots if s.kind is Kind.PERSON}
        self.person_end = {s.end: s for s in spots if s.kind is Kind.PERSON}
        self.office_end = {o.end: o for o in offices}

    def bonds(self) -> list[Bond]:
        """Every tie once, in text order."""
        found = [
            *self._kin(), *self._married(), *self._service(), *self._advising(), *self._leadership(), *self._membership(),
            *self.representation(), *self._succession(), *self._parts(),
        ]  # fmt: skip
        seen: dict[tuple[Actor, str, Actor], Bond] = {}
        for bond in sorted(found, key=lambda b: b.token):
            if bond.subject != bond.object:
                seen.setdefault((bond.subject, bond.relation, bond.object), bond)
        return list(seen.values())

    # --- kin ---------------------------------------------------------------------------------------

    def _kin(self) -> Iterator[Bond]:
        """kin-*: see `_kin_at`; a doubtful owner yields to a sure one."""
        doubtful: list[Bond] = []
        sure: list[Bond] = []
        for index, word in enumerate(self.words):
            if word in self.lexicon["kin"]["words"] and self.doc[index].pos_ in {
                "NOUN",
                "PROPN",
                "ADJ",
            }:
                for bond, is_sure in self._kin_at(index, sure):
                    (sure if is_sure else doubtful).append(bond)
        yield from sure
        related = {bond.subject for bond in sure}
        for bond in doubtful:
            if bond.subject not in related and self._registered(bond):
                yield bond

    def _married(self) -> Iterator[Bond]:
        """kin-married: «X, who is married to Y», «whose son Z married Y»."""
        for index, word in enumerate(self.words):
            if word != "married":
                continue
            to = self.words[index + 1 : index + 2] == ["to"]
            one = self._leader_before(self._before_be(index))
            other = self._person_after(index + 1 + to) or self._kin_after(index + 1 + to)
            if one is not None and other is not None and one.type is ActorType.PERSON:
                yield Bond(one, "relativeOf", other.actor, "kin-married", index, "spouse")

    def _kin_after(self, index: int) -> Spot | None:
        """«married Donald Trump's daughter Tiffany»."""
        for i in range(index, min(index + 8, len(self.words))):
            if self.words[i] in self.lexicon["kin"]["words"]:
                return self._named_relative(self._kin_term(i)[0])
        return None

    def _before_be(self, index: int) -> int:
        return index - 1 if self.words[index - 1] in {"is", "was", "been"} else index

    def _advising(self) -> Iterator[Bond]:
        """advises: «X, who advises Y»."""
        for token in self.doc:
            if token.lower_ in {"advises", "counsels"}:
                one, other = self._leader_before(token.i), self._person_after(token.i + 1)
                if one is not None and other is not None and one.type is ActorType.PERSON:
                    yield Bond(one, "adviserTo", other.actor, "advises", token.i)

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
            or not self.words[index - 1]
            and self.doc[index - 1].text == "-"
        ):
            index -= 1
        return index

    def _kin_owners(
        self, start: int, end: int, before: Sequence[Bond]
    ) -> tuple[tuple[Actor, ...], bool]:
        """Whose relative: a possessive before, «of X» after, or the possessor of the list."""
        previous = start - 1
        if previous < 0:
            return (), False
        word = self.words[previous]
        if word == "their" and before and self._same_sentence(before[-1].token, start):
            return (before[-1].subject, before[-1].object), True
        if word in {"his", "her", "their", "whose"}:
            return self.meant.get(previous, ()), not self._ambiguous(previous)
        if self.doc[previous].tag_ == "POS" or word == "s":
            return self._meant_at(previous - 1), True
        if end < len(self.words) and self.words[end] in {"of", "to"}:
            person = self._person_after(end + 1)
            return ((person.actor,), True) if person is not None else (self._described_after(end + 1), True)
        if word == "and":
            return self._shared_owner(previous), True
        return (), False

    def _described_after(self, index: int) -> tuple[Actor, ...]:
        """«the daughter of the president»: a description resolved before."""
        return next((self.meant[i] for i in range(index, min(index + 4, len(self.doc))) if i in self.meant), ())

    def _ambiguous(self, pronoun: int) -> bool:
        """«Trump said Witkoff and his son-in-law»: his may be either's."""
        if self.words[pronoun - 1] != "and":
            return False
        start = self.doc[pronoun].sent.start
        people = {s.actor for s in self.person_at.values() if start <= s.start < pronoun}
        described = {a for i in range(start, pronoun) for a in self.meant.get(i, ())}
        return len(people | {a for a in described if a.type is ActorType.PERSON}) > 1

    def _shared_owner(self, index: int) -> tuple[Actor, ...]:
        """«Trump's envoy Steve Witkoff and son-in-law Jared Kushner»: Trump's."""
        for office in reversed(self.offices):
            if office.core_start < index and self._same_sentence(office.core_start, index):
                if office.owner is None:
                    return ()
                return self.known.owners(office.owner)
        return ()

    def _relative(self, start: int, end: int) -> tuple[Actor | None, str]:
        """Who is the relative: the name after, the name before in apposition, the subject."""
        named = self._named_relative(end)
        if named is not None:
            return named.actor, "kin-name"
        mark = self._phrase_start(start) - 1
        while (
            mark > 0
            and self.words[mark] in {"the", "a", "an", "another", "who", "is", "was"}
            and self.doc[mark].text != ","
        ):
            if self.words[mark] in {"is", "was"} and self.words[mark - 1] != "who":
                subject = self._ending(mark - 1)
                return subject, "kin-is"
            mark -= 1
        if mark > 0 and self.doc[mark].text == ",":
            spot = self.person_end.get(mark)
            return (spot.actor, "kin-apposition") if spot is not None else (None, "")
        if self.words[mark] == "as":
            return self._corrected(start), "kin-corrected"
        return None, ""

    def _named_relative(self, end: int) -> Spot | None:
        """«his son Hun Manet», «his father, the former emir Sheikh Hamad», «brother and deputy, X»."""
        if self.words[end : end + 1] in (["of"], ["to"]):
            return None
        if self.words[end : end + 1] == ["and"]:
            joint = next((o for o in self.offices if o.core_start == end + 1), None)
            end = joint.core_end if joint is not None else end
        return self._person_after(end + (self.doc[end : end + 1].text == ","))

    def _corrected(self, index: int) -> Actor | None:
        """«It described A as B's son-in-law. That is C.»: C is."""
        end = self.doc[index].sent.end
        if self.words[end : end + 1] != ["that"] or self.words[end + 1 : end + 2] not in (
            ["is"],
            ["was"],
        ):
            return None
        spot = self.person_at.get(end + 2)
        return spot.actor if spot is not None else None

    def _phrase_start(self, start: int) -> int:
        """Before the possessor's name and title."""
        index = start - 1
        if index > 0 and (self.doc[index].tag_ == "POS" or self.words[index] == "s"):
            spot = self.spot_at.get(index - 1)
            if spot is not None:
                titled = self.office_end.get(spot.start)
                return titled.start if titled is not None else spot.start
        return start if self.words[index] not in {"his", "her", "their"} else index

    # --- service -----------------------------------------------------------------------------------

    def _service(self) -> Iterator[Bond]:
        """serves: «Putin's aide Yuri Ushakov», «adviser to Iran's supreme leader, Ali Khamenei»."""
        for holding in self.known.settled:
            office = holding.office
            word = self.words[office.head]
            relation = self._service_relation(word)
            if (
                relation is None
                or holding.status is TenureStatus.FORMER
                and relation != "adviserTo"
            ):
                continue
            for actor in self.known.patrons(office):
                if actor.type is ActorType.PERSON:
                    yield Bond(holding.holder, relation, actor, "serves", office.core_start)

    def _service_relation(self, word: str) -> str | None:
        if word in self.lexicon["service"]["advises"]:
            return "adviserTo"
        return "represents" if word in self.lexicon["service"]["represents"] else None

    def delegates(self, known: Knowledge) -> Iterator[Holding]:
        """roles-by-representation: «the ministers of X and Y signed»; A signs for X, B for Y."""
        titled = {h.holder for h in known.settled}
        bonds = [b for b in self.representation() if b.subject not in titled]
        for office in self.offices:
            if not office.plural or len(office.of) < 2 or office.title in {"Leader", "Official"}:
                continue
            for body in office.of:
                fitting = [b for b in bonds if b.object == body]
                if len({b.subject for b in fitting}) == 1:
                    yield Holding(
                        fitting[0].subject,
                        office,
                        "roles-by-representation",
                        office.core_start,
                        (body,),
                    )

    # --- leadership and membership -----------------------------------------------------------------

    def _leadership(self) -> Iterator[Bond]:
        """heads «who leads the Congo River Alliance»; head-title «Hamas leader X»."""
        for holding in self.known.settled:
            of = next(iter(holding.of), None)
            leading = holding.office.title in self.lexicon["leading"]["titles"]
            if (
                leading
                and of is not None
                and of.type is ActorType.ORGANIZATION
                and holding.status is not TenureStatus.FORMER
            ):
                yield Bond(holding.holder, "headOf", of, "head-title", holding.office.core_start)
        for token in self.doc:
            if token.lemma_.lower() in self.lexicon["leading"]["verbs"] and token.tag_ in {
                "VBZ",
                "VBD",
                "VBP",
                "VBG",
                "NNS",
            }:
                yield from self._led(token)

        for index, word in enumerate(self.words):
            if word == "by" and self.words[index - 1] in self.lexicon["leading"]["participles"]:
                yield from self._led_by(index)
        yield from self._owned_bodies()

    def _led_by(self, index: int) -> Iterator[Bond]:
        """led-by: «the Rapid Support Forces, led by Mohamed Hamdan Dagalo,»."""
        mark = index - 2
        while mark > 0 and self.words[mark] in {",", "is", "was", "which", "long", "now", "then", "jointly"}:
            mark -= 1
        spot, person = self.spot_at.get(mark), self._person_after(index + 1)
        if spot is not None and person is not None and spot.kind is Kind.ORGANIZATION:
            yield Bond(person.actor, "headOf", spot.actor, "led-by", index)

    def _owned_bodies(self) -> Iterator[Bond]:
        """heads-own: «Viktor Orban's Fidesz»: armed groups and parties are called their leader's."""
        for spot in self.spots:
            owner = self.person_end.get(spot.start - 1)
            possessive = spot.start and self.doc[spot.start - 1].tag_ == "POS"
            if owner is None or not possessive or spot.kind is not Kind.ORGANIZATION:
                continue
            kind = self.known.registry.kind(spot.actor.id) or ""
            if self.known.is_armed(spot.actor) or "party" in kind:
                yield Bond(owner.actor, "headOf", spot.actor, "heads-own", spot.start)

    def _led(self, verb: Token) -> Iterator[Bond]:
        spot = self.spot_at.get(self._past_adjectives(verb.i + 1))
        if spot is None or spot.kind is not Kind.ORGANIZATION or self._goes_on(spot.end):
            return
        subject = self._leader_before(verb.i)
        if subject is not None and subject.type is ActorType.PERSON:
            yield Bond(subject, "headOf", spot.actor, "heads", verb.i)

    def _goes_on(self, index: int) -> bool:
        """«leads the Hamas delegation»: it is not the body that is led."""
        token = self.doc[index] if index < len(self.doc) else None
        return token is not None and (token.pos_ in {"NOUN", "PROPN"} or token.tag_ == "POS")

    def _leader_before(self, index: int) -> Actor | None:
        """«X, who also heads», «X heads»."""
        previous = index - 1
        while previous > 0 and self.words[previous] in {
            "also",
            "who",
            ",",
            "now",
            "currently",
            "then",
            "has",
            "had",
        }:
            previous -= 1
        return self._ending(previous)

    def _membership(self) -> Iterator[Bond]:
        """member-of «a member of Hamas»; member-title «senior Hamas official X»."""
        for holding in self.known.settled:
            of = next(iter(holding.of), None)
            if (
                holding.office.title in self.lexicon["membership"]["titles"]
                and of is not None
                and of.type is ActorType.ORGANIZATION
            ):
                yield Bond(
                    holding.holder, "memberOf", of, "member-title", holding.office.core_start
                )
        for index, word in enumerate(self.words):
            following = self.words[index + 1 : index + 2]
            if word in self.lexicon["membership"]["nouns"] and following in (["of"], ["in"]):
                yield from self._member_at(index)
            elif self.doc[index].lemma_ == "join" and self.doc[index].pos_ == "VERB":
                yield from self._joining(self.doc[index])

    def _joining(self, verb: Token) -> Iterator[Bond]:
        """member-joined: «X joined the M23 in 2012»."""
        index = verb.i + 1
        index += self.words[index : index + 1] == ["the"]
        spot = self.spot_at.get(index)
        if spot is None or spot.kind is not Kind.ORGANIZATION or self._goes_on(spot.end) or self._unreal(verb):
            return
        subject = self._subject(verb)
        if subject is not None and subject.type is ActorType.PERSON:
            yield Bond(subject, "memberOf", spot.actor, "member-joined", verb.i)

    def _unreal(self, verb: Token) -> bool:
        """Planned, possible or denied: «will join», «did not join», «to join»."""
        return any(c.dep_ in {"neg"} or c.lower_ in {"will", "would", "could", "may", "might", "to"} for c in verb.children)

    def _member_at(self, index: int) -> Iterator[Bond]:
        body = self._body_after(index + 2)
        if body is None or body.type is not ActorType.ORGANIZATION:
            return
        mark = index - 1
        while mark > 0 and self.doc[mark].pos_ in {"DET", "ADJ", "NOUN"}:
            mark -= 1
        if self.words[mark] in {"is", "was", "remains"}:
            holder = self._ending(mark - 1) or self._subject(self.doc[mark])
        else:
            holder = self._before_comma(mark)
        if holder is not None and holder.type is not ActorType.ORGANIZATION:
            yield Bond(holder, "memberOf", body, "member-of", index)

    def _before_comma(self, mark: int) -> Actor | None:
        """The name before «, a member of», past other appositions joined by «and» or a comma."""
        if self.words[mark] == "and" and (office := self.office_end.get(mark)) is not None:
            held = [
                h.holder for h in self.known.settled if h.office.core_start == office.core_start
            ]
            return held[0] if held else None
        if self.doc[mark].text != ",":
            return None
        spot = self.spot_at.get(mark - 1)
        if spot is None and (office := self.office_end.get(mark)) is not None:
            held = [
                h.holder for h in self.known.settled if h.office.core_start == office.core_start
            ]
            return held[0] if held else None
        return spot.actor if spot is not None else None

    def _body_after(self, index: int) -> Actor | None:
        """«of Hamas», «of its political bureau», «of the movement's council»."""
        if index >= len(self.words):
            return None
        if self.words[index] in {"its", "their"}:
            for actor in self.meant.get(index, ()) or self._body_before(index):
                return actor
        index = self._past_adjectives(index)
        spot = self.spot_at.get(index)
        if spot is not None:
            return spot.actor if spot.kind in _BODIES else None
        return self.known.group(self.words[index], index) if index < len(self.words) else None

    def _body_before(self, index: int) -> tuple[Actor, ...]:
        """For «its»: the nearest body before in the sentence, else in the one before."""
        start = self.doc[index].sent.start
        for spot in reversed(self.spots):
            if start <= spot.start < index and spot.kind is Kind.ORGANIZATION:
                return (spot.actor,)
        return ()

    # --- representation ------------------------------------------------------------------------------

    def representation(self) -> Iterator[Bond]:
        """represents: «X signed for Kinshasa and Y for Kigali», «for the TPLF by Z», «on behalf of»."""
        for index, word in enumerate(self.words):
            if word == "for" and self._speaking_sentence(index):
                yield from self._spoken_for(index)
            elif word == "by" and self.words[index - 1] not in self.lexicon["speaking"]["participles"]:
                yield from self._represented_too(index)
            elif (
                word == "behalf"
                and self.words[index - 1] == "on"
                and self.words[index + 1 : index + 2] == ["of"]
            ):
                yield from self._on_behalf(index)
            elif word in self.lexicon["speaking"]["participles"] and self.doc[index].pos_ in {
                "VERB",
                "ADP",
                "NOUN",
            }:
                yield from self._representing(index)

    def _represented_too(self, index: int) -> Iterator[Bond]:
        """«Russia was represented by X and the United States by Y»: the second pair."""
        body, person = self.spot_at.get(index - 1), self._person_after(index + 1)
        start = self.doc[index].sent.start
        if body is None or person is None or body.kind not in _BODIES or "represented" not in self.words[start:index]:
            return
        yield Bond(person.actor, "represents", body.actor, "represents", index)

    def _speaking_sentence(self, index: int) -> bool:
        sentence = self.doc[index].sent
        return self.words[index - 2 : index] == ["sat", "in"] or any(
            t.lemma_.lower() in self.lexicon["speaking"]["verbs"] and t.pos_ == "VERB"
            for t in sentence
            if t.i < index
        )

    def _spoken_for(self, index: int) -> Iterator[Bond]:
        body, end = self._body_and_end(index + 1)
        if body is None:
            return
        if end < len(self.words) and self.words[end] == "by":
            person = self._person_after(end + 1)
            if person is not None:
                yield Bond(person.actor, "represents", body, "represents", index)
            return
        previous = index - 1
        if self.words[index - 2 : index] == ["sat", "in"]:
            previous -= 2
        elif self.doc[previous].lemma_.lower() in self.lexicon["speaking"]["verbs"]:
            previous -= 1 + (self.doc[previous - 1].text == ",")
        person_before = self._ending(previous)
        if person_before is not None and person_before.type is ActorType.PERSON:
            yield Bond(person_before, "represents", body, "represents", index)

    def _on_behalf(self, index: int) -> Iterator[Bond]:
        body, _ = self._body_and_end(index + 2)
        verb = next((t for t in self.doc[index].ancestors if t.pos_ == "VERB"), None)
        subject = self._ending(index - 2) or (self._subject(verb) if verb is not None else None)
        if body is not None and subject is not None and subject.type is ActorType.PERSON:
            yield Bond(subject, "represents", body, "represents", index)

    def _representing(self, index: int) -> Iterator[Bond]:
        body, _ = self._body_and_end(index + 1)
        if body is None and self.words[index + 1 : index + 2] == ["by"]:
            person, owner = self._person_after(index + 2), self._passive_subject(index)
            if person is not None and owner is not None:
                yield Bond(person.actor, "represents", owner, "represents", index)
            return
        previous = index - 1
        while previous > 0 and self.words[previous] in {",", "who", "also"}:
            previous -= 1
        holder = self._ending(previous)
        if body is not None and holder is not None and holder.type is ActorType.PERSON:
            yield Bond(holder, "represents", body, "represents", index)

    def _body_and_end(self, index: int) -> tuple[Actor | None, int]:
        if index >= len(self.words):
            return None, index
        index += self.words[index] == "the"
        spot = self.spot_at.get(index)
        if spot is not None and spot.kind in _BODIES:
            end = spot.end
            return (
                (None, end)
                if self._goes_on(end) and spot.kind is not Kind.DEMONYM
                else (spot.actor, self._past_noun(end))
            )
        body = self.known.group(self.words[index], index) if index < len(self.words) else None
        return body, index + 1

    def _past_noun(self, index: int) -> int:
        while index < len(self.doc) and self.doc[index].pos_ == "NOUN":
            index += 1
        return index

    # --- succession --------------------------------------------------------------------------------

    def _succession(self) -> Iterator[Bond]:
        """succeeds: «X was succeeded by Y», «Y succeeded X», «X's successor, Y»."""
        for token in self.doc:
            if token.lemma_ in self.lexicon["succession"]["succeed"] and token.pos_ == "VERB":
                yield from self._succeeding(token)
            elif token.lower_ in {"successor", "predecessor"}:
                yield from self._successor_noun(token)
            elif token.lower_ == "from" and self.words[token.i - 2 : token.i] in (["took", "over"], ["takes", "over"], ["taken", "over"]):
                yield from self._taking_over(token.i)

    def _succeeding(self, verb: Token) -> Iterator[Bond]:
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        planned = any(
            c.lower_ in {"will", "would", "could", "may", "not", "might", "to"}
            for c in verb.children
        )
        subject = self._passive_subject(verb.i) if passive else self._subject(verb)
        if subject is None or planned or subject.type is not ActorType.PERSON:
            return
        if passive:
            other = self._agent(verb)
            if other is not None:
                yield Bond(other, "successorOf", subject, "succeeds", verb.i)
            return
        other = next((self._at(c.i) for c in verb.children if c.dep_ == "dobj"), None)
        if other is not None and other.type is ActorType.PERSON:
            yield Bond(subject, "successorOf", other, "succeeds", verb.i)

    def _agent(self, verb: Token) -> Actor | None:
        """The name after «by», past «his eldest son,»."""
        for i in range(verb.i + 1, min(verb.i + 18, verb.sent.end)):
            if self.words[i] == "by":
                for j in range(i + 1, min(i + 8, verb.sent.end)):
                    if j in self.person_at:
                        return self.person_at[j].actor
        return None

    def _successor_noun(self, token: Token) -> Iterator[Bond]:
        owner = next(iter(self._possessor(token.i)), None)
        spot = self._person_after_as(token.i + 1)
        if owner is None or spot is None or owner.type is not ActorType.PERSON:
            return
        pair = (spot.actor, owner) if token.lower_ == "successor" else (owner, spot.actor)
        yield Bond(pair[0], "successorOf", pair[1], "succeeds", token.i)

    def _possessor(self, index: int) -> tuple[Actor, ...]:
        """Whose: «Blinken's successor», «his predecessor»."""
        previous = index - 1
        while previous > 0 and self.doc[previous].pos_ in {"ADJ"}:
            previous -= 1
        if self.doc[previous].tag_ == "POS" or self.words[previous] == "s":
            return self._meant_at(previous - 1)
        return self.meant.get(previous, ()) if self.words[previous] in {"his", "her"} else ()

    def _person_after_as(self, index: int) -> Spot | None:
        """The name after a comma or right away, past «as secretary of state»."""
        end = self.doc[index - 1].sent.end
        if self.words[index : index + 1] == ["as"]:
            index = next((i for i in range(index, min(index + 8, end)) if self.doc[i].text == ","), end)
        if index < end and self.doc[index].text == ",":
            index += 1
        return self._person_after(index) if index < end else None

    def _taking_over_as(self, index: int) -> Iterator[Bond]:
        """«X took over as acting prime minister from Y»."""
        over = next(i for i in range(index - 1, 0, -1) if self.words[i] == "over")
        taken = self.words[over - 1] in {"took", "takes", "taken", "taking"}
        person, holder = self._person_after(index + 1), self._leader_before(over - 1)
        if taken and person is not None and holder is not None and holder.type is ActorType.PERSON:
            yield Bond(holder, "successorOf", person.actor, "succeeds", index)

    def _taking_over(self, index: int) -> Iterator[Bond]:
        """«Rubio, who took over from Blinken»."""
        verb = index - 2
        person = self._person_after(index + 1)
        holder = self._leader_before(verb)
        if person is not None and holder is not None and holder.type is ActorType.PERSON:
            yield Bond(holder, "successorOf", person.actor, "succeeds", index)

    # --- parts ---------------------------------------------------------------------------------------

    def _parts(self) -> Iterator[Bond]:
        """part-of: «X, a faction of Y», «the coalition that M23 belongs to», «X belongs to Y»."""
        for index, word in enumerate(self.words):
            if word in self.lexicon["parts"]["nouns"] and self.words[index + 1 : index + 2] == [
                "of"
            ]:
                yield from self._part_noun(index)
            elif word in self.lexicon["parts"]["nouns"] and word != "member":
                yield from self._part_before(index)
            elif self.doc[index].lemma_ in self.lexicon["parts"]["verbs"]:
                yield from self._belonging(index)

    def _part_noun(self, index: int) -> Iterator[Bond]:
        whole = self._organisation_after(index + 2)
        mark = index - 1
        while mark > 0 and self.doc[mark].pos_ in {"DET", "ADJ", "NOUN", "ADV"}:
            mark -= 1
        while mark > 0 and self.words[mark] in {",", "is", "was", "which", "who"}:
            mark -= 1
        part = self.spot_at.get(mark)
        if whole is not None and part is not None and part.kind is Kind.ORGANIZATION:
            yield Bond(part.actor, "partOf", whole, "part-of", index)

    def _part_before(self, index: int) -> Iterator[Bond]:
        """«Hamas's armed wing, the Qassam Brigades»."""
        whole = next((a for a in self._possessor(index) if a.type is ActorType.ORGANIZATION), None)
        after = index + 1 + (self.words[index + 1 : index + 2] == [","])
        part = self._organisation_after(after)
        if whole is not None and part is not None:
            yield Bond(part, "partOf", whole, "part-of", index)

    def _belonging(self, index: int) -> Iterator[Bond]:
        subject = self.spot_at.get(index - 1) or self.spot_at.get(index - 3)
        if subject is None or subject.kind is not Kind.ORGANIZATION:
            return
        relative = "which" in self.words[max(0, index - 4) : index]
        if self.words[index + 1 : index + 2] != ["to"] and not relative:
            return
        whole = self._organisation_after(index + 2)
        if whole is None and self.words[index + 2 : index + 3] not in (["no"], ["a"], ["an"]):
            before = [
                s for s in self.spots if s.end <= subject.start and s.kind is Kind.ORGANIZATION
            ]
            whole = (
                before[-1].actor
                if before and self._same_sentence(before[-1].start, index)
                else None
            )
        if whole is not None:
            yield Bond(subject.actor, "partOf", whole, "part-of", index)

    def _organisation_after(self, index: int) -> Actor | None:
        spot = self.spot_at.get(self._past_adjectives(index))
        return spot.actor if spot is not None and spot.kind is Kind.ORGANIZATION else None

    def _past_adjectives(self, index: int) -> int:
        """Past «the», «the ruling», «the former»."""
        while index < len(self.doc) and index not in self.spot_at:
            token = self.doc[index]
            if token.pos_ not in {"DET", "ADJ"} and token.tag_ not in {"VBG", "VBN"}:
                break
            index += 1
        return index

    # --- small steps -------------------------------------------------------------------------------

    def _person_after(self, index: int) -> Spot | None:
        """The person right after, past titles, forms of address and the article."""
        for i in range(index, min(index + 7, len(self.doc))):
            if i in self.person_at:
                spot = self.person_at[i]
                owns = spot.end < len(self.doc) and self.doc[spot.end].tag_ == "POS"
                return None if owns else spot
            if self.doc[i].pos_ in {"VERB", "PUNCT"} or self.words[i] == "and":
                return None
        return None

    def _ending(self, index: int) -> Actor | None:
        """Who is meant by the words that end at a token."""
        spot = self.spot_at.get(index)
        if spot is not None:
            return spot.actor
        found = self.meant.get(index, ())
        return found[0] if len(found) == 1 else None

    def _meant_at(self, index: int) -> tuple[Actor, ...]:
        spot = self.spot_at.get(index)
        return (spot.actor,) if spot is not None else self.meant.get(index, ())

    def _at(self, index: int) -> Actor | None:
        found = self._meant_at(index)
        return found[0] if len(found) == 1 else None

    def _subject(self, verb: Token) -> Actor | None:
        for _ in range(4):
            for child in verb.children:
                if child.dep_ in {"nsubj", "nsubjpass"}:
                    return self._at(child.i)
            if verb.dep_ in {"relcl", "acl"}:
                return self._at(verb.head.i)
            if verb.dep_ not in {"conj", "xcomp", "advcl"}:
                return None
            verb = verb.head
        return None

    def _passive_subject(self, index: int) -> Actor | None:
        return next(
            (self._at(c.i) for c in self.doc[index].children if c.dep_ == "nsubjpass"), None
        )

    def _same_sentence(self, one: int, other: int) -> bool:
        return self.doc[one].sent.start == self.doc[other].sent.start
