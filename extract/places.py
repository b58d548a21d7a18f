"""Where: cities, countries and buildings that a text names as places, not as actors.

A name is a place by its syntax: «in Moscow», «flew to Kyiv», «the Geneva talks»; without such a
word it is an actor («Moscow rejected the plan») and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from spacy.tokens import Doc, Token

from extract.atlas import Atlas, Named, Sort, Spot, atlas_of, load_words
from extract.dateline import Dateline, dateline
from extract.lexicon import load_lexicon
from ontology.facts import ActorType
from ontology.names import normalise
from ontology.registry import Registry

_NOMINAL = {"conj", "appos", "nmod"}


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens (end exclusive) that say where, the place's name and, if known, its country.

    `relation` is `at`, `to`, `from` or `dateline`: where something is, goes, comes from, or was
    reported from.
    """

    start: int
    end: int
    name: str
    country: str | None = None
    relation: str = "at"


def find_places(doc: Doc, registry: Registry) -> list[Place]:
    """Every mention of a place where something happens or goes, in order.

    Left out are places that something is about («the war in Ukraine»), and those somebody comes
    from, unless a «where» tells what happened there. A building is named by its city if the text
    names that city at all. «There» and «in the same city» are the one told last. The place of a
    dateline has the relation `dateline`: it is where the report was written.
    """
    atlas = atlas_of(registry)
    known = _known(doc, atlas)
    named = sorted([*known, *_others(doc, known, atlas, registry)], key=lambda n: n.start)
    cities = {one.spot.name for one in named if one.spot.sort is Sort.CITY}
    filed = {line.start: line.end for line in _datelines(doc.text)}
    joined = list(_joined(doc, named, atlas))
    places = [place for one in joined if (place := _place(doc, one, cities, filed))]
    towns = [_plain_place(one) for one in joined if one.spot.sort is Sort.CITY]
    echoes = list(_echoes(doc, sorted([*towns, *places], key=_start)))
    return sorted([*places, *echoes], key=_start)


def _start(place: Place) -> int:
    return place.start


def _plain_place(one: Named) -> Place:
    return Place(one.start, one.end, one.spot.name, one.spot.country)


def filed_from(text: str, registry: Registry) -> Spot | None:
    """The place of the first dateline of an article: where it was reported from."""
    for line in _datelines(text):
        spot = atlas_of(registry).find(line.place.partition("/")[0])
        return spot or Spot(line.place.title(), Sort.CITY)
    return None


def _datelines(text: str) -> Iterator[Dateline]:
    """The datelines that lines of the text start with."""
    for match in re.finditer(r"^(?=\S)", text, re.MULTILINE):
        found = dateline(text, match.start())
        if found:
            yield found


def is_locative(token: Token) -> bool:
    """Whether a name stands where a place would, by preposition, verb or the noun after it."""
    return relation_of(token) != ""


def place_for(token: Token, places: Sequence[Place]) -> Place | None:
    """The place of an event told by a verb or noun: below it, else above it, else in its clause.

    Takes «where» clauses to the place they describe. None if the sentence names none.
    """
    sentence = token.sent
    here = [p for p in places if sentence.start <= p.start and p.end <= sentence.end]
    where = _where(token)
    described = next((p for p in here if where and p.start <= where.i < p.end), None)
    ranked = [(_steps(token, _root(token.doc, p)), abs(p.start - token.i), p) for p in here]
    return described or min(ranked, key=lambda r: r[:2], default=(0, 0, None))[2]


def _where(token: Token) -> Token | None:
    """The place that a «where» clause around a token describes."""
    for clause in (token, *token.ancestors):
        if clause.dep_ == "relcl" and any(child.lower_ == "where" for child in clause.children):
            return clause.head
    return None


def _steps(token: Token, place: Token) -> int:
    """Steps in the parse between two tokens; every finite verb passed on the way counts four."""
    up, down = [token, *token.ancestors], [place, *place.ancestors]
    depth = {one.i: steps for steps, one in enumerate(up)}
    for steps, one in enumerate(down):
        if one.i in depth:
            passed = [*up[: depth[one.i]], *down[1:steps]]
            verbs = sum(t.pos_ in {"VERB", "AUX"} and t != token for t in passed)
            return depth[one.i] + steps + 3 * verbs
    return 1000


