"""The lexicon of machine-paraphrased English (`lexicons/plain.toml`), ready to be matched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extract.inflect import plural, verb_forms

_AS_IT_IS = ("names", "words")
_LOOKBACK = 60  # characters before a word that a condition may look at


@dataclass(frozen=True, slots=True)
class Company:
    """What must stand, or must not, right before and right after odd words."""

    after: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether the words `text[start:end]` are in this company."""
        back = text[max(0, start - _LOOKBACK) : start]
        return (
            (not self.after or bool(self.after.search(back)))
            and (not self.before or bool(self.before.match(text, end)))
            and not (self.not_after and self.not_after.search(back))
            and not (self.not_before and self.not_before.match(text, end))
        )


@dataclass(frozen=True, slots=True)
class Phrase:
    """Odd words in one form, in lower case, and the plain words in the same form."""

    odd: str
    plain: str
    kind: str
    company: Company


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form of odd words, and the plain words by the first word of what it matches."""

    odd: re.Pattern[str]
    plain: Mapping[str, str]
    company: Company

    def plain_for(self, matched: str) -> str:
        """The plain words for what was matched."""
        return self.plain.get(matched.lower().split()[0]) or self.plain[""]


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The whole lexicon; `phrases` are by their first word, the longest first."""

    threshold: float
    hints: tuple[str, ...]
    strong: tuple[re.Pattern[str], ...]
    weak: tuple[re.Pattern[str], ...]
    phrases: Mapping[str, tuple[Phrase, ...]]
    patterns: tuple[Pattern, ...]
    synonyms: Mapping[str, tuple[str, ...]]


@cache
def load_plain_words() -> PlainWords:
    """The lexicon, read and compiled once."""
    data = _read("plain.toml")
    signs = data["signs"]
    names = _read("plain_names.toml")["synonyms"]
    return PlainWords(
        threshold=signs["threshold"],
        hints=tuple(signs["hints"]),
        strong=tuple(re.compile(rf"(?im)(?<!\w){sign}") for sign in signs["strong"]),
        weak=tuple(re.compile(rf"(?im)(?<!\w){sign}") for sign in signs["weak"]),
        phrases=_by_first_word(_phrases(data)),
        patterns=tuple(_pattern(row, data["parts"]) for row in data["patterns"]),
        synonyms={odd: tuple(plain) for odd, plain in names.items()},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath(f"lexicons/{name}").read_text("utf-8"))


def _phrases(data: Mapping[str, Any]) -> Iterator[Phrase]:
    """Every phrase in every form it takes."""
    company = {odd: _company(row, data["parts"]) for row in data["when"] for odd in row["odd"]}
    anywhere = Company()
    for kind in ("names", "offices", "verbs", "nouns", "words"):
        for odd, plain in data[kind].items():
            for one, other in _forms(kind, odd, plain, data["irregular"]):
                yield Phrase(one, other, kind, company.get(odd, anywhere))


def _forms(
    kind: str, odd: str, plain: str, irregular: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """The forms of the odd words with the plain words in the same form; unlike forms once."""
    if kind in _AS_IT_IS:
        pairs = [(odd, plain)]
    elif kind == "verbs":
        forms = zip(verb_forms(odd, irregular), verb_forms(plain, irregular), strict=True)
        pairs = list(forms)
    else:
        pairs = [(odd, plain), (plural(odd), plural(plain))]
    yield from dict(reversed(pairs)).items()


def _company(row: Mapping[str, Any], parts: Mapping[str, str]) -> Company:
    return Company(
        after=_compiled(row.get("prev"), parts, "$"),
        not_after=_compiled(row.get("unless_prev"), parts, "$"),
        before=_compiled(row.get("next"), parts),
        not_before=_compiled(row.get("unless_next"), parts),
    )


def _compiled(
    pattern: str | None, parts: Mapping[str, str], end: str = ""
) -> re.Pattern[str] | None:
    return re.compile(rf"(?im)(?:{_filled(pattern, parts)}){end}") if pattern else None


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    return re.sub(r"\{([A-Za-z]{2,})\}", lambda match: parts[match[1]], pattern)


def _pattern(row: Mapping[str, Any], parts: Mapping[str, str]) -> Pattern:
    plain = row["plain"]
    odd = re.compile(rf"(?im)(?!(?<=\w)(?=\w)){_filled(row['odd'], parts)}")
    return Pattern(odd, plain if isinstance(plain, dict) else {"": plain}, _company(row, parts))


def _by_first_word(phrases: Iterator[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    index: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        first = re.match(r"\w+", phrase.odd)
        assert first, phrase
        index.setdefault(first[0], []).append(phrase)
    return {
        word: tuple(sorted(found, key=lambda phrase: -len(phrase.odd)))
        for word, found in index.items()
    }
