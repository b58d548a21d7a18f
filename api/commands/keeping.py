"""`parley export`, `remove` and `doctor`: what becomes of a store."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import terminal
from api.commands.options import (
    AsOfOption,
    ContestedOption,
    ExcludeOption,
    KnownByOption,
    QuietOption,
    RegistryOption,
    RelationsOption,
    SinceOption,
    SourcesOption,
    StoreOption,
    UntilOption,
    reading_store,
    settings,
    sieve,
    writing_store,
)
from ontology.errors import InvalidSetting

if TYPE_CHECKING:
    from graph.exports.formats import ExportOptions
    from graph.store import Store

SUFFIXES = {"nquads": "nq"}


def export(
    form: Annotated[
        str, typer.Argument(metavar="FORMAT", help="graphml, gexf, csv, json, nquads or trig.")
    ],
    target: Annotated[
        Path | None, typer.Argument(help="File (for csv a folder) to write; - is output.")
    ] = None,
    store: StoreOption = None,
    edges: Annotated[
        str, typer.Option(help="What an edge is: one relation, pair or statement.")
    ] = "relation",
    strict: Annotated[
        bool, typer.Option("--strict", help="Nothing the GraphML schema does not know.")
    ] = False,
    relations: RelationsOption = None,
    exclude: ExcludeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    min_sources: SourcesOption = 1,
    contested: ContestedOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the graph to a file.

    For Gephi, igraph, a spreadsheet or another store.
    """
    # Imported here: `--help` needs no graph.
    from graph.exports.formats import ExportOptions
    from graph.exports.rows import Edges

    if edges not in [kind.value for kind in Edges]:
        kinds = ", ".join(kind.value for kind in Edges)
        raise InvalidSetting(f"--edges: no edges are called {edges!r}", f"one of {kinds}")
    wanted = sieve(relations, exclude, since, until, as_of, known_by, min_sources, contested)
    options = ExportOptions(sieve=wanted, edges=Edges(edges), strict=strict)
    with reading_store(settings(store=store)) as opened:
        written = _export(opened, form, target, options)
    if not quiet:
        for file in written:
            terminal.note(f"wrote {file} ({file.stat().st_size:,} bytes)")


def _export(store: Store, form: str, target: Path | None, options: ExportOptions) -> list[Path]:
    # Imported here: `--help` needs no graph.
    from graph.exports.formats import export as write

    if target is None:
        target = Path(f"parley.{SUFFIXES.get(form, form)}")
    if str(target) != "-":
        return write(store, form, target, options)
    if form == "csv":
        raise InvalidSetting(
            "csv makes two files, so it cannot go to standard output", "name a folder"
        )
    with tempfile.TemporaryDirectory() as folder:
        for file in write(store, form, Path(folder) / "export", options):
            with file.open("rb") as content:
                shutil.copyfileobj(content, sys.stdout.buffer)
    return []


def remove(
    articles: Annotated[list[str], typer.Argument(help="Ids of articles.")],
    store: StoreOption = None,
    registry: RegistryOption = None,
    quiet: QuietOption = False,
) -> None:
    """Take articles out of a store.

    With them goes what rested on them alone. All are removed or, if one is unknown, none.
    """
    with writing_store(settings(store=store, registry=registry)) as opened:
        opened.remove(*articles)
        left = len(opened.article_ids())
    if not quiet:
        terminal.note(f"removed {len(articles)} articles; {left} are left")
