"""Who and what is named in a text: known names first, then capitalised words in telling company."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from spacy.tokens import Token

from extract.aliases import Aliases
from extract.gazetteer import Entry, Gazetteer, preferred
from extract.lexicon import load_lexicon
from extract.offices import Core, OfficeWords
from extract.text import Kind, Spot, Text
from ontology.facts import Actor, ActorType
from ontology.registry import Registry, unknown_actor


@dataclass(frozen=True, slots=True)
class Names:
    """The named things of a text in order, and the office titles between them."""

    spots: tuple[Spot, ...]
    cores: tuple[Core, ...]
    acronyms: Mapping[str, Actor]


class NameReader:
    """Finds names in articles; holds what is prepared once: gazetteer, offices, lexicon."""

    def __init__(self, registry: Registry, offices: OfficeWords) -> None:
        self._gazetteer = Gazetteer(registry)
        self._offices = offices
        self._lexicon = load_lexicon("names")

    def read(self, text: Text, published: dt.date | None = None) -> Names:
        """Every name of the text that is a person, a body, a country or a place that acts."""
        search = _Search(text, self._gazetteer, self._offices, published)
        return search.run()


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring capitalised words that no known name covers."""

    start: int
    end: int
    words: tuple[str, ...]


class _Search:
    """The search through one text; nothing of it outlives the article."""

    def __init__(
        self, text: Text, gazetteer: Gazetteer, offices: OfficeWords, published: dt.date | None
    ) -> None:
        self.published = published
        self.text = text
        self.doc = text.doc
        self.words = text.words
        self.lexicon = load_lexicon("names")
        self.gazetteer = gazetteer
        self.offices = offices
        self.taken = [i in text.silent for i in range(len(self.words))]
        self.spots: list[Spot] = []
        self.shorts: dict[tuple[str, ...], Actor] = {}
        self.people: dict[tuple[str, ...], Actor] = {}
        self.bodies: dict[tuple[str, ...], Actor] = {}
        self.acronyms: dict[str, Actor] = {}

    def run(self) -> Names:
        """Known names, then titles, then unknown names, then what stands for either."""
        self._title: set[int] = set()
        self._take_known()
        capital = [token.text[0].isupper() for token in self.doc]
        self.cores = self.offices.cores(self.words, self.taken, capital)
        self._title = {i for core in self.cores for i in range(core.start, core.end)}
        runs = list(self._runs())
        # The fullest names first: «Ruiz Massieu» is a surname once «Anna Ruiz Massieu» is known.
        runs.sort(key=lambda run: -len(run.words))
        rest = [run for run in runs if len(run.words) < 2 or not self._take_unknown(run)]
        rest = [run for run in rest if len(run.words) > 1 or not self._take_unknown(run)]
        self._take_acronyms()
        aliases = Aliases(self.people, self._introductions())
        for run in sorted(rest, key=lambda run: run.start):
            self._take_alias(run, aliases)
        self._prefer_people(aliases)
        spots = sorted(self.spots, key=lambda spot: spot.start)
        named = {i for s in spots for i in range(s.start, s.end)}
        cores = [core for core in self.cores if core.head not in named]
        return Names(tuple(spots), tuple(cores), self.acronyms)

    # --- known names ---------------------------------------------------------------------------

    def _take_known(self) -> None:
        for start, end, entries in self.gazetteer.matches(self.doc, self.words):
            if any(self.taken[start:end]):
                continue
            if self._is_title(start, end):
                found = self.gazetteer.shorter(self.doc, self.words, start, end - 1)
                if found is None:
                    continue
                end, entries = found
            self._take_known_at(start, end, entries)

    def _within_longer_name(self, start: int, end: int, entry: Entry) -> bool:
        """«Israel Katz», «Thida Wagner»: one known word of a longer name is part of a person."""
        if entry.kind is Kind.PERSON or end - start > 1:
            return False
        return self._begins_person(start, end) or self._ends_person(start, entry)

    def _begins_person(self, start: int, end: int) -> bool:
        inside = self.doc[start].ent_type_ == "PERSON" and self.doc[end : end + 1].text != ""
        if not inside or self.doc[end].ent_iob_ != "I" or not self.text.capital(end):
            return False
        word = self.words[end]
        return not self.offices.is_head(word) and word not in self.offices.modifiers

    def _ends_person(self, start: int, entry: Entry) -> bool:
        """A body's name after a first name that the model joins to it."""
        token = self.doc[start]
        joined = token.ent_type_ == "PERSON" and token.ent_iob_ == "I"
        before = self.text.before(start)
        if not joined or before is None or entry.kind is not Kind.ORGANIZATION:
            return False
        return (
            self._capital_word(before)
            and not self.taken[before]
            and (self.words[before] not in self.lexicon["honorifics"])
        )

    def _take_known_at(self, start: int, end: int, entries: tuple[Entry, ...]) -> None:
        entry = preferred(entries)
        if entry is None:
            return
        if entry.kind is Kind.PERSON and entry.short:
            # Left to be read with its neighbours: «Trump» may be part of «Melania Trump».
            self.shorts[tuple(w for w in self.words[start:end] if w)] = entry.actor
        elif not self._within_longer_name(start, end, entry) and not self._is_chamber(
            start, end, entry
        ):
            if entry.kind is Kind.PERSON:
                start, end = self._bare_name(start, end)
                end = self._with_lineage(end)
            self._take(start, end, entry.kind, entry.actor, "name")

    def _with_lineage(self, end: int) -> int:
        """«Khalid bin Salman bin Abdulaziz Al Saud»: known by the first part of the name."""
        while (
            end < len(self.doc)
            and self.words[end] in self.lexicon["telling_particles"]
            and (steps := self._particle_steps(end))
        ):
            end += steps
        return end

    def _is_chamber(self, start: int, end: int, entry: Entry) -> bool:
        """«Cambodia's Senate», «Security Council of Armenia»: generic words, another's body."""
        words = {w for w in self.words[start:end] if w}
        if entry.kind is not Kind.ORGANIZATION or not words <= self._generic:
            return False
        owner = next((s for s in self.spots if s.end in {start, start - 1}), None)
        if self.words[end : end + 1] == ["of"]:
            found = self.gazetteer.shorter(self.doc, self.words, end + 1, end + 6)
            owner = Spot(end, end, found[1][0].kind, found[1][0].actor, "") if found else owner
        lone = len(words) == 1 and owner is None
        other = owner is not None and self.gazetteer.country(entry.actor) != owner.actor
        return lone or (other and owner is not None and owner.actor != entry.actor)

    @cached_property
    def _generic(self) -> frozenset[str]:
        """Words that name bodies of any state («Senate», «National Security Council»)."""
        generic: frozenset[str] = self.lexicon["org_heads"] | self.offices.modifiers
        return generic | self.lexicon["state_words"]

    def _bare_name(self, start: int, end: int) -> tuple[int, int]:
        """«King Abdullah II of Jordan» without title and realm, which are read on their own."""
        honorifics = self.lexicon["honorifics"]
        while start < end - 1 and (self.words[start] in honorifics or self.doc[start].text == "."):
            start += 1
        realm = next((i for i in range(start + 1, end - 1) if self.words[i] == "of"), end)
        return start, realm

    def _is_title(self, start: int, end: int) -> bool:
        """«Thai army chief»: the last words, in lower case, belong to the office after them."""
        following = self.words[end] if end < len(self.words) else ""
        small = end - start > 1 and self.doc[end - 1].text.islower()
        return small and self.offices.is_head(following)

    def _take(self, start: int, end: int, kind: Kind, actor: Actor, how: str) -> None:
        self.spots.append(Spot(start, end, kind, actor, how))
        self.taken[start:end] = [True] * (end - start)
        words = tuple(w for w in self.words[start:end] if w)
        if kind is Kind.PERSON and how in {"name", "new name"}:
            self.people[words] = actor
        if kind is Kind.ORGANIZATION and how == "name":
            self.bodies[words] = actor

    # --- capitalised runs ----------------------------------------------------------------------

    def _runs(self) -> Iterator[_Run]:
        index = 0
        while index < len(self.doc):
            if not self._name_like(index):
                index += 1
                continue
            end = self._run_end(index)
            words = tuple(w for w in self.words[index:end] if w)
            if words:
                yield _Run(index, end, words)
            index = end

    def _run_end(self, start: int) -> int:
        end = start + 1
        while end < len(self.doc):
            step = self._joins(end)
            if not step:
                return end
            end += step
        return end

    def _joins(self, index: int) -> int:
        """How many tokens from here on carry the run further: a name, «-Name», «bin Name»."""
        if self._name_like(index, inside=True):
            return 1
        if self.words[index] == "s" and self.words[index - 1] in self.lexicon["owning"]:
            return 2 if self._follows(index + 1) else 0
        glued = (
            self.doc[index].text in {"-", "‐", "‑", "'", "’"}
            and not self.doc[index - 1].whitespace_
        )
        if glued and not self.doc[index].whitespace_ and self._follows(index + 1):
            return 2
        hyphened = self.doc[index + 1 : index + 2].text == "-"
        particles = self.lexicon["hyphened_particles" if hyphened else "particles"]
        if self.words[index] in particles | self.lexicon["particles"] and not self.text.capital(
            index
        ):
            return self._particle_steps(index)
        return 0

    def _particle_steps(self, index: int) -> int:
        following = index + 1
        if following < len(self.doc) and self.doc[following].text == "-":
            following += 1
        if following < len(self.doc) and self.words[following] in self.lexicon["particles"]:
            further = self._particle_steps(following)
            return further + following - index if further else 0
        return following + 1 - index if self._follows(following) else 0

    def _follows(self, index: int) -> bool:
        return index < len(self.doc) and self._name_like(index, inside=True)

    def _name_like(self, index: int, inside: bool = False) -> bool:
        token = self.doc[index]
        if self.taken[index] or index in self._title or not token.text[0].isupper():
            # A name may begin with its article: «al-Shabaab», «al-Murtada».
            return False
        word = self.words[index]
        if word in self.lexicon["honorifics"] and not self._is_last_of_name(index):
            return False
        if word in {"designate", "elect"}:
            return False
        if word in self.lexicon["calendar"] and not (inside and token.ent_type_ == "PERSON"):
            return False
        return inside or not self._opens_sentence(token)

    def _is_last_of_name(self, index: int) -> bool:
        """«Martin Luther King»: an honorific that ends a name instead of opening one."""
        following = index + 1 < len(self.doc) and self.text.capital(index + 1)
        return (
            not following
            and index > 0
            and self.text.capital(index - 1)
            and not self.taken[index - 1]
        )

    def _opens_sentence(self, token: Token) -> bool:
        """A capital that only the beginning of the sentence accounts for."""
        if token.ent_type_ in {"PERSON", "ORG"} and not token.is_stop:
            return False
        if token.text in self._capitalised_elsewhere:
            return False
        return token.is_stop or (bool(token.is_sent_start) and token.pos_ != "PROPN")

    @cached_property
    def _capitalised_elsewhere(self) -> frozenset[str]:
        """Words with a capital in the middle of a sentence, where nothing else accounts for it."""
        return frozenset(
            t.text for t in self.doc
            if t.text[0].isupper() and not t.is_sent_start and not t.is_stop and t.pos_ == "PROPN"
            and t.i not in self.text.shouting
        )  # fmt: skip

    # --- unknown names -------------------------------------------------------------------------

    def _take_unknown(self, run: _Run) -> bool:
        if run.start in self.text.shouting or self.taken[run.start]:
            return False
        end = self._organisation_end(run)
        if end:
            return self._take_organisation(run.start, end)
        if len(run.words) < 2 and not self._addressed(run.start):
            return False
        if self._is_person(run):
            return self._take_person(run)
        return self._take_labelled(run)

    def _take_person(self, run: _Run) -> bool:
        if len(run.words) == 1:
            if run.words in self.shorts or self._surname_known(run.words[0]):
                return False
            actor = self._by_title(run)
        else:
            run = self._without_portfolio(run)
            actor = self.gazetteer.same_spelling(run.words)
        how = "name" if actor else "new name"
        name = self._written(run.start, run.end)
        actor = actor or self._longer(run.words) or unknown_actor(name, ActorType.PERSON)
        self._take(run.start, run.end, Kind.PERSON, actor, how)
        return True

    def _by_title(self, run: _Run) -> Actor | None:
        """«Foreign Minister Maas», «President Moon»: known by surname and office at the date."""
        before = self.text.before(run.start) or 0
        while before and (
            self.words[before] in {","} or self.words[before] in self.lexicon["honorifics"]
        ):
            before -= 1
        core = next((c for c in self.cores if c.start <= before < c.end), None)
        if core is None:
            return None
        phrase = self.offices.expand(self.words[core.start : core.end])
        title = self.offices.scheme.canonical(phrase)
        return self.gazetteer.office_holder(run.words[0], title or phrase, self.published)

    def _without_portfolio(self, run: _Run) -> _Run:
        """«for Foreign Affairs and Defense Simon Coveney»: the name begins after the portfolio."""
        start, words = run.start, run.words
        portfolio = self.offices.modifiers | {"international", "assistance", "affairs"}
        if self.words[start - 1 : start] not in (["for"], ["of"], ["and"]):
            return run
        while len(words) > 2 and words[0] in portfolio:
            start, words = start + 1, words[1:]
        return _Run(start, run.end, words)

    def _surname_known(self, word: str) -> bool:
        return any(word in words for words in self.people if len(words) > 1)

    def _longer(self, words: tuple[str, ...]) -> Actor | None:
        """Somebody already met whose name has all these words («Robert E. Dussey»)."""
        if len(words) < 2:
            return None
        found = {
            actor: None
            for known, actor in self.people.items()
            if known[-len(words) :] == words or (words[-1] == known[-1] and words[0] == known[0])
        }
        return next(iter(found)) if len(found) == 1 else None

    def _written(self, start: int, end: int) -> str:
        return self.doc[start:end].text.strip()

    def _is_person(self, run: _Run) -> bool:
        first, last = run.words[0], run.words[-1]
        if {first, last} & (self.lexicon["never"] | self.lexicon["calendar"]):
            return False
        if last in self.lexicon["thing_heads"] or last in self.lexicon["place_heads"]:
            return False
        if self._addressed(run.start) or first in self.lexicon["female_first"]:
            return True
        if any(word in self.lexicon["telling_particles"] for word in run.words[1:]):
            return True
        labels = [self.doc[i].ent_type_ for i in range(run.start, run.end)]
        if labels.count("PERSON") * 2 >= len(labels) or last in self._human_words:
            return True
        if self._described(run.end) or self._speaks(run):
            return True
        return not {"GPE", "LOC", "FAC"} & set(labels) and self._could_be_person(run)

    @cached_property
    def _human_words(self) -> frozenset[str]:
        """Last words of names that somewhere in the text are a person's beyond doubt."""
        found = set()
        for start, core_end in ((c.end, c.end) for c in self.cores):
            end = self._run_end(start) if self._follows(start) else core_end
            found.update(self.words[end - 1 : end] if end > start else [])
        for entity in self.doc.ents:
            if entity.label_ == "PERSON" or self._described(entity.end):
                found.add(
                    next(
                        (
                            w
                            for w in reversed(self.words[entity.start : entity.end])
                            if w and w != "s"
                        ),
                        "",
                    )
                )
        return frozenset(found - {""})

    def _addressed(self, start: int) -> bool:
        """An office or a form of address stands right before."""
        before = self.text.before(start)
        if before is None:
            return False
        if self.words[before] == "," and before:
            several = self._run_end(start) - start > 1
            return (before - 1 in self._title and several) or self._is_kin(before - 1)
        if self._is_kin(before):
            return True
        if self.words[before] in self.lexicon["honorifics"]:
            return self.text.capital(before)
        return before in self._title and self.doc[before].text not in {"-"}

    def _is_kin(self, index: int) -> bool:
        """«his wife, Eeva», «their son Marko»; «-in-law» ends in «law»."""
        kin = load_lexicon("ties")["kin"]["words"]
        return self.words[index] in kin or self.words[max(0, index - 2) : index + 1] == [
            "in",
            "",
            "law",
        ]

    def _described(self, end: int) -> bool:
        """«X, the interior minister,»: an office in apposition."""
        if end >= len(self.doc) or self.doc[end].text != ",":
            return False
        clause = takewhile(
            lambda i: self.doc[i].text not in {",", ".", ";", "\n"},
            range(end + 1, min(end + 9, len(self.doc))),
        )
        return any(i in self._title for i in clause)

    def _speaks(self, run: _Run) -> bool:
        after = self.words[run.end] if run.end < len(self.words) else ""
        return after in self.lexicon["speech"] and len(run.words) <= 4

    # --- organisations -------------------------------------------------------------------------

    def _organisation_end(self, run: _Run) -> int:
        """The end of the body's name, or 0: its head word comes last or before «of», «for»."""
        heads = self.lexicon["org_heads"]
        if self.lexicon["state_words"].issuperset(run.words):
            return 0
        if (
            run.words[-1] in heads
            and len(run.words) > 1
            and run.words[-1] not in self.lexicon["place_heads"]
        ):
            return self._prolonged(run.end)
        if run.words[-1] in heads and self._prolonged(run.end) > run.end:
            return self._prolonged(run.end)
        return run.end if self._completes_known(run) else 0

    def _completes_known(self, run: _Run) -> bool:
        """«Minsk Group»: a place and a head word; a body's own «Commission» is the body."""
        spot = next((s for s in self.spots if s.end == run.start), None)
        if spot is None or len(run.words) != 1 or run.words[0] not in self.lexicon["org_heads"]:
            return False
        return (
            spot.kind in {Kind.SEAT, Kind.COUNTRY}
            and run.words[0] not in self.lexicon["place_heads"]
        )

    def _prolonged(self, end: int) -> int:
        """The name with what «of», «for» and «on» add to it, as long as that is capitalised."""
        index = end
        if index < len(self.doc) and self.words[index] in {
            "of",
            "for",
            "on",
            "to",
            "against",
            "in",
        }:
            if self.words[index] == "in" and "mission" not in self.words[max(0, end - 3) : end]:
                return end
            index += 1
            if index < len(self.doc) and self.words[index] == "the":
                index += 1
            start = index
            while index < len(self.doc) and self._capital_word(index):
                index += 1
            return self._prolonged(index) if self._belongs_to_body(start, index) else end
        return end

    def _belongs_to_body(self, start: int, end: int) -> bool:
        """«Council of Europe», but neither «Court on Tuesday» nor «Party of John Smith»."""
        if start == end or self.words[start] in self.lexicon["calendar"]:
            return False
        if any(self.taken[start:end]):
            return True
        human = any(self.doc[i].ent_type_ == "PERSON" for i in range(start, end))
        return not human and self.words[end - 1] not in self._human_words

    def _capital_word(self, index: int) -> bool:
        return self.doc[index].text[0].isupper() and bool(self.words[index])

    def _take_organisation(self, start: int, end: int) -> bool:
        start = self._led_by_capitals(self._led_by_known(self._coordinated_start(start)))
        self.spots = [s for s in self.spots if s.end <= start or s.start >= end]
        words = tuple(w for w in self.words[start:end] if w)
        actor = self._known_body(words) or unknown_actor(
            self._written(start, end), ActorType.ORGANIZATION
        )
        self.bodies[words] = actor
        self._take(start, end, Kind.ORGANIZATION, actor, "new name")
        return True

    def _led_by_capitals(self, start: int) -> int:
        """«Lake Chad Peace Council»: capitals before a known name that leads the body's."""
        while start and self._capital_word(start - 1) and not self.taken[start - 1]:
            token = self.doc[start - 1]
            if token.is_sent_start or token.is_stop or start - 1 in self._title:
                break
            start -= 1
        return start

    def _known_body(self, words: tuple[str, ...]) -> Actor | None:
        """A body met before under a longer name: «the Minsk Group» after «OSCE Minsk Group»."""
        fitting = {
            actor: None
            for known, actor in self.bodies.items()
            if known[-len(words) :] == words or known[: len(words)] == words
        }
        return next(iter(fitting)) if len(fitting) == 1 else None

    def _led_by_known(self, start: int) -> int:
        """«Congo River Alliance», «OSCE Minsk Group»: the name begins with a known one."""
        while start and self.taken[start - 1] and not self.words[start - 1] == "s":
            spot = next((s for s in self.spots if s.end == start), None)
            if spot is None or spot.kind in {Kind.DEMONYM, Kind.PERSON}:
                break
            start = spot.start + (self.words[spot.start] == "the")
        return start

    def _coordinated_start(self, start: int) -> int:
        """«National Security and Defense Council»: what «and» joins before the run."""
        if start < 2 or self.words[start - 1] not in {"and", "&"}:
            return start
        index = start - 2
        while index >= 0 and self._portfolio_or_comma(index):
            index -= 1
        return index + 1 if index + 1 < start - 1 else start

    def _portfolio_or_comma(self, index: int) -> bool:
        word = self.words[index]
        if word == ",":
            return self._portfolio_or_comma(index - 1) and self.words[index - 1] != ","
        return self._capital_word(index) and word in self.offices.modifiers

    def _take_labelled(self, run: _Run) -> bool:
        """Two or more capitalised words that the model takes for a body."""
        labels = {self.doc[i].ent_type_ for i in range(run.start, run.end)}
        blocked = (
            self.lexicon["never"]
            | self.lexicon["thing_heads"]
            | self.lexicon["place_heads"]
            | self.lexicon["credit_words"]
        )
        if self.lexicon["state_words"].issuperset(run.words):
            return False
        if labels != {"ORG"} or {run.words[0], run.words[-1]} & blocked:
            return False
        actor = unknown_actor(self._written(run.start, run.end), ActorType.ORGANIZATION)
        self._take(run.start, run.end, Kind.ORGANIZATION, actor, "new name")
        return True

    def _word_before(self, index: int) -> str:
        """The word before; a country's possessive («Italy's Giorgia Meloni») counts as none."""
        word = self.words[index - 1] if index else ""
        owner = next((s for s in self.spots if s.end == index - 1), None) if word == "s" else None
        return "" if owner is not None and owner.kind in {Kind.COUNTRY, Kind.SEAT} else word

    def _could_be_person(self, run: _Run) -> bool:
        """Bodies have an article or telling words; the model takes strange surnames for bodies."""
        before = self._word_before(run.start)
        telling = self.lexicon["org_heads"] | self.lexicon["media"] | self.offices.modifiers
        names = all(
            token.is_alpha and not token.text.isupper() for token in self.doc[run.start : run.end]
        )
        return (
            names
            and len(run.words) < 4
            and before not in {"the", "s"}
            and not telling & set(run.words)
        )

    # --- acronyms and short names --------------------------------------------------------------

    def _take_acronyms(self) -> None:
        """«Security Service of Ukraine (SBU)»: the letters in brackets stand for the body."""
        for place, spot in enumerate(self.spots):
            bodies = {Kind.ORGANIZATION, Kind.COUNTRY}
            index = self._acronym_after(spot) if spot.kind in bodies else None
            if index is None:
                continue
            known = next((s for s in self.spots if s.start == index), None)
            if known is not None and self._are_initials(index, spot):
                self.spots[self.spots.index(known)] = replace(
                    known, kind=spot.kind, actor=spot.actor
                )
            elif known is None:
                self.acronyms["".join(self.words[index : self._acronym_end(index)])] = spot.actor
            elif spot.how == "new name" and known.kind is Kind.ORGANIZATION:
                self.spots[place] = replace(spot, actor=known.actor)

    def _are_initials(self, index: int, spot: Spot) -> bool:
        """«Republic of Cyprus (ROC)»: letters that are the name's own, whatever else they mean."""
        words = [w for w in self.words[spot.start : spot.end] if w not in {"the", "and"}]
        return self.words[index] in {
            "".join(w[0] for w in words if w),
            "".join(w[0] for w in words if w and w != "of"),
        }

    def _acronym_after(self, spot: Spot) -> int | None:
        """«Name (ABC)» or «Name, or ABC,»."""
        index = spot.end
        following = self.words[index : index + 2]
        if not following or following[0] not in {"(", ","}:
            return None
        index += 1 + (following[0] == "," and following[1:] == ["or"])
        marked = following[0] == "(" or self.words[index - 1] == "or"
        return (
            index if marked and index < len(self.doc) and self.doc[index].text.isupper() else None
        )

    def _acronym_end(self, index: int) -> int:
        end = index + 1
        while end < len(self.doc) and self.doc[end].text not in {")", ",", "."} and end - index < 6:
            end += 1
        return end

    def _take_alias(self, run: _Run, aliases: Aliases) -> None:
        if any(self.taken[run.start : run.end]):
            return
        acronym = self.acronyms.get("".join(run.words))
        if acronym:
            self._take(run.start, run.end, Kind.ORGANIZATION, acronym, "acronym")
            return
        sex = self._sex_before(run.start)
        actor = aliases.one(run.words, run.start, sex)
        how = "surname" if actor else "short name"
        actor = actor or self.shorts.get(run.words)
        if actor:
            self._take(run.start, run.end, Kind.PERSON, actor, how)

    def _introductions(self) -> dict[Actor, list[int]]:
        """At which tokens each person is named in full."""
        found: dict[Actor, list[int]] = {}
        for spot in sorted(self.spots, key=lambda spot: spot.start):
            if spot.kind is Kind.PERSON:
                found.setdefault(spot.actor, []).append(spot.start)
        return found

    def _prefer_people(self, aliases: Aliases) -> None:
        """A surname that is also a body's short name is the person's whom the article names."""
        for place, spot in enumerate(self.spots):
            if spot.kind is Kind.ORGANIZATION and spot.end - spot.start == 1:
                person = aliases.one((self.words[spot.start],), spot.start)
                if person is not None:
                    self.spots[place] = Spot(spot.start, spot.end, Kind.PERSON, person, "surname")

    def _sex_before(self, start: int) -> str | None:
        before = self.text.before(start)
        word = self.words[before] if before is not None else ""
        return (
            "f" if word in self.lexicon["female"] else "m" if word in self.lexicon["male"] else None
        )