def _root(doc: Doc, place: Place | Named) -> Token:
    return doc[place.start : place.end].root


def _known(doc: Doc, atlas: Atlas) -> list[Named]:
    return [one for one in atlas.names_in(doc) if not _is_part_of_name(doc, one)]


def _is_part_of_name(doc: Doc, one: Named) -> bool:
    """Whether a known place is part of a longer name («Bank of Palestine», «Paris Hilton»)."""
    before, after = one.start and doc[one.start - 1], one.end < len(doc) and doc[one.end]
    if after and after.ent_iob_ == "I" and after.ent_type_ in {"PERSON"}:
        return True
    return bool(before and doc[one.start].ent_iob_ == "I" and before.ent_type_ == "PERSON")


def _others(doc: Doc, known: Sequence[Named], atlas: Atlas, registry: Registry) -> Iterator[Named]:
    """Places no list knows: «the Turkish capital», and names after a preposition of place."""
    taken = {i for one in known for i in range(one.start, one.end)}
    for token in doc:
        if token.i in taken:
            continue
        if token.lower_ == "capital":
            yield from _capital(token, atlas, registry)
        elif token.pos_ == "PROPN" and (
            token.dep_ in {"pobj", *_NOMINAL} or token.head.lower_ in load_words().sorts
        ):
            yield from _unknown(token, taken, registry)


def _capital(token: Token, atlas: Atlas, registry: Registry) -> Iterator[Named]:
    if any(child.dep_ in {"appos"} for child in token.children):
        return
    for child in token.children:
        country = registry.demonyms.get(child.text) or next(
            (a for a in registry.find(child.text) if a.type is ActorType.COUNTRY), None
        )
        if country and country.name in atlas.capitals:
            spot = Spot(atlas.capitals[country.name], Sort.CITY, country.name)
            yield Named(child.i, token.i + 1, spot)


def _unknown(token: Token, taken: Set[int], registry: Registry) -> Iterator[Named]:
    """A proper name after a preposition of place, unless it names somebody or something else."""
    start = token.i
    while start and _is_name_part(token.doc[start - 1], token) and start - 1 not in taken:
        start -= 1
    name = token.doc[start : token.i + 1].text
    venue = token.lemma_.lower() in load_words().venues
    if not (venue or _looks_geographic(token)) or registry.find(name):
        return
    never = load_words().never | load_lexicon("names")["calendar"]
    if relation_of(token) and name.lower() not in never:
        yield Named(start, token.i + 1, Spot(name, Sort.BUILDING if venue else Sort.CITY))


def _is_name_part(token: Token, head: Token) -> bool:
    """Whether a word before a name belongs to it: «Dolmabahçe Palace», «Ain el-Tineh»."""
    inside = token.head.i <= head.i and token.dep_ in {"compound", "nmod", "punct", "amod"}
    return inside and (token.pos_ == "PROPN" or token.text == "-") and token.text != ","


def _looks_geographic(token: Token) -> bool:
    return _top(token).head.lower_ in {"in", "near", "outside", "to"}


def _joined(doc: Doc, named: Sequence[Named], atlas: Atlas) -> Iterator[Named]:
    """The places, «Antalya, Turkey» and «Hallandale Beach, Fla.» as one each."""
    skip = -1
    for one, following in pairwise([*named, None]):
        if one is None or one.start < skip:
            continue
        country = _container(doc, one, following, atlas) if following else None
        if country and following:
            spot = replace(one.spot, country=country)
            one, skip = Named(one.start, following.end, spot), following.end
        yield one


def _container(doc: Doc, inner: Named, outer: Named, atlas: Atlas) -> str | None:
    """The country of a place that is named right after it, after a comma."""
    if outer.start != inner.end + 1 or doc[inner.end].text != ",":
        return None
    if inner.spot.sort in {Sort.COUNTRY, Sort.BUILDING}:
        return None
    if outer.spot.sort is Sort.COUNTRY:
        return outer.spot.country
    return atlas.regions.get(normalise(doc[outer.start : outer.end].text))


