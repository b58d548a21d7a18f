"""By which pronoun a person is spoken of: told by address, title, kin words and first name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.lexicon import load_lexicon
from extract.text import Kind, Spot, Text
from extract.trie import words_of
from ontology.facts import Actor


def sexes(text: Text, spots: Sequence[Spot]) -> Mapping[Actor, str]:
    """`f` or `m` for everyone of whom the text or the first name tells."""
    found: dict[Actor, str] = {}
    for spot in spots:
        if spot.kind is Kind.PERSON and (sex := _told(text, spot)):
            found.setdefault(spot.actor, sex)
    for spot in spots:
        if (
            spot.kind is Kind.PERSON
            and _first_word(spot.actor) in load_lexicon("names")["female_first"]
        ):
            found.setdefault(spot.actor, "f")
    return found


def _told(text: Text, spot: Spot) -> str | None:
    """By «Mrs», «spokeswoman», «his wife» right before, or «, spokeswoman for» right after."""
    words = load_lexicon("resolve")["sexed"]
    before = text.words[max(0, spot.start - 3) : spot.start]
    after = (
        text.words[spot.end : spot.end + 5] if text.words[spot.end : spot.end + 1] == [","] else []
    )
    for word in (*reversed(before), *after):
        for sex in ("f", "m"):
            if word in words[sex]:
                return sex
        if word in {".", ";"}:
            break
    return None


def _first_word(actor: Actor) -> str:
    return next(iter(words_of(actor.name)), "")
