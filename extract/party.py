"""Which actors a noun phrase stands for: its own, those in apposition, and those it joins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from extract import syntax
from extract.page import Page
from ontology.facts import Actor, ActorType

_SAME_PHRASE = ("conj", "appos", "nmod", "npadvmod")
# People who stand for whom they are sent by: «negotiators for A and B».
_BODIES = {
    "negotiator",
    "delegation",
    "representative",
    "envoy",
    "team",
    "official",
    "delegate",
    "leader",
    "diplomat",
    "minister",
    "side",
    "mediator",
}


def actors_of(page: Page, tokens: Iterable[Token]) -> tuple[Actor, ...]:
    """The actors that noun phrases stand for, given by their heads; each once, in order."""
    return tuple(dict.fromkeys(actor for token in tokens for actor in _phrase(page, token)))


def _phrase(page: Page, token: Token, depth: int = 6) -> Iterator[Actor]:
    """The actors of a noun phrase: its own, else those in apposition; then what it joins.

    Lists with appositions («the chief, Gen A, and his counterpart, Gen B») are parsed with the
    second member below the first's apposition as often as below its head.
    """
    if not depth:
        yield from _referred(page, token)
        return
    yield from _beyond_country(page, token, depth)
    members = tuple(_members(page, token, depth))
    yield from members
    named = tuple(_named_at_end(page, token)) if page.at(token) is None else ()
    yield from named
    if not named and not (members and _is_unnamed(page, token)):
        yield from _own(page, token, depth)
    yield from _joined(page, token, depth)


def _named_at_end(page: Page, token: Token) -> Iterator[Actor]:
    """«the head of the authorities in Pristina, A»: A is parsed as another name of the place."""
    for place in syntax.complements(token):
        if not any(map(is_person, _referred(page, place))):
            for name in syntax.children(place, {"appos"}):
                yield from filter(is_person, _referred(page, name))


def _own(page: Page, token: Token, depth: int) -> Iterator[Actor]:
    """Whom the head itself refers to, or stands for («negotiators for A and B»)."""
    ref = page.at(token)
    if ref is not None and not _possesses(token):
        yield from ref.actors
    if ref is None and token.lemma_.lower() in _BODIES:
        for owner in syntax.prepositional(token, "for", "from", "of", "representing"):
            yield from _phrase(page, owner, depth - 1)


def _is_unnamed(page: Page, token: Token) -> bool:
    """Whether a phrase speaks of people without their names, as «officials» does."""
    ref = page.at(token)
    return ref is not None and ref.how in {"title", "official", "collective"}


def _joined(page: Page, token: Token, depth: int) -> Iterator[Actor]:
    """Whom a phrase joins by «and», or names in apposition."""
    named = page.at(token) is not None
    for child in syntax.children(token, _SAME_PHRASE):
        if child.dep_ == "conj" or not named or _adds(page, child):
            yield from _phrase(page, child, depth - 1)
        else:
            for joined in syntax.children(child, {"conj"}):
                yield from _phrase(page, joined, depth - 1)


def _beyond_country(page: Page, token: Token, depth: int) -> Iterator[Actor]:
    """«A of X and B of Y»: B is parsed as joined to X, and meant as joined to A."""
    if not any(is_person(actor) for actor in _referred(page, token)):
        return
    for country in syntax.prepositional(token, "of"):
        if country.dep_ == "conj" and any(map(is_person, _referred(page, country))):
            yield from _phrase(page, country, depth - 1)


def _referred(page: Page, token: Token) -> tuple[Actor, ...]:
    ref = page.at(token)
    return ref.actors if ref is not None else ()


def _members(page: Page, token: Token, depth: int) -> Iterator[Actor]:
    """«Emirati officials, including A and B»; «the delegations, led by A and B»."""
    for child in token.children:
        if child.lower_ == "including" and child.dep_ in {"prep", "acl"}:
            members = list(syntax.children(child, {"pobj", "dobj"}))
        elif child.dep_ == "acl" and child.lemma_ in {"lead", "head"} and page.at(token) is None:
            members = syntax.agents(child)
        else:
            continue
        for member in members:
            yield from _phrase(page, member, depth - 1)


def _possesses(token: Token) -> bool:
    """«A's X and B's Y»: B is no member of the list, although it is parsed as one."""
    return token.dep_ == "conj" and any(child.dep_ == "case" for child in token.children)


def _adds(page: Page, child: Token) -> bool:
    """Members of a list that look like modifiers.

    «Armenia's A and Azerbaijan's B», «the MHP, Future Party»: the first parsed as a modifier of
    the second; «A, B talk»: headlines say «and» with a comma, and two persons of two names are no
    apposition.
    """
    if child.dep_ == "nmod":
        return any(c.dep_ == "cc" or c.text == "," for c in child.children)
    one, other = page.at(child.head), page.at(child)
    if child.dep_ != "appos" or one is None or other is None:
        return False
    return {one.how, other.how} <= _NAMED and not set(one.actors) & set(other.actors)


_NAMED = {"name", "new name", "surname", "short name", "alias"}


def is_person(actor: Actor) -> bool:
    """Whether an actor is a person."""
    return actor.type is ActorType.PERSON
