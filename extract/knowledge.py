"""What an article and the registry know of people: their offices, and whose they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.acting import acts
from extract.holding import Holding
from extract.lexicon import load_lexicon
from extract.offices import ranked_apart, title_fits
from extract.phrases import Office
from extract.text import Kind, Spot, Text
from ontology.facts import Actor, ActorType, TenureStatus
from ontology.registry import Registry

_PLACED = {Kind.COUNTRY, Kind.SEAT, Kind.DEMONYM}
_MIRRORS = {"Counterpart", "Equivalent", "Opposite Number"}
_REACH = 250  # tokens a bare title may look back for its country


class Knowledge:
    """Who holds what of whom, growing as holdings are settled."""

    def __init__(
        self,
        text: Text,
        spots: Sequence[Spot],
        registry: Registry,
        published: dt.date | None,
        meant: Mapping[int, tuple[Actor, ...]],
    ) -> None:
        self.text = text
        self.spots = spots
        self.registry = registry
        self.published = published
        self.meant = meant
        self.lexicon = load_lexicon("resolve")
        self.implied: Mapping[str, str] = load_lexicon("roles")["implied"]
        self.settled: list[Holding] = []
        self._homes: dict[Actor, dict[Actor, None]] = {}
        self._spot_at = {i: s for s in spots for i in range(s.start, s.end)}
        self.named = {s.actor for s in spots}
        self.topics: set[int] = set()
        self._note_affiliations()

    # --- homes -------------------------------------------------------------------------------------

    def _note_affiliations(self) -> None:
        """«Italy's Giorgia Meloni», «the Ukrainians Andriy Yermak and Andrii Sybiha»."""
        for spot in self.spots:
            if spot.kind is not Kind.PERSON:
                continue
            index = spot.start - 1
            if index > 0 and self.text.doc[index].tag_ == "POS":
                index -= 1
            before = self._spot_at.get(index)
            if before is not None and before.kind in {
                Kind.COUNTRY,
                Kind.DEMONYM,
                Kind.ORGANIZATION,
            }:
                self._homes.setdefault(spot.actor, {})[before.actor] = None

    def note_home(self, actor: Actor, body: Actor) -> None:
        """Remember that a person stands for a body, as where one signs for it."""
        self._homes.setdefault(actor, {}).setdefault(self._country_of(body), None)

    def home(self, actor: Actor) -> Actor | None:
        """The one country or body a person stands for, by the article, else by the registry."""
        if actor.type is not ActorType.PERSON:
            return actor
        told = list(self._homes.get(actor, ()))
        countries = [one for one in told if one.type is ActorType.COUNTRY]
        if told:
            return countries[0] if len(countries) == 1 else told[0] if len(told) == 1 else None
        return self.known_home(actor)

    def known_home(self, actor: Actor) -> Actor | None:
        """The one country (else body) of the offices the registry has for a person."""
        tenures = self.registry.tenures(actor.id, self.published) or self.registry.tenures(actor.id)
        bodies = {t.of: None for t in tenures if t.of}
        countries = [b for b in bodies if b.type is ActorType.COUNTRY]
        if countries:
            return countries[0] if len(countries) == 1 else None
        if len(bodies) == 1:
            return next(iter(bodies))
        ties = {
            t.object: None
            for t in self.registry.ties(actor.id)
            if t.object.type is not ActorType.PERSON
        }
        return next(iter(ties)) if len(ties) == 1 else None

    # --- settling ----------------------------------------------------------------------------------

    def settle(self, holdings: Iterable[Holding]) -> None:
        """Find the country or body of each holding, the plain ones first."""
        waiting = list(holdings)
        self.topics = {
            i for h in waiting for i in range(h.office.core_end, h.office.end)
            if i in self._spot_at and self._spot_at[i].actor not in h.office.of
        }  # fmt: skip
        for sources in (self._told_of, self._inherited_of, self._nearby_of, self._inherited_of):
            still = []
            for holding in waiting:
                of = holding.of or sources(holding)
                if of:
                    self._add(self._specified(replace(holding, of=of)))
                else:
                    still.append(holding)
            waiting = still
        self.settled.extend(waiting)
        self.settled.sort(key=lambda h: h.office.core_start)

    def _specified(self, holding: Holding) -> Holding:
        """«his Rwandan counterpart» has the owner's office; a president's office has its name."""
        office = holding.office
        if office.title in {"Secretary", "Minister"}:
            return replace(holding, office=replace(office, title=self._full_title(holding)))
        owner = next(iter(self.owners(office.owner)), None) if office.owner is not None else None
        if owner is None:
            return holding
        titles = [h.office.title for h in self.settled if h.holder == owner]
        titles += [t.role for t in self.registry.tenures(owner.id, self.published)]
        if office.title in _MIRRORS and titles:
            return replace(holding, office=replace(office, title=titles[0]))
        if office.title == "Head of Office" and "President" in titles:
            return replace(holding, office=replace(office, title="Head of the Presidential Office"))
        return holding

    def _full_title(self, holding: Holding) -> str:
        """«Secretary Blinken»: the office the registry has for him at the date, if only one fits."""
        title = holding.office.title
        tenures = self.registry.tenures(holding.holder.id, self.published)
        fitting = {
            t.role
            for t in tenures
            if title.lower() in t.role.lower().split() and t.of in holding.of
        }
        return fitting.pop() if len(fitting) == 1 else title

    def _add(self, holding: Holding) -> None:
        self.settled.append(holding)
        for body in holding.of[:1]:
            self._homes.setdefault(holding.holder, {})[self._country_of(body)] = None

    def _country_of(self, body: Actor) -> Actor:
        """A body of a state counts as its country where people are told apart by country."""
        if self.registry.kind(body.id) in self.lexicon["state_kinds"]["kinds"]:
            country = self.registry.country(body.id)
            if country is not None and country.type is ActorType.COUNTRY:
                return country
        return body

    def _told_of(self, holding: Holding) -> tuple[Actor, ...]:
        """By what the title implies, or by a heading above a list."""
        title = holding.office.title.lower()
        for implied, country in self.implied.items():
            if title.endswith(implied):
                return self.registry.find(country)[:1]
        return self._heading_of(holding.office.start)

    def _heading_of(self, index: int) -> tuple[Actor, ...]:
        """«RUSSIA» above «- Vladimir Medinsky, presidential aide»."""
        paragraphs = self.text.paragraphs
        place = next((p for p, (a, b) in enumerate(paragraphs) if a <= index < b), 0)
        if not self._is_item(paragraphs[place]):
            return ()
        for start, end in reversed(paragraphs[:place]):
            if self._is_item((start, end)):
                continue
            spot = self._spot_at.get(start)
            heading = spot is not None and end - start <= 6 and self.text.doc[end - 1].text != "."
            return (spot.actor,) if heading and spot is not None else ()
        return ()

    def _is_item(self, paragraph: tuple[int, int]) -> bool:
        return paragraph[0] in self.text.items

    def _inherited_of(self, holding: Holding) -> tuple[Actor, ...]:
        """By whose office it is, by whom it serves, by the holder's other offices."""
        office = holding.office
        if office.title in _MIRRORS:
            return self._mirrored(holding)
        for actor in (*self._landlords(office.owner), *self.clients(office)):
            home = self.home(actor)
            if home is not None:
                return (home,)
        if holding.by is not None:
            given = next((h.of for h in self.settled if h.holder == holding.by and h.of), ())
            home = self.known_home(holding.by)
            return given[:1] or ((home,) if home is not None else ())
        held = self._registered(holding)
        if held:
            return (held,)
        if office.title in self.lexicon["loose"]["titles"]:
            return ()
        home = self.home(holding.holder)
        if home is None or not self._plausible(home, office):
            return ()
        return (home,)

    def _mirrored(self, holding: Holding) -> tuple[Actor, ...]:
        """«His counterpart, X»: of X's country, never of the owner's."""
        own = {self.home(owner) for owner in self.owners(holding.office.owner)}
        home = self.home(holding.holder)
        return (home,) if home is not None and home not in own else ()

    def _registered(self, holding: Holding) -> Actor | None:
        """The body of the very office the registry has for this person."""
        bodies = {
            t.of: None
            for t in self.registry.tenures(holding.holder.id)
            if t.role == holding.office.title and t.of is not None
        }
        named = [body for body in bodies if body in self.named]
        for found in (list(bodies), named):
            if len(found) == 1:
                return found[0]
        return None

    def _plausible(self, home: Actor, office: Office) -> bool:
        """Ministers are countries'; a body that is none has presidents and spokesmen of its own."""
        return home.type is ActorType.COUNTRY or "Minister" not in office.title

    def _nearby_of(self, holding: Holding) -> tuple[Actor, ...]:
        """By the countries around: of the sentence, of the paragraph, of the article so far.

        Offices that any body may have take the nearest body instead.
        """
        office = holding.office
        loose = office.title in self.lexicon["loose"]["titles"]
        if office.owner is not None or office.client is not None or holding.by or loose:
            return ()
        if not self._is_stately(office.title):
            near = office.title in self.lexicon["nearby"]["titles"]
            return self._nearest_any(office.start) if near else ()
        for search in (self._in_sentence, self._at_place, self._in_paragraph, self._in_article):
            found = search(office.core_start, holding.holder)
            if found is not None:
                return (found,)
        return ()

    def _nearest_any(self, index: int) -> tuple[Actor, ...]:
        """The nearest body or country before that acts."""
        for spot in reversed(self.spots):
            near = spot.start < index and index - spot.start <= _REACH
            if (
                near
                and spot.kind is not Kind.PERSON
                and spot.kind is not Kind.CITY
                and acts(spot, self.text)
            ):
                return (spot.actor,)
        return ()

    def _in_sentence(self, index: int, holder: Actor) -> Actor | None:
        """The one country of the sentence."""
        sentence = self.text.doc[index].sent
        countries = {
            s.actor: None for s in self.spots
            if sentence.start <= s.start < sentence.end and s.kind in _PLACED and self._counts(s)
        }  # fmt: skip
        if not countries:
            people = {
                s.actor for s in self.spots
                if sentence.start <= s.start < sentence.end and s.kind is Kind.PERSON
            } - {holder}  # fmt: skip
            homes = {h for h in map(self._known_country, people) if h is not None}
            countries = dict.fromkeys(homes) if len(homes) == 1 else {}
        return next(iter(countries)) if len(countries) == 1 else None

    def _at_place(self, index: int, holder: Actor) -> Actor | None:
        """«met in Muscat with Deputy Foreign Minister X»: the host's capital, if nobody else's."""
        sentence = self.text.doc[index].sent
        here = [s for s in self.spots if sentence.start <= s.start < sentence.end]
        others = {self.home(s.actor) for s in here if s.kind is Kind.PERSON and s.actor != holder}
        places = {s.actor: None for s in here if s.kind is Kind.SEAT and s.actor not in others}
        return next(iter(places)) if len(places) == 1 else None

    def _in_paragraph(self, index: int, holder: Actor) -> Actor | None:
        """The nearest country before in the paragraph."""
        start = next((a for a, b in self.text.paragraphs if a <= index < b), 0)
        before = [s for s in self.spots if start <= s.start < index and s.kind in _PLACED]
        return next((s.actor for s in reversed(before) if self._counts(s)), None)

    def _in_article(self, index: int, holder: Actor) -> Actor | None:
        """The country named most so far, the first of equals; else that of the first person."""
        counts: dict[Actor, int] = {}
        for spot in self.spots:
            if spot.start < index and spot.kind in _PLACED and self._counts(spot):
                counts[spot.actor] = counts.get(spot.actor, 0) + 1
        if counts:
            return max(counts, key=lambda one: counts[one])
        people = (self._known_country(s.actor) for s in self.spots if s.start < index)
        return next((country for country in people if country is not None), None)

    def _known_country(self, actor: Actor) -> Actor | None:
        return next((h for h in self._homes.get(actor, ()) if h.type is ActorType.COUNTRY), None)

    def _counts(self, spot: Spot) -> bool:
        """Not where an office is about it: «envoy for Ukraine»."""
        return (
            spot.start not in self.topics
            and spot.actor.type is ActorType.COUNTRY
            and acts(spot, self.text)
        )

    def _is_stately(self, title: str) -> bool:
        words = set(title.lower().split())
        return bool(words & self.lexicon["stately"]["words"])

    def _landlords(self, index: int | None) -> tuple[Actor, ...]:
        """Owners; «its president» looks for a country first, even one named as a place."""
        if index is not None and self.text.words[index] == "its":
            start = self.text.doc[index].sent.start
            countries = [
                s for s in self.spots if start <= s.start < index and s.kind is Kind.COUNTRY
            ]
            if countries:
                return (countries[-1].actor,)
        return self.owners(index)

    # --- who is meant ------------------------------------------------------------------------------

    def owners(self, index: int | None) -> tuple[Actor, ...]:
        """Who is meant by the possessor at a token: a name, a pronoun or «the group's»."""
        if index is None:
            return ()
        spot = self._spot_at.get(index)
        if spot is not None:
            return (spot.actor,)
        if index in self.meant:
            return self.meant[index]
        group = self.group(self.text.words[index], index)
        return (group,) if group else ()

    def clients(self, office: Office) -> tuple[Actor, ...]:
        """Whom the holder serves: the person at the end of «to Iran's supreme leader, X»."""
        if office.client is None:
            return ()
        doc = self.text.doc
        for i in range(office.client, min(office.client + 12, len(doc))):
            spot = self._spot_at.get(i)
            if spot is not None and spot.kind is Kind.PERSON:
                return (spot.actor,)
            if i in self.meant and i > office.client:
                return self.meant[i]
            next_spot = self._spot_at.get(i + 1)
            parted = doc[i].text == "," and (next_spot is None or next_spot.kind is not Kind.PERSON)
            if parted or doc[i].pos_ == "VERB" or doc[i].text in {".", ";"}:
                return ()
        return ()

    def patrons(self, office: Office) -> tuple[Actor, ...]:
        """The people an office belongs to or serves: «Putin's aide», «adviser to Putin»."""
        return (*self.owners(office.owner), *self.clients(office))

    def group(self, noun: str, index: int) -> Actor | None:
        """The body or country that «the group» or «the government» stands for."""
        groups = self.lexicon["groups"]
        if noun in groups["country"]:
            return self._governing(noun, index) or self._nearest(index, _PLACED)
        if noun in groups["organisation"]:
            return self._nearest_body(noun, index)
        return None

    def _governing(self, noun: str, index: int) -> Actor | None:
        """The one country of which the article has spoken in this very word («the X government»)."""
        named: dict[Actor, None] = {}
        words = self.text.words
        for spot in self.spots:
            if spot.start < index and spot.kind in _PLACED and self._names_noun(spot, noun, words):
                named[spot.actor] = None
        return next(iter(named)) if len(named) == 1 else None

    @staticmethod
    def _names_noun(spot: Spot, noun: str, words: Sequence[str]) -> bool:
        """«the Yemeni government», «Yemen's government», «government of Yemen»."""
        after = [w for w in words[spot.end : spot.end + 3] if w]
        before = [w for w in words[max(0, spot.start - 3) : spot.start] if w]
        return (
            after[:1] == [noun]
            or after[:2] == ["s", noun]
            or (before[-2:] == ["of", "the"] and noun in before)
            or before[-2:] == [noun, "of"]
        )

    def _nearest_body(self, noun: str, index: int) -> Actor | None:
        bodies = [s for s in self.spots if s.kind is Kind.ORGANIZATION]
        if noun in self.lexicon["groups"]["armed"]:
            armed = [s for s in bodies if self.is_armed(s.actor)]
            bodies = armed or [s for s in bodies if self.registry.kind(s.actor.id) is None]
        before = [s for s in bodies if s.start < index]
        if before:
            return before[-1].actor
        actors = {s.actor for s in bodies}
        return actors.pop() if len(actors) == 1 else None

    def is_armed(self, actor: Actor) -> bool:
        """Whether the registry has a body as an armed group or movement."""
        kind = self.registry.kind(actor.id) or ""
        return any(word in kind for word in ("armed", "rebel", "militia", "movement", "militant"))

    def _nearest(self, index: int, kinds: set[Kind]) -> Actor | None:
        before = [s for s in self.spots if s.start < index and s.kind in kinds]
        acting = [s for s in before if acts(s, self.text)]
        return (acting or before)[-1].actor if before else None

    # --- offices asked for ---------------------------------------------------------------------------

    def holders(self, title: str, of: Actor | None) -> list[Actor]:
        """People of the article with such an office of a body, the current ones first."""
        found = [
            h for h in self.settled
            if title_fits(title, h.office.title) and (of is None or of in h.of or self._country_of_all(h) == of)
        ]  # fmt: skip
        current = [h.holder for h in found if h.status is not TenureStatus.FORMER]
        return list(dict.fromkeys(current or [h.holder for h in found]))

    def _country_of_all(self, holding: Holding) -> Actor | None:
        return self._country_of(holding.of[0]) if holding.of else None

    def registered_holders(self, title: str, of: Actor | None) -> list[Actor]:
        """People the article names who hold such an office by the registry at its date."""
        found = []
        for name in sorted(self.named):
            if name.type is ActorType.PERSON:
                tenures = self.registry.tenures(name.id, self.published)
                if any(of in {None, t.of} and title_fits(title, t.role) for t in tenures):
                    found.append(name)
        return found

    def holds(self, actor: Actor, office: Office) -> bool:
        """Whether the registry has the person in such an office of such a body."""
        return any(
            title_fits(office.title, t.role) and (not office.of or t.of in office.of)
            for t in self.registry.tenures(actor.id)
        )

    def people_of(self, country: Actor) -> list[Actor]:
        """People of the article who stand for a country."""
        return [
            actor for actor in dict.fromkeys(s.actor for s in self.spots)
            if actor.type is ActorType.PERSON and self.home(actor) == country
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Title:
    """A holding in its final form, with the words that told it."""

    holding: Holding
    of: Actor | None


def distinct(holdings: Sequence[Holding]) -> Iterator[Title]:
    """One title for each holder, office and body; a vaguer title yields to a fuller one."""
    seen: dict[tuple[Actor, str, Actor | None], None] = {}
    for holding in holdings:
        of = holding.of[0] if holding.of else None
        key = (holding.holder, holding.office.title, of)
        if key in seen or any(_fuller(other, holding) for other in holdings):
            continue
        seen[key] = None
        yield Title(holding, of)


_VAGUE = {
    "Leader",
    "Head",
    "Chief",
    "Minister",
    "Official",
    "Envoy",
    "Adviser",
    "Aide",
    "Negotiator",
    "Commander",
    "Representative",
    "Mediator",
    "Secretary",
    "Director",
    "Deputy",
}


def _fuller(other: Holding, holding: Holding) -> bool:
    """Whether another holding of the same person says the same office in more words."""
    if other.holder != holding.holder or other.office.title == holding.office.title:
        return False
    if other.of and holding.of and other.of[0] != holding.of[0]:
        return False
    ours, theirs = (
        set(holding.office.title.lower().split()),
        set(other.office.title.lower().split()),
    )
    return ours < theirs and not ranked_apart(
        holding.office.title.lower(), other.office.title.lower()
    )
