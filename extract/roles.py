"""Who holds which office, by where title and name stand to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.lexicon import load_lexicon
from extract.phrases import Office
from extract.text import Kind, Spot, Text
from ontology.facts import Actor, TenureStatus


@dataclass(frozen=True, slots=True)
class Holding:
    """An office and its holder as one passage puts them; `of` may still be open.

    `rule` names the pattern: see the methods of `RoleFinder`. `token` lies in the sentence that
    says so.
    """

    holder: Actor
    office: Office
    rule: str
    token: int
    of: tuple[Actor, ...] = ()
    status: TenureStatus = TenureStatus.CURRENT
    by: Actor | None = None


_BODIES = {Kind.COUNTRY, Kind.SEAT, Kind.DEMONYM, Kind.ORGANIZATION}
_BE = {"is", "was", "s", "are", "were", "became", "becomes", "remains", "remained", "being"}


class RoleFinder:
    """Ties office phrases to the people named beside them.

    `people` tells who is meant at a token: names and, where resolved, pronouns.
    """

    def __init__(
        self,
        text: Text,
        spots: Sequence[Spot],
        offices: Sequence[Office],
        people: Mapping[int, Actor],
        holds: Callable[[Actor, Office], bool] = lambda actor, office: False,
    ) -> None:
        self.text = text
        self.doc = text.doc
        self.words = text.words
        self.offices = offices
        self.people = people
        self._holds = holds
        self.spot_at = {i: s for s in spots for i in range(s.start, s.end)}
        self.person_at = {s.start: s for s in spots if s.kind is Kind.PERSON}
        self.person_end = {s.end: s for s in spots if s.kind is Kind.PERSON}
        self.office_at = {i: o for o in offices for i in range(o.core_start, o.core_end)}
        self.office_end = {o.end: o for o in offices}
        self.lexicon = load_lexicon("roles")
        self.names = load_lexicon("names")
        self.found: dict[Office, list[Holding]] = {}

    def holdings(self) -> list[Holding]:
        """Every holding of the text, in text order; each office is read once."""
        for office in self.offices:
            if office.plural:
                found = list(self._several(office))
            else:
                found = self._single(office)
            if found:
                self.found[office] = found
        self._chain()
        return [holding for office in self.offices for holding in self.found.get(office, ())]

    def _single(self, office: Office) -> list[Holding]:
        patterns = (
            self._before_name,
            self._in_apposition,
            self._before_comma_name,
            self._by_copula,
            self._by_as,
            self._by_appointment,
        )
        for pattern in patterns:
            found = pattern(office)
            if found:
                return [found]
        return []

    # --- one office, one name ----------------------------------------------------------------------

    def _before_name(self, office: Office) -> Holding | None:
        """role-before-name: «French President Emmanuel Macron», «envoy Steve Witkoff»."""
        spot = self.person_at.get(self._past_address(office.end))
        if spot is None or office.client is not None:
            return None
        return self._holding(spot.actor, office, "role-before-name", spot.end)

    def _in_apposition(self, office: Office) -> Holding | None:
        """role-after-comma: «Marco Rubio, the U.S. secretary of state,», «X (prime minister)»."""
        mark = self._outer_start(office) - 1
        mark = self._past_relative(mark)
        if mark < 1 or self.doc[mark].text not in {",", "(", "—", "–", "-", ":"}:
            return None
        if self.doc[mark].text in {"-", ":"} and not self.doc[mark - 1].whitespace_:
            return None
        spot = self._name_before(mark)
        if spot is None or self._parenthetical(office) or self._rather_next(office, spot):
            return None
        if self._possesses(office.end):
            return None
        return self._holding(spot.actor, office, "role-after-comma", office.core_end)

    def _before_comma_name(self, office: Office) -> Holding | None:
        """role-comma-name: «the Egyptian president, Abdel Fattah al-Sisi,»."""
        if office.end >= len(self.doc) or self.doc[office.end].text not in {",", "—", "–"}:
            return None
        start = self._past_titles(office.end + 1)
        spot = self.person_at.get(start)
        if spot is None or not self._closes(spot.end) or not self._definite(office):
            return None
        return self._holding(spot.actor, office, "role-comma-name", spot.end)

    def _by_copula(self, office: Office) -> Holding | None:
        """role-is: «Yermak is the head of …», «The foreign secretary is Yvette Cooper»."""
        before = self._outer_start(office) - 1
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
                return self._holding(holder, office, "role-is", before)
        after = office.end
        if after + 1 < len(self.doc) and self.words[after] in {"is", "was"}:
            spot = self.person_at.get(self._past_titles(after + 1))
            if spot is not None and self._definite(office):
                return self._holding(spot.actor, office, "role-is", after)
        return None

    def _by_as(self, office: Office) -> Holding | None:
        """role-as: «served as envoy», «sent by X as his special envoy», «As president, he …»."""
        index = self._outer_start(office) - 1
        if index < 0 or self.words[index] not in {"as"}:
            return None
        if self.doc[index].is_sent_start:
            if office.end < len(self.doc) and self.doc[office.end].pos_ in {"VERB", "AUX"}:
                return None
            holder = self._first_person_after(office.end)
            return self._holding(holder, office, "role-as", index) if holder else None
        return self._as_of_verb(office, index)

    def _as_of_verb(self, office: Office, index: int) -> Holding | None:
        preposition = self.doc[index]
        verb = next((t for t in preposition.ancestors if t.pos_ in {"VERB", "AUX"}), None)
        if verb is None:
            return None
        if verb.lemma_ in {"succeed", "replace", "follow"}:
            return self._succession(office, verb.i, index)
        passive = any(c.dep_ == "auxpass" for c in verb.children) or verb.dep_ == "acl"
        holder, dismissed = None, self.lexicon["verbs"]["dismiss"]
        if verb.lemma_ in dismissed:
            deps = {"nsubjpass"} if passive else {"dobj"}
            holder = self._person_among(verb.children, deps)
            return (
                self._holding(holder, office, "role-as", index, TenureStatus.FORMER) if holder else None
            )
        if verb.lemma_ in self.lexicon["verbs"]["appoint"] | {"send", "dispatch"} and not passive:
            holder = self._person_among(verb.children, {"dobj", "dative"})
        elif verb.lemma_ in self.lexicon["verbs"]["serve"] | self.lexicon["verbs"]["appoint"] | {
            "send",
            "take",
            "resign",
            "begin",
            "start",
            "remove",
            "dispatch",
            "step",
        }:
            holder = self._subject_of(verb.i)
        status = TenureStatus.FORMER if verb.lemma_ in {"resign", "remove", "step"} else None
        return self._holding(holder, office, "role-as", index, status) if holder else None

    def _succession(self, office: Office, verb: int, index: int) -> Holding | None:
        """«was succeeded as prime minister by his son»: the agent holds it now."""
        token = self.doc[verb]
        passive = any(c.dep_ == "auxpass" for c in token.children)
        if not passive:
            holder = self._subject_of(verb)
            return self._holding(holder, office, "role-succession", index) if holder else None
        for i in range(office.end, min(office.end + 10, len(self.doc))):
            if self.doc[i].text in {".", ";"}:
                break
            if i in self.person_at:
                return self._holding(self.person_at[i].actor, office, "role-succession", i)
        return None

    def _by_appointment(self, office: Office) -> Holding | None:
        """role-appointed: «appointed him special envoy», «was elected president», «became X»."""
        index = self._outer_start(office) - 1
        if index < 1:
            return None
        verbs = self.lexicon["verbs"]
        if self.doc[index].lemma_ in verbs["become"] | verbs["appoint"]:
            active = self.doc[index].lemma_ in verbs["become"] or self._is_passive(index)
            holder = self._subject_of(index) if active else None
            return self._holding(holder, office, "role-appointed", index) if holder else None
        holder = self._person_ending(index)
        before = self._start_of_person(index) - 1
        if holder and before >= 0 and self.doc[before].lemma_ in verbs["appoint"]:
            found = self._holding(holder, office, "role-appointed", index)
            return replace(found, by=self._subject_of(before))
        return None

    # --- one office, several names -----------------------------------------------------------------

    def _several(self, office: Office) -> Iterator[Holding]:
        """roles-names: «Presidents A of X and B of Y», «their foreign ministers, A and B»."""
        start = office.end
        if start < len(self.doc) and self.doc[start].text in {",", ":", "—", "–", "("}:
            start += 1
        named = list(self._listed(start))
        rule = "roles-names"
        if len(named) < 2 and not (named and start == office.end):
            named, rule = list(self._listed_before(office)), "names-roles"
        if len(named) < 2 and rule == "names-roles":
            return
        shared = office.of if len(office.of) in {1, len(named)} else ()
        for place, (spot, of) in enumerate(named):
            own = of or (shared[place : place + 1] if len(shared) == len(named) else shared)
            yield replace(self._holding(spot.actor, office, rule, spot.end - 1), of=tuple(own))

    def _listed(self, index: int) -> Iterator[tuple[Spot, tuple[Actor, ...]]]:
        """People in a list, each perhaps with «X's» before or «of X» after."""
        while index < len(self.doc):
            before: tuple[Actor, ...] = ()
            spot = self.spot_at.get(index)
            if spot is not None and spot.kind in _BODIES:
                before, index = (spot.actor,), spot.end
                index += index < len(self.doc) and self.doc[index].tag_ == "POS"
            person = self.person_at.get(self._past_address(index))
            if person is None:
                return
            after, index = self._country_after(person.end)
            yield person, before or after
            moved = self._past_separator(index)
            if moved == index:
                return
            index = moved

    def _listed_before(self, office: Office) -> Iterator[tuple[Spot, tuple[Actor, ...]]]:
        """«A and B, the foreign ministers of X and Y»."""
        mark = office.start - 1
        if mark < 2 or self.doc[mark].text != ",":
            return
        found: list[Spot] = []
        end = mark
        while (spot := self.person_end.get(end)) is not None:
            found.insert(0, spot)
            end = spot.start
            while end and self.words[end - 1] in {"and", ","}:
                end -= 1
            if end == spot.start:
                break
        if len(found) == max(2, len(office.of)):
            yield from ((spot, ()) for spot in found)

    # --- chains ------------------------------------------------------------------------------------

    def _chain(self) -> None:
        """roles-chained: «presidential aide, head of delegation», «Dep PM/FM Ishaq Dar»."""
        for office in self.offices:
            self._chain_forward(office)
        for office in reversed(self.offices):
            self._chain_backward(office)

    def _chain_forward(self, office: Office) -> None:
        """The holder of the title before, across a comma or «and»."""
        if office in self.found or office.plural or office.article == "own" and office.owner:
            return
        mark = office.start - 1
        if mark < 1 or self.words[mark] not in {",", "and"} or not self._ends_clause(office.end):
            return
        end = mark - 1 if self.words[mark - 1] == "," else mark
        former = self._before_client(self.office_end.get(end))
        for holding in self.found.get(former, ()) if former else ():
            if (
                holding.rule in {"role-after-comma", "roles-chained", "role-is"}
                and not former.plural
            ):
                self.found[office] = [
                    replace(
                        holding,
                        office=office,
                        rule="roles-chained",
                        of=office.of or holding.of,
                        status=self._continued(office, holding),
                        token=office.core_end - 1,
                    )
                ]

    @staticmethod
    def _continued(office: Office, holding: Holding) -> TenureStatus:
        """«former foreign secretary, mayor of London»: without an article it is former too."""
        former = holding.status is TenureStatus.FORMER and not office.article
        return holding.status if former else office.status

    def _before_client(self, office: Office | None) -> Office | None:
        """«adviser to the prime minister and spokesman»: past the one who is served."""
        serving = next((o for o in self.offices if office and o.client == office.start), None)
        return serving or office

    def _chain_backward(self, office: Office) -> None:
        """The holder of the title right after: «Chief of Army Staff Field Marshal Asim Munir»."""
        if office in self.found or office.plural:
            return
        index = office.end
        if index < len(self.doc) and self.doc[index].text in {"/", "and", "&"}:
            index += 1
        following = self.office_at.get(index)
        if following is None or following.core_start != index and following.start != index:
            return
        for holding in self.found.get(following, ()):
            if holding.rule in {"role-before-name", "roles-chained"}:
                self.found[office] = [
                    replace(
                        holding,
                        office=office,
                        rule="roles-chained",
                        of=office.of,
                        status=office.status,
                    )
                ]
                if not holding.of and office.of:
                    self.found[following] = [replace(holding, of=office.of)]

    # --- small steps -------------------------------------------------------------------------------

    def _holding(
        self,
        holder: Actor,
        office: Office,
        rule: str,
        token: int,
        status: TenureStatus | None = None,
    ) -> Holding:
        of = office.of
        if not of and rule == "role-before-name":
            of = self._country_after(token)[0]
        index = min(token, len(self.doc) - 1)
        return Holding(holder, office, rule, index, of, status or self._status(office))

    def _status(self, office: Office) -> TenureStatus:
        """«president of Finland from 1994 to 2000» is over."""
        end = office.end
        tail = self.words[end : end + 4]
        over = (
            len(tail) == 4
            and tail[0] in {"from", "between"}
            and tail[1].isdigit()
            and tail[3].isdigit()
        )
        return (
            TenureStatus.FORMER if over and office.status is TenureStatus.CURRENT else office.status
        )

    def _country_after(self, index: int) -> tuple[tuple[Actor, ...], int]:
        """«President X of Nigeria», «Prime Minister X (Malaysia)»: the body, and where it ends."""
        if index + 1 >= len(self.doc) or self.doc[index].text not in {"of", "("}:
            return (), index
        start = index + 1 + (self.words[index + 1] == "the")
        spot = self.spot_at.get(start)
        if spot is None or spot.kind not in _BODIES:
            return (), index
        return (spot.actor,), spot.end + (self.doc[index].text == "(")

    def _past_address(self, index: int) -> int:
        """Past «Mr», «Lt Gen», «Sheikh» and the like."""
        while index < len(self.doc) and (
            self.words[index] in self.names["honorifics"]
            and index not in self.spot_at
            or self.doc[index].text == "."
        ):
            if self.doc[index].text == "." and (
                index == 0 or self.words[index - 1] not in self.names["honorifics"]
            ):
                break
            index += 1
        return index

    def _past_titles(self, index: int) -> int:
        """Past another title and forms of address: «The mediator, President João Lourenço»."""
        office = self.office_at.get(index) or next(
            (o for o in self.offices if o.start == index), None
        )
        if office is not None and office.client is None:
            index = office.end
        return self._past_address(index)

    def _past_separator(self, index: int) -> int:
        while index < len(self.words) and self.words[index] in {",", "and"}:
            index += 1
        return index

    def _outer_start(self, office: Office) -> int:
        """Where the phrase begins when its possessor's own name and title count with it."""
        start = office.start
        owner = office.owner
        spot = self.spot_at.get(owner) if owner is not None and owner < start else None
        if spot is None:
            return self._address_before(start)
        titled = self.office_end.get(spot.start)
        return titled.start if titled is not None else self._address_before(spot.start)

    def _address_before(self, start: int) -> int:
        while start and self.words[start - 1] in self.names["honorifics"]:
            start -= 1
        return start

    def _past_relative(self, index: int) -> int:
        """Back over «who is», «then», «himself» between the comma and the title."""
        skipped = {
            "who",
            "is",
            "was",
            "then",
            "now",
            "also",
            "himself",
            "herself",
            "currently",
            "until",
            "recently",
            "serving",
            "as",
        }
        while index > 0 and self.words[index] in skipped:
            index -= 1
        return index

    def _name_before(self, mark: int) -> Spot | None:
        """The person whose name ends at the mark, past «left», an age or a country."""
        end = mark
        if (
            end >= 2
            and self.words[end - 1] in {"left", "right", "center", "centre", "pictured"} | set()
            or (end >= 2 and self.words[end - 1].isdigit())
        ):
            end -= 2 if self.doc[end - 2].text == "," else 1
        spot = self.person_end.get(end)
        if spot is None and self.doc[end - 1].text == ")":
            opening = next(
                (i for i in range(end - 1, max(end - 8, 0), -1) if self.doc[i].text == "("), end
            )
            spot = self.person_end.get(opening)
        if spot is None and end in {s.end for s in self.spot_at.values()}:
            country = self.spot_at[end - 1]
            if (
                country.kind in _BODIES
                and country.start > 1
                and self.words[country.start - 1] == "of"
            ):
                spot = self.person_end.get(country.start - 1)
        return spot

    def _possesses(self, index: int) -> bool:
        """«Kim Yo Jong, the North Korean leader's sister»: the title only owns."""
        return index < len(self.doc) and self.doc[index].tag_ == "POS"

    def _parenthetical(self, office: Office) -> bool:
        """«Grundberg, the spokesman said, regarded»: the title acts, it does not explain."""
        following = self.doc[office.end] if office.end < len(self.doc) else None
        if following is None or office.article not in {"the", "own"}:
            return False
        finite = following.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        return finite or self.words[office.end] in self.names["speech"]

    def _rather_next(self, office: Office, spot: Spot) -> bool:
        """In a list «A, the X minister, B» the title may be B's: known offices decide."""
        if office.end >= len(self.doc) or self.doc[office.end].text != ",":
            return False
        following = self.person_at.get(self._past_titles(office.end + 1))
        if following is None or not self._definite(office):
            return False
        own = self._country_after(spot.end)[0]
        if own and office.of and not set(own) & set(office.of):
            return True
        if self._holds(spot.actor, office):
            return False
        titled = self._is_titled(spot) or self._listed_name(spot)
        return self._holds(following.actor, office) or (titled and self._closes(following.end))

    def _is_titled(self, spot: Spot) -> bool:
        """A title stands before the name, with or without a comma, and explains it already."""
        start = self._address_before(spot.start)
        if self.office_end.get(start) is not None or self.office_end.get(spot.start) is not None:
            return True
        return start > 1 and self.doc[start - 1].text == "," and start - 1 in self.office_end

    def _listed_name(self, spot: Spot) -> bool:
        """The name itself stands in a list after another name."""
        return (
            spot.start > 1
            and self.doc[spot.start - 1].text == ","
            and (self.person_end.get(spot.start - 1) is not None)
        )

    def _closes(self, index: int) -> bool:
        """After a name in apposition comes a mark, a verb or the end."""
        if index >= len(self.doc):
            return True
        token = self.doc[index]
        return (
            token.is_punct
            or token.pos_ in {"VERB", "AUX", "ADP", "SPACE", "PART", "SCONJ", "ADV"}
            or token.text == "'s"
        )

    def _ends_clause(self, index: int) -> bool:
        return (
            index >= len(self.doc)
            or self.doc[index].is_punct
            or self.doc[index].pos_ in {"VERB", "AUX", "SPACE", "CCONJ", "ADP", "PRON"}
        )

    def _definite(self, office: Office) -> bool:
        return (
            office.article in {"the", "own"}
            or bool(office.of)
            or self.doc[office.core_start].text[0].isupper()
        )

    # --- people by syntax --------------------------------------------------------------------------

    def _person_ending(self, index: int) -> Actor | None:
        spot = self.person_end.get(index + 1)
        return spot.actor if spot is not None else self.people.get(index)

    def _start_of_person(self, index: int) -> int:
        spot = self.person_end.get(index + 1)
        return spot.start if spot is not None else index

    def _person_before(self, index: int) -> Actor | None:
        """The subject right before a form of «be», or the parser's subject; none if negated."""
        following = self.words[index + 1] if index + 1 < len(self.words) else ""
        if following in {"not", "nt", "no", "never"}:
            return None
        previous = index - 1
        if self.doc[previous].text == ",":
            return self._subject_of(index)
        while previous > 0 and self.words[previous] in {"who", ",", "now", "then", "also"}:
            previous -= 1
        return self._person_ending(previous)

    def _subject_of(self, verb: int) -> Actor | None:
        token = self.doc[verb]
        for _ in range(4):
            found = self._person_among(token.children, {"nsubj", "nsubjpass"})
            if found:
                return found
            if token.dep_ == "acl" or token.dep_ == "relcl":
                return self._at(token.head.i)
            if token.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "aux"}:
                return None
            token = token.head
        return None

    def _is_passive(self, verb: int) -> bool:
        token = self.doc[verb]
        return (
            token.dep_ in {"acl", "amod"}
            or any(c.dep_ == "auxpass" for c in token.children)
            or (verb > 0 and self.words[verb - 1] in {"was", "were", "been", "is", "be", "being"})
        )

    def _person_among(self, children: Iterator[object], deps: set[str]) -> Actor | None:
        for child in children:
            if getattr(child, "dep_", "") in deps:
                found = self._at(child.i)  # type: ignore[attr-defined]
                if found is None and self.words[child.i] in {"who", "that"}:  # type: ignore[attr-defined]
                    found = self._at(child.head.head.i)  # type: ignore[attr-defined]
                return found
        return None

    def _at(self, index: int) -> Actor | None:
        spot = self.spot_at.get(index)
        if spot is not None and spot.kind is Kind.PERSON:
            return spot.actor
        return self.people.get(index)

    def _first_person_after(self, index: int) -> Actor | None:
        end = self.doc[index - 1].sent.end
        for i in range(index, end):
            found = self._at(i)
            if found is not None and self.doc[i].dep_ in {"nsubj", "nsubjpass", "compound", "conj"}:
                return found
        return None
