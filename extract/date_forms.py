"""Where a text tells a date: the forms of `lexicons/dates.toml`, matched on plain text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that tell a time: `text[start:end]`, what kind of form they have, and its parts.

    `cue` is the preposition before them, or empty; it lies outside the span.
    """

    start: int
    end: int
    means: str
    parts: Mapping[str, str]
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form a date can have."""

    means: str
    pattern: re.Pattern[str]
    needs_cue: bool


@dataclass(frozen=True, slots=True)
class Forms:
    """The words and forms of the lexicon, ready to match."""

    forms: tuple[Form, ...]
    cue: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    shifts: Mapping[str, int]
    echoes: Mapping[str, int]
    named: tuple[str, ...]


@cache
def load_forms() -> Forms:
    """The lexicon, read once."""
    data = tomllib.loads(files("extract").joinpath("lexicons/dates.toml").read_text("utf-8"))
    words = _words(data)
    named = [
        Form(f"named {number}", re.compile(rf"(?<!\w)(?:{pattern})"), False)
        for number, pattern in enumerate(data["named"])
    ]
    forms = [
        Form(row["means"], re.compile(_expand(row["form"], words)), row.get("cue", False))
        for row in data["forms"]
    ]
    fillers = "|".join(data["cues"]["fillers"])
    return Forms(
        forms=(*named, *forms),
        cue=re.compile(rf"(?i)\b({'|'.join(data['cues']['words'])}) (?:(?:{fillers}) )*$"),
        months=_numbered(data["months"], 1),
        weekdays=_numbered(data["weekdays"], 0),
        numbers=data["numbers"],
        shifts=data["shifts"],
        echoes=data["echoes"],
        named=tuple(data["named"].values()),
    )


def _words(data: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """What `{word}` stands for in a form: the lists first, then the words made of them."""
    months = [name for names in data["months"].values() for name in _strings(names)]
    weekdays = [name for names in data["weekdays"].values() for name in _strings(names)]
    words = {
        "month": rf"(?P<month>{_abbreviated(months, data['months'])})(?!\w)",
        "full_month": rf"(?P<month>{_any_case(data['months'])})(?!\w)",
        "weekday": rf"(?P<weekday>{_abbreviated(weekdays, data['weekdays'])})(?!\w)",
        "full_weekday": rf"(?P<weekday>{_any_case(data['weekdays'])})(?!\w)",
        "count": _either(data["numbers"]),
        "shift": _either(data["shifts"]),
        "echo": _either(data["echoes"]),
    }
    for name, pattern in data["words"].items():
        words[name] = _fill(str(pattern), words)
    return words


def _strings(value: object) -> list[str]:
    assert isinstance(value, list)
    return value


def _either(names: Iterable[str]) -> str:
    """An alternation in which a longer name is tried before its own beginning."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _any_case(names: Iterable[str]) -> str:
    return _either([form for name in names for form in (name, name.upper())])


def _abbreviated(names: Iterable[str], full: Iterable[str]) -> str:
    """Like `_any_case`; what is not a full name may end in a full stop of its own."""
    return rf"{_any_case(full)}|(?:{_any_case(set(names) - set(full))})\.?"


def _expand(form: str, words: Mapping[str, str]) -> str:
    return rf"(?<!\w){_fill(form, words)}"


def _fill(form: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z]\w*)\}", lambda match: words[match[1]], form)


def _numbered(names: Mapping[str, list[str]], first: int) -> dict[str, int]:
    """Every spelling, in lower case, with its number in the list."""
    return {
        spelling.lower(): number
        for number, spellings in enumerate(names.values(), first)
        for spelling in spellings
    }


def expressions(text: str) -> list[Expression]:
    """Every expression of time in the text, in order; none overlap."""
    taken: list[Expression] = []
    for found in sorted(_matches(text), key=lambda e: (e.start - e.end, e.start)):
        if not any(found.start < other.end and other.start < found.end for other in taken):
            taken.append(found)
    return sorted((e for e in taken if e.means != "name"), key=lambda e: e.start)


def _matches(text: str) -> Iterator[Expression]:
    forms = load_forms()
    for form in forms.forms:
        for match in form.pattern.finditer(text):
            before = forms.cue.search(text, max(0, match.start() - 40), match.start())
            if before or not form.needs_cue:
                parts = {
                    name: value.rstrip(".") for name, value in match.groupdict().items() if value
                }
                cue = before[1].lower() if before else ""
                yield Expression(match.start(), match.end(), form.means, parts, cue)
