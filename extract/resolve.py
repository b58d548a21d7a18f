"""Whom titles and descriptions stand for: «the Russian president», «both sides», «the rebels»."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.acting import is_single
from extract.holding import Holding
from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.offices import title_fits
from extract.page import Reference
from extract.phrases import Office
from extract.text import Kind, Spot, Text
from ontology.facts import Actor, ActorType

_MIRRORS = {"Counterpart", "Equivalent", "Opposite Number"}
_NEAR = 90  # tokens within which «the two» look for whom they mean


@dataclass(frozen=True, slots=True)
class Description:
    """Words resolved without a name: whom they stand for and by which step."""

    office: Office
    actors: tuple[Actor, ...]
    how: str


class Resolver:
    """Resolves the descriptions of one text, in text order."""

    def __init__(
        self,
        text: Text,
        spots: Sequence[Spot],
        named: Sequence[Reference],
        known: Knowledge,
        holdings: Iterable[Holding],
    ) -> None:
        self.text = text
        self.doc = text.doc
        self.spots = spots
        self.known = known
        self.mentions = sorted(named, key=lambda m: m.start)
        self.lexicon = load_lexicon("resolve")
        self.told: list[Holding] = []
        self._defined: dict[str, Sequence[Actor]] = {}
        self.attached: dict[Office, list[Actor]] = {}
        for holding in holdings:
            self.attached.setdefault(holding.office, []).append(holding.holder)

    def offices(self, offices: Sequence[Office]) -> Iterator[Description]:
        """Every office phrase that stands for somebody."""
        for office in offices:
            actors, how = self._office(office)
            if actors:
                self._note(office, actors)
                self._remember(office, actors, how)
                yield Description(office, tuple(dict.fromkeys(actors)), how)

    def collectives(self, phrases: Sequence[Office]) -> Iterator[Description]:
        """«Russian officials», «the Hamas delegation», «the government», «both sides»."""
        for phrase in phrases:
            actors, how = self._collective(phrase)
            if actors:
                self._remember(phrase, actors, how)
                yield Description(phrase, tuple(dict.fromkeys(actors)), how)

    def _note(self, office: Office, actors: Sequence[Actor]) -> None:
        """A person met only as «the Russian president» holds that office by the text's word."""
        if office in self.attached or office.title in _MIRRORS or office.title == "Leader":
            return
        bodies = office.of if office.plural else (self._body(office),)
        if len(bodies) != len(actors):
            return
        for actor, body in zip(actors, bodies, strict=True):
            if actor.type is ActorType.PERSON and body is not None:
                self.told.append(
                    Holding(
                        actor,
                        office,
                        "role-by-description",
                        office.core_start,
                        (body,),
                        office.status,
                    )
                )

    def _remember(self, office: Office, actors: Sequence[Actor], how: str) -> None:
        self.mentions = [m for m in self.mentions if not office.start <= m.start < office.end]
        self.mentions.append(Reference(office.start, office.end, office.head, tuple(actors), how))
        self.mentions.sort(key=lambda m: m.start)

    # --- one office --------------------------------------------------------------------------------

    def _office(self, office: Office) -> tuple[Sequence[Actor], str]:
        if office in self.attached:
            return self.attached[office], "title"
        if office.plural:
            return self._several(office)
        if office.article == "a" or self.text.words[office.start] in {"a", "an"}:
            return office.of, "official"
        holder = self._holder(office)
        if holder is not None:
            return (holder,), "title"
        return (office.of[:1], "title") if office.of else ((), "")

    def _holder(self, office: Office) -> Actor | None:
        """The one person the office can mean here."""
        title = self._title(office)
        if title is None:
            return None
        body = self._body(office)
        if body is None and (office.owner is not None or office.client is not None):
            return None
        if office.article not in {"the", "own"} and not office.of:
            return None
        found = self.known.holders(title, body)
        if not found:
            found = self.known.registered_holders(title, body)
        if len(found) > 1:
            found = self._nearest_of(found, office.start)
        elif not found and (body is None or office.article == "own"):
            found = self._introduced(office)
        return found[0] if len(found) == 1 else None

    def _title(self, office: Office) -> str | None:
        """The title asked for; «his counterpart» asks for the owner's."""
        if office.title not in _MIRRORS:
            return office.title
        for owner in self.known.owners(office.owner):
            titles = [h.office.title for h in self.known.settled if h.holder == owner]
            titles += [t.role for t in self.known.registry.tenures(owner.id, self.known.published)]
            if titles:
                return titles[0]
        return None

    def _body(self, office: Office) -> Actor | None:
        if office.of:
            return office.of[0]
        for patron in self.known.patrons(office):
            return self.known.home(patron)
        return None

    def _nearest_of(self, people: list[Actor], index: int) -> list[Actor]:
        """Of several holders the one named in the last two sentences, if only one is."""
        start = self._sentences_back(index, 2)
        near = [a for a in people if any(a in m.actors for m in self._between(start, index))]
        return near if len(near) == 1 else []

    def _introduced(self, office: Office) -> list[Actor]:
        """«… came from Antonio García. The commander wrote»: the last newcomer without office."""
        start = self._sentences_back(office.start, 1)
        if self.doc[office.head].dep_ not in {"nsubj", "nsubjpass"} or start == office.start:
            return []
        people = [
            m.actors[0]
            for m in self._between(start, office.start)
            if m.actors[0].type is ActorType.PERSON
        ]
        titled = {h.holder for h in self.known.settled}
        fresh = [a for a in dict.fromkeys(people) if a not in titled]
        return fresh if len(fresh) == 1 else []

    # --- several -----------------------------------------------------------------------------------

    def _several(self, office: Office) -> tuple[Sequence[Actor], str]:
        if office.of:
            return [self._of_body(office, body) for body in office.of], "title"
        if office.owner is not None and office.title not in {"Mediator", "Facilitator"}:
            owners = self.known.owners(office.owner)
            bodies = [b for b in (self.known.home(owner) for owner in owners) if b is not None]
            return [self._of_body(office, body) for body in dict.fromkeys(bodies)], "title"
        people = [a for a in self._all_people() if self._has_title(a, office.title)]
        count = office.number or 2
        if len(people) == count and (office.number or office.article == "the"):
            return people, "group"
        if office.number:
            return self._recent_people(office, count), "group"
        return (), ""

    def _of_body(self, office: Office, body: Actor) -> Actor:
        """«the foreign ministers of X and Y»: those named, else the countries themselves."""
        if self.text.words[office.core_end - 1] in self.lexicon["collectives"]["plural"] and (
            office.title
            in {
                "Envoy",
                "Negotiator",
                "Diplomat",
                "Expert",
                "Mediator",
                "Representative",
                "Commander",
                "Leader",
                "Delegate",
                "Adviser",
                "Aide",
            }
        ):
            return body
        found = self.known.holders(office.title, body) or self.known.registered_holders(
            office.title, body
        )
        return found[0] if len(found) == 1 else body

    def _has_title(self, actor: Actor, title: str) -> bool:
        held = [h.office.title for h in self.known.settled if h.holder == actor]
        held += [t.role for t in self.known.registry.tenures(actor.id, self.known.published)]
        return any(title_fits(title, one) for one in held)

    def _all_people(self) -> list[Actor]:
        return list(dict.fromkeys(s.actor for s in self.spots if s.kind is Kind.PERSON))

    def _recent_people(self, office: Office, count: int) -> list[Actor]:
        return self._pair(office.start, count, lambda a: self._has_title(a, office.title))

    # --- collectives -------------------------------------------------------------------------------

    def _collective(self, phrase: Office) -> tuple[Sequence[Actor], str]:
        word = self.text.words[phrase.head]
        if phrase.of:
            return phrase.of if self._stands_for(phrase) else (), "collective"
        if phrase.owner is not None:
            if word in self.lexicon["groups"]["organisation"] | self.lexicon["pairs"]["people"]:
                return (), ""
            owners = self.known.owners(phrase.owner)
            return [b for b in (self.known.home(o) for o in owners) if b is not None], "collective"
        if phrase.number or word in {"sides", "parties"}:
            return self._pair_of(phrase, word), "group"
        if phrase.article == "the" and not phrase.plural or word in self.lexicon["groups"]["armed"]:
            body = self.known.groups.group(word, phrase.start) if phrase.article == "the" else None
            return (
                ((body,), "description")
                if body is not None and self._actable(phrase, word)
                else ((), "")
            )
        return (), ""

    def _stands_for(self, phrase: Office) -> bool:
        """«the M23 rebels» are M23, «the Congolese rebels» are not their country."""
        word = self.text.words[phrase.head]
        groups = self.lexicon["groups"]["organisation"] | self.lexicon["groups"]["armed"]
        return word not in groups or all(a.type is ActorType.ORGANIZATION for a in phrase.of)

    def _actable(self, phrase: Office, word: str) -> bool:
        """«the country» acts where it is a subject; elsewhere it is a place."""
        if word not in {"country", "nation", "state", "kingdom", "republic"}:
            return True
        return self.doc[phrase.head].dep_ in {"nsubj", "nsubjpass", "agent"}

    def _pair_of(self, phrase: Office, word: str) -> Sequence[Actor]:
        """As `_sought_pair`; a capitalised group («the Parties») keeps its meaning throughout."""
        defined = self.doc[phrase.head].text
        if defined in self._defined:
            return self._defined[defined]
        found = self._sought_pair(phrase, word)
        if found and defined[0].isupper() and not self.doc[phrase.head].is_sent_start:
            self._defined[defined] = found
        return found

    def _sought_pair(self, phrase: Office, word: str) -> Sequence[Actor]:
        count = phrase.number or 2
        if word in self.lexicon["pairs"]["bodies"]:
            found = self._pair(phrase.start, count, lambda a: a.type is not ActorType.PERSON)
            return found or self._main_bodies(phrase.start, count)
        if word in self.lexicon["pairs"]["people"]:
            return self._pair(phrase.start, count, lambda a: a.type is ActorType.PERSON)
        return ()

    def singles(self) -> Iterator[Reference]:
        """«the American»: the one person of that country among those spoken of last."""
        for spot in self.spots:
            if not is_single(spot, self.text) or self.text.words[spot.start - 1] != "the":
                continue
            people = self.known.people_of(spot.actor)
            found = people if len(people) == 1 else self._nearest_of(people, spot.start)
            if found:
                yield Reference(spot.start - 1, spot.end, spot.end - 1, tuple(found), "title")

    # --- the two -----------------------------------------------------------------------------------

    def pairs(self) -> Iterator[Reference]:
        """«the two spoke», «both agreed», «the pair»: pronouns of number."""
        for index in self.text.where("two", "both", "pair", "trio"):
            token, word = self.doc[index], self.text.words[index]
            if index in self.text.silent:
                continue
            start = token.i - (self.text.words[token.i - 1] in {"the", "these"})
            if not self._stands_alone(token.i, word, start):
                continue
            found = self._pair(
                start, 3 if word == "trio" else 2, lambda a: a.type is ActorType.PERSON
            )
            found = found or self._pair(start, 2, lambda a: a.type is not ActorType.PERSON)
            if found:
                yield Reference(start, token.i + 1, token.i, tuple(found), "group")

    def _stands_alone(self, index: int, word: str, start: int) -> bool:
        following = self.doc[index + 1] if index + 1 < len(self.doc) else None
        if following is None or following.pos_ in {"NOUN", "ADJ", "PROPN", "NUM", "DET", "PRON"}:
            return False
        if following.text == "of" or (word != "both" and start == index):
            return False
        if word == "both":
            return self.doc[index].dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "dative"}
        return True

    def _pair(self, index: int, count: int, fits: Callable[[Actor], bool]) -> list[Actor]:
        """The last coordinated group of that size, else the only ones of the last sentences."""
        fitting = [
            m for m in self._between(max(0, index - _NEAR), index) if all(map(fits, m.actors))
        ]
        for group in reversed(list(self._clusters(fitting))):
            if len(group) == count:
                return list(group)
        for back in (0, 1, 2):
            start = self._sentences_back(index, back)
            actors = dict.fromkeys(a for m in fitting if m.start >= start for a in m.actors)
            if len(actors) == count:
                return list(actors)
            if len(actors) > count:
                return []
        return []

    def _clusters(self, mentions: Sequence[Reference]) -> Iterator[tuple[Actor, ...]]:
        """Mentions that only commas, «and», «with» and titles part."""
        group: dict[Actor, None] = {}
        end = None
        for mention in mentions:
            if end is not None and not self._joined(end, mention.start):
                if len(group) > 1:
                    yield tuple(group)
                group = {}
            group.update(dict.fromkeys(mention.actors))
            end = mention.end
        if len(group) > 1:
            yield tuple(group)

    def _joined(self, start: int, end: int) -> bool:
        if end < start or end - start > 8:
            return False
        words = [w for w in self.text.words[start:end] if w]
        joining = {
            "and",
            ",",
            "the",
            "with",
            "s",
            "of",
            "president",
            "minister",
            "prime",
            "foreign",
            "leader",
        }
        return (
            {"and", "with"} & set(words) != set()
            and set(words) <= joining
            or not words
            and start == end
        )

    def _main_bodies(self, index: int, count: int) -> list[Actor]:
        """The bodies the article speaks of most, if they stand out."""
        counts: dict[Actor, int] = {}
        for mention in self.mentions:
            for actor in mention.actors:
                body = self.known.home(actor)
                if body is not None:
                    counts[body] = counts.get(body, 0) + 1
        ranked = sorted(counts, key=lambda one: -counts[one])
        if len(ranked) < count or (
            len(ranked) > count and counts[ranked[count]] == counts[ranked[count - 1]]
        ):
            return []
        return ranked[:count]

    # --- where -------------------------------------------------------------------------------------

    def _between(self, start: int, end: int) -> list[Reference]:
        return [m for m in self.mentions if start <= m.start and m.end <= end]

    def _sentences_back(self, index: int, count: int) -> int:
        """The start of the sentence that many before the one of a token."""
        start = self.doc[index].sent.start
        for _ in range(count):
            if start == 0:
                break
            start = self.doc[start - 1].sent.start
        return start


