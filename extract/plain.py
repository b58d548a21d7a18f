"""Machine-paraphrased («spun») news put back into plain English before it is parsed.

Only a text that gives itself away by several unmistakable forms is touched; any other is parsed
as it is. Offsets of the plain text map back to the article, so that quotes stay the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod

from extract.page import View
from extract.plain_words import Phrase, PlainWords, load_plain_words
from ontology.facts import Actor, ActorType, Article
from ontology.names import normalise
from ontology.registry import Registry

_WORD = re.compile(r"\w+")
_END = re.compile(r"(?!\w)(?!-(?!elect|designate))")
_NAME_AHEAD = re.compile(r" [^\W\d_a-z]")
_SMALL = {"of", "the", "for", "and", "on", "in", "to", "de"}
_LONGEST_NAME = 9  # words
_MOST_CHOICES = 600  # names tried for one garbled name


@dataclass(frozen=True, slots=True)
class Change:
    """Plain words for the stretch `start:end` of the article."""

    start: int
    end: int
    plain: str


def plain_view(article: Article, registry: Registry) -> View:
    """The article's text as it is to be parsed, and how its offsets map to the article."""
    text = article.text
    if not is_spun(text):
        return View(text)
    words = load_plain_words()
    changes = _taken_in_turn(
        _name_changes(text, words, registry),
        _premier_changes(text, registry),
        _phrase_changes(text, words),
        _pattern_changes(text, words),
    )
    return _view(text, sorted([*changes, *_article_changes(text, changes)], key=_place))


def is_spun(text: str) -> bool:
    """Whether a text gives itself away as machine-paraphrased, by the lexicon's signs.

    At least one sign must be a strong one.
    """
    words, lowered = load_plain_words(), text.lower()
    if not any(hint in lowered for hint in words.hints):
        return False
    strong = sum(sign.search(text) is not None for sign in words.strong)
    if not strong or strong >= words.threshold:
        return strong > 0
    weak = sum(sign.search(text) is not None for sign in words.weak)
    return strong + weak / 2 >= words.threshold


def _taken_in_turn(*passes: Iterable[Change]) -> list[Change]:
    """The changes of all passes in order of place; a later pass keeps off an earlier one's."""
    taken: list[Change] = []
    for changes in passes:
        free = [c for c in changes if not any(c.start < t.end and t.start < c.end for t in taken)]
        taken += free
    return sorted(taken, key=_place)


def _place(change: Change) -> int:
    return change.start


def _article_changes(text: str, changes: Sequence[Change]) -> Iterator[Change]:
    """«A» and «an» before words whose first sound changed («an elderly» is «a senior»)."""
    for change in changes:
        article = re.search(r"(?i)\b(an?) $", text[max(0, change.start - 4) : change.start])
        if article and _starts_open(change.plain) != (article[1].lower() == "an"):
            right = article[1][0] + ("n" if _starts_open(change.plain) else "")
            start = change.start - len(article[1]) - 1
            yield Change(start, change.start - 1, right)


def _starts_open(words: str) -> bool:
    """Whether words start with the sound of a vowel."""
    return words[:1].lower() in "aeio" or re.match(r"(?i)u[nlp](?!i|\.)", words) is not None


def _view(text: str, changes: Sequence[Change]) -> View:
    """The changed text; a stretch begins at every change and right behind it."""
    parts: list[str] = []
    cuts: list[tuple[int, int]] = [(0, 0)]
    here = done = 0
    for change in changes:
        parts += [text[done : change.start], change.plain]
        here += change.start - done
        cuts += [(here, change.start), (here + len(change.plain), change.end)]
        here, done = here + len(change.plain), change.end
    parts.append(text[done:])
    return View("".join(parts), _distinct(cuts))


