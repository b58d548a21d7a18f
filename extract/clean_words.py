"""The patterns of `lexicons/clean.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# Two to five capitalised words, initials and particles among them; in capitals too.
_NAME = (
    r"(?-i:[^\W\d_a-z][\w'’.-]+(?: (?:(?:[^\W\d_a-z]\.|[^\W\d_a-z][\w'’.-]*)|"
    r"al|el|bin|bint|ibn|de|da|del|della|di|van|von|der|den|la|le|ter|dos|du|y)){1,4})"
)
_CAPS = (
    r"(?-i:[^\W\d_a-z][\w.&'’-]*"
    r"(?: (?:[^\W\d_a-z][\w.&'’-]*|of|the|and|for|de|del|al|el|bin|van|von|der)){0,6})"
)
_PLACE = r"(?-i:[^\W\d_a-z][\w'’.-]+(?:[ -][^\W\d_a-z][\w'’.-]+){0,3})"


@dataclass(frozen=True, slots=True)
class CleanWords:
    """What a line of each kind looks like."""

    longest: int
    openers: re.Pattern[str]
    boilerplate: re.Pattern[str]
    byline: re.Pattern[str]
    credit: re.Pattern[str]
    credit_tail: re.Pattern[str]
    caption_head: re.Pattern[str]
    caption_signs: re.Pattern[str]
    caption_verbs: re.Pattern[str]
    clock: re.Pattern[str]
    not_datelines: frozenset[str]


@cache
def load_clean_words() -> CleanWords:
    """The patterns, with names and agencies filled in."""
    data = _data()
    fill = {"name": _NAME, "place": _PLACE, "caps": _CAPS, "agency": _agencies(data["agencies"])}
    return CleanWords(
        longest=data["longest"],
        openers=_any(data["openers"], fill),
        boilerplate=_any(data["boilerplate"], fill),
        byline=_any(data["byline"], fill),
        credit=_any(data["credit"], fill),
        credit_tail=re.compile(rf"(?i)\s*(?:{_filled(data['credit_tail'], fill)})\.?\s*$"),
        caption_head=re.compile(rf"(?i)\s*{data['caption_head']}\s*"),
        caption_signs=re.compile("|".join(data["caption_signs"])),
        caption_verbs=re.compile(rf"\b(?:{'|'.join(data['caption_verbs'])})\b"),
        clock=re.compile(rf"(?i){data['clock']}"),
        not_datelines=frozenset(data["not_datelines"]),
    )


def _data() -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath("lexicons/clean.toml").read_text("utf-8"))


def _agencies(names: Iterable[str]) -> str:
    """The agencies in the spelling given or in capitals, the longest name first."""
    spelled = {form for name in names for form in (name, name.upper())}
    ordered = sorted(map(re.escape, spelled), key=lambda name: (-len(name), name))
    return rf"(?-i:(?:{'|'.join(ordered)})(?!\w))"


def _filled(patterns: Iterable[str], fill: dict[str, str]) -> str:
    joined = "|".join(patterns)
    return re.sub(r"\{(name|place|caps|agency)\}", lambda match: fill[match[1]], joined)


def _any(patterns: Iterable[str], fill: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{_filled(patterns, fill)})")
