"""How well near copies are told from different articles on the same events.

    python bench/near_copies.py [FOLDER ...]

Makes copies of each article of the folders (default: the samples) by edits, cuts and rewording,
with a fixed seed, and says which share of them is found. Then says which pairs of different
articles are taken for copies.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from graph.near import POINTS, WORDS, bands, near, share

SAMPLES = Path(__file__).parent.parent / "samples" / "articles"
Maker = Callable[[str, random.Random], str]


def edited(part: float) -> Maker:
    """Words replaced or left out, here and there."""

    def make(text: str, chance: random.Random) -> str:
        kept = []
        for word in text.split(" "):
            dice = chance.random()
            if dice < part / 2:
                kept.append("amended")
            elif dice > part:
                kept.append(word)
        return " ".join(kept)

    return make


def cut(part: float) -> Maker:
    """The first sentences only."""

    def make(text: str, chance: random.Random) -> str:
        sentences = _sentences(text)
        return " ".join(sentences[: max(1, round(len(sentences) * part))])

    return make


def thinned(part: float) -> Maker:
    """Sentences left out, here and there."""

    def make(text: str, chance: random.Random) -> str:
        return " ".join(s for s in _sentences(text) if chance.random() < part)

    return make


def reworded(part: float, names: float) -> Maker:
    """Small words replaced, as a paraphrasing machine does, and some names lost."""

    def make(text: str, chance: random.Random) -> str:
        pieces = []
        for piece in re.findall(r"\w+|\W+", text):
            if piece.islower() and piece.isalpha() and chance.random() < part:
                pieces.append("x" + piece[::-1])
            elif piece[:1].isupper() and chance.random() < names:
                pieces.append(chance.choice(["the official", "Head", "he"]))
            else:
                pieces.append(piece)
        return "".join(pieces)

    return make


MAKERS: dict[str, Maker] = {
    "edited, 1 word in 10": edited(0.1),
    "edited, 1 word in 4": edited(0.25),
    "cut to 60 %": cut(0.6),
    "cut to 30 %": cut(0.3),
    "sentences thinned to 60 %": thinned(0.6),
    "reworded by 40 %": reworded(0.4, 0.1),
    "reworded by 70 %": reworded(0.7, 0.1),
    "reworded by 95 %": reworded(0.95, 0.1),
    "reworded by 95 %, 1 name in 5 lost": reworded(0.95, 0.2),
}


def main(folders: list[Path]) -> None:
    """Print both tables."""
    texts = {file.stem: _body(file) for folder in folders for file in sorted(folder.glob("*.txt"))}
    chance = random.Random(3)
    print(f"{len(texts)} articles, of {sum(map(len, map(str.split, texts.values())))} words")
    print(f"{'copies':36} {'found':>12} {'brought together':>18} {'judged near':>12}")
    for name, make in MAKERS.items():
        pairs = [(text, make(text, chance)) for text in texts.values()]
        together = [not bands(one).isdisjoint(bands(other)) for one, other in pairs]
        alike = [near(one, other) for one, other in pairs]
        found = sum(a and b for a, b in zip(together, alike, strict=True))
        counts = f"{found:>5} of {len(pairs):<3} {sum(together):>18} {sum(alike):>12}"
        print(f"{name:36} {counts}")
    pairs = list(combinations(texts, 2))
    taken = [(a, b) for a, b in pairs if near(texts[a], texts[b])]
    print(f"\n{len(pairs)} pairs of different articles, {len(taken)} taken for copies")
    for a, b in taken:
        shares = (share(look, texts[a], texts[b]) for look in (WORDS, POINTS))
        print(f"  {a} | {b}: words {next(shares):.2f}, names and numbers {next(shares):.2f}")


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def _body(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return text.partition("\n\n")[2] or text


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [SAMPLES])
