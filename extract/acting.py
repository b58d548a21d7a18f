"""Whether a country, capital or palace acts in its sentence or only says where."""

from __future__ import annotations

from spacy.tokens import Token

from extract.lexicon import load_lexicon
from extract.text import Kind, Spot, Text
from extract.trie import plain

_OPEN = {"to", "for", "from", "of", "on", "with", "by", "between", "against", "than", "as"}


def acts(spot: Spot, text: Text) -> bool:
    """True where the named place stands for its government; false where it is a place.

    Rules, each on the words around the name: a preposition of place («in Moscow»); a noun of
    talks after it («the Doha talks»); movement («flew to Kyiv», «left Kyiv»); a place after a
    place («Ankara, Turkey»); else it acts («Moscow rejected», «talks with Tehran»).
    """
    if spot.kind is Kind.DEMONYM:
        return not _is_private(spot, text) and not is_single(spot, text)
    if spot.kind not in {Kind.COUNTRY, Kind.SEAT}:
        return spot.kind is not Kind.CITY
    lexicon = load_lexicon("resolve")["place"]
    if _names_a_thing(spot, text, lexicon["place_nouns"]) or _follows_place(spot, text):
        return False
    before = _word_before(spot, text)
    if before in lexicon["prepositions"]:
        return False
    if before in {"to", "from", "for"}:
        return not _moves(spot, text, lexicon["motion"])
    return not _is_place_object(spot, text, lexicon["place_verbs"])


def is_single(spot: Spot, text: Text) -> bool:
    """«the American left»: one person by his country, told by the form and the lone article."""
    if spot.kind is not Kind.DEMONYM or not text.words[spot.end - 1].endswith(("n", "i", "r", "t")):
        return False
    before = text.words[spot.start - 1] if spot.start else ""
    following = text.doc[spot.end] if spot.end < len(text.doc) else None
    goes_on = following is not None and following.pos_ in {"NOUN", "ADJ", "PROPN", "CCONJ"}
    return (
        before in {"the", "a", "an", "another"}
        and not goes_on
        and (following is None or following.text not in {"-", ","})
    )


def _is_private(spot: Spot, text: Text) -> bool:
    """«a Kenyan journalist», «Thai fruit»: people and things that do not stand for the country."""
    index, noun = spot.end, ""
    while index < min(spot.end + 4, len(text.doc)) and text.doc[index].pos_ in {"ADJ", "NOUN"}:
        noun, index = text.words[index], index + 1
    return noun in load_lexicon("resolve")["private"]["nouns"]


def _names_a_thing(spot: Spot, text: Text, nouns: frozenset[str]) -> bool:
    end = spot.end
    if end < len(text.doc) and text.doc[end].text == "-":
        # «the Geneva-based group», but «the US-led talks» and «the US-Russia summit».
        return text.words[end + 1 : end + 2] == ["based"]
    return spot.kind is not Kind.COUNTRY and end < len(text.words) and text.words[end] in nouns


def _follows_place(spot: Spot, text: Text) -> bool:
    """«in Anchorage, Alaska», «Ankara, Turkey», «PRETORIA, South Africa»."""
    start = spot.start
    if start < 2 or text.doc[start - 1].text != "," or not text.capital(start - 2):
        return False
    closed = spot.end >= len(text.doc) or not text.doc[spot.end].is_alpha
    first = start - 2
    while first > 0 and text.capital(first - 1):
        first -= 1
    return (
        closed
        and text.before(first) is not None
        and text.words[first - 1] in {"in", "at", "near", "to", "from", "of"}
    )


def _word_before(spot: Spot, text: Text) -> str:
    index = spot.start - 1
    while index > 0 and (text.words[index] == "the" or text.doc[index].pos_ == "ADJ"):
        index -= 1
    if index > 0 and text.words[index] == "and":
        return _coordinated_before(spot, text)
    return text.words[index] if index >= 0 else ""


def _coordinated_before(spot: Spot, text: Text) -> str:
    """«in Moscow and Kyiv»: the preposition of the first holds for the second."""
    head = text.doc[spot.start : spot.end].root
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    if head.dep_ == "pobj" and head.i < spot.start and head.pos_ == "PROPN":
        return plain(head.head.text)
    return ""


def _moves(spot: Spot, text: Text, motion: frozenset[str]) -> bool:
    """The word that governs «to», «from» or «for» speaks of movement."""
    root = text.doc[spot.start : spot.end].root
    preposition = root.head if root.dep_ == "pobj" else text.doc[spot.start - 1]
    governor = preposition.head
    if _lemma(governor) in motion:
        return True
    nearby = text.doc[max(0, preposition.i - 3) : preposition.i]
    return any(_lemma(token) in motion for token in nearby if token.pos_ in {"VERB", "NOUN", "ADV"})


def _is_place_object(spot: Spot, text: Text, verbs: frozenset[str]) -> bool:
    root = text.doc[spot.start : spot.end].root
    seat_only = spot.kind is Kind.SEAT
    return seat_only and root.dep_ == "dobj" and _lemma(root.head) in verbs


def _lemma(token: Token) -> str:
    return plain(token.lemma_)
