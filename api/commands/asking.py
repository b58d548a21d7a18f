"""`parley query`, `path`, `show`, `search` and `contested`: answers out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import terminal
from api.commands.options import (
    AsOfOption,
    ContestedOption,
    ExcludeOption,
    JsonOption,
    KnownByOption,
    RelationsOption,
    Rows,
    SinceOption,
    SourcesOption,
    StoreOption,
    UntilOption,
    reading_store,
    settings,
    sieve,
)
from api.values import day
from ontology.errors import UnknownName, UnreadableInput

if TYPE_CHECKING:
    from graph.network import Sieve
    from graph.records import Path as Ways
    from graph.records import Profile
    from graph.store import Store
    from ontology.facts import Actor


def query(
    sparql: Annotated[str, typer.Argument(help="A query, a file that holds one, or - for input.")],
    store: StoreOption = None,
    form: Annotated[Rows, typer.Option("--format", "-f", help="How to print.")] = Rows.TABLE,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", help="Seconds to wait [env: PARLEY_QUERY_TIMEOUT]"),
    ] = None,
) -> None:
    """Ask the store in SPARQL.

    The prefixes par:, actor:, fact:, rdfs: and other usual ones need no declaring.
    """
    # Imported here: `--help` needs no engine.
    from api.rows import lines
    from api.sparql.once import ask

    chosen = settings(store=store, query_timeout=timeout)
    with reading_store(chosen) as opened:
        answer = ask(opened, _query_text(sparql), form.value, chosen)
    if answer.cut:
        terminal.note(f"parley: only the first {chosen.query_rows:,} rows; ask with a LIMIT")
    if form is Rows.TABLE:
        for line in lines(answer):
            terminal.say(line)
    else:
        terminal.say(answer.body.decode().rstrip("\n"))


def path(
    source: Annotated[str, typer.Argument(metavar="FROM", help="An actor by name or id.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Another.")],
    store: StoreOption = None,
    k: Annotated[int, typer.Option("-k", min=1, max=20, help="How many paths.")] = 1,
    max_hops: Annotated[int, typer.Option("--max-hops", min=1, max=12, help="At most.")] = 6,
    by_sources: Annotated[
        bool, typer.Option("--by-sources", help="Prefer hops with many independent reports.")
    ] = False,
    relations: RelationsOption = None,
    exclude: ExcludeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    min_sources: SourcesOption = 1,
    contested: ContestedOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how two actors are connected.

    Every hop names its facts, their date and the best quote.
    """
    wanted = sieve(relations, exclude, since, until, as_of, known_by, min_sources, contested)
    with reading_store(settings(store=store)) as opened:
        ends = _actor(opened, source), _actor(opened, target)
        found = _paths(opened, ends, wanted, k=k, max_hops=max_hops, by_sources=by_sources)
    for line in _path_lines(found, as_json=as_json):
        terminal.say(line)
    if not found and not as_json:
        terminal.say(f"no path between {ends[0].name} and {ends[1].name} within {max_hops} hops")


def _paths(
    store: Store,
    ends: tuple[Actor, Actor],
    wanted: Sieve,
    *,
    k: int,
    max_hops: int,
    by_sources: bool,
) -> list[Ways]:
    # Imported here: `--help` needs no graph.
    from graph.network import Network
    from graph.paths import find_paths

    return find_paths(
        Network.of(store),
        store,
        *(end.id for end in ends),
        sieve=wanted,
        k=k,
        max_hops=max_hops,
        by_sources=by_sources,
    )


def _path_lines(found: list[Ways], *, as_json: bool) -> Iterator[str]:
    # Imported here: `--help` needs no graph.
    from api.answers import PathAnswer
    from api.lines import path_lines

    for way in found:
        yield from (PathAnswer.of(way).model_dump_json(),) if as_json else path_lines(way)


