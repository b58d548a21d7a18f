"""Options that several commands share, and the store they open."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.settings import Settings, load
from api.values import day, relation

if TYPE_CHECKING:
    from graph.network import Sieve
    from graph.store import Store

StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        "-s",
        help="Folder of the store [env: PARLEY_STORE]",
        show_default="parley-store",
        metavar="DIR",
    ),
]
RegistryOption = Annotated[
    list[Path] | None,
    typer.Option("--registry", help="More names and offices [env: PARLEY_REGISTRY]"),
]
ModelOption = Annotated[str | None, typer.Option("--model", help="spaCy model [env: PARLEY_MODEL]")]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", "-w", help="Processes that read [env: PARLEY_WORKERS]"),
]
ReadAllOption = Annotated[
    bool,
    typer.Option("--read-all", help="Read also articles without two actors and a contact word."),
]
ExitZeroOption = Annotated[
    bool, typer.Option("--exit-zero", help="Exit with 0 even if some input was unreadable.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No report, no progress bar.")]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="What was so on that day (2025-12-02).", metavar="DATE"),
]
KnownByOption = Annotated[
    str | None,
    typer.Option("--known-by", help="What had been published by that day.", metavar="DATE"),
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", help="Day of articles that give none.", metavar="DATE"),
]
RelationsOption = Annotated[
    list[str] | None, typer.Option("--relation", help="Only edges of that relation; repeatable.")
]
ExcludeOption = Annotated[
    list[str] | None, typer.Option("--exclude", help="No edges of that relation; repeatable.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", help="Only events from that day on.", metavar="DATE")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", help="Only events up to that day.", metavar="DATE")
]
SourcesOption = Annotated[
    int, typer.Option("--min-sources", min=1, help="Only facts with so many independent reports.")
]
ContestedOption = Annotated[
    bool | None,
    typer.Option("--contested/--uncontested", help="Only facts that are (not) contested."),
]


class Rows(StrEnum):
    """Forms in which `parley query` prints."""

    TABLE = "table"
    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TTL = "ttl"
    NT = "nt"
    JSONLD = "jsonld"


def settings(**flags: object) -> Settings:
    """The settings in force, given the options of a command; None is «not given»."""
    return load({name: value for name, value in flags.items() if value not in (None, [])})


def reading_store(chosen: Settings) -> Store:
    """The store, opened for reading. Raises StoreError."""
    # Imported here: `--help` needs no store.
    from graph.store import Store

    return Store.open(chosen.store, read_only=True)


def writing_store(chosen: Settings) -> Store:
    """The store with the registry behind it, opened for writing. Raises StoreError."""
    # Imported here: `--help` needs neither.
    from graph.store import Store
    from ontology.registry import Registry

    return Store.open(chosen.store, background=Registry.load(*chosen.registry))


def sieve(
    relations: list[str] | None = None,
    exclude: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    known_by: str | None = None,
    min_sources: int = 1,
    contested: bool | None = None,
) -> Sieve:
    """Which edges count, checked. Raises UnknownName for a relation, InvalidSetting for a day."""
    # Imported here: only paths and exports need it.
    from graph.network import Sieve

    return Sieve(
        relations=frozenset(relation(name) for name in relations or ()),
        exclude=frozenset(relation(name) for name in exclude or ()),
        since=day(since, "--since"),
        until=day(until, "--until"),
        as_of=day(as_of, "--as-of"),
        known_by=day(known_by, "--known-by"),
        min_sources=min_sources,
        contested=contested,
    )
