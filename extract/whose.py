"""Whose office it is: the country or body of a holding that does not name it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from extract.acting import acts
from extract.holding import Holding
from extract.knowledge import Knowledge
from extract.lexicon import load_lexicon
from extract.phrases import Office
from extract.text import Kind, Spot
from ontology.facts import Actor, ActorType

_MIRRORS = {"Counterpart", "Equivalent", "Opposite Number"}
_PLACED = {Kind.COUNTRY, Kind.SEAT, Kind.DEMONYM}
_REACH = 250  # tokens a bare title may look back for its body


_Source = Callable[[Holding], tuple[Actor, ...]]


class Settler:
    """Settles holdings, the plain ones first, and tells the knowledge of each."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.implied: Mapping[str, str] = load_lexicon("roles")["implied"]
        self.lexicon = load_lexicon("resolve")
        self.topics: set[int] = set()

    def settle(self, holdings: Iterable[Holding]) -> None:
        """Find the country or body of each holding, the plain ones first."""
        waiting = list(holdings)
        self.topics = {
            i for h in waiting for i in range(h.office.core_end, h.office.end)
            if i in self.known.spot_at and self.known.spot_at[i].actor not in h.office.of
        }  # fmt: skip
        for sources in (self._told_of, self._inherited_of, self._nearby_of, self._inherited_of):
            waiting = [h for h in waiting if not self._settled_by(sources, h)]
        self.known.settled.extend(waiting)
        self.known.settled.sort(key=lambda h: h.office.core_start)

    def _settled_by(self, source: _Source, holding: Holding) -> bool:
        of = holding.of or source(holding)
        if of:
            self.known.settle(self._specified(replace(holding, of=of)))
        return bool(of)

    def _specified(self, holding: Holding) -> Holding:
        """«his Rwandan counterpart» has the owner's office; a president's office has its name."""
        office = holding.office
        if office.title in {"Secretary", "Minister"}:
            return replace(holding, office=replace(office, title=self._full_title(holding)))
        owner = (
            next(iter(self.known.owners(office.owner)), None) if office.owner is not None else None
        )
        if owner is None:
            return holding
        titles = [h.office.title for h in self.known.settled if h.holder == owner]
        titles += [t.role for t in self.known.registry.tenures(owner.id, self.known.published)]
        if office.title in _MIRRORS and titles:
            return replace(holding, office=replace(office, title=titles[0]))
        if office.title == "Head of Office" and "President" in titles:
            return replace(holding, office=replace(office, title="Head of the Presidential Office"))
        return holding

    def _full_title(self, holding: Holding) -> str:
        """«Secretary Blinken»: the office the registry has at the date, if only one fits."""
        title = holding.office.title
        tenures = self.known.registry.tenures(holding.holder.id, self.known.published)
        fitting = {
            t.role
            for t in tenures
            if title.lower() in t.role.lower().split() and t.of in holding.of
        }
        return fitting.pop() if len(fitting) == 1 else title

    def _told_of(self, holding: Holding) -> tuple[Actor, ...]:
        """By what the title implies, or by a heading above a list."""
        title = holding.office.title.lower()
        for implied, country in self.implied.items():
            if title.endswith(implied):
                return self.known.registry.find(country)[:1]
        return self._heading_of(holding.office.start)

    def _heading_of(self, index: int) -> tuple[Actor, ...]:
        """«RUSSIA» above «- Vladimir Medinsky, presidential aide»."""
        paragraphs = self.known.text.paragraphs
        place = next((p for p, (a, b) in enumerate(paragraphs) if a <= index < b), 0)
        if not self._is_item(paragraphs[place]):
            return ()
        for start, end in reversed(paragraphs[:place]):
            if self._is_item((start, end)):
                continue
            spot = self.known.spot_at.get(start)
            heading = (
                spot is not None and end - start <= 6 and self.known.text.doc[end - 1].text != "."
            )
            return (spot.actor,) if heading and spot is not None else ()
        return ()

    def _is_item(self, paragraph: tuple[int, int]) -> bool:
        return paragraph[0] in self.known.text.items

    def _inherited_of(self, holding: Holding) -> tuple[Actor, ...]:
        """By whose office it is, by whom it serves, by the holder's other offices."""
        office = holding.office
        if office.title in _MIRRORS:
            return self._mirrored(holding)
        for actor in (*self._landlords(office.owner), *self.known.clients(office)):
            home = self.known.home(actor)
            if home is not None:
                return (home,)
        if holding.by is not None:
            given = next((h.of for h in self.known.settled if h.holder == holding.by and h.of), ())
            home = self.known.known_home(holding.by)
            return given[:1] or ((home,) if home is not None else ())
        held = self._registered(holding)
        if held:
            return (held,)
        if office.title in self.lexicon["loose"]["titles"]:
            return ()
        home = self.known.home(holding.holder)
        if home is None or not self._plausible(home, office):
            return ()
        return (home,)

    def _mirrored(self, holding: Holding) -> tuple[Actor, ...]:
        """«His counterpart, X»: of X's country, never of the owner's."""
        own = {self.known.home(owner) for owner in self.known.owners(holding.office.owner)}
        home = self.known.home(holding.holder)
        return (home,) if home is not None and home not in own else ()

    def _registered(self, holding: Holding) -> Actor | None:
        """The body of the very office the registry has for this person."""
        bodies = {
            t.of: None
            for t in self.known.registry.tenures(holding.holder.id)
            if t.role == holding.office.title and t.of is not None
        }
        named = [body for body in bodies if body in self.known.named]
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
        for spot in reversed(self.known.spots):
            near = spot.start < index and index - spot.start <= _REACH
            if (
                near
                and spot.kind is not Kind.PERSON
                and spot.kind is not Kind.CITY
                and acts(spot, self.known.text)
            ):
                return (spot.actor,)
        return ()

    def _in_sentence(self, index: int, holder: Actor) -> Actor | None:
        """The one country of the sentence, its other people's countries included."""
        sentence = self.known.text.doc[index].sent
        here = [s for s in self.known.spots if sentence.start <= s.start < sentence.end]
        countries = {s.actor for s in here if s.kind in _PLACED and self._counts(s)}
        people = {s.actor for s in here if s.kind is Kind.PERSON} - {holder}
        homes = {home for home in map(self._known_country, people) if home is not None}
        found = countries | homes
        return found.pop() if len(found) == 1 else None

    def _at_place(self, index: int, holder: Actor) -> Actor | None:
        """«met in Muscat with Deputy Foreign Minister X»: the host's capital, if nobody else's."""
        sentence = self.known.text.doc[index].sent
        here = [s for s in self.known.spots if sentence.start <= s.start < sentence.end]
        others = {
            self.known.home(s.actor) for s in here if s.kind is Kind.PERSON and s.actor != holder
        }
        places = {s.actor: None for s in here if s.kind is Kind.SEAT and s.actor not in others}
        return next(iter(places)) if len(places) == 1 else None

    def _in_paragraph(self, index: int, holder: Actor) -> Actor | None:
        """The nearest country before in the paragraph."""
        start = next((a for a, b in self.known.text.paragraphs if a <= index < b), 0)
        before = [s for s in self.known.spots if start <= s.start < index and s.kind in _PLACED]
        return next((s.actor for s in reversed(before) if self._counts(s)), None)

    def _in_article(self, index: int, holder: Actor) -> Actor | None:
        """The country named most so far, the first of equals; else that of the first person."""
        counts: dict[Actor, int] = {}
        for spot in self.known.spots:
            if spot.start < index and spot.kind in _PLACED and self._counts(spot):
                counts[spot.actor] = counts.get(spot.actor, 0) + 1
        if counts:
            return max(counts, key=lambda one: counts[one])
        people = (self._known_country(s.actor) for s in self.known.spots if s.start < index)
        return next((country for country in people if country is not None), None)

    def _known_country(self, actor: Actor) -> Actor | None:
        return next(
            (h for h in self.known.homes.get(actor, ()) if h.type is ActorType.COUNTRY), None
        )

    def _counts(self, spot: Spot) -> bool:
        """Not where an office is about it: «envoy for Ukraine»."""
        return (
            spot.start not in self.topics
            and spot.actor.type is ActorType.COUNTRY
            and acts(spot, self.known.text)
        )

    def _is_stately(self, title: str) -> bool:
        words = set(title.lower().split())
        return bool(words & self.lexicon["stately"]["words"])

    def _landlords(self, index: int | None) -> tuple[Actor, ...]:
        """Owners; «its president» looks for a country first, even one named as a place."""
        if index is not None and self.known.text.words[index] == "its":
            start = self.known.text.doc[index].sent.start
            countries = [
                s for s in self.known.spots if start <= s.start < index and s.kind is Kind.COUNTRY
            ]
            if countries:
                return (countries[-1].actor,)
        return self.known.owners(index)