def assemble(
    text: Text,
    spots: Sequence[Spot],
    acting: Mapping[Spot, Reference],
    described: Sequence[Description],
    others: Iterable[Reference],
    holdings: Iterable[Holding],
) -> list[Reference]:
    """All references without overlaps: names with their titles, then descriptions, then the rest."""
    taken: dict[int, Reference] = {}
    for reference in (
        *_titled_names(text, spots, holdings),
        *(_trimmed(one, spots) for one in described),
        *acting.values(),
        *others,
    ):
        if reference.start < reference.end and not any(
            i in taken for i in range(reference.start, reference.end)
        ):
            taken.update(dict.fromkeys(range(reference.start, reference.end), reference))
    return sorted(set(taken.values()), key=lambda r: r.start)


def _titled_names(
    text: Text, spots: Sequence[Spot], holdings: Iterable[Holding]
) -> Iterator[Reference]:
    """A person's name with the titles and forms of address right before it."""
    starts: dict[int, int] = {}
    for holding in holdings:
        if holding.rule == "role-before-name":
            starts[holding.office.end] = min(
                holding.office.start, starts.get(holding.office.end, len(text.doc))
            )
    people = {i for s in spots if s.kind is Kind.PERSON for i in range(s.start, s.end)}
    honorifics = load_lexicon("names")["honorifics"]
    for spot in spots:
        if spot.kind is not Kind.PERSON:
            continue
        start = spot.start
        while start and (
            text.words[start - 1] in honorifics
            or text.doc[start - 1].text == "."
            and text.words[start - 2] in honorifics
        ):
            start -= 1
        start = starts.get(start, starts.get(spot.start, start))
        while any(i in people for i in range(start, spot.start)):
            start += 1
        yield Reference(
            start, spot.end, text.doc[spot.start : spot.end].root.i, (spot.actor,), spot.how
        )


def _trimmed(one: Description, spots: Sequence[Spot]) -> Reference:
    """The phrase without the people named in it, who are mentions of their own."""
    start, end = one.office.start, one.office.end
    for spot in spots:
        if spot.kind is Kind.PERSON and start <= spot.start < end:
            if spot.start < one.office.core_start:
                start = spot.end
            else:
                end = spot.start
    return Reference(start, max(end, one.office.core_end), one.office.head, one.actors, one.how)