def _place(doc: Doc, one: Named, cities: set[str], filed: Mapping[int, int]) -> Place | None:
    root, spot = _root(doc, one), one.spot
    relation = "dateline" if _is_filed(doc, one, filed) else _event_relation(root, spot)
    if not relation:
        return None
    name = spot.name.removeprefix("the ")
    if spot.sort is Sort.BUILDING and spot.city in cities:
        name = spot.city
    elif spot.sort is Sort.BUILDING and any(city in root.sent.text for city in cities):
        return None
    return Place(one.start, one.end, name, spot.country, relation)


def _is_filed(doc: Doc, one: Named, filed: Mapping[int, int]) -> bool:
    """Whether a place is that of a dateline."""
    start = doc[one.start].idx
    return any(begin <= start < end for begin, end in filed.items())


def _event_relation(root: Token, spot: Spot) -> str:
    """How events lie to a place; empty if it is no place, or what something is about."""
    relation = relation_of(root)
    city = spot.sort in {Sort.CITY, Sort.BUILDING}
    bare = _top(root).dep_ in {"compound", "nmod", "amod", "poss"}
    if not city and (bare or _is_topic(root)):
        return ""
    if relation == "from":
        return "from" if _where_clause(root) else ""
    return relation


def _where_clause(place: Token) -> bool:
    """Whether a «where» goes on about a place."""
    return any(
        child.dep_ == "relcl" and any(word.lower_ == "where" for word in child.children)
        for child in place.children
    )


def relation_of(token: Token) -> str:
    """How a name stands as a place: `at`, `to`, `from`, or empty if it does not."""
    top = _top(token)
    words = load_words()
    noun = top.head.lemma_.lower()
    if top.dep_ in {"compound", "nmod", "amod"} and noun in words.events:
        return "at"
    if top.dep_ == "poss" and noun in words.venues - words.institutions:
        return "at"
    if top.dep_ == "dobj" and noun in words.visit:
        return "to"
    if top.dep_ == "pobj":
        return _by_preposition(top.head)
    return ""


def _by_preposition(preposition: Token) -> str:
    relation = load_words().prepositions.get(preposition.lower_, "")
    return relation if relation == "at" or _moves(preposition) else ""


def _moves(preposition: Token) -> bool:
    """Whether what a preposition hangs on goes somewhere, or a noun it is part of does."""
    if preposition.lower_ == "for":
        return preposition.head.lemma_.lower() in load_words().bound
    motion = load_words().motion
    for governor in islice(preposition.ancestors, 4):
        if governor.lemma_.lower() in motion:
            return True
        if governor.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _top(token: Token) -> Token:
    """The token up whose coordination, apposition or name another stands in its place."""
    venues, sorts = load_words().venues, load_words().sorts
    while token.head is not token:
        head = token.head
        inside = token.dep_ in {"compound", "nmod"} and (
            head.pos_ == "PROPN" or head.lemma_.lower() in venues or head.lower_ in sorts
        )
        if not (token.dep_ in _NOMINAL or inside):
            break
        token = head
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in sorts:
        return _top(token.head.head)
    return token


def _is_topic(root: Token) -> bool:
    """Whether a place is what a noun is about, not where the news happens."""
    top = _top(root)
    return top.dep_ == "pobj" and top.head.head.lemma_.lower() in load_words().topics


def _echoes(doc: Doc, told: Sequence[Place]) -> Iterator[Place]:
    """«There» and «in the same city», as the city or place told last, even one that acted."""
    for token in doc:
        start = _echo_start(token)
        before = [place for place in told if place.end <= start] if start is not None else []
        if before:
            yield replace(before[-1], start=start or 0, end=token.i + 1, relation="at")


def _echo_start(token: Token) -> int | None:
    """Where words begin that point back to a place, if the token is the last of such words."""
    if token.lower_ == "there" and token.dep_ == "advmod" and token.pos_ == "ADV":
        return token.i
    words = load_words()
    if token.dep_ == "pobj" and token.lemma_.lower() in words.sorts | words.venues:
        same = [child.i for child in token.lefts if child.lower_ in {"same", "that"}]
        if same and relation_of(token) == "at":
            return token.left_edge.i
    return None
