"""Near copies: texts that say much the same in the same order, reworded or not.

A text is looked at in two ways: as runs of words, which survive cuts and edits, and as runs of its
fixed points (names and numbers), which survive rewording too. MinHash bands (Broder 1997; Leskovec,
Rajaraman, Ullman, *Mining of Massive Datasets*, ch. 3) bring likely pairs together; a pair is then
judged on the texts themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rensa import RMinHash

_SEED = 7
_ROWS = 2
_WORD = re.compile(r"\w+", re.UNICODE)
_POINT = re.compile(r"\b(?:[A-Z][\w’'-]*\w|\d[\d.,]*)")
_SENTENCE = re.compile(r"(?:^|[.!?:”\"]\s+|\n\s*)[“\"”\s]*([A-Z][\w’'-]*)")


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking at a text: runs of how many tokens, kept in how many bands.

    Two texts are near if the smaller one's runs are in the other to the share `threshold`, and
    it has at least `least` runs.
    """

    name: str
    length: int
    bands: int
    threshold: float
    least: int


# Measured by `bench/near_copies.py`: different articles on one event stay below these shares.
WORDS = Look("w", length=3, bands=20, threshold=0.4, least=10)
POINTS = Look("p", length=3, bands=20, threshold=0.45, least=10)
VERSION = f"{RMinHash.ALGORITHM_VERSION}/{_SEED}/{_ROWS}/{WORDS}/{POINTS}"


def bands(text: str) -> frozenset[str]:
    """The keys under which likely copies of a text are found; equal texts share all of them."""
    return frozenset(key for look in (WORDS, POINTS) for key in _bands(look, runs(look, text)))


def near(one: str, other: str) -> bool:
    """Whether one text is a near copy of the other; the order of the two does not count."""
    return any(share(look, one, other) >= look.threshold for look in (WORDS, POINTS))


def share(look: Look, one: str, other: str) -> float:
    """Which part of the smaller text's runs stands in the other, from 0 to 1."""
    left, right = runs(look, one), runs(look, other)
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller >= look.least else 0.0


def runs(look: Look, text: str) -> frozenset[str]:
    """Every run of so many tokens, as one string each."""
    tokens = list(_words(text) if look is WORDS else _points(text))
    length = look.length
    return frozenset(
        " ".join(tokens[start : start + length]) for start in range(len(tokens) - length + 1)
    )


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in _WORD.findall(text))


def _points(text: str) -> Iterator[str]:
    """Names and numbers in order, without words that only open a sentence, without repetition."""
    opening = {match.start(1) for match in _SENTENCE.finditer(text)}
    last = ""
    for match in _POINT.finditer(text):
        word = match.group().lower()
        if match.start() not in opening and word != last:
            last = word
            yield word


def _bands(look: Look, tokens: frozenset[str]) -> Iterator[str]:
    if len(tokens) < look.least:
        return
    sketch = RMinHash(num_perm=look.bands * _ROWS, seed=_SEED)
    sketch.update(sorted(tokens))
    digest = sketch.digest()
    for band in range(look.bands):
        values = digest[band * _ROWS : (band + 1) * _ROWS]
        yield f"{look.name}{band:02d}:" + "".join(f"{value:08x}" for value in values)
