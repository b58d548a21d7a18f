"""Explanations of a reading told in lines, with colour where a person looks on."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from api import terminal
from api.lines import STANCES, fact_line
from ontology.facts import Stance

if TYPE_CHECKING:
    from extract.explain import Explanation, Found, Party, Passed, Rules

Line = tuple["Part", ...]
_STATUS = {
    Stance.ASSERTS: "told as a fact",
    Stance.FORESEES: "told as planned or expected",
    Stance.CALLS_OFF: "told as called off",
    Stance.DENIES: "denied",
}
_FRAMES = "extract/lexicons/frames.toml"
_LABEL = 10  # columns of the labels


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line and how a terminal should show it."""

    text: str
    style: str = ""


def show(explanation: Explanation, rules: Rules) -> None:
    """Print an explanation: in colour and wrapped on a terminal, one line a matter elsewhere."""
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        _show_in_colour(lines(explanation, rules))
        return
    for line in lines(explanation, rules):
        terminal.say("".join(part.text for part in line).rstrip())


def _show_in_colour(told: Iterable[Line]) -> None:
    # Imported here: only a terminal needs it.
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for first, *rest in told:
        indent = len(first.text) - len(first.text.lstrip())
        parts = [(first.text[indent:], first.style), *((part.text, part.style) for part in rest)]
        console.print(Padding(Text.assemble(*parts), (0, 0, 0, indent)))


def lines(explanation: Explanation, rules: Rules) -> Iterator[Line]:
    """Sentence by sentence every fact with its reasons, then what yielded nothing."""
    article = explanation.article
    yield (Part(f"{article.id} ({article.published or 'no date'})", "bold"),)
    for _, told in groupby(explanation.found, key=lambda one: one.told.evidence):
        yield from _sentence(list(told), rules)
    if explanation.passed:
        yield (Part(f"  passed over: {len(explanation.passed)}", "bold yellow"),)
    for passed in explanation.passed:
        yield from _passed(passed, rules)


def _sentence(found: Sequence[Found], rules: Rules) -> Iterator[Line]:
    where = found[0].told.evidence
    triggers = {one.told.trigger for one in found}
    parties = [party for one in found for party in one.parties]
    quote = _quoted(where.quote, triggers, _wordings(parties))
    yield (Part("  "), *quote, Part(f" (characters {where.start}–{where.end})", "dim"))
    for one in found:
        yield from _found(one, rules)


def _found(found: Found, rules: Rules) -> Iterator[Line]:
    told = found.told
    yield (Part(f"    {STANCES[told.stance]}{fact_line(told.fact)}", "bold green"),)
    covers = f": {found.covers}" if found.covers else ""
    yield (*_label("rule"), Part(told.rule, "cyan"), Part(covers))
    if told.trigger:
        yield (*_label("words"), Part(f"«{told.trigger}»", "magenta"))
    for party in found.parties:
        yield (*_label("who"), *_who(party, rules))
    yield (*_label("stance"), Part(f"{_STATUS[told.stance]}, {_source(found)}"))


def _passed(passed: Passed, rules: Rules) -> Iterator[Line]:
    gap = passed.gap
    quote = _quoted(passed.quote, {gap.trigger}, _wordings(passed.parties))
    yield (Part("  "), *quote, Part(f" (characters {gap.start}–{gap.end})", "dim"))
    yield (*_label("why not"), Part(gap.reason, "yellow"))
    if gap.trigger:
        known = f"known to {', '.join(passed.rules)}" if passed.rules else "known to no rule"
        where = Part(f", {known} ({_FRAMES})")
        yield (*_label("words"), Part(f"«{gap.trigger}»", "magenta"), where)
    for party in passed.parties:
        yield (*_label("who"), *_who(party, rules))


def _label(name: str) -> Line:
    return (Part(f"      {name.ljust(_LABEL)}", "dim"),)


def _who(party: Party, rules: Rules) -> Line:
    how = (f"«{words}» {rules.resolved.get(how, how)}" for words, how in party.words)
    told = "; ".join(how) or "by the registry or other facts"
    elsewhere = "" if party.here or not party.words else "elsewhere "
    return (Part(party.actor.name, "bold"), Part(f" ← {elsewhere}{told}"))


def _source(found: Found) -> str:
    told = found.told
    word = told.speaker.name if told.speaker else told.source
    said = f"on the word of {word}" if word else "in the article's own words"
    return f"{said}, confidence {told.confidence:.2f}"


def _wordings(parties: Iterable[Party]) -> set[str]:
    return {words for party in parties if party.here for words, _ in party.words}


def _quoted(quote: str, triggers: Iterable[str], names: Iterable[str]) -> Iterator[Part]:
    """A quote with its triggers and its names marked."""
    flat, words = " ".join(quote.split()), {" ".join(one.split()) for one in triggers}
    marked = sorted({*names, *words} - {""}, key=lambda one: (-len(one), one))
    pattern = "|".join(rf"\b{re.escape(one)}\b" for one in marked)
    yield Part("«")
    for stretch in re.split(f"({pattern})", flat) if marked else [flat]:
        style = "magenta" if stretch in words else "bold" if stretch in marked else ""
        if stretch:
            yield Part(stretch, style)
    yield Part("»")
