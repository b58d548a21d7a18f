"""The forms of English verbs and nouns, as far as putting words back needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_SIBILANTS = ("s", "x", "z", "ch", "sh")


def verb_forms(verb: str, irregular: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Base, -s, -ing, past and participle of a verb; only its first word is inflected."""
    base, _, rest = verb.partition(" ")
    regular = f"{base}d" if base.endswith("e") else f"{_stem_in_y(base)}ed"
    past, participle, *odd = irregular.get(base, (regular, regular))
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    ing = odd[0] if odd else f"{stem}ing"
    third = f"{_stem_in_y(base)}es" if _needs_es(base) else f"{base}s"
    return tuple(f"{form} {rest}".strip() for form in (base, third, ing, past, participle))


def plural(noun: str) -> str:
    """The plural of a noun phrase: of its last word, or of the word before «of» or «for»."""
    for link in (" of ", " for ", " to ", " in "):
        head, found, rest = noun.partition(link)
        if found:
            return f"{plural(head)}{link}{rest}"
    return f"{_stem_in_y(noun)}es" if _needs_es(noun) else f"{noun}s"


def _needs_es(word: str) -> bool:
    return word.endswith(_SIBILANTS) or _stem_in_y(word) != word


def _stem_in_y(word: str) -> str:
    """The word with a final -y after a consonant turned to -i."""
    consonant = len(word) > 1 and word[-2] not in "aeiou"
    return f"{word[:-1]}i" if word.endswith("y") and consonant else word
