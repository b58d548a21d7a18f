"""`parley review`: what may be one and the same, judged by a person."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from api import terminal
from api.commands.options import (
    JsonOption,
    RegistryOption,
    StoreOption,
    reading_store,
    settings,
    writing_store,
)
from ontology.errors import InvalidSetting

if TYPE_CHECKING:
    from graph.candidates import Candidate
    from graph.judgements import Judgement
    from graph.store import Store

_KEYS = {"s": "same", "d": "different", "u": "unsure"}
_PROMPT = "same, different, unsure, later or quit? [s/d/u/l/q]"


def review(
    store: StoreOption = None,
    registry: RegistryOption = None,
    listed: Annotated[bool, typer.Option("--list", help="Only list what may be one.")] = False,
    same: Annotated[
        tuple[str, str] | None, typer.Option(help="Judge two ids the same.", metavar="ID ID")
    ] = None,
    different: Annotated[
        tuple[str, str] | None, typer.Option(help="Judge two ids different.", metavar="ID ID")
    ] = None,
    explode: Annotated[
        str | None, typer.Option(help="Take apart what was merged into an id.", metavar="ID")
    ] = None,
    who: Annotated[str | None, typer.Option(help="Whose judgement it is; else your login.")] = None,
    why: Annotated[str, typer.Option(help="The reason, for --same and --different.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Judge what may be one and the same.

    Walks through pairs of facts or actors with the words on both; the judgements are kept in
    judgements.tsv in the store's folder, and each can be withdrawn.
    """
    chosen = settings(store=store, registry=registry)
    by = who or _login()
    if listed:
        with reading_store(chosen) as opened:
            for line in _listing(opened, as_json=as_json):
                terminal.say(line)
        return
    with writing_store(chosen) as target:
        if same or different or explode:
            _judge_at_once(target, same, different, explode, by, why)
        else:
            _walk(target, by)


def _judge_at_once(
    store: Store,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    explode: str | None,
    who: str,
    why: str,
) -> None:
    new = [
        _judgement(verdict, pair, who, why)
        for verdict, pair in (("same", same), ("different", different))
        if pair
    ]
    if new:
        store.judge(new)
    if explode:
        store.explode(explode)
    terminal.note("noted")


def _walk(store: Store, who: str) -> None:
    # Imported here: `--help` needs no graph.
    from graph.candidates import candidates

    waiting = candidates(store, store.judgements)
    if not waiting:
        terminal.note("nothing to judge")
    for number, candidate in enumerate(waiting, 1):
        terminal.say(f"{number} of {len(waiting)}: {candidate.why} ({candidate.score:.2f})")
        for id_ in (candidate.left, candidate.right):
            for line in _shown(store, id_):
                terminal.say(f"  {line}")
        key = _key()
        if key == "q":
            break
        if key in _KEYS:
            why = typer.prompt("why?", default="", show_default=False)
            pair = (candidate.left, candidate.right)
            store.judge([_judgement(_KEYS[key], pair, who, why)])


def _key() -> str:
    while True:
        told = str(typer.prompt(_PROMPT, default="l", show_default=False)).strip().lower()[:1]
        if told in {*_KEYS, "l", "q"}:
            return told


def _judgement(verdict: str, pair: tuple[str, str], who: str, why: str) -> Judgement:
    # Imported here: `--help` needs no graph.
    from graph.judgements import Judgement, Verdict

    if pair[0] == pair[1]:
        raise InvalidSetting(f"{pair[0]} is itself", "name two ids")
    return Judgement(Verdict(verdict), *pair, who, dt.date.today().isoformat(), why)


def _listing(store: Store, *, as_json: bool) -> Iterator[str]:
    # Imported here: `--help` needs no graph.
    from graph.candidates import candidates

    found = candidates(store, store.judgements)
    if as_json:
        yield from (_json(candidate) for candidate in found)
        return
    rows = [(f"{one.score:.2f}", one.left, one.right, one.why) for one in found]
    yield from terminal.table(("score", "left", "right", "why"), rows)


def _json(candidate: Candidate) -> str:
    # Imported here: needed for machines only.
    import json
    from dataclasses import asdict

    return json.dumps(asdict(candidate), ensure_ascii=False)


def _shown(store: Store, id_: str) -> Iterator[str]:
    # Imported here: `--help` needs no graph.
    from api.lines import fact_counts, proof_lines
    from graph.actors import profile, timeline
    from graph.facts import describe, evidence, fact_card

    if ":" not in id_:
        card = fact_card(store, id_)
        yield f"{describe(card)}  [{id_}; {fact_counts(card)}]"
        for proof in evidence(store, id_):
            yield from (f"  {line}" for line in proof_lines(proof))
        return
    known = profile(store, id_)
    yield f"{known.actor.name} ({known.actor.type.value}, {id_}), {known.events} events"
    yield from (f"  {describe(card)}" for card in (*known.tenures, *known.ties))
    yield from (f"  {describe(card)}" for card in timeline(store, id_)[:5])


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