def show(
    what: Annotated[str, typer.Argument(help="An actor by name or id, or a fact by id.")],
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is known of an actor or fact.

    An actor with offices, ties and timeline; a fact with everyone's words on it.
    """
    days = day(as_of, "--as-of"), day(known_by, "--known-by")
    with reading_store(settings(store=store)) as opened:
        lines = _about(opened, what, *days, as_json=as_json)
        for line in lines:
            terminal.say(line)


def search(
    words: Annotated[str, typer.Argument(help="A name, part of one, or nearly one.")],
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Find actors by name.

    An alias, the beginning of a name or one with a typo will do.
    """
    # Imported here: `--help` needs no index.
    from api.answers import FoundAnswer
    from api.search import Index

    with reading_store(settings(store=store)) as opened:
        found, total = Index.of(opened).search(words, limit)
    if as_json:
        for item in found:
            terminal.say(FoundAnswer.of(item).model_dump_json())
        return
    rows = [(f.actor.id, f.actor.name, f.actor.type.value, str(f.weight)) for f in found]
    for line in terminal.table(("id", "name", "type", "facts"), rows):
        terminal.say(line)
    if total > len(found):
        terminal.note(f"{total - len(found)} more; see --limit")


def contested(
    store: StoreOption = None,
    known_by: KnownByOption = None,
    announced: Annotated[
        bool, typer.Option("--unconfirmed", help="Facts announced and never confirmed instead.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List facts that are asserted and denied.

    With the words of both sides.
    """
    by = day(known_by, "--known-by")
    with reading_store(settings(store=store)) as opened:
        lines = list(_disputes(opened, by, announced=announced, as_json=as_json))
    for line in lines:
        terminal.say(line)
    if not lines:
        terminal.note("none")


def _disputes(
    store: Store, known_by: str | None, *, announced: bool, as_json: bool
) -> Iterator[str]:
    # Imported here: `--help` needs no graph.
    from api.answers import FactAnswer
    from graph.facts import contested as contested_facts
    from graph.facts import unconfirmed

    for card in (unconfirmed if announced else contested_facts)(store, known_by):
        if as_json:
            yield FactAnswer.of(card).model_dump_json(by_alias=True)
        else:
            yield from _fact_lines(store, card.id, known_by)


def _query_text(sparql: str) -> str:
    if sparql == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input")
    file = Path(sparql)
    if sparql.endswith((".rq", ".sparql")) or (len(sparql) < 256 and file.is_file()):
        try:
            return _decoded(file.read_bytes(), sparql)
        except OSError as error:
            raise UnreadableInput(
                f"{sparql}: {error.strerror}", "name a file that exists"
            ) from error
    return sparql


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name} is not UTF-8 at byte {error.start + 1}"
        raise UnreadableInput(message, "save the query as UTF-8") from error


def _about(
    store: Store, what: str, as_of: str | None, known_by: str | None, *, as_json: bool
) -> Iterator[str]:
    # Imported here: `--help` needs no graph.
    from api.answers import FactAnswer, ProfileAnswer
    from graph.actors import profile
    from graph.facts import fact_card

    if _is_fact_id(what):
        if as_json:
            yield FactAnswer.of(fact_card(store, what)).model_dump_json(by_alias=True)
        else:
            yield from _fact_lines(store, what, known_by)
        return
    known = profile(store, _actor(store, what).id, as_of, known_by)
    if as_json:
        yield ProfileAnswer.of(known).model_dump_json(by_alias=True)
    else:
        yield from _profile_lines(store, known, as_of, known_by)


def _actor(store: Store, name: str) -> Actor:
    # Imported here: `--help` needs no graph.
    from graph.actors import find_actor

    try:
        return find_actor(store, name)
    except (UnknownName, ValueError):
        # Imported here: an index is made only for what is no name.
        from api.naming import actor_named
        from api.search import Index

        return actor_named(store, Index.of(store).search, name)


def _is_fact_id(what: str) -> bool:
    kind, _, name = what.rpartition("-")
    return bool(kind) and len(name) == 12 and all(letter in "0123456789abcdef" for letter in name)


def _fact_lines(store: Store, fact_id: str, known_by: str | None) -> Iterator[str]:
    # Imported here: `--help` needs no graph.
    from api.lines import fact_counts, proof_lines
    from graph.facts import describe, evidence, fact_card

    card = fact_card(store, fact_id)
    yield f"{describe(card)}  [{card.id}; {fact_counts(card)}]"
    for proof in evidence(store, card.id, known_by):
        yield from (f"  {line}" for line in proof_lines(proof))


def _profile_lines(
    store: Store, known: Profile, as_of: str | None, known_by: str | None
) -> Iterator[str]:
    # Imported here: `--help` needs no graph.
    from api.lines import fact_counts
    from graph.actors import timeline
    from graph.facts import describe

    actor = known.actor
    wikidata = f", {actor.wikidata}" if actor.wikidata else ""
    yield f"{actor.name} ({actor.type.value}, {actor.id}{wikidata})"
    if known.aliases:
        yield f"also: {', '.join(known.aliases)}"
    for card in (*known.tenures, *known.ties):
        yield f"  {describe(card)}  [{fact_counts(card)}]"
    counts = ", ".join(f"{name} {count}" for name, count in sorted(known.relations.items()))
    yield f"{known.events} events" + (f"; {counts}" if counts else "")
    for card in timeline(store, actor.id, as_of, known_by):
        yield f"  {card.date or 'no date   '}  {describe(card)}  [{card.id}; {fact_counts(card)}]"
