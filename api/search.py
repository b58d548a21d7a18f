"""Finding actors by what somebody remembers of a name.

Names are folded (case, accents, punctuation, script) and taken apart into words. A word of the
question matches a word of a name if it is the same, begins it, sounds alike in transliteration
(«Zelenskiy», «Zelenskyy») or differs by one slip of the pen. Slips are found as in SymSpell
(Garbe 2012): two words one edit apart share a form with at most one letter dropped from each.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import merge, nsmallest
from importlib.resources import files
from itertools import islice

import pyoxigraph as ox
from rapidfuzz.distance import OSA

from graph.store import Store
from ontology.facts import Actor, ActorType
from ontology.names import normalise
from ontology.vocabulary import ACTOR, OWL, PAR, RDF, RDFS, SKOS, WIKIDATA

Aliases = Mapping[str, Sequence[str]]

_SHORT = 2  # letters up to which the best matches of a prefix are kept ready
_READY = 1000
_MANY = 2000  # changed actors beyond which a new index is made
_SLIP_FROM = 4  # letters from which a word may have a slip
EXACT, WORD, PREFIX, SOUND, SLIP = 1.0, 0.9, 0.8, 0.7, 0.6


@dataclass(frozen=True, slots=True)
class Known:
    """An actor, the names it goes by, its own first, and how many facts it takes part in."""

    actor: Actor
    names: tuple[str, ...]
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """An actor found, by which name, how surely, and how much is known of it."""

    actor: Actor
    matched: str
    score: float
    weight: int


@cache
def _transliteration() -> tuple[dict[int, str], tuple[tuple[str, str], ...]]:
    table = tomllib.loads((files("api") / "transliteration.toml").read_text(encoding="utf-8"))
    letters = {ord(letter): latin for letter, latin in table["letters"].items()}
    return letters, tuple((old, new) for old, new in table["sounds"])


def folded(text: str) -> str:
    """A name as it is compared: in Latin letters, without case, accents and punctuation."""
    return normalise(text.lower().translate(_transliteration()[0]))


def sound(word: str) -> str:
    """A form that transliterations of one name share."""
    for old, new in _transliteration()[1]:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)


class Index:
    """Actors by the words of their names, the best known first."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = sorted(known, key=lambda one: (-one.weight, one.actor.id))
        self._names = [[folded(name) for name in one.names] for one in self._known]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, names in enumerate(self._names):
            for word in {word for name in names for word in name.split()}:
                self._postings[word].append(number)
        self._words = sorted(self._postings)
        self._sounds = _grouped((sound(word), word) for word in self._words)
        self._slips = _grouped((form, word) for word in self._words for form in _forms(word))
        self._ready = {
            prefix: self._all(self._beginning(prefix))
            for prefix in {word[:size] for word in self._words for size in range(1, _SHORT + 1)}
        }

    @classmethod
    def of(cls, store: Store, aliases: Aliases | None = None) -> Index:
        """The index of all actors of a store's view, by further names too."""
        return cls(known_actors(store.raw, aliases or {}))

    def __len__(self) -> int:
        """How many actors it has."""
        return len(self._known)

    def search(
        self, text: str, limit: int, offset: int = 0, hidden: Collection[str] = ()
    ) -> tuple[list[Found], int]:
        """The actors a text may mean, the likeliest first, and how many there are.

        `hidden` are ids of actors to be passed over.
        """
        words = folded(text).split()
        if not words:
            return [], 0
        found = self._ranked(words)
        if hidden:
            found = [pair for pair in found if self._known[pair[1]].actor.id not in hidden]
        chosen = islice(found, offset, offset + limit)
        return [self._found(number, words, score) for score, number in chosen], len(found)

    def _ranked(self, words: list[str]) -> list[tuple[float, int]]:
        """Pairs of score and actor; each way of matching is tried if none before found any."""
        if len(words) == 1 and len(words[0]) <= _SHORT:
            ready = {*self._ready.get(words[0], ()), *self._postings.get(words[0], ())}
            return self._scored(ready, words, PREFIX)
        for likeness, matches in (
            (PREFIX, self._beginning),
            (SOUND, self._sounding),
            (SLIP, self._slipped),
        ):
            numbers = self._with_all([matches(word) for word in words])
            if numbers:
                return self._scored(numbers, words, likeness)
        return []

    def _scored(
        self, numbers: set[int], words: list[str], likeness: float
    ) -> list[tuple[float, int]]:
        """The likeliest first; only those that have the very words can be likelier than most."""
        whole = numbers.intersection(*(self._postings.get(word, ()) for word in words))
        scored = ((self._score(number, words, likeness), number) for number in whole)
        better = sorted((pair for pair in scored if pair[0] > likeness), key=_order)
        rest = numbers.difference(number for _, number in better)
        return [*better, *((likeness, number) for number in sorted(rest))]

    def _with_all(self, choices: list[Sequence[str]]) -> set[int]:
        """Actors that have, for every word asked for, one of the words it may stand for."""
        sizes = [sum(len(self._postings[word]) for word in words) for words in choices]
        order = sorted(range(len(choices)), key=sizes.__getitem__)
        numbers: set[int] | None = None
        for position in order:
            these = set[int]().union(*(self._postings[word] for word in choices[position]))
            numbers = these if numbers is None else numbers & these
            if not numbers:
                return set()
        return numbers or set()

    def _beginning(self, prefix: str) -> Sequence[str]:
        start = bisect_left(self._words, prefix)
        end = bisect_left(self._words, prefix + "\U0010ffff")
        return self._words[start:end]

    def _sounding(self, word: str) -> Sequence[str]:
        return self._sounds.get(sound(word), ()) or self._beginning(word)

    def _slipped(self, word: str) -> Sequence[str]:
        if len(word) < _SLIP_FROM:
            return self._beginning(word)
        near = {other for form in _forms(word) for other in self._slips.get(form, ())}
        alike = [other for other in near if OSA.distance(word, other, score_cutoff=1) <= 1]
        # Two slips are forgiven where the words are long.
        further = sorted(near) if len(word) > 2 * _SLIP_FROM - 1 else []
        return sorted(alike) or further or self._beginning(word)

    def _all(self, words: Sequence[str]) -> list[int]:
        numbers = merge(*(self._postings[word] for word in words))
        return nsmallest(_READY, set(numbers))

    def _score(self, number: int, words: list[str], likeness: float) -> float:
        names = self._names[number]
        if " ".join(words) in names:
            return EXACT
        if likeness == PREFIX and any(set(words) <= set(name.split()) for name in names):
            return WORD
        return likeness

    def _found(self, number: int, words: list[str], score: float) -> Found:
        one = self._known[number]
        likest = max(
            range(len(one.names)),
            key=lambda place: OSA.normalized_similarity(
                " ".join(words), self._names[number][place]
            ),
        )
        return Found(one.actor, one.names[likest], score, one.weight)


