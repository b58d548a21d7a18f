"""The formats by name; `export` is the one way to write any of them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.exports.gexf import gexf
from graph.exports.graphml import graphml
from graph.exports.rdf import everything, nquads, trig
from graph.exports.rows import Edges, Table, table
from graph.exports.tables import as_json, edges_csv, nodes_csv
from graph.network import Sieve
from graph.reading import ReadStore
from ontology.errors import StoreError, UnknownName

FORMATS = ("graphml", "gexf", "csv", "json", "nquads", "trig")
_WHOLE = {"nquads": nquads, "trig": trig}


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What goes into a file, and how.

    `strict` leaves out what the GraphML schema does not know, at the price of Gephi's edge kinds.
    """

    sieve: Sieve = field(default_factory=Sieve)
    edges: Edges = Edges.RELATION
    strict: bool = False


def export(
    store: ReadStore, format_: str, target: Path, options: ExportOptions | None = None
) -> list[Path]:
    """Write the view (for `nquads` and `trig` the whole store) and say which files came of it.

    Each file appears whole or not at all. `csv` writes `nodes.csv` and `edges.csv` into the
    folder `target`. Raises UnknownName for an unknown format, StoreError if unwritable.
    """
    if format_ not in FORMATS:
        raise UnknownName(f"{format_}: no such format", f"one of {', '.join(FORMATS)}")
    chosen = options or ExportOptions()
    if format_ in _WHOLE:
        return [write(target, _WHOLE[format_](everything(store)))]
    rows = table(store, chosen.sieve, chosen.edges)
    if format_ == "csv":
        files: dict[str, Callable[[Table], Iterator[str]]]
        files = {"nodes.csv": nodes_csv, "edges.csv": edges_csv}
        return [write(target / name, pieces(rows)) for name, pieces in files.items()]
    return [write(target, _pieces(format_, rows, chosen))]


def write(target: Path, pieces: Iterable[str]) -> Path:
    """Write a text file so that it is there wholly or not at all. Raises StoreError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}", "name a place you may write to") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        Path(name).chmod(0o644)
        return Path(name).replace(target)
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}", "name a place you may write to") from error
    finally:
        Path(name).unlink(missing_ok=True)


def _pieces(format_: str, rows: Table, options: ExportOptions) -> Iterator[str]:
    if format_ == "graphml":
        return graphml(rows, strict=options.strict)
    return gexf(rows) if format_ == "gexf" else as_json(rows)
