"""Who came along: companions and the heads of delegations join the side they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from extract import syntax
from extract.events import CONTACT, Told, sentences_between
from extract.page import Page
from extract.party import actors_of, is_person
from ontology.facts import Actor, Stance

_REACH = 4  # sentences between a delegation's list and the meeting it came for
_JOINED = CONTACT - {"Call"}
Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Company:
    """Actors who stand beside another one, and the words that say so."""

    with_whom: Actor
    actors: tuple[Actor, ...]
    trigger: Token
    rule: str


def with_company(page: Page, tellings: Sequence[Told], words: Words) -> list[Told]:
    """The tellings, and each event that had company told once more with the company in it."""
    joined = [*tellings, *attendances(page, tellings, words)]
    for company in find_company(page, words):
        event = _event_of(company, joined)
        if event is not None:
            joined.append(_told_with(event, company))
    return joined


def _opens_at(noun: Token) -> bool:
    """«At the meeting, C said»: whoever the sentence goes on about was there."""
    preposition = noun.head
    return (
        noun.dep_ == "pobj"
        and preposition.lower_ in {"at", "during"}
        and preposition.i == noun.sent.start
    )


def find_company(page: Page, words: Words) -> Iterator[Company]:
    """Companions and heads of delegations, in text order, then those of printed lists."""
    for token in page.doc:
        if token.lemma_ in words["companions"] and token.pos_ == "VERB":
            yield from _companions(page, token)
        elif token.lemma_ in words["leaders"] and token.pos_ == "VERB":
            yield from _leaders(page, token, words["delegations"])
        elif token.lemma_ == "company" and token.dep_ == "pobj":
            yield from _company_of(page, token)
        elif token.lemma_ in {"member", "part"} and token.dep_ in {"attr", "pobj"}:
            yield from _members(page, token)
    yield from _listed(page)


def attendances(page: Page, tellings: Sequence[Told], words: Words) -> Iterator[Told]:
    """«C attended the meeting»: the event taken up, once more with C on a side of its own."""
    for told in tellings:
        verb = syntax.clause_of(told.trigger)
        if told.rule != "taken-up" or verb is None:
            continue
        if verb.lemma_ not in words["attendance"] and not _opens_at(told.trigger):
            continue
        guests = tuple(a for a in actors_of(page, syntax.subjects(verb)) if a not in told.actors)
        if guests and told.type in _JOINED and told.stance is Stance.ASSERTS:
            yield replace(told, sides=(*told.sides, guests), rule="attended")


def _companions(page: Page, verb: Token) -> Iterator[Company]:
    """«Putin, accompanied by A and B, met C»; «A accompanied Putin»."""
    hosts = actors_of(page, syntax.objects(verb))
    guests = actors_of(page, syntax.subjects(verb))
    if len(hosts) == 1 and guests and verb.lemma_ != "join":
        yield Company(hosts[0], guests, verb, "accompanied")


def _leaders(page: Page, verb: Token, delegations: frozenset[str]) -> Iterator[Company]:
    """«A led the Ukrainian delegation»; «the delegation, led by A»."""
    bodies = [t for t in syntax.objects(verb) if t.lemma_.lower() in delegations or _is_people(t)]
    leaders = tuple(a for a in actors_of(page, syntax.subjects(verb)) if is_person(a))
    for body in actors_of(page, bodies):
        if leaders and not is_person(body):
            yield Company(body, leaders, verb, "delegation-led")


def _members(page: Page, noun: Token) -> Iterator[Company]:
    """«A was a member of the Ukrainian delegation», «A was one of its members»."""
    verb = syntax.clause_of(noun)
    people = actors_of(page, syntax.subjects(verb)) if verb is not None else ()
    persons = tuple(actor for actor in people if is_person(actor))
    bodies = [*syntax.possessors(noun), *syntax.prepositional(noun, "of")]
    for body in actors_of(page, bodies):
        if persons and verb is not None and verb.lemma_ == "be" and not is_person(body):
            yield Company(body, persons, noun, "delegation-member")


def _company_of(page: Page, noun: Token) -> Iterator[Company]:
    """«A met B in the company of C»: C stands on A's side."""
    verb = syntax.clause_of(noun)
    hosts = actors_of(page, syntax.subjects(verb)) if verb is not None else ()
    guests = actors_of(page, syntax.prepositional(noun, "of"))
    if len(hosts) == 1 and guests and noun.head.lower_ == "in":
        yield Company(hosts[0], guests, noun, "in-company")


def _is_people(token: Token) -> bool:
    """«led the Afghans»: the people stand for their delegation."""
    return token.tag_ in {"NNPS", "NNS"}


def _listed(page: Page) -> Iterator[Company]:
    """A line that names a country alone, and below it lines that each begin with a person."""
    body: Actor | None = None
    for line in _lines(page):
        refs = list(page.within(line))
        first = refs[0].actors if refs and refs[0].start - line.start <= 1 else ()
        if len(line) <= 6 and len(refs) == 1 and len(first) == 1 and not is_person(first[0]):
            body = first[0]
        elif body and first and is_person(first[0]) and line[-1].text != ".":
            yield Company(body, first, line[0], "delegation-listed")
        elif line.text.strip():
            body = None


def _lines(page: Page) -> Iterator[Span]:
    start = 0
    for token in page.doc:
        if "\n" in token.text:
            yield page.doc[start : token.i]
            start = token.i + 1
    yield page.doc[start:]


def _event_of(company: Company, tellings: Sequence[Told]) -> Told | None:
    """The contact nearest in the text that the accompanied actor takes part in, held or planned."""
    near = [
        (_gap(told, company.trigger), -i, told)
        for i, told in enumerate(tellings)
        if _may_join(told, company)
    ]
    gap, _, told = min(near, key=lambda one: one[:2], default=(0, 0, None))
    limit = len(company.trigger.doc) if company.rule == "delegation-listed" else _REACH
    return told if told is not None and gap <= limit else None


def _may_join(told: Told, company: Company) -> bool:
    return (
        told.type in _JOINED
        and told.stance in {Stance.ASSERTS, Stance.FORESEES}
        and company.with_whom in told.actors
        and len(told.sides) > 1
        and not set(company.actors) <= told.actors
    )


def _gap(told: Told, token: Token) -> int:
    one, other = sorted((told.trigger, token), key=lambda t: t.i)
    return sentences_between(one, other)


def _told_with(event: Told, company: Company) -> Told:
    new = tuple(actor for actor in company.actors if actor not in event.actors)
    sides = tuple((*side, *new) if company.with_whom in side else side for side in event.sides)
    return replace(event, sides=sides, rule=company.rule, trigger=company.trigger)