class LiveIndex:
    """An index and, beside it, a small one of the actors that have changed since it was made."""

    def __init__(self, store: Store, aliases: Aliases | None = None) -> None:
        self._aliases = aliases or {}
        self._main = Index.of(store, self._aliases)
        self._changed: frozenset[str] = frozenset()
        self._fresh = Index(())

    def search(self, text: str, limit: int, offset: int = 0) -> tuple[list[Found], int]:
        """The actors a text may mean, the likeliest first, and how many there are."""
        upto = limit + offset
        old, old_total = self._main.search(text, upto, hidden=self._changed)
        new, new_total = self._fresh.search(text, upto)
        both = sorted([*old, *new], key=lambda one: (-one.score, -one.weight, one.actor.id))
        return both[offset:upto], old_total + new_total

    def update(self, store: Store, actors: Collection[str]) -> None:
        """Bring the actors that a write touched in step; many make a new index."""
        changed = self._changed | frozenset(actors)
        if len(changed) > _MANY:
            self._main, changed = Index.of(store, self._aliases), frozenset()
        known = known_actors(store.raw, self._aliases, changed) if changed else ()
        self._fresh = Index(known)
        self._changed = changed


def _order(pair: tuple[float, int]) -> tuple[float, int]:
    return -pair[0], pair[1]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, word in pairs:
        groups[key].append(word)
    return {key: tuple(words) for key, words in groups.items()}


def _forms(word: str) -> Iterator[str]:
    """The word itself and, if it is long enough, the word without any one of its letters."""
    yield word
    if len(word) >= _SLIP_FROM:
        yield from {word[:place] + word[place + 1 :] for place in range(len(word))}


_TYPE = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")
_OTHER = ox.NamedNode(SKOS + "altLabel")
_SAME = ox.NamedNode(OWL + "sameAs")
_ENDS = [ox.NamedNode(PAR + end) for end in ("participant", "holder", "of", "subject", "object")]
_VIEW = ox.DefaultGraph()


def known_actors(raw: ox.Store, aliases: Aliases, only: Collection[str] = ()) -> list[Known]:
    """The actors of a view with names and weight; all of them unless some are named by id."""
    some: list[ox.NamedNode | None] = [ox.NamedNode(ACTOR + actor) for actor in only]
    known = []
    for one in some or [None]:
        types = {actor: kind for kind in ActorType for actor in _of_type(raw, one, kind)}
        labels, others, same = (_values(raw, one, name) for name in (_LABEL, _OTHER, _SAME))
        weights = _weights(raw, one)
        for iri, kind in types.items():
            id_ = iri.removeprefix(ACTOR)
            name = min(labels.get(iri, [id_]))
            names = dict.fromkeys([name, *others.get(iri, ()), *aliases.get(id_, ())])
            wikidata = min(same.get(iri, [""])).removeprefix(WIKIDATA) or None
            known.append(Known(Actor(id_, name, kind, wikidata), tuple(names), weights[iri]))
    return known


def _of_type(raw: ox.Store, one: ox.NamedNode | None, kind: ActorType) -> Iterator[str]:
    for quad in raw.quads_for_pattern(one, _TYPE, ox.NamedNode(PAR + kind.value), _VIEW):
        yield quad.subject.value  # type: ignore[union-attr]


def _values(raw: ox.Store, one: ox.NamedNode | None, name: ox.NamedNode) -> dict[str, list[str]]:
    values: dict[str, list[str]] = defaultdict(list)
    for quad in raw.quads_for_pattern(one, name, None, _VIEW):
        values[quad.subject.value].append(quad.object.value)  # type: ignore[union-attr]
    return values


def _weights(raw: ox.Store, one: ox.NamedNode | None) -> Counter[str]:
    """In how many facts actors take part."""
    return Counter(
        quad.object.value  # type: ignore[union-attr]
        for end in _ENDS
        for quad in raw.quads_for_pattern(None, end, one, _VIEW)
    )
