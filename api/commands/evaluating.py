"""`parley evaluate`: how right the reader is, held against gold annotations."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import terminal
from api.commands.options import (
    JsonOption,
    ModelOption,
    RegistryOption,
    WorkersOption,
    settings,
)
from api.exits import Exit
from api.settings import Settings
from ontology.errors import UnreadableInput

if TYPE_CHECKING:
    from extract.articles import Unreadable
    from extract.evaluate import Count, Evaluation
    from extract.gold import Gold, Row
    from extract.judging import Judgement

_SHARES = ("precision", "recall", "F1")


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(help="Gold files (.json), or folders of them.", metavar="GOLD…"),
    ],
    facts: Annotated[
        str | None,
        typer.Option(
            "--facts",
            help="What `parley extract --json` printed; - is standard input. "
            "Without it the texts beside the gold are read.",
            metavar="FILE",
        ),
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Say what was missed and what is wrong, one a line.")
    ] = False,
    workers: WorkersOption = None,
    registry: RegistryOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare extracted facts with gold: precision, recall and F1 by kind, type and rule.

    The recall of a rule is its share of the facts of the types it tells.
    """
    # Imported here: only evaluating needs the extractor.
    from extract.evaluate import evaluate as held_against
    from extract.gold import read_gold

    chosen = settings(workers=workers, registry=registry, model=model)
    annotated = list(read_gold(gold))
    found, unreadable = _told(facts) if facts else _read(annotated, chosen)
    result = held_against(annotated, found)
    _print(result, misses=misses, as_json=as_json)
    for article in result.absent:
        terminal.note(f"no facts for {article}: all of it counts as missed")
    if unreadable:
        raise typer.Exit(Exit.UNREADABLE)
    if len(result.absent) == len(annotated):
        raise typer.Exit(Exit.FAILED)


def _told(file: str) -> tuple[Mapping[str, Row], list[Unreadable]]:
    """Facts extracted before. Raises UnreadableInput."""
    # Imported here: only evaluating needs the extractor.
    from extract.gold import read_facts

    if file == "-":
        return read_facts(sys.stdin, "standard input"), []
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        hint = "give the output of `parley extract --json`"
        raise UnreadableInput(f"{file}: cannot be read", hint) from error
    return read_facts(lines, file), []


def _read(gold: list[Gold], chosen: Settings) -> tuple[Mapping[str, Row], list[Unreadable]]:
    """Facts of the texts beside the gold, and the texts that could not be read."""
    # Imported here: loading spaCy takes seconds.
    from extract.evaluate import read_beside
    from extract.reader import Reader

    reader = Reader.load(chosen.registry, chosen.model)
    found, unreadable = read_beside(gold, reader, chosen.workers)
    for item in unreadable:
        terminal.note(f"left out: {item.source}: {item.reason} ({item.hint})")
    return found, unreadable


def _print(result: Evaluation, *, misses: bool, as_json: bool) -> None:
    if as_json:
        faults = [_record(one) for one in result.faults()] if misses else None
        terminal.say_json(result.as_json() | ({"faults": faults} if misses else {}))
        return
    for line in _lines(result, misses=misses):
        terminal.say(line)


def _record(one: Judgement) -> dict[str, str]:
    named = {"article": one.article, "kind": one.kind, "verdict": one.verdict.value}
    return {**named, "type": one.type, "what": one.what, "rule": one.rule, "why": one.why}


def _lines(result: Evaluation, *, misses: bool) -> Iterator[str]:
    # Imported here: only evaluating needs the extractor.
    from extract.evaluate import KINDS, NAMED_BY_RULE

    if misses:
        yield from map(_fault, result.faults())
        yield ""
    yield from _table("kind", ((kind, result.kind(kind)) for kind in KINDS))
    yield from _attributes(result)
    yield ""
    yield from _table("events of type", result.types("events").items())
    for kind in NAMED_BY_RULE:
        counts = result.rules(kind)
        if counts:
            yield ""
            yield from _rules(kind, counts)


def _attributes(result: Evaluation) -> Iterator[str]:
    # Imported here: only evaluating needs the extractor.
    from extract.judging import ATTRIBUTES

    for name in ATTRIBUTES:
        count = result.attribute(name)
        told = f"{count.hit} of {count.hit + count.missed}"
        yield f"{name} of matched events: {count.recall:.3f} right ({told})"
    yield f"traps: {result.traps.hit} avoided, {result.traps.wrong} fallen for"


def _table(title: str, counts: Iterable[tuple[str, Count]]) -> Iterator[str]:
    rows = ((name, *_shares(c), *map(str, (c.hit, c.missed, c.wrong))) for name, c in counts)
    yield from terminal.table((title, *_SHARES, "hit", "missed", "wrong"), rows)


def _rules(kind: str, counts: Mapping[str, Count]) -> Iterator[str]:
    """Rules are not to blame for what they do not cover: the hits stand beside all there was."""
    ranked = sorted(counts.items(), key=_weight)
    rows = (
        (name, *_shares(c), *map(str, (c.hit, c.hit + c.missed, c.wrong))) for name, c in ranked
    )
    yield from terminal.table((f"{kind} by rule", *_SHARES, "hit", "of", "wrong"), rows)


def _shares(count: Count) -> tuple[str, ...]:
    return tuple(f"{share:.3f}" for share in (count.precision, count.recall, count.f1))


def _weight(pair: tuple[str, Count]) -> tuple[int, int, str]:
    """Rules that err most first, then those that find most."""
    name, count = pair
    return -count.wrong, -count.hit, name


def _fault(one: Judgement) -> str:
    rule = f" [{one.rule}]" if one.rule else ""
    why = f" ({one.why})" if one.why else ""
    return f"{one.article}: {one.kind}: {one.verdict}: {one.what}{rule}{why}"