def _distinct(cuts: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(cut for cut, after in pairwise([*cuts, (-1, -1)]) if cut != after)


def _pattern_changes(text: str, words: PlainWords) -> Iterator[Change]:
    found: list[Change] = []
    for pattern in words.patterns:
        for match in pattern.odd.finditer(text):
            start, end = match.span()
            overlaps = any(c.start < end and start < c.end for c in found)
            if not overlaps and pattern.company.holds(text, start, end):
                plain = pattern.plain_for(match.group())
                found.append(Change(start, end, _cased(match.group(), plain)))
    yield from found


def _premier_changes(text: str, registry: Registry) -> Iterator[Change]:
    """«Head of state» before somebody who was prime minister, but never president."""
    for match in re.finditer(
        r"(?i)\bhead of state(?-i:(?= ([^\W\d_a-z][\w.'’-]+(?: [\w.'’-]+){0,3})))", text
    ):
        names = [" ".join(match[1].split()[:count]) for count in (4, 3, 2)]
        people = next(filter(None, map(registry.find, names)), ())
        offices = {tenure.role for person in people for tenure in registry.tenures(person.id)}
        if "Prime Minister" in offices and "President" not in offices:
            yield Change(*match.span(), _cased(match.group(), "prime minister", title=True))


def _phrase_changes(text: str, words: PlainWords) -> Iterator[Change]:
    """The phrases of the lexicon from left to right, the longest that fits its company first."""
    lowered = text.lower()
    aligned = lowered if len(lowered) == len(text) else text
    end = 0
    for word in _WORD.finditer(aligned):
        if word.start() < end:
            continue
        for phrase in words.phrases.get(word.group(), ()):
            end = word.start() + len(phrase.odd)
            if aligned.startswith(phrase.odd, word.start()) and _fits(phrase, text, word.start()):
                yield Change(word.start(), end, _phrase_plain(phrase, text, word.start()))
                break
            end = word.start()


def _fits(phrase: Phrase, text: str, start: int) -> bool:
    end = start + len(phrase.odd)
    return bool(_END.match(text, end)) and phrase.company.holds(text, start, end)


def _phrase_plain(phrase: Phrase, text: str, start: int) -> str:
    odd = text[start : start + len(phrase.odd)]
    if phrase.kind == "names":
        return phrase.plain
    title = phrase.kind == "offices" and bool(_NAME_AHEAD.match(text, start + len(odd)))
    return _cased(odd, phrase.plain, title=title)


def _cased(odd: str, plain: str, *, title: bool = False) -> str:
    """The plain words with the capitals of the odd ones; as a title before a name if `title`."""
    if not odd[0].isupper() or not plain[:1].islower():
        return plain
    initials = [word[0] for word in re.findall(r"[^\W\d_]+", odd) if word.lower() not in _SMALL]
    if title or (len(initials) > 1 and all(initial.isupper() for initial in initials)):
        return _titled(plain)
    return plain[0].upper() + plain[1:]


def _titled(words: str) -> str:
    return " ".join(w if w in _SMALL else w[:1].upper() + w[1:] for w in words.split(" "))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word of a name, or words that stand for one, and what it may have been."""

    start: int
    end: int
    choices: tuple[str, ...]
    odd: bool


def _name_changes(text: str, words: PlainWords, registry: Registry) -> Iterator[Change]:
    """Names of organisations whose words were swapped, where the registry knows the original."""
    end = 0
    for run in re.finditer(r"[^\W\d_a-z][\w'’-]*(?: [\w'’-]+)*", text):
        starts = [w.start() for w in re.finditer(r"(?<![\w'’-])[^\W_a-z]", run.group())]
        for start in (run.start() + offset for offset in starts):
            change = _name_change(text, start, words, registry) if start >= end else None
            if change:
                end = change.end
                yield change


def _name_change(text: str, start: int, words: PlainWords, registry: Registry) -> Change | None:
    """The longest garbled name at a place, put back; none if the registry has no such name."""
    units = list(_units(text, start, words))
    for count in range(len(units), 1, -1):
        span = units[:count]
        name = text[start : span[-1].end]
        if span[-1].choices[0].lower() in _SMALL or not any(unit.odd for unit in span):
            continue
        plain = _original(span, registry) or (name if _organisation(registry, name) else None)
        if plain:
            return Change(start, span[-1].end, plain)
    return None


def _units(text: str, start: int, words: PlainWords) -> Iterator[_Unit]:
    """The words of a name from a place on, those that stand for one word taken together."""
    place, count = start, 0
    while count < _LONGEST_NAME and (unit := _unit(text, place, words)):
        yield unit
        if text[unit.end : unit.end + 1] != " ":
            return
        place, count = unit.end + 1, count + 1


def _unit(text: str, place: int, words: PlainWords) -> _Unit | None:
    phrase = re.compile(r"[\w'’-]+(?: [\w'’-]+){0,2}").match(text, place)
    if phrase is None:
        return None
    parts = phrase.group().split(" ")
    if not (parts[0][:1].isupper() or parts[0][:1].isdigit() or parts[0] in _SMALL):
        return None
    for length in range(len(parts), 0, -1):
        odd = " ".join(parts[:length])
        plain = words.synonyms.get(odd.lower())
        if plain:
            return _Unit(place, place + len(odd), (odd, *map(_titled, plain)), True)
    return _Unit(place, place + len(parts[0]), (parts[0],), False)


def _original(units: Sequence[_Unit], registry: Registry) -> str | None:
    """The choice of other words that is an organisation's name, the least different first.

    An organisation's own name goes before its aliases, odd ones among which lie half-way.
    """
    if prod(len(unit.choices) for unit in units) > _MOST_CHOICES:
        return None
    numbered = (enumerate(unit.choices) for unit in units)
    # The first is the name as it stands.
    choices = sorted(product(*numbered), key=lambda choice: sum(n for n, _ in choice))[1:]
    names = [" ".join(word for _, word in choice) for choice in choices]
    known = [(actor, name) for name in names if (actor := _organisation(registry, name))]
    own = [name for actor, name in known if normalise(actor.name) == normalise(name)]
    return next(iter([*own, *(name for _, name in known)]), None)


def _organisation(registry: Registry, name: str) -> Actor | None:
    found = (actor for actor in registry.find(name) if actor.type is ActorType.ORGANIZATION)
    return next(found, None)
